import { UnscopedValidationError } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { allSteps, stepsOf } from './listed-steps';
import { renamed } from './rename';
import { RunbookParts } from './runbook-parts';
import { IStepSource, Step } from './step';
import { suggestion } from '../content/check/nearest';
import { STEP_NAME } from '../content/schema/steps';
import { Content } from '../document/content';

/**
 * Steps in their order, to be changed and used again. A list itself does not change: each method gives a new one.
 *
 * Steps go on with the next one in the list, unless `nextStep` says otherwise; that is not changed when steps are put in or taken out.
 */
export class StepList implements IStepSource {
  /**
   * A list of steps.
   *
   * @param sources steps, lists and groups of steps.
   */
  public static of(...sources: IStepSource[]): StepList {
    return new StepList(stepsOf(sources));
  }

  /**
   * The steps of a runbook or a change template that is written already. `RunbookParts.fromContent` gives what else stands in it.
   *
   * Errors when the content has no steps.
   *
   * @param content the content.
   */
  public static fromContent(content: Content): StepList {
    return new StepList(RunbookParts.fromContent(content).steps);
  }

  private constructor(private readonly list: readonly Step[]) {
  }

  /**
   * The steps, in their order.
   */
  public get steps(): Step[] {
    return [...this.list];
  }

  /**
   * A step of the list. Those inside of loops are not looked through. Errors when there is none of that name.
   *
   * @param name the name of the step.
   */
  public step(name: string): Step {
    return this.list[this.indexOf(name)];
  }

  /**
   * Put other steps in the place of one. Errors when there is none of that name.
   *
   * What refers to the step is not changed, so one of the others should have its name.
   *
   * @param name the name of the step.
   * @param sources the others.
   */
  public replace(name: string, ...sources: IStepSource[]): StepList {
    return this.spliced(this.indexOf(name), 1, sources);
  }

  /**
   * Put steps before one. Errors when there is none of that name.
   *
   * @param name the name of the step.
   * @param sources what is put before it.
   */
  public insertBefore(name: string, ...sources: IStepSource[]): StepList {
    return this.spliced(this.indexOf(name), 0, sources);
  }

  /**
   * Put steps behind one. Errors when there is none of that name.
   *
   * @param name the name of the step.
   * @param sources what is put behind it.
   */
  public insertAfter(name: string, ...sources: IStepSource[]): StepList {
    return this.spliced(this.indexOf(name) + 1, 0, sources);
  }

  /**
   * Put steps at the end.
   *
   * @param sources what is put there.
   */
  public followedBy(...sources: IStepSource[]): StepList {
    return this.spliced(this.list.length, 0, sources);
  }

  /**
   * Take steps out. Errors when one of them is not there.
   *
   * @param names the names of the steps.
   */
  public remove(...names: string[]): StepList {
    const indices = new Set(names.map(name => this.indexOf(name)));
    return new StepList(this.list.filter((_, index) => !indices.has(index)));
  }

  /**
   * Keep only some steps, in the order of the list. Errors when one of them is not there.
   *
   * @param names the names of the steps.
   */
  public only(...names: string[]): StepList {
    const indices = new Set(names.map(name => this.indexOf(name)));
    return new StepList(this.list.filter((_, index) => indices.has(index)));
  }

  /**
   * The same steps with something before their names, so that they can stand in a runbook twice.
   *
   * Everything in the steps that refers to one of them is renamed too: jumps, ways of branches, and references to outputs in all
   * texts, also inside of loops; not those that a `Lazy` gives. What refers to other steps stays as it is.
   *
   * Errors when the prefix has other characters than letters, digits and `_`.
   *
   * @param prefix what is put before the names.
   */
  public prefixed(prefix: string): StepList {
    if (!STEP_NAME.test(prefix)) {
      throw new UnscopedValidationError(lit`InvalidStepPrefix`,
        `the prefix ${JSON.stringify(prefix)} cannot begin names of steps, which are letters, digits and "_"`);
    }
    const names = new Map(allSteps(this.list).map(({ name }) => [name, `${prefix}${name}`]));
    return new StepList(this.list.map(step => renamed(step, names)));
  }

  private spliced(index: number, count: number, sources: readonly IStepSource[]): StepList {
    return new StepList([...this.list.slice(0, index), ...stepsOf(sources), ...this.list.slice(index + count)]);
  }

  private indexOf(name: string): number {
    const index = this.list.findIndex(step => step.name === name);
    if (index !== -1) return index;
    const names = this.list.map(step => step.name);
    throw new UnscopedValidationError(lit`NoSuchStep`,
      `the list has no step ${JSON.stringify(name)}${suggestion(name, names, names.length === 0 ? '; it is empty' : `; it has ${names.join(', ')}`)}`);
  }
}
