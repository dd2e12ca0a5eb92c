import { Step, StepOptions } from '../step';

/**
 * Wait until somebody lets the automation go on (`aws:pause`), with the signal `Resume`.
 */
export class Pause extends Step {
  /** @internal */
  public static readonly _FIELDS = {};

  /**
   * @param name the name of the step.
   * @param options what every step can say.
   */
  constructor(name: string, options: StepOptions = {}) {
    super(name, 'aws:pause', options);
  }
}
