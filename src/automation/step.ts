import { aws_ssm as ssm, Duration, IResolvable } from 'aws-cdk-lib';
import { nameOfDocument } from './attributes';
import { Field, seconds, writeFields } from './field';
import { nameOf, OnCancel, OnFailure } from './jump';
import type { ScriptAttachment } from './script';
import { StepOutput } from './step-output';
import type { StepPermissions } from './step-permissions';
import { ContentMap, isMap } from '../content/value';
import { ContentReference } from '../document/content-reference';
import { inLastingOrder } from '../document/host-language';

/**
 * One step or several that belong together.
 */
export interface IStepSource {
  /**
   * The steps, in their order.
   */
  readonly steps: Step[];
}

/**
 * What every step of a runbook can say, whatever it does.
 */
export interface StepOptions {
  /**
   * What the step is for; Markdown.
   *
   * @default - no description
   */
  readonly description?: string;

  /**
   * What happens when the step fails, or runs out of time in its last attempt.
   *
   * @default - OnFailure.ABORT, by the service
   */
  readonly onFailure?: OnFailure;

  /**
   * What happens when somebody cancels the runbook while the step runs. `Loop` and `UpdateVariable` take none.
   *
   * @default - OnCancel.ABORT, by the service
   */
  readonly onCancel?: OnCancel;

  /**
   * Whether the runbook has failed when this step has, even if `onFailure` lets it go on.
   *
   * @default - by the service: true, or false where `onFailure` is `OnFailure.CONTINUE`
   */
  readonly isCritical?: boolean;

  /**
   * Whether the runbook ends after the step. It cannot stand together with `nextStep`.
   *
   * @default - false, by the service
   */
  readonly isEnd?: boolean;

  /**
   * The step that follows when this one has succeeded: the step or its name, also of one that is declared later.
   *
   * @default - the next one in the list
   */
  readonly nextStep?: string | Step;

  /**
   * How often the step is tried before it counts as failed, 1 at least.
   *
   * @default - 1, by the service
   */
  readonly maxAttempts?: number;

  /**
   * How long one attempt may take, in whole seconds.
   *
   * @default - by the service: 1 hour for changing states and waiting for properties, 10 minutes for scripts, 5 minutes for
   * functions, 25 seconds for API calls, 7 days for approvals; for other actions it is not documented
   */
  readonly timeout?: Duration;

  /**
   * Outputs by name, beside those that the action has anyway; other steps get them with `output(name)`.
   *
   * @default - no outputs are declared
   */
  readonly outputs?: Record<string, StepOutput>;

  /**
   * What the role of the runbook must allow for the step, where that cannot be told from its inputs, or too much of it.
   *
   * @default - what the inputs tell
   */
  readonly permissions?: StepPermissions;

  /**
   * Parts of the step as SSM reads them, which take the place of what the properties give: `{ inputs: { NewInput: 'x' } }`.
   * `inputs` are replaced one by one, other keys as a whole.
   *
   * It is for what this library does not know yet, and for other spellings.
   *
   * @default - nothing is replaced
   */
  readonly overrides?: Record<string, any>;
}

/** What a runbook does for the steps that are put into it. @internal */
export interface StepContext {
  /** The name of the step that is written, for messages. */
  readonly step?: string;
  /** Attach a file to the document, with its hash among its files. */
  attach(attachment: ScriptAttachment): void;
}

const MARKER = Symbol.for('cdk-systems-manager.Step');
const TIMEOUT = seconds('timeoutSeconds');

/**
 * A step of a runbook.
 *
 * It is a value, not a construct, and cannot change: several runbooks can have the same step. The classes in `steps` know what
 * each action takes and gives.
 */
export abstract class Step implements IStepSource {
  /**
   * Whether a value is a step.
   *
   * @param x any value.
   */
  public static isStep(x: any): x is Step {
    return typeof x === 'object' && x !== null && MARKER in x;
  }

  /**
   * The name of the step: letters, digits and `_`, one of its own within the runbook.
   */
  public readonly name: string;

  /**
   * The action, such as `aws:sleep`.
   */
  public readonly action: string;

  private readonly options: StepOptions;

  /**
   * @param name the name of the step: letters, digits and `_`.
   * @param action the action, such as `aws:sleep`.
   * @param options what every step can say.
   */
  protected constructor(name: string, action: string, options: StepOptions) {
    this.name = name;
    this.action = action;
    this.options = options;
    Object.defineProperty(this, MARKER, { value: true });
  }

  /**
   * The step itself, as the only item of a list.
   */
  public get steps(): Step[] {
    return [this];
  }

  /**
   * An output, to be put where a string is asked for: one that the action gives or that `outputs` declares.
   *
   * @param name the name of the output.
   */
  public output(name: string): string {
    return this.reference(name).toString();
  }

  /**
   * An output, to be put where a list of strings is asked for. Put it there as it is, not inside another list.
   *
   * @param name the name of the output.
   */
  public outputAsList(name: string): string[] {
    return this.reference(name).toList();
  }

