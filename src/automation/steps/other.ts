import { inLastingOrder } from '../../document/host-language';
import { Step, StepOptions } from '../step';

/**
 * What `Other` does.
 */
export interface OtherProps extends StepOptions {
  /**
   * The action, such as `aws:installDistributorPackageOnAzure`.
   */
  readonly action: string;

  /**
   * The inputs, as the action takes them.
   *
   * @default - no inputs
   */
  readonly inputs?: Record<string, any>;
}

/**
 * A step with an action that this library has no class for.
 */
export class Other extends Step {
  /**
   * @param name the name of the step.
   * @param props what it does.
   */
  constructor(name: string, public readonly props: OtherProps) {
    super(name, props.action, props);
  }

  /** @internal */
  protected _inputs(): Record<string, unknown> {
    return { ...inLastingOrder(this.props.inputs) };
  }
}
