/** Who calls, as far as the signature of the request tells. */
export interface Caller {
  readonly accessKeyId: string;
  readonly arn: string;
}

/** One operation of the service: gets what passed the model, answers what goes into the body, refuses with a ServiceError. */
export type Operation = (input: any, caller: Caller) => object;

/** A family of operations, each family in a file of its own; `SsmDouble` lists the families. */
export type Operations = Readonly<Record<string, Operation>>;

/** The account and Region that a double plays. */
export interface Place {
  readonly account: string;
  readonly region: string;
}
