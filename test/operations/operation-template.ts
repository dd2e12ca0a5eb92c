import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';

export interface TemplateResource {
  readonly Type: string;
  readonly Properties: Record<string, any>;
  readonly DependsOn?: string[];
}

/** One custom resource of a stack as it is synthesized, with the statements of the policy that it depends on. */
export interface OperationTemplate {
  readonly properties: Record<string, any>;
  readonly statements: Record<string, any>[];
}

/** The custom resources of a type, in the order of the template. */
export function operationsOf(stack: Stack, type: string): OperationTemplate[] {
  const resources: Record<string, TemplateResource> = Template.fromStack(stack).toJSON().Resources;
  return Object.values(resources).filter(({ Type }) => Type === type).map(({ Properties, DependsOn = [] }) => {
    const policies = DependsOn.map(id => resources[id]).filter(({ Type }) => Type === 'AWS::IAM::RolePolicy');
    expect(policies).toHaveLength(1);
    const { ServiceToken, ServiceTimeout, ...properties } = Properties;
    expect(ServiceToken).toEqual({ 'Fn::GetAtt': [expect.any(String), 'Arn'] });
    expect(ServiceTimeout).toBe('2400');
    return { properties, statements: policies[0].Properties.PolicyDocument.Statement };
  });
}