  /**
   * An output, to be put where a number is asked for. It cannot be calculated with.
   *
   * @param name the name of the output.
   */
  public outputAsNumber(name: string): number {
    return this.reference(name).toNumber();
  }

  /**
   * An output of any type, to be put where a map, a list of maps or a flag is asked for.
   *
   * @param name the name of the output.
   */
  public outputAsAny(name: string): IResolvable {
    return this.reference(name);
  }

  /**
   * The same step with other options; those that are not given stay as they are.
   *
   * @param options what changes.
   */
  public withOptions(options: StepOptions): Step {
    return this._remade(this.name, options);
  }

  /**
   * The same step under another name. What refers to the step is not changed: `StepList.prefixed` renames with everything.
   *
   * @param name the new name.
   */
  public withName(name: string): Step {
    return this._remade(name, {});
  }

  /** The step as a content holds it. @internal */
  public _render(runbook: StepContext): Record<string, unknown> {
    const context: StepContext = { step: this.name, attach: runbook.attach };
    const { description, onFailure, onCancel, isCritical, isEnd, nextStep, maxAttempts, timeout } = this.options;
    const { outputs, overrides } = inLastingOrder({ outputs: this.options.outputs, overrides: this.options.overrides });
    const step: Record<string, unknown> = {
      name: this.name,
      action: this.action,
      description,
      onFailure: onFailure?._text,
      onCancel: onCancel?._text,
      isCritical,
      maxAttempts,
      timeoutSeconds: timeout === undefined ? undefined : TIMEOUT.write(timeout, context),
      inputs: this._inputs(context),
      outputs: outputs === undefined ? undefined : Object.entries(outputs).map(([name, output]) => output._render(name)),
      nextStep: nextStep === undefined ? undefined : nameOf(nextStep),
      isEnd,
    };
    return overrides === undefined ? step : overridden(step, overrides);
  }

  /** What the user says of permissions. @internal */
  public get _permissions(): StepPermissions | undefined {
    return this.options.permissions;
  }

  /**
   * The properties that a content does not hold, for a step that is read from the content of this one.
   *
   * @param _inputs the inputs of that step.
   * @param _inner what becomes of the steps inside of this one.
   *
   * @internal
   */
  public _unwritten(inputs: ContentMap, _inner: (step: Step) => Step): Record<string, unknown> {
    const { permissions } = this.options;
    const { _document: document } = this;
    const isWritten = document === undefined || inputs.DocumentName !== nameOfDocument(document);
    return { ...permissions === undefined ? {} : { permissions }, ...isWritten ? {} : { document } };
  }

  /** The ARN of a role that the step passes to SSM, and that its content does not show. @internal */
  public get _passedRoleArn(): string | undefined {
    return undefined;
  }

  /** The document that the step runs, where it is given as a construct. @internal */
  public get _document(): ssm.IDocumentRef | undefined {
    return undefined;
  }

  /** The steps inside of the step. @internal */
  public get _inner(): readonly Step[] {
    return [];
  }

  /** @internal */
  protected _inputs(context: StepContext): Record<string, unknown> {
    return writeFields(this._fields, this.options, context);
  }

  /** How the properties of this kind of step become inputs. @internal */
  protected get _fields(): Readonly<Record<string, Field<any>>> {
    return {};
  }

  /** A step of the same kind. @internal */
  protected _remade(name: string, options: StepOptions): Step {
    const { constructor } = this as unknown as { constructor: new (name: string, props: StepOptions) => Step };
    return new constructor(name, { ...this.options, ...options });
  }

  private reference(output: string): ContentReference {
    return ContentReference.of(`${this.name}.${output}`);
  }
}

/** The options that a step of a content has; what has another form than they give it is left out. @internal */
export function readOptions(step: Record<string, any>): StepOptions {
  const { description, isCritical, isEnd, nextStep, maxAttempts, timeoutSeconds } = step;
  return given({
    description: ofType('string', description),
    onFailure: OnFailure._read(step.onFailure),
    onCancel: OnCancel._read(step.onCancel),
    isCritical: ofType('boolean', isCritical),
    isEnd: ofType('boolean', isEnd),
    nextStep: ofType('string', nextStep),
    maxAttempts: ofType('number', maxAttempts),
    timeout: timeoutSeconds === undefined ? undefined : TIMEOUT.read(timeoutSeconds, notNested),
    outputs: StepOutput._readAll(step.outputs),
  });
}

interface Simple {
  readonly string: string;
  readonly boolean: boolean;
  readonly number: number;
}

function ofType<Type extends keyof Simple>(type: Type, value: unknown): Simple[Type] | undefined {
  return typeof value === type ? value as Simple[Type] : undefined;
}

function notNested(): never {
  throw new Error('a timeout holds no steps');
}

function given<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;
}

function overridden(step: Record<string, unknown>, overrides: Record<string, unknown>): Record<string, unknown> {
  const { inputs, ...rest } = overrides;
  if (!('inputs' in overrides)) return { ...step, ...rest };
  return { ...step, ...rest, inputs: isMap(inputs) && isMap(step.inputs) ? { ...step.inputs, ...inputs } : inputs };
}
