import { inLastingOrder } from '../../document/host-language';
import { Fields, text } from '../field';
import { Step, StepContext, StepOptions } from '../step';

/**
 * What `AwsApi` calls.
 */
export interface AwsApiProps extends StepOptions {
  /**
   * The service as boto3 names it, such as `ec2`.
   */
  readonly service: string;

  /**
   * The operation, such as `DescribeInstances`.
   */
  readonly api: string;

  /**
   * The parameters of the operation, with the names of the API.
   *
   * @default - no parameters
   */
  readonly parameters?: Record<string, any>;
}

/**
 * Call an operation of an AWS API (`aws:executeAwsApi`); it must answer within 25 seconds. Operations that stream, such as
 * `GetObject` of S3, cannot be called.
 */
export class AwsApi extends Step {
  /** @internal */
  public static readonly _FIELDS: Fields<Omit<AwsApiProps, 'parameters'>, StepOptions> = {
    service: text('Service'),
    api: text('Api'),
  };

  /**
   * @param name the name of the step.
   * @param props what is called.
   */
  constructor(name: string, public readonly props: AwsApiProps) {
    super(name, 'aws:executeAwsApi', props);
  }

  /** @internal */
  protected _inputs(context: StepContext): Record<string, unknown> {
    return { ...super._inputs(context), ...inLastingOrder(this.props.parameters) };
  }

  /** @internal */
  protected get _fields() {
    return AwsApi._FIELDS;
  }
}
