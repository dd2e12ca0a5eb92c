import { aws_iam as iam, aws_sns as sns, Duration, Stack } from 'aws-cdk-lib';
import { Approver } from '../../../src/automation/approver';
import { Step } from '../../../src/automation/step';
import * as steps from '../../../src/automation/steps';
import { DocumentParameter } from '../../../src/document/document-parameter';
import { contentOf, inputsOf, NO_FILES } from '../settled';

const text = DocumentParameter.ofString('Text');
const texts = DocumentParameter.ofStringList('Texts');
const number = DocumentParameter.ofInteger('Number');

describe('Approve', () => {
  test('with literals', () => {
    expect(contentOf([new steps.Approve('A', {
      approvers: ['alice', 'arn:aws:iam::111122223333:role/R'], minRequiredApprovals: 2, message: 'Go?', notificationTopic: 'arn:topic', timeout: Duration.days(30),
    })])).toEqual([{
      name: 'A',
      action: 'aws:approve',
      timeoutSeconds: 2_592_000,
      inputs: { NotificationArn: 'arn:topic', Message: 'Go?', MinRequiredApprovals: 2, Approvers: ['alice', 'arn:aws:iam::111122223333:role/R'] },
    }]);
  });

  test('with references', () => {
    expect(inputsOf(new steps.Approve('A', { approvers: texts.valueAsList, minRequiredApprovals: number.valueAsNumber, notificationTopic: text.valueAsString })))
      .toEqual({ NotificationArn: '{{ Text }}', MinRequiredApprovals: '{{ Number }}', Approvers: '{{ Texts }}' });
  });

  test('with resources', () => {
    const stack = new Stack();
    const role = new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: {} });
    const user = new iam.CfnUser(stack, 'User');
    const group = new iam.CfnGroup(stack, 'Group');
    const topic = new sns.CfnTopic(stack, 'Topic');
    const step = new steps.Approve('A', {
      approvers: [role, user, 'bob'],
      notificationTopic: topic,
      enhancedApprovals: {
        notificationTopic: topic,
        approvers: [Approver.iamUser(user), Approver.iamGroup(group, 1), Approver.iamRole(role)],
      },
    });
    expect(stack.resolve(step._render(NO_FILES).inputs)).toEqual({
      NotificationArn: { Ref: 'Topic' },
      Approvers: [{ 'Fn::GetAtt': ['Role', 'Arn'] }, { 'Fn::GetAtt': ['User', 'Arn'] }, 'bob'],
      EnhancedApprovals: {
        NotificationArn: { Ref: 'Topic' },
        Approvers: [
          { approver: { Ref: 'User' }, type: 'IamUser' },
          { approver: { Ref: 'Group' }, type: 'IamGroup', minRequiredApprovals: 1 },
          { approver: { Ref: 'Role' }, type: 'IamRole' },
        ],
      },
    });
  });

  test('with enhanced approvers by name', () => {
    const approvers = [
      Approver.iamUser('u'), Approver.iamGroup('g'), Approver.iamRole('r', 2), Approver.ssoUser('su', 0),
      Approver.ssoGroup('sg'), Approver.of(text.valueAsString, '{{ Kind }}', number.valueAsNumber),
    ];
    expect(inputsOf(new steps.Approve('A', { enhancedApprovals: { approvers } }))).toEqual({
      EnhancedApprovals: {
        Approvers: [
          { approver: 'u', type: 'IamUser' },
          { approver: 'g', type: 'IamGroup' },
          { approver: 'r', type: 'IamRole', minRequiredApprovals: 2 },
          { approver: 'su', type: 'SSOUser', minRequiredApprovals: 0 },
          { approver: 'sg', type: 'SSOGroup' },
          { approver: '{{ Text }}', type: '{{ Kind }}', minRequiredApprovals: '{{ Number }}' },
        ],
      },
    });
  });

  test('its outputs', () => {
    const step = new steps.Approve('A', { approvers: ['a'] });
    expect(new Stack().resolve([step.approvalStatus, step.approverDecisions])).toEqual(['{{ A.ApprovalStatus }}', '{{ A.ApproverDecisions }}']);
  });
});

test('Pause', () => {
  expect(contentOf([new steps.Pause('A'), new steps.Pause('B', { description: 'wait' })])).toEqual([
    { name: 'A', action: 'aws:pause', inputs: {} },
    { name: 'B', action: 'aws:pause', description: 'wait', inputs: {} },
  ]);
});

test('Sleep', () => {
  expect([
    new steps.Sleep('A', { duration: Duration.minutes(5) }), new steps.Sleep('A', { duration: 'PT1H' }), new steps.Sleep('A', { duration: `PT${text}M` }),
    new steps.Sleep('A', { timestamp: '2030-01-01T01:00:00Z' }), new steps.Sleep('A', { timestamp: text.valueAsString }),
  ].map(step => inputsOf(step))).toEqual([
    { Duration: 'PT5M' }, { Duration: 'PT1H' }, { Duration: 'PT{{ Text }}M' }, { Timestamp: '2030-01-01T01:00:00Z' }, { Timestamp: '{{ Text }}' },
  ]);
});

describe.each([
  ['aws:assertAwsResourceProperty', steps.AssertAwsResourceProperty] as const,
  ['aws:waitForAwsResourceProperty', steps.WaitForAwsResourceProperty] as const,
])('%s', (action, Class) => {
  test('has the parameters of the operation among its inputs', () => {
    const [step] = contentOf([new Class('A', {
      service: 'ec2',
      api: 'DescribeInstanceStatus',
      parameters: { InstanceIds: [text.valueAsString], IncludeAllInstances: true },
      propertySelector: '$.InstanceStatuses[0].InstanceState.Name',
      desiredValues: ['running', text.valueAsString],
    })]) as any[];
    expect(step).toEqual({
      name: 'A',
      action,
      inputs: {
        Service: 'ec2',
        Api: 'DescribeInstanceStatus',
        InstanceIds: ['{{ Text }}'],
        IncludeAllInstances: true,
        PropertySelector: '$.InstanceStatuses[0].InstanceState.Name',
        DesiredValues: ['running', '{{ Text }}'],
      },
    });
    expect(Object.keys(step.inputs)).toEqual(['Service', 'Api', 'InstanceIds', 'IncludeAllInstances', 'PropertySelector', 'DesiredValues']);
  });

  test('takes a reference to all values, and no parameters', () => {
    expect(inputsOf(new Class('A', { service: 's', api: 'a', propertySelector: '$.x', desiredValues: texts.valueAsList })))
      .toEqual({ Service: 's', Api: 'a', PropertySelector: '$.x', DesiredValues: '{{ Texts }}' });
  });
});

test('durations are whole', () => {
  const wrong = Duration.millis(1500);
  const write = (step: Step) => () => step._render(NO_FILES);
  expect(write(new steps.Pause('A', { timeout: wrong }))).toThrow('the step "A": timeoutSeconds is 1.5 seconds; write whole seconds, such as Duration.seconds(2)');
  expect(write(new steps.Loop('L', { iterators: [1], steps: [new steps.Pause('A', { timeout: wrong })] }))).toThrow('the step "A": timeoutSeconds');
  expect(write(new steps.RunCommand('R', { document: 'D', deliveryTimeout: Duration.millis(500) })))
    .toThrow('the step "R": TimeoutSeconds is 0.5 seconds; write whole seconds, such as Duration.seconds(1)');
});
