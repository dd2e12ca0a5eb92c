import { api, loop, pause, python, step, steps } from './automation-cases';
import { Case, found, notShown, runbook, runCases } from './cases';
import { inputRule } from '../../../src/content/check/automation-input-rules';
import { check } from '../../../src/content/check/check';
import { ContentMap } from '../../../src/content/value';

const unresolved = { isUnresolved: (value: unknown) => value === 'token' };
const stack = (more: ContentMap = {}) => steps(step('createStack', { StackName: 's', TemplateBody: 'x', ...more }));
const command = (more: ContentMap = {}) => steps(step('runCommand', { DocumentName: 'X', InstanceIds: ['i-1'], ...more }));
const state = (more: ContentMap = {}) => steps(step('changeInstanceState', { InstanceIds: ['i-1'], DesiredState: 'running', ...more }));
const approve = (more: ContentMap = {}) => steps(step('approve', { Approvers: ['a'], ...more }));
const enhanced = { EnhancedApprovals: { Approvers: [{ approver: 'a', type: 'IamRole', minRequiredApprovals: 1 }] } };
const sleep = (inputs: ContentMap) => steps(step('sleep', inputs));
const lambda = (more: ContentMap = {}) => steps(step('invokeLambdaFunction', { FunctionName: 'f', ...more }));
const instances = (more: ContentMap = {}) => steps(step('runInstances', { ImageId: 'ami-1', ...more }));
const nested = (more: ContentMap = {}) => steps(step('executeAutomation', { DocumentName: 'X', ...more }));
const typed = (type: string, content: ContentMap) => ({ ...content, parameters: { P: { type } } });
const path = (name: string) => `mainSteps[0].inputs.${name}`;

