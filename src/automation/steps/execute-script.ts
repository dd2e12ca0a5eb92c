import { IResolvable } from 'aws-cdk-lib';
import { ContentMap } from '../../content/value';
import { Fields, map } from '../field';
import { Script } from '../script';
import { Step, StepContext, StepOptions } from '../step';

/**
 * What `ExecuteScript` runs.
 */
export interface ExecuteScriptProps extends StepOptions {
  /**
   * The script.
   */
  readonly script: Script;

  /**
   * What the script gets as its events, or in PowerShell as JSON text in `$env:InputPayload`.
   *
   * @default - nothing
   */
  readonly inputPayload?: Record<string, any> | IResolvable;
}

/**
 * Run a Python or PowerShell script (`aws:executeScript`), for 10 minutes at most. What it returns is its output `Payload`, of which
 * `outputs` select parts: `StepOutput.ofString('$.Payload.Name')`.
 *
 * Calls to AWS are made with the role of the runbook; without one they have no credentials.
 */
export class ExecuteScript extends Step {
  /** @internal */
  public static readonly _FIELDS: Fields<Omit<ExecuteScriptProps, 'script'>, StepOptions> = {
    inputPayload: map('InputPayload'),
  };

  /**
   * @param name the name of the step.
   * @param props what is run.
   */
  constructor(name: string, public readonly props: ExecuteScriptProps) {
    super(name, 'aws:executeScript', props);
  }

  /** All that the script returns, as JSON text. */
  public get payload(): string {
    return this.output('Payload');
  }

  /** @internal */
  public _unwritten(inputs: ContentMap, inner: (step: Step) => Step): Record<string, unknown> {
    const { _attachment } = this.props.script;
    return { ...super._unwritten(inputs, inner), ..._attachment === undefined ? {} : { script: Script._read(inputs, _attachment) } };
  }

  /** @internal */
  protected _inputs(context: StepContext): Record<string, unknown> {
    const { script } = this.props;
    if (script._attachment !== undefined) context.attach(script._attachment);
    const { Runtime, Handler, ...source } = script._inputs;
    return { Runtime, Handler, ...super._inputs(context), ...source };
  }

  /** @internal */
  protected get _fields() {
    return ExecuteScript._FIELDS;
  }
}
