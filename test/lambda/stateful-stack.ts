import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { event, Invocation, invoke, InvokeOptions } from './invoke';
import { answerOf } from './stack-resource';
import type { Answer } from '../../lambda/shared/answer';
import type { CloudFormationDouble } from '../cloudformation-double';
import type { SsmDouble } from '../ssm-double/ssm-double';
import type { StsDouble } from '../sts-double';

// A stack with one custom resource: fast-check chooses what is deployed and what goes wrong, CloudFormation is played here, and a test
// says what its resource does then. Whatever it is, the service must be as the test's model has it.

/** What happens to a request to the handler; tests add what their services do. */
export interface Accident {
  /** How often Lambda delivers the request again. */
  readonly replays: number;
}

/** What a deployment left: what was declared, what the resource stands for, and the physical id that CloudFormation has of it. */
export interface Situation<Declared, Current> {
  readonly declared: Declared;
  readonly current: Current;
  readonly id: string;
}

export interface StackModel<Declared, Current> {
  /** After the last deployment that succeeded; undefined where there is no stack. */
  stable?: Situation<Declared, Current>;
}

/** A request of CloudFormation and what came of it. */
export interface Asked {
  readonly answer: Answer;
  readonly requestId: string;
}

/** A deployment that was answered. */
export interface Deployment<Declared, Current, Happens extends Accident> extends Asked {
  readonly declared: Declared;
  /** What was before; undefined for the first one. */
  readonly before?: Situation<Declared, Current>;
  readonly accident: Happens;
}

/** What a deployment comes to. */
export interface Outcome<Current> {
  readonly succeeds: boolean;
  readonly current: Current;
  /** Whether an update that succeeds makes something else, which has another id. */
  readonly isReplaced?: boolean;
}

/** An update that was taken back. */
export interface Rollback<Declared, Current> extends Asked {
  readonly before: Situation<Declared, Current>;
  readonly undone: Situation<Declared, Current>;
  /** Whether CloudFormation asked for it with the id of what is undone. */
  readonly isByNewId: boolean;
}

export interface Services {
  readonly double: SsmDouble;
  readonly cloudFormation?: CloudFormationDouble;
  readonly sts?: StsDouble;
}

type RequestType = 'Create' | 'Update' | 'Delete';

/** What a test says of its resource. */
export interface StatefulCase<Declared, Current, Happens extends Accident, Model extends StackModel<Declared, Current>> {
  readonly handler: string;
  readonly resourceType: string;
  /** What the handler calls, where it asks for the status of its stack also CloudFormation; stopped at the end. */
  readonly services: Services;
  /** How a function is run. @default invoke */
  readonly run?: (handler: string, endpoint: string, request: ReturnType<typeof event>, options: InvokeOptions) => Promise<Invocation>;
  /** Nothing but what every request has. */
  readonly nothing: Happens;
  propertiesOf(declared: Declared): object;
  /** What an accident can be at an update. @default whatever it is */
  accidentAt?(accident: Happens, declared: Declared, before: Declared): Happens;
  /** Puts faults into the services, which are cleared afterwards, and says how the function is run. */
  prepare(accident: Happens, declared: Declared): InvokeOptions;
  /** After each delivery of a request. */
  delivered?(): void;
  /** What an answer has in common with that to the same request before. */
  expectAgain(answer: Answer, before: Answer): void;
  /** Holds for what the handler called since `prepare`. */
  expectCalls?(type: RequestType, status: string, declared: Declared): void;
  /** Predicts what a deployment comes to, and puts it into the model. */
  deployed(model: Model, deployment: Deployment<Declared, Current, Happens>): Outcome<Current>;
  /** What others do between an update and its rollback. */
  beforeRollback?(model: Model, before: Situation<Declared, Current>, accident: Happens): void;
  /** Puts a rollback into the model, before what was undone is deleted. */
  rolledBack?(model: Model, rollback: Rollback<Declared, Current>): void;
  /** Puts a deletion into the model. */
  deleted(model: Model, situation: Situation<Declared, Current>): void;
  /** Everything is as the model has it. */
  expectSame(model: Model): void;
}

/** One time in four. */
export const rarely: fc.Arbitrary<boolean> = fc.nat(3).map(chance => chance === 0);
/** How often Lambda delivers a request again. */
export const replays: fc.Arbitrary<number> = rarely.map(Number);

