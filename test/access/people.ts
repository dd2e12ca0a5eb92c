import { Stack } from 'aws-cdk-lib';
import { evaluate } from '../cloudformation';
import { templateOf } from '../document/deployed-content';

export interface Statement {
  readonly Action: string | string[];
  readonly Effect: string;
  readonly Resource: string | string[];
  readonly Condition?: unknown;
}

/** The properties of the policies of a stack, as IAM gets them. */
export function policiesOf(stack: Stack, type: string): Record<string, any>[] {
  const refs = { 'AWS::Partition': 'aws' };
  return Object.values(templateOf(stack).findResources(type))
    .map(({ Properties: { Roles: _, ...properties } }) => evaluate(properties, { refs }) as Record<string, any>);
}

/** The statements of the only policy of a stack that has roles. */
export function statementsOf(stack: Stack, type = 'AWS::IAM::Policy'): Statement[] {
  const [policy, ...others] = policiesOf(stack, type);
  expect(others).toEqual([]);
  return policy.PolicyDocument.Statement as Statement[];
}

export const listed = (value: string | string[]): string[] => [value].flat();
