import { StepOptions } from '../step';

/**
 * A property of a resource, as an operation of an AWS API gives it, and the values it is to have.
 */
export interface AwsResourcePropertyOptions extends StepOptions {
  /**
   * The service as boto3 names it, such as `ec2`.
   */
  readonly service: string;

  /**
   * The operation, such as `DescribeInstanceStatus`.
   */
  readonly api: string;

  /**
   * The parameters of the operation, with the names of the API.
   *
   * @default - no parameters
   */
  readonly parameters?: Record<string, any>;

  /**
   * What is looked at in the answer: a JSONPath such as `$.InstanceStatuses[0].InstanceStatus.Status`.
   */
  readonly propertySelector: string;

  /**
   * The values, one of which the property is to have. For true and false give the texts `True` and `False`; values are not converted.
   */
  readonly desiredValues: any[];
}
