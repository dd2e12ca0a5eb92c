import { IResolvable } from 'aws-cdk-lib';
import { Fields, flag, text, texts } from '../field';
import { Step, StepOptions } from '../step';

/**
 * The states that `ChangeInstanceState` brings instances into.
 */
export class InstanceState {
  /** Running, with both status checks passed. */
  public static readonly RUNNING = 'running';
  /** Stopped. */
  public static readonly STOPPED = 'stopped';
  /** Terminated. */
  public static readonly TERMINATED = 'terminated';

  private constructor() {
  }
}

/**
 * What `ChangeInstanceState` changes.
 */
export interface ChangeInstanceStateProps extends StepOptions {
  /**
   * The ids of the instances.
   */
  readonly instanceIds: string[];

  /**
   * The state: `running`, `stopped` or `terminated`, as in `InstanceState.STOPPED`.
   */
  readonly desiredState: string;

  /**
   * Whether the state is only waited for, not changed.
   *
   * @default - false, by the service
   */
  readonly checkStateOnly?: boolean | IResolvable;

  /**
   * Whether instances are stopped by force, without writing what their file systems hold in memory. It is nothing for Windows.
   *
   * @default - false, by the service
   */
  readonly force?: boolean | IResolvable;

  /**
   * Whether the step fails when an instance stops again while it starts, as it does without permission for the key of a volume.
   *
   * @default - by the service
   */
  readonly failOnUnexpectedStopped?: boolean | IResolvable;

  /**
   * Reserved.
   *
   * @default - nothing
   */
  readonly additionalInfo?: string;
}

/**
 * Start, stop or terminate instances, or wait until they are in a state (`aws:changeInstanceState`), for 1 hour when no timeout is given.
 */
export class ChangeInstanceState extends Step {
  /** @internal */
  public static readonly _FIELDS: Fields<ChangeInstanceStateProps, StepOptions> = {
    instanceIds: texts('InstanceIds'),
    checkStateOnly: flag('CheckStateOnly'),
    desiredState: text('DesiredState'),
    force: flag('Force'),
    failOnUnexpectedStopped: flag('FailOnUnexpectedStopped'),
    additionalInfo: text('AdditionalInfo'),
  };

  /**
   * @param name the name of the step.
   * @param props what is changed.
   */
  constructor(name: string, public readonly props: ChangeInstanceStateProps) {
    super(name, 'aws:changeInstanceState', props);
  }

  /** @internal */
  protected get _fields() {
    return ChangeInstanceState._FIELDS;
  }
}
