import { App, aws_iam as iam, aws_logs as logs, CfnOutput, CfnParameter, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { operationsOf, TemplateResource } from './operation-template';
import { AutomationScriptLogging, PublicSharingBlock, ServiceSetting, ServiceSettingOnDelete, ServiceSettingProps } from '../../src';

const TYPE = 'Custom::SSMServiceSetting';
const PRIOR_TYPE = 'Custom::SSMPriorServiceSetting';
const SHARING = '/ssm/documents/console/public-sharing-permission';
const GROUP = '/ssm/automation/customer-script-log-group-name';
const DESTINATION = '/ssm/automation/customer-script-log-destination';

let stack: Stack;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: { region: 'eu-west-1', account: '111122223333' } });
});

const arnOf = (settingId: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:ssm:eu-west-1:111122223333:servicesetting${settingId}`]] });

describe('a block of public sharing', () => {
  const logicalId = 'SSMServiceSettingSsmDocumentsConsolePublicSharingPermission';

  test('is a setting and what stood there before, each with a policy for the one setting', () => {
    new PublicSharingBlock(stack, 'Block');

    expect(operationsOf(stack, PRIOR_TYPE)).toEqual([{
      properties: { SettingId: SHARING },
      statements: [{ Action: 'ssm:GetServiceSetting', Effect: 'Allow', Resource: arnOf(SHARING) }],
    }]);
    expect(operationsOf(stack, TYPE)).toEqual([{
      properties: { SettingId: SHARING, SettingValue: 'Disable', OnDelete: 'Restore', Prior: { 'Fn::GetAtt': [`${logicalId}Prior`, 'Prior'] } },
      statements: [{ Action: ['ssm:GetServiceSetting', 'ssm:UpdateServiceSetting', 'ssm:ResetServiceSetting'], Effect: 'Allow', Resource: arnOf(SHARING) }],
    }]);
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::Function', 1);
  });

  test('stays the same resource wherever it stands', () => {
    new PublicSharingBlock(new Construct(stack, 'Somewhere'), 'Else');

    const resources: Record<string, TemplateResource> = Template.fromStack(stack).toJSON().Resources;
    expect([resources[logicalId].Type, resources[`${logicalId}Prior`].Type]).toEqual([TYPE, PRIOR_TYPE]);
  });

  test('may stay, and resets nothing then', () => {
    new PublicSharingBlock(stack, 'Block', { onDelete: ServiceSettingOnDelete.LEAVE });

    const [{ properties, statements }] = operationsOf(stack, TYPE);
    expect(properties).toMatchObject({ OnDelete: 'Leave' });
    expect(statements[0].Action).toEqual(['ssm:GetServiceSetting', 'ssm:UpdateServiceSetting']);
  });
});

describe('logging of scripts', () => {
  test('names the group, then sends the output there', () => {
    const logGroup = new logs.LogGroup(stack, 'Scripts');
    new AutomationScriptLogging(stack, 'Logging', { logGroup, onDelete: ServiceSettingOnDelete.LEAVE });

    const resources: Record<string, TemplateResource> = Template.fromStack(stack).toJSON().Resources;
    const propertiesOf = (type: string) => Object.values(resources).filter(({ Type }) => Type === type)
      .map(({ Properties: { ServiceToken, ServiceTimeout, ...properties } }) => properties);
    expect(propertiesOf(PRIOR_TYPE)).toEqual([{ SettingId: GROUP }, { SettingId: DESTINATION }]);
    expect(propertiesOf(TYPE)).toEqual([
      {
        SettingId: GROUP,
        SettingValue: stack.resolve(logGroup.logGroupName),
        OnDelete: 'Leave',
        Prior: { 'Fn::GetAtt': ['SSMServiceSettingSsmAutomationCustomerScriptLogGroupNamePrior', 'Prior'] },
      },
      {
        SettingId: DESTINATION,
        SettingValue: 'CloudWatch',
        OnDelete: 'Leave',
        Prior: { 'Fn::GetAtt': ['SSMServiceSettingSsmAutomationCustomerScriptLogDestinationPrior', 'Prior'] },
      },
    ]);
    expect(resources.SSMServiceSettingSsmAutomationCustomerScriptLogDestination.DependsOn).toContain('SSMServiceSettingSsmAutomationCustomerScriptLogGroupName');
  });

  test('is granted to the role of a runbook', () => {
    const logging = new AutomationScriptLogging(stack, 'Logging', { logGroup: logs.LogGroup.fromLogGroupName(stack, 'Scripts', '/scripts') });
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ssm.amazonaws.com') });

    expect(logging.grantWrite(role).success).toBe(true);

    const group = (rest: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:logs:eu-west-1:111122223333:log-group:${rest}`]] });
    const { PolicyDocument } = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy')).map(({ Properties }) => Properties)
      .find(({ Roles }) => Roles[0].Ref === 'Role1ABCC5F0')!;
    expect(PolicyDocument.Statement).toEqual([
      { Action: 'logs:DescribeLogGroups', Effect: 'Allow', Resource: group('*') },
      {
        Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
        Effect: 'Allow',
        Resource: [group('/scripts'), group('/scripts:*')],
      },
    ]);
  });

  test('is granted on a group of this stack, too', () => {
    const logGroup = new logs.LogGroup(stack, 'Scripts');
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ssm.amazonaws.com') });
    new AutomationScriptLogging(stack, 'Logging', { logGroup }).grantWrite(role);

    expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Policy'))).toContain('":logs:eu-west-1:111122223333:log-group:",{"Ref":"Scripts');
  });
});

