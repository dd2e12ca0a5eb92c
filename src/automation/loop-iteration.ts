import { IResolvable } from 'aws-cdk-lib';
import { ContentReference } from '../document/content-reference';

/**
 * What the steps inside of a loop know about the pass they are in.
 */
export class LoopIteration {
  /**
   * The pass of a loop, to be used by its inner steps, which are made before the loop itself is.
   *
   * @param loopName the name of the `steps.Loop`.
   */
  public static of(loopName: string): LoopIteration {
    return new LoopIteration(loopName);
  }

  private readonly value: ContentReference;
  private readonly count: ContentReference;

  private constructor(loopName: string) {
    this.value = ContentReference.of(`${loopName}.CurrentIteratorValue`);
    this.count = ContentReference.of(`${loopName}.CurrentIteration`);
  }

  /**
   * The item that the pass is for, where a string is asked for.
   */
  public get currentIteratorValue(): string {
    return this.value.toString();
  }

  /**
   * The item that the pass is for, where a map or a flag is asked for.
   */
  public get currentIteratorValueAsAny(): IResolvable {
    return this.value;
  }

  /**
   * The item that the pass is for, where a number is asked for. It cannot be calculated with.
   */
  public get currentIteratorValueAsNumber(): number {
    return this.value.toNumber();
  }

  /**
   * The number of the pass, from 1. It cannot be calculated with.
   */
  public get currentIteration(): number {
    return this.count.toNumber();
  }
}
