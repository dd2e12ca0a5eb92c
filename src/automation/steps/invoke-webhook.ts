import { Fields, text } from '../field';
import { Step, StepOptions } from '../step';

/**
 * What `InvokeWebhook` calls.
 */
export interface InvokeWebhookProps extends StepOptions {
  /**
   * The name of the integration of Automation, which exists already.
   */
  readonly integrationName: string;

  /**
   * What is sent.
   *
   * @default - nothing
   */
  readonly body?: string;
}

/**
 * Call a webhook for which there is an integration of Automation (`aws:invokeWebhook`).
 */
export class InvokeWebhook extends Step {
  /** @internal */
  public static readonly _FIELDS: Fields<InvokeWebhookProps, StepOptions> = {
    integrationName: text('IntegrationName'),
    body: text('Body'),
  };

  /**
   * @param name the name of the step.
   * @param props what is called.
   */
  constructor(name: string, public readonly props: InvokeWebhookProps) {
    super(name, 'aws:invokeWebhook', props);
  }

  /** The text of the answer. */
  public get response(): string {
    return this.output('Response');
  }

  /** The HTTP status of the answer. */
  public get responseCode(): number {
    return this.outputAsNumber('ResponseCode');
  }

  /** @internal */
  protected get _fields() {
    return InvokeWebhook._FIELDS;
  }
}
