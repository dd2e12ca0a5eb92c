import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';

/** The properties of the custom resources of a type, in the order of the template, without what all have. */
export function propertiesOf(stack: Stack, type: string): Record<string, any>[] {
  return Object.values(resourcesOf(stack)).filter(({ Type }) => Type === type)
    .map(({ Properties: { ServiceToken: _, ServiceTimeout: __, RoleArn: ___, ...properties } }) => properties);
}

/** What a custom resource of a type may do, as a person would write it. */
export function policyOf(stack: Stack, type: string, index = 0): string[] {
  const resources = resourcesOf(stack);
  const { DependsOn } = Object.values(resources).filter(({ Type }) => Type === type)[index];
  // What it depends on as a whole brings policies of its own, which come last.
  const [policy] = [DependsOn].flat().map(id => resources[id as string]).filter(({ Type }) => Type === 'AWS::IAM::RolePolicy');
  const { Statement } = policy.Properties.PolicyDocument;
  return (Statement as Record<string, any>[]).map(({ Action, Resource, Condition, Effect }) => {
    expect(Effect).toBe('Allow');
    const actions = [Action].flat().map(action => (action as string).replace(/^.*:/, '')).join(', ');
    return `${actions} on ${[Resource].flat().map(arn).join(', ')}${Condition === undefined ? '' : ` if ${condition(Condition)}`}`;
  });
}

function resourcesOf(stack: Stack): Record<string, any> {
  return Template.fromStack(stack).toJSON().Resources;
}

function condition(all: Record<string, Record<string, string>>): string {
  return Object.entries(all).flatMap(([operator, keys]) => Object.entries(keys).map(([key, value]) => `${operator} ${key.replace(/^.*:/, '')} ${value}`)).join(' and ');
}

function arn(value: unknown): string {
  const { 'Ref': ref, 'Fn::Join': join, 'Fn::GetAtt': attribute } = value as { 'Ref'?: string; 'Fn::Join'?: [string, unknown[]]; 'Fn::GetAtt'?: string[] };
  if (typeof value === 'string') return value;
  if (join !== undefined) return join[1].map(arn).join(join[0]);
  const [logicalId, ...names] = attribute ?? [ref!];
  return `{${[logicalId.replace('AWS::', '').replace(/[0-9A-F]{8}$/, ''), ...names].join('.')}}`;
}