describe('any setting', () => {
  test.each<[string, string]>([
    [SHARING, 'Enable'],
    [DESTINATION, 'CloudWatch'],
    [GROUP, '/aws/ssm/scripts#1_a.b'],
    [GROUP, 'x'.repeat(512)],
    ['/ssm/managed-instance/activation-tier', 'advanced'],
    ['/ssm/some/new-setting', 'x'.repeat(4_096)],
  ])('%s may be %s', (settingId, settingValue) => {
    new ServiceSetting(stack, 'Setting', { settingId, settingValue });
    expect(operationsOf(stack, TYPE)[0].properties).toMatchObject({ SettingId: settingId, SettingValue: settingValue });
  });

  test('may have a value that is only known at deployment', () => {
    new ServiceSetting(stack, 'Setting', { settingId: SHARING, settingValue: new CfnParameter(stack, 'P').valueAsString, onDelete: new CfnParameter(stack, 'Q').valueAsString });
    expect(operationsOf(stack, TYPE)[0].properties).toMatchObject({ SettingValue: { Ref: 'P' }, OnDelete: { Ref: 'Q' } });
  });

  test('has an ARN and an id', () => {
    const { settingArn, settingId } = new ServiceSetting(stack, 'Setting', { settingId: SHARING, settingValue: 'Enable' });
    expect(stack.resolve(settingArn)).toEqual(arnOf(SHARING));
    expect(settingId).toBe(SHARING);
  });

  test.each<[Partial<ServiceSettingProps>, string]>([
    [{ settingValue: 'disable' }, `the service setting cannot be deployed: settingValue of ${SHARING} is "disable"; "Enable", "Disable" are allowed`],
    [{ settingId: DESTINATION, settingValue: 'S3' }, `settingValue of ${DESTINATION} is "S3"; "CloudWatch" is allowed`],
    [{ settingId: GROUP, settingValue: 'my scripts' }, 'is "my scripts"; the name of a log group is needed: 1 to 512 letters, digits and the characters . - _ / #'],
    [{ settingId: GROUP, settingValue: 'x'.repeat(513) }, 'the name of a log group is needed'],
    [{ settingId: GROUP, settingValue: '' }, 'the name of a log group is needed'],
    [{ settingId: '/ssm/x', settingValue: '' }, 'settingValue of /ssm/x is "", of 0 characters; 1 to 4096 are allowed'],
    [{ settingId: '/ssm/x', settingValue: 'y'.repeat(4_097) }, 'of 4097 characters; 1 to 4096 are allowed'],
    [{ settingId: `/ssm/${'x'.repeat(996)}` }, 'an id such as "/ssm/documents/console/public-sharing-permission" is needed, not an ARN'],
    [{ settingId: `arn:aws:ssm:eu-west-1:111122223333:servicesetting${SHARING}` }, 'is needed, not an ARN'],
    [{ settingId: '' }, 'settingId is ""; an id such as'],
    [{ onDelete: 'Reset' }, 'onDelete is "Reset"; "Leave", "Restore" are allowed, use a constant of ServiceSettingOnDelete'],
    [{ settingValue: 'no', onDelete: 'Reset' }, '"Disable" are allowed; onDelete is "Reset"'],
  ])('%j is refused', (props, message) => {
    expect(() => new ServiceSetting(stack, 'Setting', { settingId: SHARING, settingValue: 'Disable', ...props })).toThrow(message);
  });

  test('whose id is only known at deployment is refused', () => {
    const settingId = new CfnParameter(stack, 'P').valueAsString;
    expect(() => new ServiceSetting(stack, 'Setting', { settingId, settingValue: 'x' })).toThrow('settingId is only known at deployment; give it as a literal');
  });

  test('stands in a stack once', () => {
    new PublicSharingBlock(stack, 'First');
    expect(() => new ServiceSetting(stack, 'Second', { settingId: SHARING, settingValue: 'Enable' }))
      .toThrow(`the stack has the service setting "${SHARING}" already, "Stack/First/PublicSharing", and a Region has only one; keep one of them`);
    new PublicSharingBlock(new Stack(stack.node.root as Stage, 'Other'), 'Third');
    new CfnOutput(stack, 'Output', { value: new ServiceSetting(stack, 'Another', { settingId: GROUP, settingValue: 'x' }).settingArn });
    expect(operationsOf(stack, TYPE)).toHaveLength(2);
  });
});
