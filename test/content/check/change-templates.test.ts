import { Case, found, notShown, runCases } from './cases';
import { approvalRule } from '../../../src/content/check/approval-rules';
import { changeTemplateRule } from '../../../src/content/check/change-template-rules';
import { CheckOptions } from '../../../src/content/check/check';
import { ContentMap, ContentValue } from '../../../src/content/value';

const unresolved: CheckOptions = { isUnresolved: value => value === 'token' };
const LEVELS = 'mainSteps[0].inputs.EnhancedApprovals';
const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:approvals';

const user = (more: ContentMap = {}): ContentMap => ({ approver: 'alice', type: 'IamUser', minRequiredApprovals: 1, ...more });
const group = (more: ContentMap = {}): ContentMap => ({ approver: 'operators', type: 'IamGroup', minRequiredApprovals: 1, ...more });
const level = (approvers: ContentValue, inputs: ContentMap = {}, more: ContentMap = {}): ContentMap =>
  ({ name: 'Level', action: 'aws:approve', inputs: { EnhancedApprovals: { Approvers: approvers, ...more }, ...inputs } });
const template = (more: ContentMap = {}): ContentMap => ({ schemaVersion: '0.3', emergencyChange: false, mainSteps: [level([user()])], ...more });
const approved = (approvers: ContentValue, inputs?: ContentMap, more?: ContentMap): ContentMap =>
  template({ mainSteps: [level(approvers, inputs, more)] });
const policy = (...approvers: ContentMap[]): ContentMap =>
  ({ schemaVersion: '0.3', accessTokenRole: 'Role', accessDuration: 3600, mainSteps: [level(approvers, { MinRequiredApprovals: 1 })] });
const runbooks = (...list: ContentValue[]): ContentMap => template({ executableRunBooks: list });
const levels = (count: number): ContentMap => template({ mainSteps: Array.from({ length: count }, (_, at) => ({ ...level([user()]), name: `Level${at}` })) });
const users = (count: number, more: ContentMap = {}): ContentMap[] => Array.from({ length: count }, (_, at) => user({ approver: `user${at}`, ...more }));

