import { isMap } from '../../content/value';
import { Choice } from '../condition';
import { Field, Fields } from '../field';
import { nameOf } from '../jump';
import { Step, StepOptions } from '../step';

/**
 * Where `Branch` goes.
 */
export interface BranchProps extends StepOptions {
  /**
   * The ways, the first of which that is true is taken.
   */
  readonly choices: Choice[];

  /**
   * The step that follows when no choice is true: the step or its name.
   *
   * @default - the runbook ends when `isEnd` is true; otherwise the next step in the list follows
   */
  readonly defaultStep?: string | Step;
}

const CHOICES: Field<Choice[]> = {
  input: 'Choices',
  write: choices => choices.map(({ _content }) => _content),
  read: value => Array.isArray(value) && value.every(isMap) ? value.map(Choice._read) : undefined,
};

const DEFAULT: Field<string | Step> = {
  input: 'Default',
  write: nameOf,
  read: value => typeof value === 'string' ? value : undefined,
};

/**
 * Go to one of several steps, as conditions say (`aws:branch`).
 */
export class Branch extends Step {
  /** @internal */
  public static readonly _FIELDS: Fields<BranchProps, StepOptions> = {
    choices: CHOICES,
    defaultStep: DEFAULT,
  };

  /**
   * @param name the name of the step.
   * @param props where it goes.
   */
  constructor(name: string, public readonly props: BranchProps) {
    super(name, 'aws:branch', props);
  }

  /** @internal */
  protected get _fields() {
    return Branch._FIELDS;
  }
}
