import { Duration } from 'aws-cdk-lib';
import { OnFailure } from '../jump';
import { StepGroup } from '../step-group';
import { ChangeInstanceState, InstanceState } from '../steps';

/**
 * What `RestartedInstance` restarts.
 */
export interface RestartedInstanceProps {
  /**
   * The id of the instance.
   */
  readonly instanceId: string;

  /**
   * How long the instance may take to stop before it is stopped by force, and as long again by force; in whole seconds.
   *
   * @default Duration.minutes(10)
   */
  readonly stopTimeout?: Duration;

  /**
   * How long the instance may take to start and to pass its status checks, in whole seconds.
   *
   * @default Duration.minutes(15)
   */
  readonly startTimeout?: Duration;
}

/**
 * Stop an instance, by force where it does not stop by itself, and start it again until both its status checks have passed.
 *
 * It comes up on other hardware than a reboot would leave it on. The steps are `<prefix>Stop`, `<prefix>StopByForce` and `<prefix>Start`.
 */
export class RestartedInstance extends StepGroup {
  /**
   * The step that stops the instance.
   */
  public readonly stop: ChangeInstanceState;

  /**
   * The step that stops the instance by force, when it has not stopped.
   */
  public readonly stopByForce: ChangeInstanceState;

  /**
   * The step that starts the instance.
   */
  public readonly start: ChangeInstanceState;

  /**
   * @param prefix what the names of the steps begin with.
   * @param props what is restarted.
   */
  constructor(prefix: string, props: RestartedInstanceProps) {
    super(prefix);
    const instanceIds = [props.instanceId];
    const stopTimeout = props.stopTimeout ?? Duration.minutes(10);
    this.start = new ChangeInstanceState(this.nameOf('Start'), {
      instanceIds,
      desiredState: InstanceState.RUNNING,
      timeout: props.startTimeout ?? Duration.minutes(15),
    });
    this.stopByForce = new ChangeInstanceState(this.nameOf('StopByForce'), {
      instanceIds,
      desiredState: InstanceState.STOPPED,
      force: true,
      timeout: stopTimeout,
    });
    this.stop = new ChangeInstanceState(this.nameOf('Stop'), {
      instanceIds,
      desiredState: InstanceState.STOPPED,
      timeout: stopTimeout,
      // The runbook has not failed when force helps.
      onFailure: OnFailure.goTo(this.stopByForce),
      isCritical: false,
      nextStep: this.start,
    });
    this.add(this.stop, this.stopByForce, this.start);
  }
}
