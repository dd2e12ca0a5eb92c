import { doubtsOfStep, here, oneOf, policyOfStep } from './runbook';
import { derivePermissions } from '../../../src/content/permissions/derive';
import { ContentMap } from '../../../src/content/value';

const UNKNOWN = { X: { type: 'String', default: 'x' } };
const DESCRIBE_INSTANCES = [['ec2:DescribeInstanceStatus', 'ec2:DescribeInstances'], ['*']];
const DESCRIBE_IMAGES = [['ec2:DescribeImages'], ['*']];
const WATCH_COMMANDS = [['ssm:DescribeInstanceInformation', 'ssm:ListCommandInvocations', 'ssm:ListCommands'], ['*']];
const passed = (role: string, service: string) => [['iam:PassRole'], [role], { StringEquals: { 'iam:PassedToService': service } }];
const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:ask';

function expectPolicy(action: string, inputs: ContentMap, policy: unknown[], parameters: ContentMap = UNKNOWN): void {
  const sorted = (statements: unknown[]): string[] => statements.map(each => JSON.stringify(each)).sort();
  expect(sorted(policyOfStep(action, inputs, parameters))).toEqual(sorted(policy));
}

test.each([
  ['aws:branch', { Choices: [{ NextStep: 'a', Variable: '{{ X }}', StringEquals: 'x' }] }],
  ['aws:pause', {}],
  ['aws:sleep', { Duration: 'PT5M' }],
  ['aws:updateVariable', { Name: 'variable:v', Value: '{{ X }}' }],
  ['aws:approve', { Approvers: ['arn:aws:iam::111122223333:user/a'] }],
])('%s needs nothing', (action, inputs) => {
  expectPolicy(action, inputs, []);
  expect(doubtsOfStep(action, inputs)).toEqual([]);
});

test('aws:loop needs what its steps need', () => {
  expectPolicy('aws:loop', { Iterators: '{{ X }}', Steps: [{ name: 'in', action: 'aws:deleteImage', inputs: { ImageId: 'ami-1' } }] }, [
    DESCRIBE_IMAGES,
    [['ec2:DeregisterImage'], [here('ec2', 'image/ami-1', undefined, '')]],
    [['ec2:DeleteSnapshot'], [here('ec2', 'snapshot/*', undefined, '')]],
  ]);
});

test('aws:approve', () => {
  expectPolicy('aws:approve', { Approvers: [], NotificationArn: TOPIC }, [[['sns:Publish'], [TOPIC]]]);
  expectPolicy('aws:approve', { NotificationArn: '{{ X }}' }, [[['sns:Publish'], [here('sns', '*', '*', '*')]]]);
  expectPolicy('aws:approve', { NotificationArn: 'arn:{{global:AWS_PARTITION}}:sns:{{ global:REGION }}:{{ global:ACCOUNT_ID }}:ask-{{ X }}' },
    [[['sns:Publish'], [here('sns', 'ask-*')]]]);
});

describe('aws:changeInstanceState', () => {
  test.each([['running', 'ec2:StartInstances'], ['stopped', 'ec2:StopInstances'], ['terminated', 'ec2:TerminateInstances']])('%s', (DesiredState, needed) => {
    expectPolicy('aws:changeInstanceState', { InstanceIds: ['i-1', 'i-2'], DesiredState },
      [DESCRIBE_INSTANCES, [[needed], [here('ec2', 'instance/i-1'), here('ec2', 'instance/i-2')]]]);
    expectPolicy('aws:changeInstanceState', { InstanceIds: '{{ X }}', DesiredState }, [DESCRIBE_INSTANCES, [[needed], [here('ec2', 'instance/*')]]]);
    expectPolicy('aws:changeInstanceState', { InstanceIds: ['i-1', '{{ X }}'], DesiredState, CheckStateOnly: false },
      [DESCRIBE_INSTANCES, [[needed], [here('ec2', 'instance/*')]]]);
  });

  test('that only looks', () => {
    expectPolicy('aws:changeInstanceState', { InstanceIds: ['i-1'], DesiredState: 'stopped', CheckStateOnly: true }, [DESCRIBE_INSTANCES]);
    expectPolicy('aws:changeInstanceState', { InstanceIds: ['i-1'], DesiredState: 'stopped', CheckStateOnly: '{{ X }}' },
      [DESCRIBE_INSTANCES, [['ec2:StopInstances'], [here('ec2', 'instance/i-1')]]]);
  });

  test('to a state that is a parameter', () => {
    const inputs = { InstanceIds: ['i-1'], DesiredState: '{{ State }}' };
    expectPolicy('aws:changeInstanceState', inputs, [DESCRIBE_INSTANCES, [['ec2:StartInstances', 'ec2:StopInstances'], [here('ec2', 'instance/i-1')]]],
      { State: oneOf('running', 'stopped') });
    expectPolicy('aws:changeInstanceState', inputs,
      [DESCRIBE_INSTANCES, [['ec2:StartInstances', 'ec2:StopInstances', 'ec2:TerminateInstances'], [here('ec2', 'instance/i-1')]]],
      { State: { type: 'String', default: 'stopped' } });
  });
});

