import { AwsResourcePropertyOptions } from './aws-resource-property';
import { Fields, list, text } from '../field';
import { StepOptions } from '../step';

/** The inputs of steps that look at a property of a resource. @internal */
export const PROPERTY_FIELDS: Fields<Omit<AwsResourcePropertyOptions, 'parameters'>, StepOptions> = {
  service: text('Service'),
  api: text('Api'),
  propertySelector: text('PropertySelector'),
  desiredValues: list('DesiredValues'),
};

/** The parameters of the operation among the inputs, where people look for them. @internal */
export function withParameters(inputs: Record<string, unknown>, parameters: Record<string, unknown> | undefined): Record<string, unknown> {
  const { PropertySelector, DesiredValues, ...call } = inputs;
  return { ...call, ...parameters, PropertySelector, DesiredValues };
}
