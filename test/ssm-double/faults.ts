/** What goes wrong. */
export type Fault =
  /** ThrottlingException "Rate exceeded", before anything else is looked at. */
  | { readonly kind: 'throttle' }
  /** HTTP 500 InternalServerError, without acting. */
  | { readonly kind: 'serverError' }
  /** Any error, without acting. `status` is 400 by default. */
  | { readonly kind: 'error'; readonly code: string; readonly message: string; readonly status?: number }
  /** The connection is cut; nothing was done. */
  | { readonly kind: 'dropBefore' }
  /** The service acts, then the connection is cut before the answer. */
  | { readonly kind: 'dropAfter' }
  /** The answer comes after `ms` milliseconds; the service acts at once. */
  | { readonly kind: 'slow'; readonly ms: number };

/** A fault and the requests that it hits. */
export type FaultRule = Fault & {
  /** Name of the operation. @default '*', every operation */
  readonly operation?: string;
  /** How many matching requests pass unhurt first. @default 0 */
  readonly skip?: number;
  /** How many matching requests are hit. @default 1 */
  readonly times?: number;
};

/** Faults on demand. Of several rules that match a request the one added first and not used up is applied, alone. */
export class Faults {
  private rules: { rule: FaultRule; skip: number; times: number }[] = [];

  public add(...rules: FaultRule[]): void {
    for (const rule of rules) {
      if (!KINDS.includes(rule.kind)) throw new Error(`No fault '${rule.kind}'; there are ${KINDS.join(', ')}`);
      this.rules.push({ rule, skip: rule.skip ?? 0, times: rule.times ?? 1 });
    }
  }

  public clear(): void {
    this.rules = [];
  }

  /** Rules that still wait for requests; a test that ends with some did not meet the fault that it is about. */
  public get pending(): readonly FaultRule[] {
    return this.rules.map(({ rule, skip, times }) => ({ ...rule, skip, times }));
  }

  /** Called once for every request. */
  public take(operation: string): FaultRule | undefined {
    for (const entry of this.rules) {
      if ((entry.rule.operation ?? '*') !== '*' && entry.rule.operation !== operation) continue;
      if (entry.skip > 0) {
        entry.skip--;
        continue;
      }
      entry.times--;
      if (entry.times <= 0) this.rules = this.rules.filter(other => other !== entry);
      return entry.rule;
    }
    return undefined;
  }
}

const KINDS: readonly string[] = ['throttle', 'serverError', 'error', 'dropBefore', 'dropAfter', 'slow'] satisfies Fault['kind'][];
