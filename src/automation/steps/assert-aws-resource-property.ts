import { PROPERTY_FIELDS, withParameters } from './aws-resource-fields';
import { AwsResourcePropertyOptions } from './aws-resource-property';
import { inLastingOrder } from '../../document/host-language';
import { Step, StepContext } from '../step';

/**
 * What `AssertAwsResourceProperty` looks at.
 */
export interface AssertAwsResourcePropertyProps extends AwsResourcePropertyOptions {
}

/**
 * Fail unless a property of a resource has one of some values (`aws:assertAwsResourceProperty`). It looks once and does not wait.
 */
export class AssertAwsResourceProperty extends Step {
  /** @internal */
  public static readonly _FIELDS = PROPERTY_FIELDS;

  /**
   * @param name the name of the step.
   * @param props what is looked at.
   */
  constructor(name: string, public readonly props: AssertAwsResourcePropertyProps) {
    super(name, 'aws:assertAwsResourceProperty', props);
  }

  /** @internal */
  protected _inputs(context: StepContext): Record<string, unknown> {
    return withParameters(super._inputs(context), inLastingOrder(this.props.parameters));
  }

  /** @internal */
  protected get _fields() {
    return AssertAwsResourceProperty._FIELDS;
  }
}
