import { PROPERTY_FIELDS, withParameters } from './aws-resource-fields';
import { AwsResourcePropertyOptions } from './aws-resource-property';
import { inLastingOrder } from '../../document/host-language';
import { Step, StepContext } from '../step';

/**
 * What `WaitForAwsResourceProperty` waits for.
 */
export interface WaitForAwsResourcePropertyProps extends AwsResourcePropertyOptions {
}

/**
 * Wait until a property of a resource has one of some values (`aws:waitForAwsResourceProperty`), for 1 hour when no timeout is given.
 */
export class WaitForAwsResourceProperty extends Step {
  /** @internal */
  public static readonly _FIELDS = PROPERTY_FIELDS;

  /**
   * @param name the name of the step.
   * @param props what is waited for.
   */
  constructor(name: string, public readonly props: WaitForAwsResourcePropertyProps) {
    super(name, 'aws:waitForAwsResourceProperty', props);
  }

  /** @internal */
  protected _inputs(context: StepContext): Record<string, unknown> {
    return withParameters(super._inputs(context), inLastingOrder(this.props.parameters));
  }

  /** @internal */
  protected get _fields() {
    return WaitForAwsResourceProperty._FIELDS;
  }
}
