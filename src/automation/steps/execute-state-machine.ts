import { aws_stepfunctions as stepfunctions } from 'aws-cdk-lib';
import { Fields, resource, text } from '../field';
import { Step, StepOptions } from '../step';

/**
 * What `ExecuteStateMachine` runs.
 */
export interface ExecuteStateMachineProps extends StepOptions {
  /**
   * The state machine, or its ARN.
   */
  readonly stateMachine: string | stepfunctions.IStateMachineRef;

  /**
   * The name of the execution.
   *
   * @default - made by Step Functions
   */
  readonly executionName?: string;

  /**
   * The input of the execution, as JSON text.
   *
   * @default - no input
   */
  readonly input?: string;
}

/**
 * Run a state machine of Step Functions and wait until it has ended (`aws:executeStateMachine`).
 */
export class ExecuteStateMachine extends Step {
  /** @internal */
  public static readonly _FIELDS: Fields<ExecuteStateMachineProps, StepOptions> = {
    stateMachine: resource('stateMachineArn', ({ stateMachineRef }: stepfunctions.IStateMachineRef) => stateMachineRef.stateMachineArn),
    executionName: text('name'),
    input: text('input'),
  };

  /**
   * @param name the name of the step.
   * @param props what is run.
   */
  constructor(name: string, public readonly props: ExecuteStateMachineProps) {
    super(name, 'aws:executeStateMachine', props);
  }

  /** The ARN of the execution. */
  public get executionArn(): string {
    return this.output('executionArn');
  }

  /** The name of the execution. */
  public get executionName(): string {
    return this.output('name');
  }

  /** The input of the execution, as JSON text. */
  public get executionInput(): string {
    return this.output('input');
  }

  /** The output of the execution, as JSON text. */
  public get executionOutput(): string {
    return this.output('output');
  }

  /** When the execution was started. */
  public get startDate(): string {
    return this.output('startDate');
  }

  /** When the execution ended. */
  public get stopDate(): string {
    return this.output('stopDate');
  }

  /** The ARN of the state machine. */
  public get stateMachineArn(): string {
    return this.output('stateMachineArn');
  }

  /** The status of the execution, such as `SUCCEEDED`. */
  public get status(): string {
    return this.output('status');
  }

  /** @internal */
  protected get _fields() {
    return ExecuteStateMachine._FIELDS;
  }
}
