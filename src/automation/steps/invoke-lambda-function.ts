import { aws_lambda as lambda, IResolvable } from 'aws-cdk-lib';
import { Fields, map, resource, text } from '../field';
import { Step, StepOptions } from '../step';

/**
 * How `InvokeLambdaFunction` calls a function.
 */
export class LambdaInvocationType {
  /** Call it and wait for the answer. */
  public static readonly REQUEST_RESPONSE = 'RequestResponse';
  /** Call it and do not wait. */
  public static readonly EVENT = 'Event';
  /** Do not call it; only see whether it could be. */
  public static readonly DRY_RUN = 'DryRun';

  private constructor() {
  }
}

/**
 * What `InvokeLambdaFunction` gives of the log.
 */
export class LambdaLogType {
  /** Nothing. */
  public static readonly NONE = 'None';
  /** The last 4 KB, of calls that wait for the answer. */
  public static readonly TAIL = 'Tail';

  private constructor() {
  }
}

/**
 * What `InvokeLambdaFunction` calls.
 */
export interface InvokeLambdaFunctionProps extends StepOptions {
  /**
   * The function, or its ARN or name.
   */
  readonly lambdaFunction: string | lambda.IFunctionRef;

  /**
   * The version or the alias of the function.
   *
   * @default - its latest code
   */
  readonly qualifier?: string;

  /**
   * How it is called: `RequestResponse`, `Event` or `DryRun`, as in `LambdaInvocationType.EVENT`.
   *
   * @default - LambdaInvocationType.REQUEST_RESPONSE, by the service
   */
  readonly invocationType?: string;

  /**
   * What the output `LogResult` gives: `None` or `Tail`, as in `LambdaLogType.TAIL`.
   *
   * @default - LambdaLogType.NONE, by Lambda
   */
  readonly logType?: string;

  /**
   * What the function gets to know of its client: JSON text in Base64.
   *
   * @default - nothing
   */
  readonly clientContext?: string;

  /**
   * What the function gets as its event.
   *
   * @default - that of `payload`, or nothing
   */
  readonly inputPayload?: Record<string, any> | IResolvable;

  /**
   * What the function gets as its event, as JSON text. It is the older form, and does not count where `inputPayload` is given.
   *
   * @default - that of `inputPayload`, or nothing
   */
  readonly payload?: string;
}

/**
 * Call a function of Lambda (`aws:invokeLambdaFunction`), for 5 minutes at most.
 */
export class InvokeLambdaFunction extends Step {
  /** @internal */
  public static readonly _FIELDS: Fields<InvokeLambdaFunctionProps, StepOptions> = {
    lambdaFunction: resource('FunctionName', ({ functionRef }: lambda.IFunctionRef) => functionRef.functionArn),
    qualifier: text('Qualifier'),
    invocationType: text('InvocationType'),
    logType: text('LogType'),
    clientContext: text('ClientContext'),
    inputPayload: map('InputPayload'),
    payload: text('Payload'),
  };

  /**
   * @param name the name of the step.
   * @param props what is called.
   */
  constructor(name: string, public readonly props: InvokeLambdaFunctionProps) {
    super(name, 'aws:invokeLambdaFunction', props);
  }

  /** The HTTP status of the call. */
  public get statusCode(): number {
    return this.outputAsNumber('StatusCode');
  }

  /** That the function failed; only there when it did. */
  public get functionError(): string {
    return this.output('FunctionError');
  }

  /** The end of the log in Base64, where `logType` asks for it. */
  public get logResult(): string {
    return this.output('LogResult');
  }

  /** What the function answered, as JSON text of 200 KB at most; not there for calls that do not wait. */
  public get payload(): string {
    return this.output('Payload');
  }

  /** @internal */
  protected get _fields() {
    return InvokeLambdaFunction._FIELDS;
  }
}
