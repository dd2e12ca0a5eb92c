import { aws_iam as iam, aws_sns as sns, Duration, Stack } from 'aws-cdk-lib';
import * as steps from '../../../src/automation/steps';
import { DocumentParameter } from '../../../src/document/document-parameter';
import { contentOf, inputsOf, NO_FILES } from '../settled';

const text = DocumentParameter.ofString('Text');
const texts = DocumentParameter.ofStringList('Texts');
const maps = DocumentParameter.ofMapList('Maps');
const minutes = DocumentParameter.ofInteger('Minutes');

describe('CreateStack', () => {
  test('with literals', () => {
    expect(contentOf([new steps.CreateStack('A', {
      stackName: 's',
      templateBody: '{"Resources":{}}',
      parameters: { A: '1', B: '2' },
      capabilities: [steps.StackCapability.IAM, steps.StackCapability.NAMED_IAM, steps.StackCapability.AUTO_EXPAND],
      clientRequestToken: 't',
      onStackFailure: steps.OnStackFailure.DO_NOTHING,
      notificationTopics: ['arn:topic'],
      resourceTypes: ['AWS::EC2::*'],
      role: 'arn:role',
      stackPolicyBody: '{}',
      tags: { Team: 'a' },
      stackTimeout: Duration.hours(1),
      timeout: Duration.minutes(5),
    })])).toEqual([{
      name: 'A',
      action: 'aws:createStack',
      timeoutSeconds: 300,
      inputs: {
        StackName: 's',
        TemplateBody: '{"Resources":{}}',
        Parameters: [{ ParameterKey: 'A', ParameterValue: '1' }, { ParameterKey: 'B', ParameterValue: '2' }],
        Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'],
        ClientRequestToken: 't',
        OnFailure: 'DO_NOTHING',
        NotificationARNs: ['arn:topic'],
        ResourceTypes: ['AWS::EC2::*'],
        RoleARN: 'arn:role',
        StackPolicyBody: '{}',
        Tags: [{ Key: 'Team', Value: 'a' }],
        TimeoutInMinutes: 60,
      },
    }]);
  });

  test('with references', () => {
    expect(inputsOf(new steps.CreateStack('A', {
      stackName: `s-${text}`,
      templateUrl: text.valueAsString,
      parameters: maps.valueAsAny,
      capabilities: texts.valueAsList,
      disableRollback: true,
      notificationTopics: texts.valueAsList,
      stackPolicyUrl: text.valueAsString,
      stackTimeout: Duration.minutes(minutes.valueAsNumber),
    }))).toEqual({
      StackName: 's-{{ Text }}',
      TemplateURL: '{{ Text }}',
      Parameters: '{{ Maps }}',
      Capabilities: '{{ Texts }}',
      DisableRollback: true,
      NotificationARNs: '{{ Texts }}',
      StackPolicyURL: '{{ Text }}',
      TimeoutInMinutes: '{{ Minutes }}',
    });
  });

  test('with resources', () => {
    const stack = new Stack();
    const role = new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: {} });
    const topic = new sns.CfnTopic(stack, 'Topic');
    const step = new steps.CreateStack('A', { stackName: 's', templateUrl: 'u', role, notificationTopics: [topic, 'arn:topic'] });
    expect(stack.resolve(step._render(NO_FILES).inputs)).toEqual({
      StackName: 's', TemplateURL: 'u', NotificationARNs: [{ Ref: 'Topic' }, 'arn:topic'], RoleARN: { 'Fn::GetAtt': ['Role', 'Arn'] },
    });
  });

  test('its outputs, and what happens to a failed stack', () => {
    const step = new steps.CreateStack('A', { stackName: 's' });
    expect(new Stack().resolve([step.stackId, step.stackStatus, step.stackStatusReason]))
      .toEqual(['{{ A.StackId }}', '{{ A.StackStatus }}', '{{ A.StackStatusReason }}']);
    expect([steps.OnStackFailure.DELETE, steps.OnStackFailure.ROLLBACK]).toEqual(['DELETE', 'ROLLBACK']);
  });
});

describe('DeleteStack', () => {
  test('with literals', () => {
    expect(contentOf([new steps.DeleteStack('A', { stackName: 's', clientRequestToken: 't', retainResources: ['Bucket'], role: 'arn:role' })])).toEqual([{
      name: 'A',
      action: 'aws:deleteStack',
      inputs: { StackName: 's', ClientRequestToken: 't', RetainResources: ['Bucket'], RoleARN: 'arn:role' },
    }]);
  });

  test('with references and a role', () => {
    const stack = new Stack();
    const role = new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: {} });
    const created = new steps.CreateStack('Create', { stackName: 's' });
    expect(stack.resolve(new steps.DeleteStack('A', { stackName: created.stackId, retainResources: texts.valueAsList, role })._render(NO_FILES).inputs)).toEqual({
      StackName: '{{ Create.StackId }}', RetainResources: '{{ Texts }}', RoleARN: { 'Fn::GetAtt': ['Role', 'Arn'] },
    });
  });
});
