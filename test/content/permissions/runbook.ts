import { derivePermissions, DerivedPermissions, DeriveOptions } from '../../../src/content/permissions/derive';
import { policyOf } from '../../../src/content/permissions/policy';
import { ContentMap, ContentValue } from '../../../src/content/value';

/** The ARN of something where the runbook runs, or in another place. */
export function here(service: string, resource: string, region = '${AWS::Region}', account = '${AWS::AccountId}'): string {
  return `arn:\${AWS::Partition}:${service}:${region}:${account}:${resource}`;
}

/** What a runbook of one step needs. */
export function deriveStep(action: string, inputs: ContentMap, parameters: ContentMap = {}, options?: DeriveOptions): DerivedPermissions {
  return derivePermissions({ schemaVersion: '0.3', parameters, mainSteps: [{ name: 'step', action, inputs }] }, options);
}

/** The policy for a step, shortened: resources → actions, with conditions behind. */
export function policyOfStep(action: string, inputs: ContentMap, parameters: ContentMap = {}, options?: DeriveOptions): unknown[] {
  const { Statement: statements } = policyOf(deriveStep(action, inputs, parameters, options).permissions);
  return statements.map(({ Action, Resource, Condition }) => Condition === undefined ? [Action, Resource] : [Action, Resource, Condition]);
}

/** What is doubted of a step. */
export function doubtsOfStep(action: string, inputs: ContentMap, parameters: ContentMap = {}, options?: DeriveOptions): string[] {
  return deriveStep(action, inputs, parameters, options).doubts.map(({ path, message }) => `${path.slice(2).join('.')}: ${message}`);
}

export function oneOf(...values: ContentValue[]): ContentMap {
  return { type: 'String', allowedValues: values };
}