const CASES: readonly Case[] = [
  {
    code: 'error automation/missing-input',
    path: path('StackName'),
    fails: [[steps(step('createStack', { TemplateBody: 'x' }))], [stack({ StackName: null })], [steps(step('deleteStack', {}))]],
    passes: [[stack()], [stack({ StackName: 'token' }), unresolved]],
  },
  {
    code: 'error automation/missing-input',
    path: path('name'),
    fails: [[{ ...steps(step('updateVariable', { name: 'variable:v', Value: 'x' })), variables: { v: { type: 'String' } } }]],
    passes: [[{ ...steps(step('updateVariable', { Name: 'variable:v', Value: 'x' })), variables: { v: { type: 'String' } } }]],
  },
  {
    code: 'error automation/missing-input',
    path: 'mainSteps[0].inputs',
    fails: [[steps(step('createStack', { StackName: 's' }))], [steps(step('runCommand', { DocumentName: 'X' }))], [sleep({})], [steps(step('approve', {}))], [steps(loop('l', [pause('a')], {}))]],
    passes: [[steps(step('approve', enhanced)), { type: 'Automation.ChangeTemplate' }], [command({ InstanceIds: null, Targets: [{}] })]],
  },
  {
    code: 'error automation/missing-input',
    path: 'mainSteps[0].inputs.Steps[0].inputs.Api',
    fails: [[steps(loop('l', [{ name: 'a', action: 'aws:executeAwsApi', inputs: { Service: 'ec2' } }]))]],
    passes: [[steps(loop('l', [api('a')]))]],
  },
  {
    code: 'warning automation/unknown-input',
    path: path('Messages'),
    fails: [[approve({ Messages: 'x' })], [sleep({ Duration: 'PT1S', Messages: 'x' })], [steps(pause('a', { inputs: { Messages: 'x' } }))]],
    passes: [[approve({ Message: 'x' })], [steps(api('a', {}, { Messages: 'x' }))], [steps(step('deleteStack', { 'StackName': 's', 'RetainResources.member.N': ['x'] }))]],
  },
  {
    code: 'error automation/inputs-together',
    path: path('TemplateURL'),
    fails: [[stack({ TemplateURL: 'https://x' })]],
    passes: [[stack({ TemplateBody: null, TemplateURL: 'https://x' })]],
  },
  {
    code: 'error automation/inputs-together',
    path: path('OnFailure'),
    fails: [[stack({ OnFailure: 'DELETE', DisableRollback: true })]],
    passes: [[stack({ OnFailure: 'DELETE' })]],
  },
  {
    code: 'error automation/inputs-together',
    path: path('LoopCondition'),
    fails: [[steps(loop('l', [pause('a')], { Iterators: ['a'], LoopCondition: { Variable: '{{ global:DATE }}', StringEquals: 'x' } }))]],
    passes: [[steps(loop('l', [pause('a')], { MaxIterations: 5, LoopCondition: { Variable: '{{ global:DATE }}', StringEquals: 'x' } }))]],
  },
  {
    code: 'error automation/inputs-together',
    path: path('Targets'),
    fails: [[nested({ Targets: [{}] })]],
    passes: [[nested({ Targets: [{}], TargetParameterName: 'InstanceId' })], [nested({ TargetMaps: [{}] })]],
  },
  {
    code: 'error automation/inputs-together',
    path: path('IamInstanceProfileName'),
    fails: [[instances({ IamInstanceProfileArn: 'arn', IamInstanceProfileName: 'n' })]],
    passes: [[instances({ IamInstanceProfileName: 'n' })]],
  },
  {
    code: 'error automation/input-type',
    path: path('Script'),
    fails: [[steps(python({ Script: ['def run(a, b):', '  pass'] }))], [steps(python({ Script: {} }))]],
    passes: [[steps(python())]],
  },
  {
    code: 'error automation/input-type',
    path: path('InstanceIds'),
    fails: [[state({ InstanceIds: 'i-1' })], [state({ InstanceIds: {} })], [state({ InstanceIds: 5 })]],
    passes: [[state({ InstanceIds: '{{ global:REGION }}' })], [state({ InstanceIds: ['{{ global:REGION }}'] })]],
  },
  {
    code: 'error automation/input-type',
    path: path('InstanceIds[1]'),
    fails: [[state({ InstanceIds: ['i-1', {}] })], [state({ InstanceIds: ['i-1', ['i-2']] })]],
    passes: [[state({ InstanceIds: ['i-1', 'token'] }), unresolved]],
  },
  {
    code: 'error automation/input-type',
    path: path('Force'),
    fails: [[state({ Force: 'yes' })], [state({ Force: 1 })], [state({ Force: [] })]],
    passes: [[state({ Force: true })]],
  },
  {
    code: 'error automation/input-type',
    path: path('TimeoutSeconds'),
    fails: [[command({ TimeoutSeconds: 'ten' })], [command({ TimeoutSeconds: 60.5 })], [command({ TimeoutSeconds: true })]],
    passes: [[command({ TimeoutSeconds: '60' })], [command({ TimeoutSeconds: 60n })]],
  },
  {
    code: 'error automation/input-type',
    path: path('Tags'),
    fails: [[stack({ Tags: { a: 'b' } })], [stack({ Tags: 'a' })]],
    passes: [[stack({ Tags: [{ Key: 'a', Value: 'b' }, '{{ global:DATE }}'] })]],
  },
  {
    code: 'error automation/input-type',
    path: path('Steps'),
    fails: [[steps(loop('l', {}))], [steps(loop('l', 'x'))]],
    passes: [[steps(loop('l', [pause('a')]))]],
  },
  {
    code: 'error automation/input-type',
    path: path('LoopCondition'),
    fails: [[steps(loop('l', [pause('a')], { LoopCondition: [] }))]],
    passes: [[steps(loop('l', [pause('a')], { LoopCondition: 'token' })), unresolved]],
  },
  {
    code: 'error automation/input-type',
    path: path('Parameters'),
    fails: [[command({ Parameters: [] })]],
    passes: [[command({ Parameters: { a: 1 } })]],
  },
  {
    code: 'warning automation/input-loose',
    path: path('Comment'),
    fails: [[command({ Comment: 5 })], [command({ Comment: true })]],
    passes: [[command({ Comment: '5' })]],
  },
  {
    code: 'warning automation/input-loose',
    path: path('Force'),
    fails: [[state({ Force: 'true' })]],
    passes: [[state({ Force: false })]],
  },
  {
    code: 'warning automation/input-loose',
    path: path('InputPayload'),
    fails: [[steps(python({ InputPayload: '{"a": 1}' }))], [steps(python({ InputPayload: [] }))]],
    passes: [[steps(python({ InputPayload: { a: [1] } }))]],
  },
  {
    code: 'warning automation/input-loose',
    path: path('InstanceIds[0]'),
    fails: [[state({ InstanceIds: [5] })]],
    passes: [[state()]],
  },
  {
    code: 'error automation/input-value',
    path: path('DesiredState'),
    fails: [[state({ DesiredState: 'Running' })], [state({ DesiredState: '' })]],
    passes: [[state({ DesiredState: '{{ global:DATE }}' })]],
  },
  {
    code: 'error automation/input-value',
    path: path('Capabilities[1]'),
    fails: [[stack({ Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED'] })]],
    passes: [[stack({ Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_AUTO_EXPAND'] })], [stack({ Capabilities: [] })]],
  },
  {
    code: 'error automation/input-value',
    path: path('IteratorDataType'),
    fails: [[steps(loop('l', [pause('a')], { Iterators: ['a'], IteratorDataType: 'StringList' }))]],
    passes: [[steps(loop('l', [pause('a')], { Iterators: [1], IteratorDataType: 'Integer' }))]],
  },
  {
    code: 'warning automation/unlisted-value',
    path: path('Runtime'),
    fails: [[steps(python({ Runtime: 'python3.13' }))]],
    passes: [[steps(python({ Runtime: 'python3.10' }))]],
  },
  {
    code: 'warning automation/deprecated-value',
    path: path('Runtime'),
    fails: [[steps(python({ Runtime: 'python3.8' }))], [steps(python({ Runtime: 'PowerShell Core 6.0', Handler: null, Script: 'Get-Date' }))]],
    passes: [[steps(python({ Runtime: 'PowerShell 7.4', Handler: null, Script: 'Get-Date' }))]],
  },
  {
    code: 'error automation/input-limit',
    path: path('MaxIterations'),
    fails: [0, 101, -1, '101'].map(MaxIterations => [steps(loop('l', [pause('a')], { Iterators: ['a'], MaxIterations }))] as const),
    passes: [1, 100, '{{ global:DATE }}'].map(MaxIterations => [steps(loop('l', [pause('a')], { Iterators: ['a'], MaxIterations }))] as const),
  },
  {
    code: 'error automation/input-limit',
    path: path('Iterators'),
    fails: [[steps(loop('l', [pause('a')], { Iterators: Array.from({ length: 101 }, () => 'a') }))]],
    passes: [[steps(loop('l', [pause('a')], { Iterators: Array.from({ length: 100 }, () => 'a') }))]],
  },
  {
    code: 'error automation/input-limit',
    path: path('Steps'),
    fails: [[steps(loop('l', []))]],
    passes: [[steps(loop('l', ['token'])), unresolved]],
  },
  {
    code: 'error automation/input-limit',
    path: path('Approvers'),
    fails: [[approve({ Approvers: [] })], [approve({ Approvers: Array.from({ length: 11 }, () => 'a') })]],
    passes: [[approve({ Approvers: ['{{ global:DATE }}'] })], [approve({ Approvers: Array.from({ length: 10 }, () => 'a') })]],
  },
  {
    code: 'error automation/input-limit',
    path: path('Message'),
    fails: [[approve({ Message: 'x'.repeat(4097) })]],
    passes: [[approve({ Message: 'x'.repeat(4096) })]],
  },
  {
    code: 'error automation/input-limit',
    path: path('TemplateBody'),
    fails: [[stack({ TemplateBody: 'ä'.repeat(25_601) })], [stack({ TemplateBody: '' })]],
    passes: [[stack({ TemplateBody: 'ä'.repeat(25_600) })]],
  },
  {
    code: 'error automation/input-form',
    path: path('StackName'),
    fails: [[stack({ StackName: '1x' })], [stack({ StackName: 'a_b' })], [stack({ StackName: 'a b' })]],
    passes: [[stack({ StackName: 'a-1' })]],
  },
  {
    code: 'error automation/input-form',
    path: path('MaxConcurrency'),
    fails: ['0', '0%', '101%', 'ten'].map(MaxConcurrency => [nested({ MaxConcurrency })] as const),
    passes: ['1', '10', '7%', '100%'].map(MaxConcurrency => [nested({ MaxConcurrency })] as const),
  },
  {
    code: 'error automation/input-form',
    path: path('MaxErrors'),
    fails: ['-1', '1000%'].map(MaxErrors => [nested({ MaxErrors })] as const),
    passes: ['0', '0%', '99%', '100%'].map(MaxErrors => [nested({ MaxErrors })] as const),
  },
  {
    code: 'error automation/input-form',
    path: path('DocumentVersion'),
    fails: [[nested({ DocumentVersion: 'LATEST' })], [nested({ DocumentVersion: '0' })]],
    passes: [[nested({ DocumentVersion: '$LATEST' })], [nested({ DocumentVersion: '12' })]],
  },
  {
    code: 'error automation/reference-type',
    path: path('Force'),
    fails: [[typed('Integer', state({ Force: '{{ P }}' }))], [typed('StringMap', state({ Force: '{{P}}' }))]],
    passes: [[typed('Boolean', state({ Force: '{{ P }}' }))], [typed('String', state({ Force: '{{ P }}' }))]],
  },
  {
    code: 'error automation/reference-type',
    path: path('TimeoutSeconds'),
    fails: [[typed('Boolean', command({ TimeoutSeconds: '{{ P }}' }))], [typed('MapList', command({ TimeoutSeconds: '{{ P }}' }))]],
    passes: [[typed('Integer', command({ TimeoutSeconds: '{{ P }}' }))], [typed('StringList', command({ TimeoutSeconds: '{{ P }}' }))]],
  },
  {
    code: 'error automation/reference-type',
    path: path('Tags'),
    fails: [[typed('Integer', stack({ Tags: '{{ P }}' }))]],
    passes: [[typed('MapList', stack({ Tags: '{{ P }}' }))], [typed('String', stack({ Tags: '{{ P }}' }))]],
  },
  {
    code: 'error automation/input',
    path: path('Duration'),
    fails: ['10 minutes', '10M', 'PT', 'P', '-PT5M', 'PT5', 'P7D', 'PT604800S', 'P1Y', 'P2W', 'PTxS'].map(Duration => [sleep({ Duration })] as const),
    passes: ['PT10M', 'P1DT12H', 'PT604799S', 'pt1s', 'PT0.5S', 'P6D', '{{ global:DATE }}', 'PT{{ global:DATE }}S'].map(Duration => [sleep({ Duration })] as const),
  },
  {
    code: 'error automation/input',
    path: path('Timestamp'),
    fails: ['tomorrow', '2030-13-01', '08:00', '2030-01-31T25:00:00Z', '2030-01-31T08:60Z', '2030-01-31 08:00'].map(Timestamp => [sleep({ Timestamp })] as const),
    passes: ['2030-01-31T08:00:00Z', '2030-01-31', '2030-01-31T08:00:00.5+01:00', '2030-01-31T08Z', '2030-01-31T080000+0100', '2030-01-31T08:00:00,5Z', '{{ global:DATE }}'].map(Timestamp => [sleep({ Timestamp })] as const),
  },
  {
    code: 'error automation/input',
    path: path('NotificationConfig.NotificationEvents[1]'),
    fails: [[command({ NotificationConfig: { NotificationEvents: ['All', 'Succeeded'] } })]],
    passes: [[command({ NotificationConfig: { NotificationEvents: ['All', 'Success', '{{ global:DATE }}'] } })], [command({ NotificationConfig: { NotificationEvents: ['All', 'token'] } }), unresolved]],
  },
  {
    code: 'warning automation/odd-input',
    path: path('Iterators[1]'),
    fails: [
      [steps(loop('l', [pause('a')], { Iterators: ['1', 'one'], IteratorDataType: 'Integer' }))], [steps(loop('l', [pause('a')], { Iterators: [true, 'yes'], IteratorDataType: 'Boolean' }))],
      [steps(loop('l', [pause('a')], { Iterators: [{}, 'a'], IteratorDataType: 'StringMap' }))], [steps(loop('l', [pause('a')], { Iterators: ['a', {}] }))],
    ],
    passes: [
      [steps(loop('l', [pause('a')], { Iterators: [1, '2'], IteratorDataType: 'Integer' }))], [steps(loop('l', [pause('a')], { Iterators: [true, 'False'], IteratorDataType: 'Boolean' }))],
      [steps(loop('l', [pause('a')], { Iterators: [{}, '{"a": 1}'], IteratorDataType: 'StringMap' }))], [steps(loop('l', [pause('a')], { Iterators: ['a', 'b'], IteratorDataType: 'String' }))],
      [steps(loop('l', [pause('a')], { Iterators: ['1', '{{ global:DATE }}'], IteratorDataType: 'Integer' }))],
      [steps(loop('l', [pause('a')], { Iterators: ['1', 'token'], IteratorDataType: 'Integer' })), unresolved],
    ],
  },
  {
    code: 'warning automation/odd-input',
    path: path('EnhancedApprovals'),
    fails: [[approve(enhanced)]],
    passes: [[steps(step('approve', enhanced)), { type: 'Automation.ChangeTemplate' }], [approve({ EnhancedApprovals: null })]],
  },
  {
    code: 'error automation/input',
    path: path('NotificationConfig.NotificationType'),
    fails: [[command({ NotificationConfig: { NotificationType: 'Once' } })]],
    passes: [[command({ NotificationConfig: { NotificationType: 'Invocation' } })], [command({ NotificationConfig: { NotificationType: 'token' } }), unresolved], [command({ NotificationConfig: 'token' }), unresolved]],
  },
  {
    code: 'error automation/input',
    path: path('MinRequiredApprovals'),
    fails: [[approve({ MinRequiredApprovals: 2 })]],
    passes: [[approve({ MinRequiredApprovals: 1 })], [approve({ Approvers: ['{{ global:DATE }}'], MinRequiredApprovals: 2 })]],
  },
  {
    code: 'error automation/input',
    path: path('ResourceIds'),
    fails: [[steps(step('createTags', { ResourceType: 'Parameter', ResourceIds: ['a', 'b'], Tags: [{}] }))]],
    passes: [[steps(step('createTags', { ResourceType: 'EC2', ResourceIds: ['a', 'b'], Tags: [{}] }))], [steps(step('createTags', { ResourceIds: ['a', 'b'], Tags: [{}] }))]],
  },
  {
    code: 'error automation/input',
    path: path('MinInstanceCount'),
    fails: [[instances({ MinInstanceCount: 3, MaxInstanceCount: 2 })]],
    passes: [[instances({ MinInstanceCount: 2, MaxInstanceCount: 2 })]],
  },
  {
    code: 'warning automation/odd-input',
    path: path('Timestamp'),
    fails: [[sleep({ Duration: 'PT1S', Timestamp: '2030-01-31' })]],
    passes: [[sleep({ Timestamp: '2030-01-31' })]],
  },
  {
    code: 'warning automation/odd-input',
    path: path('Payload'),
    fails: [[lambda({ Payload: '{}', InputPayload: {} })]],
    passes: [[lambda({ Payload: '{}' })], [lambda({ InputPayload: {} })]],
  },
  {
    code: 'warning automation/odd-input',
    path: path('LogType'),
    fails: [[lambda({ LogType: 'Tail', InvocationType: 'Event' })]],
    passes: [[lambda({ LogType: 'Tail' })], [lambda({ LogType: 'None', InvocationType: 'Event' })]],
  },
  {
    code: 'warning automation/odd-input',
    path: path('IteratorDataType'),
    fails: [[steps(loop('l', [pause('a')], { IteratorDataType: 'String', LoopCondition: { Variable: '{{ global:DATE }}', StringEquals: 'x' } }))]],
    passes: [[steps(loop('l', [pause('a')], { IteratorDataType: 'String', Iterators: ['a'] }))]],
  },
  {
    code: 'warning automation/odd-input',
    path: path('Targets'),
    fails: [[command({ Targets: [{ Key: 'tag:a', Values: ['b'] }] })]],
    passes: [[command({ Targets: '{{ global:DATE }}' })]],
  },
];

runCases(CASES);

test('every code of this rule is shown failing', () => {
  expect(notShown(CASES, code => Object.hasOwn(inputRule.codes, code))).toEqual([]);
});

test('messages name what is needed, and what was surely meant', () => {
  const message = (content: ContentMap) => check(content)[0].message;
  expect(message(steps(step('runCommand', { DocumentName: 'X', instanceIds: ['i-1'] })))).toBe('aws:runCommand needs InstanceIds or Targets; did you mean "InstanceIds" with "instanceIds"?');
  expect(message(approve({ Mesage: 'x' }))).toBe('aws:approve has no input "Mesage"; did you mean "Message"?');
  expect(message(steps(pause('a', { inputs: { Message: 'x' } })))).toBe('aws:pause has no input "Message"; it has none');
  expect(message(stack({ TemplateURL: 'x' }))).toBe('aws:createStack takes one of TemplateBody and TemplateURL, found TemplateBody and TemplateURL');
  expect(message(state({ DesiredState: 'stoped' }))).toBe('DesiredState is "stoped"; did you mean "stopped"?');
  expect(message(approve({ Message: 'x'.repeat(5000) }))).toBe('Message is a text of at most 4096 characters, found 5000');
  expect(message(steps(loop('l', [pause('a')], { Iterators: ['a'], MaxIterations: 101 })))).toBe('MaxIterations is a number from 1 to 100, found 101');
  expect(message(command({ TimeoutSeconds: 5 }))).toBe('TimeoutSeconds is a number from 30 to 2592000, found 5');
  expect(message(steps(loop('l', [])))).toBe('Steps is a list of 1 or more items, found 0');
  expect(message(typed('Integer', state({ Force: '{{ P }}' })))).toBe('Force is true or false, but {{ P }} is of type Integer');
});

test('inputs that are not known before deployment get no finding', () => {
  expect(found(runbook({ mainSteps: [step('createStack', { StackName: 'token', TemplateBody: 'token', Capabilities: ['token'], Tags: 'token', DisableRollback: 'token' })] }), unresolved)).toEqual([]);
});