const CASES: readonly Case[] = [
  {
    code: 'error approval/levels',
    path: 'mainSteps',
    fails: [[levels(6)], [levels(20)]],
    passes: [[levels(1)], [levels(5)]],
  },
  {
    code: 'error approval/approvers',
    path: `${LEVELS}.Approvers`,
    fails: [[approved([])], [approved(null)], [approved('alice')], [approved({})], [approved(users(6))],
      [{ ...template(), mainSteps: [{ name: 'a', action: 'aws:approve', inputs: { EnhancedApprovals: {} } }] }], [policy()]],
    passes: [[approved(users(1))], [approved(users(5))], [approved('token'), unresolved],
      [template({ parameters: { Who: { type: 'MapList' } }, mainSteps: [level('{{ Who }}')] })]],
  },
  {
    code: 'error approval/approvers',
    path: `${LEVELS}.approvers`,
    fails: [[template({ mainSteps: [{ name: 'a', action: 'aws:approve', inputs: { EnhancedApprovals: { approvers: [user()] } } }] })]],
    passes: [[approved([user()])]],
  },
  {
    code: 'error approval/approver',
    path: `${LEVELS}.Approvers[1]`,
    fails: [[approved([user(), 'bob'])], [approved([user(), null])], [approved([user(), []])]],
    passes: [[approved([user(), group()])], [approved([user(), 'token']), unresolved]],
  },
  {
    code: 'error approval/approver',
    path: `${LEVELS}.Approvers[0].approver`,
    fails: [[approved([{ type: 'IamUser', minRequiredApprovals: 1 }])], [approved([user({ approver: '' })])], [approved([user({ approver: ' ' })])],
      [approved([user({ approver: ['alice'] })])], [approved([user({ approver: {} })])], [approved([user({ approver: null })])], [policy(user({ approver: '', minRequiredApprovals: 0 }))]],
    passes: [[approved([user()])], [approved([user({ approver: 'Ana Carolina Silva' })])], [approved([user({ approver: 'token' })]), unresolved],
      [template({ parameters: { Who: { type: 'String' } }, mainSteps: [level([user({ approver: '{{ Who }}' })])] })]],
  },
  {
    code: 'error approval/approver-type',
    path: `${LEVELS}.Approvers[0].type`,
    fails: [[approved([{ approver: 'alice' }])], [approved([user({ type: 'iamUser' })])], [approved([user({ type: 'User' })])], [approved([user({ type: 5 })])],
      [approved([user({ type: null })])], [policy({ approver: 'alice', type: 'SsoUser' })]],
    passes: [...['IamUser', 'IamGroup', 'IamRole', 'SSOUser', 'SSOGroup'].map(type => [approved([user({ type })])] as const),
      [approved([user({ type: 'token' })]), unresolved], [policy({ approver: 'alice', type: 'SSOUser' })],
      [template({ parameters: { Type: { type: 'String' } }, mainSteps: [level([user({ type: '{{ Type }}', minRequiredApprovals: 3 })])] })]],
  },
  {
    code: 'error approval/count',
    path: `${LEVELS}.Approvers[0].minRequiredApprovals`,
    fails: [-1, 1.5, 'one', true, [], {}, ''].map(minRequiredApprovals => [approved([group({ minRequiredApprovals })])]),
    passes: [...[1, 3, 10, null, 2n].map(minRequiredApprovals => [approved([group({ minRequiredApprovals })])] as const), [approved([group({ minRequiredApprovals: 'token' })]), unresolved],
      [template({ parameters: { Count: { type: 'Integer' } }, mainSteps: [level([group({ minRequiredApprovals: '{{ Count }}' })])] })]],
  },
  {
    code: 'warning approval/loose',
    path: `${LEVELS}.Approvers[0].minRequiredApprovals`,
    fails: [[approved([user({ minRequiredApprovals: '1' })])], [approved([group({ minRequiredApprovals: '3' })])]],
    passes: [[approved([user()])]],
  },
  {
    code: 'warning approval/loose',
    path: `${LEVELS}.Approvers[0].approver`,
    fails: [[approved([user({ approver: 1234 })])], [approved([user({ approver: true })])]],
    passes: [[approved([user({ approver: '1234' })])]],
  },
  {
    code: 'warning approval/unknown-key',
    path: `${LEVELS}.Approvers[0].minApprovals`,
    fails: [[approved([user({ minApprovals: 1 })])]],
    passes: [[approved([user()])]],
  },
  {
    code: 'warning approval/unknown-key',
    path: `${LEVELS}.notificationArn`,
    fails: [[approved([user()], {}, { notificationArn: TOPIC })]],
    passes: [[approved([user()], {}, { NotificationArn: TOPIC })]],
  },
  {
    code: 'warning approval/duplicate-approver',
    path: `${LEVELS}.Approvers[1]`,
    fails: [[approved([user(), user()])], [approved([group(), group({ minRequiredApprovals: 2 })])]],
    passes: [[approved([user(), user({ approver: 'bob' })])], [approved([user(), user({ type: 'SSOUser' })])]],
  },
  {
    code: 'warning approval/both-counts',
    path: 'mainSteps[0].inputs.MinRequiredApprovals',
    fails: [[approved([user(), group()], { MinRequiredApprovals: 1 })], [approved([user(), group()], { MinRequiredApprovals: 2 })],
      [approved([user({ minRequiredApprovals: 0 }), group({ minRequiredApprovals: 4 })], { MinRequiredApprovals: 3 })]],
    passes: [[approved([user({ minRequiredApprovals: 0 }), group({ minRequiredApprovals: 0 })], { MinRequiredApprovals: 2 })],
      [approved([{ approver: 'a', type: 'IamRole' }], { MinRequiredApprovals: 2 })], [approved([user(), group()], { MinRequiredApprovals: null })]],
  },
  {
    code: 'warning approval/unreachable-count',
    path: 'mainSteps[0].inputs.MinRequiredApprovals',
    fails: [[approved(users(2, { minRequiredApprovals: 0 }), { MinRequiredApprovals: 3 })], [approved([{ approver: 'a', type: 'SSOUser' }], { MinRequiredApprovals: 2 })]],
    passes: [[approved(users(2, { minRequiredApprovals: 0 }), { MinRequiredApprovals: 2 })], [approved([...users(2, { minRequiredApprovals: 0 }), 'token'], { MinRequiredApprovals: 3 }), unresolved],
      [approved([...users(1, { minRequiredApprovals: 0 }), group({ minRequiredApprovals: 0 })], { MinRequiredApprovals: 3 })]],
  },
  {
    code: 'warning approval/unreachable-count',
    path: `${LEVELS}.Approvers[0].minRequiredApprovals`,
    fails: [[approved([user({ minRequiredApprovals: 2 })])], [approved([user({ type: 'SSOUser', minRequiredApprovals: 5 })])]],
    passes: [[approved([user()])], [approved([user({ type: 'IamRole', minRequiredApprovals: 2 })])], [approved([group({ minRequiredApprovals: 2 })])]],
  },
  {
    code: 'warning approval/no-count',
    path: `${LEVELS}.Approvers`,
    fails: [[approved(users(2, { minRequiredApprovals: 0 }))]],
    passes: [[approved([user(), user({ approver: 'bob', minRequiredApprovals: 0 })])], [approved([{ approver: 'a', type: 'IamRole' }])],
      [approved(users(2, { minRequiredApprovals: 0 }), { MinRequiredApprovals: 1 })]],
  },
  {
    code: 'warning approval/topic',
    path: `${LEVELS}.NotificationArn`,
    fails: ['approvals', '', 'arn:aws:sqs:eu-west-1:111122223333:approvals', 'arn:aws:sns:eu-west-1:approvals', 5, [TOPIC]]
      .map(NotificationArn => [approved([user()], {}, { NotificationArn })]),
    passes: [...[TOPIC, 'arn:aws-cn:sns:cn-north-1:111122223333:a', null].map(NotificationArn => [approved([user()], {}, { NotificationArn })] as const),
      [approved([user()], {}, { NotificationArn: 'token' }), unresolved],
      [template({ parameters: { Topic: { type: 'String' } }, mainSteps: [level([user()], {}, { NotificationArn: '{{ Topic }}' })] })]],
  },
  {
    code: 'error change-template/no-level',
    path: 'mainSteps',
    fails: [[template({ mainSteps: [{ name: 'a', action: 'aws:sleep', inputs: { Duration: 'PT1M' } }] })]],
    passes: [[template()], [template({ mainSteps: 'token' }), unresolved], [template({ mainSteps: ['token'] }), unresolved],
      [template({ mainSteps: [{ name: 'a', action: 'token', inputs: {} }] }), unresolved]],
  },
  {
    code: 'warning change-template/step',
    path: 'mainSteps[1].action',
    fails: [[template({ mainSteps: [level([user()]), { name: 'a', action: 'aws:sleep', inputs: { Duration: 'PT1M' } }] })]],
    passes: [[template({ mainSteps: [level([user()]), { ...level([user()]), name: 'Second' }] })]],
  },
  {
    code: 'warning change-template/plain-approvers',
    path: 'mainSteps[0].inputs.Approvers',
    fails: [[template({ mainSteps: [{ name: 'a', action: 'aws:approve', inputs: { Approvers: ['alice'] } }] })], [approved([user()], { Approvers: ['alice'] })]],
    passes: [[approved([user()], { Approvers: null })]],
  },
  {
    code: 'error change-template/runbooks',
    path: 'executableRunBooks',
    fails: [[template({ executableRunBooks: 'AWS-HelloWorld' })], [template({ executableRunBooks: { name: 'AWS-HelloWorld' } })]],
    passes: [[template()], [template({ executableRunBooks: null })], [template({ executableRunBooks: 'token' }), unresolved]],
  },
  {
    code: 'error change-template/runbooks',
    path: 'executableRunBooks[1]',
    fails: [[runbooks({ name: 'Restart' }, 'Patch')], [runbooks({ name: 'Restart' }, null)]],
    passes: [[runbooks({ name: 'Restart' }, { name: 'Patch' })], [runbooks({ name: 'Restart' }, 'token'), unresolved]],
  },
  {
    code: 'warning change-template/no-runbooks',
    path: 'executableRunBooks',
    fails: [[runbooks()]],
    passes: [[runbooks({ name: 'Restart' })], [template()]],
  },
  {
    code: 'error change-template/runbook-name',
    path: 'executableRunBooks[0].name',
    fails: [[runbooks({ version: '1' })], [runbooks({ name: '' })], [runbooks({ name: 'Restart it' })], [runbooks({ name: 'ab' })], [runbooks({ name: 'x'.repeat(129) })],
      [runbooks({ name: 5 })], [runbooks({ name: ['Restart'] })], [runbooks({ name: null })]],
    passes: [[runbooks({ name: 'AWS-HelloWorld' })], [runbooks({ name: 'arn:aws:ssm:eu-west-1:111122223333:document/Restart' })], [runbooks({ name: 'token' }), unresolved],
      [template({ parameters: { Runbook: { type: 'String' } }, executableRunBooks: [{ name: '{{ Runbook }}' }] })]],
  },
  {
    code: 'error change-template/runbook-version',
    path: 'executableRunBooks[0].version',
    fails: ['0', '01', 'latest', '$ALL', '', 1.5, 0, true, []].map(version => [runbooks({ name: 'Restart', version })]),
    passes: [...['1', '12', '$DEFAULT', '$LATEST', null].map(version => [runbooks({ name: 'Restart', version })] as const), [runbooks({ name: 'Restart', version: 'token' }), unresolved]],
  },
  {
    code: 'warning change-template/runbook-version-number',
    path: 'executableRunBooks[0].version',
    fails: [[runbooks({ name: 'Restart', version: 1 })], [runbooks({ name: 'Restart', version: 12n })]],
    passes: [[runbooks({ name: 'Restart', version: '1' })]],
  },
  {
    code: 'warning change-template/runbook-key',
    path: 'executableRunBooks[0].documentVersion',
    fails: [[runbooks({ name: 'Restart', documentVersion: '1' })]],
    passes: [[runbooks({ name: 'Restart', version: '1' })]],
  },
  {
    code: 'warning change-template/duplicate-runbook',
    path: 'executableRunBooks[2]',
    fails: [[runbooks({ name: 'Restart', version: '1' }, { name: 'Patch' }, { name: 'Restart', version: '1' })], [runbooks({ name: 'Patch' }, { name: 'Restart' }, { name: 'Patch' })]],
    passes: [[runbooks({ name: 'Restart', version: '1' }, { name: 'Restart', version: '2' }, { name: 'Restart' })], [runbooks({ name: 'token' }, { name: 'token' }), unresolved]],
  },
  ...(['emergencyChange', 'autoApprovable'] as const).flatMap((name): Case[] => [
    {
      code: 'error change-template/flag',
      path: name,
      fails: [1, 'yes', [], {}].map(value => [template({ [name]: value })]),
      passes: [true, false, null].map(value => [template({ [name]: value })]),
    },
    {
      code: 'warning change-template/loose-flag',
      path: name,
      fails: [[template({ [name]: 'true' })], [template({ [name]: 'False' })], [template({ [name]: '{{ Flag }}', parameters: { Flag: { type: 'Boolean' } } })]],
      passes: [[template({ [name]: 'token' }), unresolved]],
    },
  ]),
  {
    code: 'warning change-template/unwatched-emergency',
    path: 'autoApprovable',
    fails: [[template({ emergencyChange: true, autoApprovable: true })],
      ...[null, { monitors: [] }].map(each => [template({ emergencyChange: true, autoApprovable: true, cloudWatchMonitors: each })] as const)],
    passes: [[template({ emergencyChange: true, autoApprovable: false })], [template({ autoApprovable: true })],
      [template({ emergencyChange: true, autoApprovable: true, cloudWatchMonitors: { monitors: ['Errors'] } })],
      [template({ emergencyChange: true, autoApprovable: true, cloudWatchMonitors: 'token' }), unresolved]],
  },
  {
    code: 'warning change-template/monitors',
    path: 'cloudWatchMonitors',
    fails: [[template({ cloudWatchMonitors: 'Errors' })], [template({ cloudWatchMonitors: ['Errors'] })]],
    passes: [[template({ cloudWatchMonitors: { monitors: ['Errors', 'token'] } }), unresolved], [template({ cloudWatchMonitors: { monitors: '{{ Alarms }}' }, parameters: { Alarms: { type: 'StringList' } } })]],
  },
  {
    code: 'warning change-template/monitors',
    path: 'cloudWatchMonitors.monitors',
    fails: [[template({ cloudWatchMonitors: {} })], [template({ cloudWatchMonitors: { monitors: 'Errors' } })], [template({ cloudWatchMonitors: { monitors: {} } })]],
    passes: [[template({ cloudWatchMonitors: { monitors: ['Errors'] } })]],
  },
  {
    code: 'warning change-template/monitors',
    path: 'cloudWatchMonitors.monitors[1]',
    fails: [[template({ cloudWatchMonitors: { monitors: ['Errors', 5] } })], [template({ cloudWatchMonitors: { monitors: ['Errors', ''] } })]],
    passes: [[template({ cloudWatchMonitors: { monitors: ['Errors', 'Latency'] } })]],
  },
  {
    code: 'warning change-template/monitors',
    path: 'cloudWatchMonitors.alarms',
    fails: [[template({ cloudWatchMonitors: { monitors: ['Errors'], alarms: [] } })]],
    passes: [[template({ cloudWatchMonitors: { monitors: ['Errors'] } })]],
  },
  {
    code: 'error change-template/information',
    path: 'templateInformation',
    fails: [[template({ templateInformation: ['a'] })], [template({ templateInformation: {} })]],
    passes: [[template({ templateInformation: '# Why\n\n{{ Reason }}' })], [template({ templateInformation: null })], [template({ templateInformation: '' })]],
  },
  // What holds for steps of runbooks holds for levels.
  {
    code: 'error document/main-steps',
    path: 'mainSteps',
    fails: [[{ schemaVersion: '0.3', autoApprovable: true }], [template({ mainSteps: [] })]],
    passes: [[template()]],
  },
  {
    code: 'error automation/timeout',
    path: 'mainSteps[0].timeoutSeconds',
    fails: [[template({ mainSteps: [{ ...level([user()]), timeoutSeconds: 2592001 }] })]],
    passes: [[template({ mainSteps: [{ ...level([user()]), timeoutSeconds: 2592000 }] })]],
  },
  {
    code: 'error automation/input-limit',
    path: 'mainSteps[0].inputs.Message',
    fails: [[approved([user()], { Message: 'x'.repeat(4097) })]],
    passes: [[approved([user()], { Message: 'x'.repeat(4096) })]],
  },
  {
    code: 'error automation/input-type',
    path: 'mainSteps[0].inputs.EnhancedApprovals',
    fails: [[template({ mainSteps: [{ name: 'a', action: 'aws:approve', inputs: { EnhancedApprovals: [] } }] })]],
    passes: [[template()]],
  },
  {
    code: 'error automation/missing-input',
    path: 'mainSteps[0].inputs',
    fails: [[template({ mainSteps: [{ name: 'a', action: 'aws:approve', inputs: {} }] })]],
    passes: [[template()]],
  },
  {
    code: 'error document/undeclared-parameter',
    path: `${LEVELS}.Approvers[0].approver`,
    fails: [[approved([user({ approver: '{{ Who }}' })])]],
    passes: [[approved([user()])]],
  },
  {
    code: 'warning document/unknown-key',
    path: 'emergencyChanges',
    fails: [[template({ emergencyChanges: true })]],
    passes: [[template({ autoApprovable: true })]],
  },
];

