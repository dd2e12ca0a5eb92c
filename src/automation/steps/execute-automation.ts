import { aws_ssm as ssm, IResolvable } from 'aws-cdk-lib';
import { ASSUME_ROLE_PARAMETER } from '../assume-role';
import { nameOfDocument } from '../attributes';
import { Fields, instances, map, maps, pairs, resource, text } from '../field';
import { RunbookGrants } from '../runbook-grants';
import { Step, StepOptions } from '../step';
import { Target } from '../target';
import { TARGET_LOCATIONS, TargetLocation } from '../target-location';

/**
 * What `ExecuteAutomation` runs.
 */
export interface ExecuteAutomationProps extends StepOptions {
  /**
   * The runbook, or its name; the ARN where another account shares it.
   */
  readonly document: string | ssm.IDocumentRef;

  /**
   * The version: a number, `$LATEST` or `$DEFAULT`.
   *
   * @default - the default version of the runbook
   */
  readonly documentVersion?: string;

  /**
   * The values of the parameters of the runbook, by name.
   *
   * @default - the defaults of the runbook
   */
  readonly runtimeParameters?: Record<string, any> | IResolvable;

  /**
   * What it is to run on, 5 at most; it needs `targetParameterName` and cannot stand together with `targetMaps`.
   *
   * @default - it runs once
   */
  readonly targets?: Target[] | IResolvable;

  /**
   * The parameter of the runbook that gets each target.
   *
   * @default - none; it is needed with `targets`
   */
  readonly targetParameterName?: string;

  /**
   * The values of parameters for each run, 300 at most: maps from the name of a parameter to a list of values.
   *
   * @default - it runs once
   */
  readonly targetMaps?: Record<string, any>[] | IResolvable;

  /**
   * Accounts and Regions where it is to run, 100 at most. Its outputs do not come back then.
   *
   * @default - in the account and the Region of the automation
   */
  readonly targetLocations?: TargetLocation[] | IResolvable;

  /**
   * On how many targets it may run at once: a number such as `10`, or a share such as `10%`.
   *
   * @default - 10, by the service
   */
  readonly maxConcurrency?: string;

  /**
   * After how many errors it is not started on further targets: a number such as `10`, or a share such as `10%`.
   *
   * @default - 0, by the service
   */
  readonly maxErrors?: string;

  /**
   * Tags for the execution, 5 at most.
   *
   * @default - no tags
   */
  readonly tags?: Record<string, string> | IResolvable;
}

/**
 * Run another runbook and wait until it has ended (`aws:executeAutomation`). Runbooks can call others five levels deep.
 */
export class ExecuteAutomation extends Step {
  /** @internal */
  public static readonly _FIELDS: Fields<ExecuteAutomationProps, StepOptions> = {
    document: resource('DocumentName', nameOfDocument),
    documentVersion: text('DocumentVersion'),
    runtimeParameters: map('RuntimeParameters'),
    targets: instances('Targets', Target._read),
    targetParameterName: text('TargetParameterName'),
    targetMaps: maps('TargetMaps'),
    targetLocations: TARGET_LOCATIONS,
    maxConcurrency: text('MaxConcurrency'),
    maxErrors: text('MaxErrors'),
    tags: pairs('Tags'),
  };

  /**
   * @param name the name of the step.
   * @param props what is run.
   */
  constructor(name: string, public readonly props: ExecuteAutomationProps) {
    super(name, 'aws:executeAutomation', props);
  }

  /** What the runbook gives as its outputs, in their order. */
  public get runbookOutput(): string[] {
    return this.outputAsList('Output');
  }

  /** The id of the execution. */
  public get executionId(): string {
    return this.output('ExecutionId');
  }

  /** The status of the execution, such as `Success`. */
  public get status(): string {
    return this.output('Status');
  }

  /**
   * The role that the runbook names: whoever starts it must be allowed to pass it, unless another one is given at the start. In other accounts
   * it is started with a role of theirs.
   *
   * @internal
   */
  public get _passedRoleArn(): string | undefined {
    const { document, runtimeParameters, targetLocations } = this.props;
    const gives = typeof runtimeParameters === 'object' && ASSUME_ROLE_PARAMETER in runtimeParameters;
    if (typeof document === 'string' || gives || targetLocations !== undefined || !('grants' in document)) return undefined;
    return document.grants instanceof RunbookGrants ? document.grants._passedRoleArn : undefined;
  }

  /** @internal */
  public get _document(): ssm.IDocumentRef | undefined {
    return typeof this.props.document === 'string' ? undefined : this.props.document;
  }

  /** @internal */
  protected get _fields() {
    return ExecuteAutomation._FIELDS;
  }
}