test('aws:createImage', () => {
  const created = [here('ec2', 'image/*', undefined, ''), here('ec2', 'snapshot/*', undefined, '')];
  const [image, snapshot] = created;
  expectPolicy('aws:createImage', { InstanceId: 'i-1', ImageName: 'a' }, [DESCRIBE_IMAGES, [['ec2:CreateImage'], [here('ec2', 'instance/i-1'), image, snapshot]]]);
  expectPolicy('aws:createImage', { InstanceId: '{{ X }}', ImageName: 'a' }, [DESCRIBE_IMAGES, [['ec2:CreateImage'], [here('ec2', 'instance/*'), image, snapshot]]]);
});

test('aws:copyImage', () => {
  const copy = (source: string) => [['ec2:CopyImage'], [here('ec2', 'image/*', undefined, ''), here('ec2', `image/${source}`, '*', ''), here('ec2', 'snapshot/*', '*', '')]];
  expectPolicy('aws:copyImage', { SourceRegion: 'eu-west-1', SourceImageId: 'ami-1', ImageName: 'a' }, [DESCRIBE_IMAGES, copy('ami-1')]);
  expectPolicy('aws:copyImage', { SourceRegion: '{{ X }}', SourceImageId: '{{ X }}', ImageName: 'a' }, [DESCRIBE_IMAGES, copy('*')]);
  const key = (arn: string) => [
    ['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
    [arn],
    { StringLike: { 'kms:ViaService': 'ec2.${AWS::Region}.amazonaws.com*' } },
  ];
  for (const [id, arn] of [['k1', here('kms', 'key/k1')], ['alias/a', here('kms', 'key/*')], ['{{ X }}', here('kms', 'key/*', undefined, '*')],
    ['arn:aws:kms:eu-west-1:111122223333:alias/a', 'arn:aws:kms:eu-west-1:111122223333:key/*']]) {
    expectPolicy('aws:copyImage', { SourceImageId: 'ami-1', KmsKeyId: id }, [DESCRIBE_IMAGES, copy('ami-1'), key(arn)]);
  }
});

test('aws:deleteImage', () => {
  const policy = (image: string) => [
    DESCRIBE_IMAGES,
    [['ec2:DeregisterImage'], [here('ec2', `image/${image}`, undefined, '')]],
    [['ec2:DeleteSnapshot'], [here('ec2', 'snapshot/*', undefined, '')]],
  ];
  expectPolicy('aws:deleteImage', { ImageId: 'ami-1' }, policy('ami-1'));
  expectPolicy('aws:deleteImage', { ImageId: '{{ create.ImageId }}' }, policy('*'));
});

describe('aws:createStack and aws:deleteStack', () => {
  const ROLE = 'arn:aws:iam::111122223333:role/deployer';

  test('with a role', () => {
    expectPolicy('aws:createStack', { StackName: 'app', TemplateBody: '{}', RoleARN: ROLE, Tags: [] }, [
      [['cloudformation:CreateStack', 'cloudformation:DescribeStacks', 'cloudformation:TagResource'], [here('cloudformation', 'stack/app/*')]],
      passed(ROLE, 'cloudformation.amazonaws.com'),
    ]);
    expectPolicy('aws:deleteStack', { StackName: 'app', RoleARN: ROLE }, [
      [['cloudformation:DeleteStack', 'cloudformation:DescribeStacks'], [here('cloudformation', 'stack/app/*')]],
      passed(ROLE, 'cloudformation.amazonaws.com'),
    ]);
  });

  test('without a role the resources of the stack are doubted', () => {
    expectPolicy('aws:deleteStack', { StackName: '{{ X }}' }, [[['cloudformation:DeleteStack', 'cloudformation:DescribeStacks'], [here('cloudformation', 'stack/*')]]]);
    expect(doubtsOfStep('aws:deleteStack', { StackName: 'a' })).toEqual([
      "inputs: without RoleARN, CloudFormation deletes the stack's resources with the runbook's role; allow what they need",
    ]);
    expect(doubtsOfStep('aws:createStack', { StackName: 'a' })).toEqual([expect.stringContaining("creates the stack's resources")]);
  });

  test('with a role that nobody knows', () => {
    expectPolicy('aws:deleteStack', { StackName: 'app', RoleARN: '{{ X }}' },
      [[['cloudformation:DeleteStack', 'cloudformation:DescribeStacks'], [here('cloudformation', 'stack/app/*')]]]);
    expect(doubtsOfStep('aws:deleteStack', { StackName: 'app', RoleARN: '{{ X }}' })).toEqual([
      'inputs.RoleARN: which role is passed to cloudformation.amazonaws.com is only known when the runbook runs; allow iam:PassRole for that role',
    ]);
  });

  test.each([
    ['https://s3.amazonaws.com/bucket/a/b.yaml', 'arn:${AWS::Partition}:s3:::bucket/a/b.yaml'],
    ['https://bucket.s3.eu-west-1.amazonaws.com/b.yaml?versionId=1', 'arn:${AWS::Partition}:s3:::bucket/b.yaml'],
    ['https://bucket.s3.{{ global:REGION }}.amazonaws.com/{{ X }}.yaml', 'arn:${AWS::Partition}:s3:::bucket/*.yaml'],
    ['{{ X }}', 'arn:${AWS::Partition}:s3:::*'],
    ['https://example.com/b.yaml', 'arn:${AWS::Partition}:s3:::*'],
  ])('a template at %s', (TemplateURL, object) => {
    expectPolicy('aws:createStack', { StackName: 'app', RoleARN: ROLE, TemplateURL }, [
      [['cloudformation:CreateStack', 'cloudformation:DescribeStacks'], [here('cloudformation', 'stack/app/*')]],
      [['s3:GetObject'], [object]],
      passed(ROLE, 'cloudformation.amazonaws.com'),
    ]);
  });
});

describe('aws:createTags', () => {
  test.each([
    ['i-1', here('ec2', 'instance/i-1')],
    ['ami-1', here('ec2', 'image/ami-1', undefined, '')],
    ['snap-1', here('ec2', 'snapshot/snap-1', undefined, '')],
    ['new-1', here('ec2', '*/new-1', undefined, '*')],
    ['{{ X }}', here('ec2', '*/*', undefined, '*')],
  ])('of %s', (id, arn) => {
    expectPolicy('aws:createTags', { ResourceIds: [id], Tags: [] }, [[['ec2:CreateTags'], [arn]]]);
    expectPolicy('aws:createTags', { ResourceIds: [id], ResourceType: 'EC2', Tags: [] }, [[['ec2:CreateTags'], [arn]]]);
  });

  test.each([
    ['aws:createImage', 'ImageId', here('ec2', 'image/ami-*', undefined, '')],
    ['aws:copyImage', 'ImageId', here('ec2', 'image/ami-*', undefined, '')],
    ['aws:runInstances', 'InstanceIds', here('ec2', 'instance/i-*')],
    ['aws:executeAwsApi', 'ImageId', here('ec2', '*/*', undefined, '*')],
  ])('of what %s makes', (action, output, arn) => {
    const tag = { name: 'tag', action: 'aws:createTags', inputs: { ResourceIds: [`{{ make.${output} }}`], Tags: [] } };
    const { permissions } = derivePermissions({ schemaVersion: '0.3', mainSteps: [{ name: 'make', action, inputs: {} }, tag] });
    expect(permissions.filter(({ step }) => step === 'tag').map(({ resources }) => resources)).toEqual([[arn]]);
  });

  test.each([
    ['ManagedInstance', 'mi-1', here('ssm', 'managed-instance/mi-1')],
    ['MaintenanceWindow', 'mw-1', here('ssm', 'maintenancewindow/mw-1')],
    ['Parameter', '/a/b', here('ssm', 'parameter/a/b')],
    ['Parameter', '{{ X }}', here('ssm', 'parameter/*')],
  ])('of a %s', (ResourceType, id, arn) => {
    expectPolicy('aws:createTags', { ResourceIds: [id], ResourceType, Tags: [] }, [[['ssm:AddTagsToResource'], [arn]]]);
  });
});

describe('aws:executeAutomation', () => {
  const executions = here('ssm', 'automation-execution/*');
  const READ = [['ssm:GetAutomationExecution'], [executions]];

  test.each([
    ['Mine', undefined, [here('ssm', 'automation-definition/Mine:*'), executions, here('ssm', 'document/Mine')]],
    ['Mine', '3', [here('ssm', 'automation-definition/Mine:3'), executions, here('ssm', 'document/Mine')]],
    ['AWS-StopEC2Instance', undefined,
      [here('ssm', 'automation-definition/AWS-StopEC2Instance:*', undefined, ''), here('ssm', 'document/AWS-StopEC2Instance', undefined, ''), executions]],
    ['arn:aws:ssm:eu-west-1:111122223333:document/Shared', '$DEFAULT',
      [executions, 'arn:aws:ssm:eu-west-1:111122223333:automation-definition/Shared:$DEFAULT', 'arn:aws:ssm:eu-west-1:111122223333:document/Shared']],
    ['Mine-{{ global:REGION }}', undefined,
      [here('ssm', 'automation-definition/Mine-${AWS::Region}:*'), executions, here('ssm', 'document/Mine-${AWS::Region}')]],
    ['{{ X }}', undefined, [executions, here('ssm', 'automation-definition/*:*', undefined, '*'), here('ssm', 'document/*', undefined, '*')]],
  ])('%s, version %s', (DocumentName, version, resources) => {
    const inputs: ContentMap = version === undefined ? { DocumentName } : { DocumentName, DocumentVersion: version };
    expectPolicy('aws:executeAutomation', inputs, [READ, [['ssm:StartAutomationExecution'], [...resources].sort()]]);
  });

  test('passes the role that it names, and no other', () => {
    const start = [['ssm:StartAutomationExecution'], [here('ssm', 'automation-definition/Mine:*'), executions, here('ssm', 'document/Mine')]];
    const withRole = (role: string): ContentMap => ({ DocumentName: 'Mine', RuntimeParameters: { AutomationAssumeRole: role } });
    expectPolicy('aws:executeAutomation', withRole('arn:{{ global:AWS_PARTITION }}:iam::{{ global:ACCOUNT_ID }}:role/app-{{ X }}'),
      [READ, start, passed('arn:${AWS::Partition}:iam::${AWS::AccountId}:role/app-*', 'ssm.amazonaws.com')]);
    expectPolicy('aws:executeAutomation', withRole('arn:aws:iam::{{ global:ACCOUNT_ID }}:role/{{ X }}'), [READ, start]);
    expectPolicy('aws:executeAutomation', withRole('{{ AutomationAssumeRole }}'), [READ, start]);
    expect(doubtsOfStep('aws:executeAutomation', withRole('{{ AutomationAssumeRole }}'))).toEqual([
      expect.stringMatching(/^inputs\.RuntimeParameters\.AutomationAssumeRole: which role is passed to ssm\.amazonaws\.com/),
    ]);
  });

  test('in other accounts', () => {
    const start = [['ssm:StartAutomationExecution'], [here('ssm', 'automation-definition/Mine:*'), executions, here('ssm', 'document/Mine')]];
    const assume = (...roles: string[]) => [['sts:AssumeRole'], roles];
    const inputs = (...TargetLocations: ContentMap[]): ContentMap => ({ DocumentName: 'Mine', TargetLocations });
    expectPolicy('aws:executeAutomation', inputs({ Accounts: ['111122223333'], Regions: ['eu-west-1'], ExecutionRoleName: 'Runner' }),
      [READ, start, assume('arn:${AWS::Partition}:iam::111122223333:role/Runner')]);
    expectPolicy('aws:executeAutomation', inputs({ Accounts: ['ou-1'], Regions: [] }), [READ, start,
      assume('arn:${AWS::Partition}:iam::*:role/AWS-SystemsManager-AutomationExecutionRole'), [['organizations:ListAccountsForParent'], ['*']]]);
    expect(doubtsOfStep('aws:executeAutomation', inputs({}))).toEqual([expect.stringMatching(/^inputs\.TargetLocations: the role in each/)]);
  });

  test('on what is looked up', () => {
    const start = [['ssm:StartAutomationExecution'], [here('ssm', 'automation-definition/Mine:*'), executions, here('ssm', 'document/Mine')]];
    const inputs = (Key: string): ContentMap => ({ DocumentName: 'Mine', TargetParameterName: 'X', Targets: [{ Key, Values: ['a'] }] });
    expectPolicy('aws:executeAutomation', inputs('ParameterValues'), [READ, start]);
    expectPolicy('aws:executeAutomation', inputs('tag:Stage'), [READ, start, [['tag:GetResources'], ['*']]]);
    expectPolicy('aws:executeAutomation', inputs('ResourceGroup'), [READ, start, [['resource-groups:ListGroupResources', 'tag:GetResources'], ['*']]]);
  });
});

test('aws:executeStateMachine', () => {
  const machine = 'arn:aws:states:eu-west-1:111122223333:stateMachine:m';
  const policy = (start: string, executions: string) => [[['states:StartExecution'], [start]], [['states:DescribeExecution', 'states:StopExecution'], [executions]]];
  const executions = 'arn:aws:states:eu-west-1:111122223333:execution:m:*';
  expectPolicy('aws:executeStateMachine', { stateMachineArn: machine }, policy(machine, executions));
  expectPolicy('aws:executeStateMachine', { stateMachineArn: `${machine}:prod` }, policy(`${machine}:prod`, executions));
  const inRegion = here('states', 'stateMachine:m-${AWS::Region}');
  const written = 'arn:{{ global:AWS_PARTITION }}:states:{{ global:REGION }}:{{ global:ACCOUNT_ID }}:stateMachine:m-{{ global:REGION }}';
  expectPolicy('aws:executeStateMachine', { stateMachineArn: written }, policy(inRegion, here('states', 'execution:m-${AWS::Region}:*')));
  expectPolicy('aws:executeStateMachine', { stateMachineArn: '{{ X }}' },
    policy(here('states', 'stateMachine:*', undefined, '*'), here('states', 'execution:*', undefined, '*')));
});

describe('aws:invokeLambdaFunction', () => {
  test.each([
    ['fn', undefined, [here('lambda', 'function:fn')]],
    ['fn', 'live', [here('lambda', 'function:fn:live')]],
    ['fn', '{{ X }}', [here('lambda', 'function:fn'), here('lambda', 'function:fn:*')]],
    ['fn:live', undefined, [here('lambda', 'function:fn:live')]],
    ['111122223333:function:fn', undefined, [here('lambda', 'function:fn', undefined, '111122223333')]],
    ['arn:aws:lambda:eu-west-1:111122223333:function:fn', '3', ['arn:aws:lambda:eu-west-1:111122223333:function:fn:3']],
    ['arn:aws:lambda:eu-west-1:111122223333:function:fn:live', undefined, ['arn:aws:lambda:eu-west-1:111122223333:function:fn:live']],
    ['arn:aws:lambda:{{ X }}:{{ global:ACCOUNT_ID }}:function:app-{{ X }}', undefined, ['arn:aws:lambda:*:${AWS::AccountId}:function:app-*']],
    ['app-{{ global:REGION }}:live', undefined, [here('lambda', 'function:app-${AWS::Region}:live')]],
    ['{{ X }}', undefined, [here('lambda', 'function:*', '*', '*')]],
    ['no function', undefined, [here('lambda', 'function:*', '*', '*')]],
  ])('%s, qualifier %s', (FunctionName, qualifier, resources) => {
    expectPolicy('aws:invokeLambdaFunction', qualifier === undefined ? { FunctionName } : { FunctionName, Qualifier: qualifier }, [[['lambda:InvokeFunction'], resources]]);
  });

  test('one of several', () => {
    expectPolicy('aws:invokeLambdaFunction', { FunctionName: 'app-{{ Stage }}' }, [[['lambda:InvokeFunction'], [here('lambda', 'function:app-dev'), here('lambda', 'function:app-prod')]]],
      { Stage: oneOf('prod', 'dev') });
  });
});

test('aws:invokeWebhook', () => {
  const parameter = (name: string) => here('ssm', `parameter/d9d01087-4a3f-49e0-b0b4-d568d7826553/ssm/integrations/webhook/${name}`);
  expectPolicy('aws:invokeWebhook', { IntegrationName: 'chat' }, [[['ssm:GetParameter'], [parameter('chat')]]]);
  expectPolicy('aws:invokeWebhook', { IntegrationName: '{{ X }}' }, [[['ssm:GetParameter'], [parameter('*')]]]);
});

describe('aws:runCommand', () => {
  const shell = here('ssm', 'document/AWS-RunShellScript', undefined, '');
  const anyNode = [here('ec2', 'instance/*'), here('ssm', 'managed-instance/*')];

  test.each<[string, ContentMap, string[]]>([
    ['instances', { InstanceIds: ['i-1', 'mi-2'] }, [here('ec2', 'instance/i-1'), here('ssm', 'managed-instance/mi-2')]],
    ['unknown instances', { InstanceIds: ['{{ X }}'] }, anyNode],
    ['tagged instances', { Targets: [{ Key: 'tag:Stage', Values: ['a'] }] }, anyNode],
    ['targeted instances', { Targets: [{ Key: 'InstanceIds', Values: ['i-1'] }] }, [here('ec2', 'instance/i-1')]],
    ['the targets of a maintenance window', { InstanceIds: ['{{ RESOURCE_ID }}'] }, anyNode],
  ])('on %s', (_, where, nodes) => {
    expectPolicy('aws:runCommand', { DocumentName: 'AWS-RunShellScript', ...where }, [WATCH_COMMANDS, [['ssm:SendCommand'], [shell, ...nodes].sort()]]);
  });

  test('of other documents', () => {
    const policy = (document: string) => [WATCH_COMMANDS, [['ssm:SendCommand'], [document, here('ec2', 'instance/i-1')].sort()]];
    expectPolicy('aws:runCommand', { DocumentName: 'Mine', InstanceIds: ['i-1'] }, policy(here('ssm', 'document/Mine')));
    expectPolicy('aws:runCommand', { DocumentName: '{{ X }}', InstanceIds: ['i-1'] }, policy(here('ssm', 'document/*', undefined, '*')));
    expectPolicy('aws:runCommand', { DocumentName: '{{ global:REGION }}-Mine', InstanceIds: ['i-1'] }, policy(here('ssm', 'document/${AWS::Region}-Mine')));
  });

  test('that notifies', () => {
    const ServiceRoleArn = 'arn:aws:iam::111122223333:role/notify';
    expectPolicy('aws:runCommand', { DocumentName: 'AWS-RunShellScript', InstanceIds: ['i-1'], ServiceRoleArn },
      [WATCH_COMMANDS, [['ssm:SendCommand'], [shell, here('ec2', 'instance/i-1')].sort()], passed(ServiceRoleArn, 'ssm.amazonaws.com')]);
  });
});

test('aws:runInstances', () => {
  const created = ['instance/*', 'network-interface/*', 'volume/*'].map(each => here('ec2', each));
  const start = (...resources: string[]) => [['ec2:RunInstances'], [...created, ...resources].sort()];
  expectPolicy('aws:runInstances', { ImageId: '{{ X }}' }, [DESCRIBE_INSTANCES, start(
    here('ec2', 'image/*', undefined, ''), here('ec2', 'security-group/*', undefined, '*'), here('ec2', 'subnet/*', undefined, '*'),
  )]);
  expectPolicy('aws:runInstances', {
    ImageId: 'ami-1',
    KeyName: 'k',
    SubnetId: 'subnet-1',
    SecurityGroupIds: ['sg-1'],
    BlockDeviceMappings: [],
    IamInstanceProfileName: 'web',
    TagSpecifications: [],
  }, [
    DESCRIBE_INSTANCES,
    start(
      here('ec2', 'image/ami-1', undefined, ''), here('ec2', 'security-group/sg-1', undefined, '*'), here('ec2', 'subnet/subnet-1', undefined, '*'),
      here('ec2', 'key-pair/k'), here('ec2', 'snapshot/*', undefined, ''),
    ),
    [['ec2:CreateTags'], created, { StringEquals: { 'ec2:CreateAction': 'RunInstances' } }],
    passed('arn:${AWS::Partition}:iam::${AWS::AccountId}:role/web', 'ec2.amazonaws.com'),
  ]);
  expect(doubtsOfStep('aws:runInstances', { ImageId: 'ami-1', IamInstanceProfileName: 'web' })).toEqual([expect.stringContaining('is taken to have its name')]);
  expect(doubtsOfStep('aws:runInstances', { ImageId: 'ami-1', IamInstanceProfileArn: '{{ X }}' })).toEqual([expect.stringContaining('is only known when the runbook runs')]);
  expect(policyOfStep('aws:runInstances', { ImageId: 'ami-1', IamInstanceProfileArn: 'arn:aws:iam::111122223333:instance-profile/p/web' }))
    .toContainEqual(passed('arn:aws:iam::111122223333:role/p/web', 'ec2.amazonaws.com'));
});

test('what is only known at deployment stands in ARNs as it is', () => {
  const isUnresolved = (value: unknown): boolean => String(value).includes('${Token[');
  const options = { isUnresolved, isArn: (text: string) => text.includes('Arn') };
  expect(policyOfStep('aws:invokeLambdaFunction', { FunctionName: '${Token[fn.Arn.1]}', Qualifier: 'live' }, {}, options))
    .toEqual([[['lambda:InvokeFunction'], ['${Token[fn.Arn.1]}:live']]]);
  expect(policyOfStep('aws:invokeLambdaFunction', { FunctionName: '${Token[fn.Ref.1]}' }, {}, options))
    .toEqual([[['lambda:InvokeFunction'], [here('lambda', 'function:${Token[fn.Ref.1]}')]]]);
  expect(policyOfStep('aws:invokeLambdaFunction', { FunctionName: 'arn:aws:lambda:eu-west-1:${Token[account.2]}:function:fn' }, {}, options))
    .toEqual([[['lambda:InvokeFunction'], ['arn:aws:lambda:eu-west-1:${Token[account.2]}:function:fn']]]);
  const partOfArn = (text: string, index: number): string => `<${text.slice(8, 10)}${index}>`;
  const machine = { stateMachineArn: '${Token[sm.Arn.1]}' };
  const ofMachine = (executions: string) => [
    [['states:StartExecution'], [machine.stateMachineArn]], [['states:DescribeExecution', 'states:StopExecution'], [executions]],
  ];
  expect(policyOfStep('aws:executeStateMachine', machine, {}, { ...options, partOfArn })).toEqual(ofMachine('arn:<sm1>:states:<sm3>:<sm4>:execution:<sm6>:*').sort());
  expect(policyOfStep('aws:executeStateMachine', machine, {}, options)).toEqual(ofMachine(here('states', 'execution:*', undefined, '*')).sort());
  expect(policyOfStep('aws:changeInstanceState', { InstanceIds: ['#{Token[ids.1]}'], DesiredState: 'stopped' }, {}, { isUnresolved: value => String(value).includes('Token[') }))
    .toEqual([DESCRIBE_INSTANCES, [['ec2:StopInstances'], [here('ec2', 'instance/*')]]].sort());
});