runCases(CASES);

test('every code of approvals and change templates is shown', () => {
  const codes = { ...approvalRule.codes, ...changeTemplateRule.codes };
  expect(notShown(CASES, code => code in codes)).toEqual([]);
});

test('a template of the form that Amazon publishes one in has no findings', () => {
  expect(found({
    description: 'Says hello',
    templateInformation: '### Document Name: Hello\n\n## What does it do?\nIt says hello, to {{ somebody }}.\n',
    schemaVersion: '0.3',
    parameters: {
      TopicArn: { type: 'String', description: 'Where approvers are told' },
      Who: { type: 'String', description: 'Who approves' },
      Kind: { type: 'String', description: 'IamUser and so on' },
    },
    executableRunBooks: [{ name: 'AWS-HelloWorld', version: '1' }],
    emergencyChange: false,
    mainSteps: [{
      name: 'Approve',
      action: 'aws:approve',
      timeoutSeconds: 3600,
      inputs: {
        Message: 'Please look.',
        EnhancedApprovals: { NotificationArn: '{{ TopicArn }}', Approvers: [{ approver: '{{ Who }}', type: '{{ Kind }}', minRequiredApprovals: 1 }] },
      },
    }],
  })).toEqual([]);
});

test('all that is wrong is found at once', () => {
  expect(found({
    schemaVersion: '0.3',
    emergencyChange: 'true',
    autoApprovable: true,
    executableRunBooks: [{ name: 'Restart', version: 1 }, { nam: 'Patch' }],
    mainSteps: [level([user({ type: 'Iamuser', minRequiredApprovals: -1 }), {}], { MinRequiredApprovals: 1 }, { NotificationArn: 'approvals' })],
  })).toEqual([
    'warning change-template/runbook-version-number executableRunBooks[0].version',
    'warning change-template/runbook-key executableRunBooks[1].nam',
    'error change-template/runbook-name executableRunBooks[1].name',
    'warning change-template/loose-flag emergencyChange',
    'warning change-template/unwatched-emergency autoApprovable',
    `warning approval/topic ${LEVELS}.NotificationArn`,
    `error approval/approver-type ${LEVELS}.Approvers[0].type`,
    `error approval/count ${LEVELS}.Approvers[0].minRequiredApprovals`,
    `error approval/approver ${LEVELS}.Approvers[1].approver`,
    `error approval/approver-type ${LEVELS}.Approvers[1].type`,
  ]);
});
