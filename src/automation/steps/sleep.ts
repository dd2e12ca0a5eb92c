import { Duration } from 'aws-cdk-lib';
import { Fields, isoDuration, text } from '../field';
import { Step, StepOptions } from '../step';

/**
 * How long `Sleep` waits: one of both.
 */
export interface SleepProps extends StepOptions {
  /**
   * How long, as a `Duration`, as ISO 8601 text such as `PT5M`, or as a reference; less than 7 days.
   *
   * @default - until `timestamp`
   */
  readonly duration?: Duration | string;

  /**
   * Until when, as ISO 8601 text such as `2030-01-01T01:00:00Z`; the past means not at all.
   *
   * @default - for `duration`
   */
  readonly timestamp?: string;
}

/**
 * Wait (`aws:sleep`).
 */
export class Sleep extends Step {
  /** @internal */
  public static readonly _FIELDS: Fields<SleepProps, StepOptions> = {
    duration: isoDuration('Duration'),
    timestamp: text('Timestamp'),
  };

  /**
   * @param name the name of the step.
   * @param props how long it waits.
   */
  constructor(name: string, public readonly props: SleepProps) {
    super(name, 'aws:sleep', props);
  }

  /** @internal */
  protected get _fields() {
    return Sleep._FIELDS;
  }
}