/** A command with a name for people. */
export function command<Model extends object>(
  name: string, given: readonly unknown[], check: (model: Readonly<Model>) => boolean, run: (model: Model) => Promise<void> | void,
): fc.AsyncCommand<Model, object> {
  return { check, run: async model => run(model), toString: () => `${name} ${JSON.stringify(given)}` };
}

/** How many sequences are tried: what is usual, or as many as SEQUENCES says. */
export function sequenceCount(usual: number): number {
  return Number(process.env.SEQUENCES ?? usual);
}

/** Sequences of commands. */
export interface Sequences<Model extends object, Setting, Counted extends string> {
  readonly count: number;
  readonly maxCommands: number;
  readonly commands: fc.Arbitrary<fc.AsyncCommand<Model, object>>[];
  /** What is different in each sequence beside its commands. */
  readonly setting?: fc.Arbitrary<Setting>;
  /** Brings the services into the state in which a sequence begins, and gives the model of it. */
  begin(setting: Setting): Model;
  /** What is counted of a sequence, for the sums of all. */
  counted(model: Model): Readonly<Record<Counted, number>>;
}

/** The stack, as CloudFormation sees it. */
export class StatefulStack<Declared extends object, Current, Happens extends Accident, Model extends StackModel<Declared, Current>> {
  public constructor(public readonly resource: StatefulCase<Declared, Current, Happens, Model>) {
  }

  public get double(): SsmDouble {
    return this.resource.services.double;
  }

  /** The first deployment; where something else of the stack fails, or the resource itself, it is rolled back. */
  public create(declared: Declared, accident: Happens, failsElsewhere: boolean): fc.AsyncCommand<Model, object> {
    return command('Create', [declared, accident, failsElsewhere], ({ stable }) => stable === undefined, async model => {
      const asked = await this.ask('Create', 'CREATE_IN_PROGRESS', declared, { accident });
      const { succeeds, current } = this.resource.deployed(model, { ...asked, declared, accident });
      expect(asked.answer.Status).toBe(succeeds ? 'SUCCESS' : 'FAILED');
      const made = { declared, current, id: asked.answer.PhysicalResourceId };
      if (succeeds && !failsElsewhere) model.stable = made;
      else await this.deleted(model, 'ROLLBACK_IN_PROGRESS', made);
      this.resource.expectSame(model);
    });
  }

