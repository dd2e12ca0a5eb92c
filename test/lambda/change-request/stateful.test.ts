import fc from 'fast-check';
import type { Answer } from '../../../lambda/shared/answer';
import { CHANGE_REQUEST_TYPE } from '../../../src/operations/provider/change-request-properties';
import { CloudFormationDouble } from '../../cloudformation-double';
import { SsmDouble } from '../../ssm-double/ssm-double';
import { changeRequest, putTemplate } from '../handlers/change-request';
import { Accident, command, replays, sequenceCount, StackModel, StatefulStack } from '../stateful-stack';

/** How many sequences of deployments are tried. */
const SEQUENCES = sequenceCount(250);

/** What a person may declare: which request, whether it is to be made once more, and what becomes of it in the end. */
interface Declared {
  readonly reason: string;
  readonly trigger: string;
  readonly unfinished: 'Stop' | 'Leave';
}

/** What happens to a request to the handler. */
interface Happens extends Accident {
  /** `refused`: the service starts nothing; `lost`: its answer to the start gets lost; `late`: it tells nothing more once it has started. */
  readonly kind: 'none' | 'refused' | 'lost' | 'late';
}

/** An execution as the model has it. */
interface Expected {
  readonly reason: string;
  status: string;
}

/** What there must be; the resource stands for the execution of the last deployment. */
interface Model extends StackModel<Declared, Expected | undefined> {
  executions: Expected[];
}

function isOther(one: Declared, other: Declared): boolean {
  return one.reason !== other.reason || one.trigger !== other.trigger;
}

/** Whether a request makes something, and what. */
function startIn(model: Model, { reason }: Declared, { kind }: Happens): Expected | undefined {
  if (kind === 'refused') return undefined;
  const execution = { reason, status: 'PendingApproval' };
  model.executions.push(execution);
  return execution;
}

function stackOf(double: SsmDouble, cloudFormation: CloudFormationDouble) {
  const idOf = (model: Model, execution: Expected) => double.executions.all[model.executions.indexOf(execution)].id;
  const expectTold = (model: Model, { Status, Data }: Answer, current: Expected | undefined) => {
    if (Status === 'SUCCESS' && current !== undefined) expect(Data?.ExecutionId).toBe(idOf(model, current));
  };
  return new StatefulStack<Declared, Expected | undefined, Happens, Model>({
    handler: 'change-request',
    resourceType: CHANGE_REQUEST_TYPE,
    services: { double, cloudFormation },
    nothing: { kind: 'none', replays: 0 },
    propertiesOf: ({ reason, trigger, unfinished }) => ({ ...changeRequest(reason, unfinished), Trigger: trigger }),
    // Where nothing is started, nothing of a start can go wrong.
    accidentAt: (accident, declared, before) => isOther(declared, before) ? accident : { ...accident, kind: 'none' },
    prepare: ({ kind, replays: times }) => {
      const operation = 'StartChangeRequestExecution';
      if (kind === 'refused') {
        double.faults.add({ kind: 'error', operation, code: 'AutomationExecutionLimitExceededException', message: 'Too many.', status: 400, times: times + 1 });
      } else if (kind === 'lost') {
        double.faults.add({ kind: 'dropAfter', operation });
      } else if (kind === 'late') {
        double.faults.add({ kind: 'throttle', operation: 'GetAutomationExecution', times: 10_000 });
      }
      return { timeLeft: kind === 'late' ? 75_000 : undefined };
    },
    expectAgain: (answer, { Reason: _, Data: __, ...told }) => expect(answer).toMatchObject(told),
    deployed: (model, { answer, declared, before, accident }) => {
      const isReplaced = before === undefined || isOther(declared, before.declared);
      const current = isReplaced ? startIn(model, declared, accident) : before.current;
      expectTold(model, answer, current);
      return { succeeds: accident.kind !== 'refused' && accident.kind !== 'late', current, isReplaced };
    },
    rolledBack: (model, { answer, before: { current } }) => expectTold(model, answer, current),
    deleted: (_, { current, declared: { unfinished } }) => {
      if (current !== undefined && unfinished === 'Stop' && ['PendingApproval', 'Approved'].includes(current.status)) current.status = 'Cancelled';
    },
    expectSame: model => {
      const { executions, stable } = model;
      const seen = double.executions.all.map(({ input, status }) => ({ reason: input.Runbooks[0].Parameters.Reason[0] as string, status }));
      expect(seen).toEqual(executions);
      // The resource stands for the execution that it should.
      if (stable !== undefined) expect(stable.id.startsWith(`change-request:${idOf(model, stable.current!)}.`)).toBe(true);
    },
  });
}

/** People decide, and time passes, after which the service knows no client token any more. */
function meanwhile(double: SsmDouble, which: number, status: string) {
  const pendingIn = ({ executions }: Readonly<Model>) => executions.flatMap((each, index) => each.status === 'PendingApproval' ? [index] : []);
  return command<Model>('Meanwhile', [which, status], model => pendingIn(model).length > 0, model => {
    const pending = pendingIn(model);
    const index = pending[which % pending.length];
    model.executions[index].status = status;
    double.executions.set(double.executions.all[index].id, { status });
    double.executions.forgetTokens();
  });
}

const declaration: fc.Arbitrary<Declared> = fc.record({
  reason: fc.constantFrom('November', 'December'), trigger: fc.constantFrom('1', '2'), unfinished: fc.constantFrom('Stop', 'Leave'),
});
const accident: fc.Arbitrary<Happens> = fc.record({
  kind: fc.oneof(
    { weight: 12, arbitrary: fc.constant('none' as const) }, { weight: 3, arbitrary: fc.constant('refused' as const) },
    { weight: 3, arbitrary: fc.constant('lost' as const) }, { weight: 1, arbitrary: fc.constant('late' as const) },
  ),
  replays,
});

test('there are as many change requests as the declarations ask for, whatever goes wrong', async () => {
  const double = await SsmDouble.start();
  putTemplate(double);
  const stack = stackOf(double, await CloudFormationDouble.start());
  const { started } = await stack.tryOut({
    count: SEQUENCES,
    maxCommands: 12,
    commands: [
      ...stack.deployments(declaration, declaration, accident),
      fc.tuple(fc.nat(), fc.constantFrom('Approved', 'RunbookInProgress', 'Rejected', 'CompletedWithSuccess')).map(given => meanwhile(double, ...given)),
    ],
    begin: () => {
      double.executions.forgetAll();
      return { executions: [] };
    },
    counted: ({ executions }) => ({ started: executions.length }),
  });
  // Sequences that do nothing prove nothing.
  expect(started).toBeGreaterThan(SEQUENCES / 2);
}, 900_000);
