import * as fc from 'fast-check';
import { isToStart, lineageAfter, markOfRequest, Observed, plan } from '../../../lambda/change-request/plan';
import { idOf, lineageIn } from '../../../lambda/shared/execution/lineage';
import type { Request } from '../../../lambda/shared/operation';
import type { ChangeRequestProperties } from '../../../src/operations/provider/change-request-properties';

const DECLARED = ['a', 'b', 'c'].flatMap(ChangeRequestName => ([undefined, '1'] as const).map((Trigger): ChangeRequestProperties =>
  ({ Request: { DocumentName: 'Template', ChangeRequestName }, Trigger, UnfinishedOnDelete: 'Stop' })));

interface Deployment {
  readonly properties: ChangeRequestProperties;
  readonly outcome: 'succeeds' | 'fails elsewhere, new id' | 'fails elsewhere, old id' | 'fails before the start' | 'fails after the start';
  /** How many times each request comes. */
  readonly times: number;
}

/** A stack with a change request, as CloudFormation deploys and rolls back, and the executions that the service has. */
class Stack {
  public readonly executions = new Map<string, string>();
  public id?: string;
  private properties?: ChangeRequestProperties;
  private requests = 0;

  public deploy({ properties, outcome, times }: Deployment): void {
    const { properties: before, id: idBefore } = this;
    const after = this.ask(properties, outcome === 'fails before the start', false, times);
    if (before === undefined || outcome === 'succeeds') {
      [this.id, this.properties] = [after ?? this.id, after === undefined ? before : properties];
      return;
    }
    if (outcome === 'fails elsewhere, new id') this.id = after;
    this.id = this.ask(before, false, true, times);
    expect(this.id).toBe(idBefore);
  }

  /** One request of CloudFormation, with the id that it gives back; none where it fails before anything is started. */
  private ask(properties: ChangeRequestProperties, isRefused: boolean, isRollback: boolean, times: number): string | undefined {
    const token = `${this.requests += 1}`;
    let id: string | undefined;
    for (let time = 0; time < times; time += 1) id = this.answer(properties, isRefused, isRollback, token);
    return id;
  }

  private answer(properties: ChangeRequestProperties, isRefused: boolean, isRollback: boolean, token: string): string | undefined {
    const request: Request<ChangeRequestProperties> = this.id === undefined ? { type: 'Create', properties } : { type: 'Update', properties, physicalId: this.id };
    let started: string | undefined;
    for (;;) {
      const observed: Observed = { started, token, isRollback: isRollback && isToStart(properties, { started }, this.id) };
      const decision = plan(request, observed, []);
      if ('done' in decision) return idOf('change-request', lineageAfter(properties, observed, this.id));
      if (!('calls' in decision)) throw new Error(JSON.stringify(decision));
      if (isRefused) return undefined;
      started = this.started((decision.calls[0].input as { ClientToken: string }).ClientToken);
    }
  }

  /** The service knows a token that comes again. */
  private started(token: string): string {
    const execution = this.executions.get(token) ?? `${String(this.executions.size).padStart(8, '0')}-1111-2222-3333-444444444444`;
    this.executions.set(token, execution);
    return execution;
  }
}

test('any deployments start one request for each change, however they end, and rollbacks none', () => {
  const deployment = fc.record<Deployment>({
    properties: fc.constantFrom(...DECLARED),
    outcome: fc.constantFrom('succeeds', 'fails elsewhere, new id', 'fails elsewhere, old id', 'fails before the start', 'fails after the start'),
    times: fc.integer({ min: 1, max: 3 }),
  });
  let rollbacks = 0;
  fc.assert(fc.property(fc.array(deployment, { minLength: 1, maxLength: 15 }), deployments => {
    const stack = new Stack();
    let current: string | undefined;
    let expected = 0;
    for (const each of deployments) {
      const mark = markOfRequest(each.properties);
      const isStarted = mark !== current && each.outcome !== 'fails before the start';
      if (isStarted) expected += 1;
      stack.deploy(each);
      if (current === undefined ? isStarted : each.outcome === 'succeeds') current = mark;
      else rollbacks += 1;
      expect(stack.executions.size).toBe(expected);
      expect(stack.id && lineageIn(stack.id)[0].mark).toBe(current);
    }
  }), { numRuns: 400 });
  expect(rollbacks).toBeGreaterThan(500);
});
