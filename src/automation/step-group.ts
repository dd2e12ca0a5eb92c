import { UnscopedValidationError } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { IStepSource, Step } from './step';
import { STEP_NAME } from '../content/schema/steps';

/**
 * Several steps that belong together, as a class of their own: it makes the steps from what it is given, with names that begin
 * with a prefix, so that it can stand in a runbook more than once.
 *
 * A class that extends it calls `add` in its constructor and names its steps with `nameOf`. Steps and outputs that are of use
 * to others become its members. The classes in `patterns` are made this way.
 */
export abstract class StepGroup implements IStepSource {
  /**
   * What the names of the steps begin with.
   */
  public readonly prefix: string;

  private readonly added: Step[] = [];

  /**
   * Errors when the prefix has other characters than letters, digits and `_`.
   *
   * @param prefix what the names of the steps begin with.
   */
  constructor(prefix: string) {
    if (!STEP_NAME.test(prefix)) {
      throw new UnscopedValidationError(lit`InvalidStepPrefix`,
        `the prefix ${JSON.stringify(prefix)} cannot begin names of steps, which are letters, digits and "_"`);
    }
    this.prefix = prefix;
  }

  /**
   * The steps, in their order.
   */
  public get steps(): Step[] {
    return [...this.added];
  }

  /**
   * The first step, for jumps to the group. Errors when the group has none.
   */
  public get firstStep(): Step {
    const [first] = this.added;
    if (first === undefined) throw new UnscopedValidationError(lit`StepGroupIsEmpty`, `the group ${JSON.stringify(this.prefix)} has no steps; add them in its constructor`);
    return first;
  }

  /**
   * The name of a step of the group: the prefix and a part of its own.
   *
   * @param part what tells the step from the others of the group, such as `Stop`.
   */
  protected nameOf(part: string): string {
    return `${this.prefix}${part}`;
  }

  /**
   * Put steps at the end of the group.
   *
   * @param sources steps, lists and other groups.
   */
  protected add(...sources: IStepSource[]): void {
    this.added.push(...sources.flatMap(({ steps }) => steps));
  }
}
