import type { Step } from './step';
import { STEP_PREFIX } from '../content/schema/steps';

/**
 * What happens when a step fails or runs out of time.
 */
export class OnFailure {
  /** The runbook ends, and has failed. */
  public static readonly ABORT = new OnFailure('Abort');
  /** The next step follows. The step is not critical then, unless `isCritical` says so. */
  public static readonly CONTINUE = new OnFailure('Continue');

  /**
   * Another step follows. The runbook has failed in the end all the same, unless `isCritical` is false.
   *
   * @param step the step, or its name.
   */
  public static goTo(step: string | Step): OnFailure {
    return new OnFailure(`${STEP_PREFIX}${nameOf(step)}`);
  }

  /** What a content says; undefined for texts that mean nothing. @internal */
  public static _read(value: unknown): OnFailure | undefined {
    return typeof value === 'string' ? new OnFailure(value) : undefined;
  }

  /** @internal */
  private constructor(public readonly _text: string) {
  }
}

/**
 * What happens when somebody cancels the runbook while a step runs.
 */
export class OnCancel {
  /** The runbook ends. */
  public static readonly ABORT = new OnCancel('Abort');

  /**
   * Another step follows; it and what comes after it must end within two minutes. Steps that wait for people or take long
   * (approve, copyImage, createImage, createStack, createTags, loop, pause, runInstances, sleep) cannot follow.
   *
   * @param step the step, or its name.
   */
  public static goTo(step: string | Step): OnCancel {
    return new OnCancel(`${STEP_PREFIX}${nameOf(step)}`);
  }

  /** What a content says; undefined for texts that mean nothing. @internal */
  public static _read(value: unknown): OnCancel | undefined {
    return typeof value === 'string' ? new OnCancel(value) : undefined;
  }

  /** @internal */
  private constructor(public readonly _text: string) {
  }
}

/** The name of a step that is given by itself or by its name. @internal */
export function nameOf(step: string | Step): string {
  return typeof step === 'string' ? step : step.name;
}