  /** A later deployment; what is not declared anew stays as it is. */
  public update(change: Partial<Declared>, given: Happens, failsElsewhere: boolean, isBackByNewId: boolean): fc.AsyncCommand<Model, object> {
    return command('Update', [change, given, failsElsewhere, isBackByNewId], ({ stable }) => stable !== undefined, async model => {
      const before = model.stable!;
      const declared = { ...before.declared, ...change };
      const accident = this.resource.accidentAt?.(given, declared, before.declared) ?? given;
      const asked = await this.ask('Update', 'UPDATE_IN_PROGRESS', declared, { id: before.id, old: before.declared, accident });
      const { succeeds, current, isReplaced = false } = this.resource.deployed(model, { ...asked, declared, before, accident });
      const { Status, PhysicalResourceId: id } = asked.answer;
      expect(Status).toBe(succeeds ? 'SUCCESS' : 'FAILED');
      expect(id !== before.id).toBe(succeeds && isReplaced);
      const now = { declared, current, id };
      if (succeeds && !failsElsewhere) {
        model.stable = now;
        if (id !== before.id) await this.deleted(model, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', before);
      } else {
        this.resource.beforeRollback?.(model, before, accident);
        await this.rolledBack(model, before, now, isBackByNewId ? id : before.id, accident.replays);
        if (id !== before.id) await this.deleted(model, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', now);
      }
      this.resource.expectSame(model);
    });
  }

  /** The stack, or the resource in it, is deleted. */
  public delete(count: number): fc.AsyncCommand<Model, object> {
    return command('Delete', [count], ({ stable }) => stable !== undefined, async model => {
      const { stable } = model;
      model.stable = undefined;
      await this.deleted(model, 'DELETE_IN_PROGRESS', stable!, count);
      this.resource.expectSame(model);
    });
  }

  /** Deployments as they come: more updates than creations and deletions, and rarely one that fails elsewhere. */
  public deployments(
    declared: fc.Arbitrary<Declared>, changes: fc.Arbitrary<Partial<Declared>>, accidents: fc.Arbitrary<Happens>,
  ): fc.Arbitrary<fc.AsyncCommand<Model, object>>[] {
    const create = fc.tuple(declared, accidents, rarely).map(given => this.create(...given));
    const update = fc.tuple(changes, accidents, rarely, fc.boolean()).map(given => this.update(...given));
    return [create, create, update, update, update, fc.nat(1).map(replayed => this.delete(replayed))];
  }

  /** Asks for something, with the status that the stack has then, as often as it is delivered. */
  public async ask(
    type: RequestType, status: string, declared: Declared, given: { readonly id?: string; readonly old?: Declared; readonly accident?: Happens } = {},
  ): Promise<Asked> {
    const { resource, double } = this;
    const { services: { cloudFormation, sts }, run = invoke } = resource;
    const { id, old, accident = resource.nothing } = given;
    if (cloudFormation !== undefined) cloudFormation.status = status;
    const request = event({
      RequestType: type,
      ResourceType: resource.resourceType,
      RequestId: randomUUID(),
      PhysicalResourceId: id,
      ResourceProperties: resource.propertiesOf(declared),
      OldResourceProperties: old && resource.propertiesOf(old),
    });
    const options = { cloudFormationEndpoint: cloudFormation?.endpoint, stsEndpoint: sts?.endpoint, ...resource.prepare(accident, declared) };
    let answer: Answer | undefined;
    for (let count = 0; count <= accident.replays; count += 1) {
      const told = answerOf(await run(resource.handler, double.endpoint, request, options));
      if (answer !== undefined) resource.expectAgain(told, answer);
      answer = told;
      resource.delivered?.();
    }
    double.faults.clear();
    resource.expectCalls?.(type, status, declared);
    return { answer: answer!, requestId: request.RequestId };
  }

  /** Deletes what nothing has any more. */
  public async deleted(model: Model, status: string, situation: Situation<Declared, Current>, count = 0): Promise<void> {
    const { declared, id } = situation;
    const { answer } = await this.ask('Delete', status, declared, { id, accident: { ...this.resource.nothing, replays: count } });
    expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: id });
    this.resource.deleted(model, situation);
  }

  /** Takes back an update; `id` is the one that CloudFormation asks with. */
  public async rolledBack(
    model: Model, before: Situation<Declared, Current>, undone: Situation<Declared, Current>, id: string, count: number,
  ): Promise<void> {
    const accident = { ...this.resource.nothing, replays: count };
    const asked = await this.ask('Update', 'UPDATE_ROLLBACK_IN_PROGRESS', before.declared, { id, old: undone.declared, accident });
    expect(asked.answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: before.id });
    this.resource.rolledBack?.(model, { ...asked, before, undone, isByNewId: id !== before.id });
  }

  /** Tries sequences of commands, each against a model of its own, and gives the sums of what is counted; SHOW_SEQUENCES prints them. */
  public async tryOut<Counted extends string, Setting = undefined>(sequences: Sequences<Model, Setting, Counted>): Promise<Record<Counted, number>> {
    const { count, maxCommands, commands, setting, begin, counted } = sequences;
    const sums = {} as Record<Counted, number>;
    const property = fc.asyncProperty(setting ?? fc.constant(undefined as Setting), fc.commands(commands, { maxCommands, size: 'max' }), async (chosen, sequence) => {
      this.double.faults.clear();
      const model = begin(chosen);
      await fc.asyncModelRun(() => ({ model, real: {} }), sequence);
      for (const [what, number] of Object.entries<number>(counted(model))) sums[what as Counted] = (sums[what as Counted] ?? 0) + number;
    });
    try {
      await fc.assert(property, { numRuns: count });
    } finally {
      for (const service of Object.values(this.resource.services)) await service.stop();
    }
    if (process.env.SHOW_SEQUENCES !== undefined) process.stdout.write(`${count} sequences, ${this.double.requests.length} calls, ${JSON.stringify(sums)}\n`);
    return sums;
  }
}
