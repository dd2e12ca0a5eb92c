import { Case, command, commands, found, notShown, parameter, port, runbook, runCases, shell } from './cases';
import { check, findingCodes } from '../../../src/content/check/check';
import { ContentMap, ContentValue } from '../../../src/content/value';

const pause = (more: ContentMap): ContentMap => ({ action: 'aws:pause', inputs: {}, ...more });

const CASES: readonly Case[] = [
  {
    code: 'error document/not-a-map',
    path: '',
    fails: [[[]], [5], [null], ['text', { type: 'Session' }]],
    passes: [[{}], [shell()], ['permit (principal, action, resource);', { type: 'Automation' }]],
  },
  {
    code: 'error document/schema-version',
    path: 'schemaVersion',
    fails: [
      [runbook({ schemaVersion: '2.2' }), { type: 'Automation' }], [runbook({ schemaVersion: '0.2' }), { type: 'Automation' }],
      [{ ...shell(), schemaVersion: '2.0' }], [{ sessionType: 'Standard_Stream', inputs: {} }], [command({ schemaVersion: '9.9' })],
      [runbook({ schemaVersion: 3 }), { type: 'Automation' }], [runbook({ schemaVersion: true }), { type: 'Automation' }],
      [command({ schemaVersion: '0.3' }), { type: 'Command' }],
      [runbook({ schemaVersion: '2.2', mainSteps: [pause({ name: 'a' })] })], [runbook({ schemaVersion: '2.2', mainSteps: [pause({ name: 'a' })] }), { type: 'Command' }],
    ],
    passes: [[runbook()], [command()], [command({ mainSteps: [{ name: 'a', action: 'aws:unheardOf', inputs: {} }] })], [command({ schemaVersion: '2.0' })], [{ schemaVersion: '1.2', runtimeConfig: {} }], [{ anything: 1 }],
      [{ schemaVersion: 'x' }, { type: 'ApplicationConfiguration' }],
      [{ schemaVersion: '0.3', accessTokenRole: 'Role', accessDuration: 3600, AutoApprovalPolicyDocuments: 'token' }, { isUnresolved: value => value === 'token' }]],
  },
  {
    code: 'warning document/schema-version-number',
    path: 'schemaVersion',
    fails: [[command({ schemaVersion: 2.2 })], [runbook({ schemaVersion: 0.3 }), { type: 'Automation' }]],
    passes: [[command()]],
  },
  {
    code: 'warning document/unknown-key',
    path: 'mainStep',
    fails: [[runbook({ mainStep: [] })], [shell({}, { mainStep: 1 })]],
    passes: [[runbook({ variables: {}, outputs: [], files: {}, assumeRole: '' })], [{ mainStep: [] }, { type: 'ApplicationConfiguration' }]],
  },
  {
    code: 'error document/description',
    path: 'description',
    fails: [[runbook({ description: ['a'] })], [shell({}, { description: {} })]],
    passes: [[runbook({ description: 'a' })], [runbook({ description: null })]],
  },
  {
    code: 'error document/main-steps',
    path: 'mainSteps',
    fails: [[{ schemaVersion: '0.3' }], [runbook({ mainSteps: [] })], [runbook({ mainSteps: {} })], [command({ mainSteps: null })],
      [{ schemaVersion: '2.0' }, { type: 'Policy' }], [{ schemaVersion: '2.2' }, { type: 'Command' }]],
    passes: [[runbook()], [{ schemaVersion: '1.2', runtimeConfig: {} }], [{ schemaVersion: '2.0', packages: {}, files: {} }],
      [runbook({ mainSteps: 'token' }), { isUnresolved: value => value === 'token' }]],
  },
  {
    code: 'error document/step-name',
    path: 'mainSteps[1].name',
    fails: [[runbook({ mainSteps: [pause({ name: 'a' }), pause({ name: 'a' })] })], [runbook({ mainSteps: [pause({ name: 'a' }), pause({})] })],
      [runbook({ mainSteps: [pause({ name: 'a' }), pause({ name: '' })] })]],
    passes: [[runbook({ mainSteps: [pause({ name: 'a' }), pause({ name: 'b' })] })],
      [command({ mainSteps: [{ name: 'a', action: 'aws:runShellScript' }, { name: 'b' }, 'no step'] })],
      [runbook({ mainSteps: [pause({ name: 'token' }), pause({ name: 'token' })] }), { isUnresolved: value => value === 'token' }]],
  },
  {
    code: 'warning document/size',
    path: '',
    fails: [[runbook({ description: 'x'.repeat(65536) })]],
    passes: [[runbook({ description: 'x'.repeat(65000) })]],
  },
  {
    code: 'error document/name',
    path: '',
    fails: [[runbook(), { name: 'a' }], [runbook(), { name: 'a b c' }], [runbook(), { name: 'x'.repeat(129) }], [runbook(), { name: 'Über' }]],
    passes: [[runbook(), { name: 'Web-Patch_1.0' }], [runbook(), { name: 'x'.repeat(128) }]],
  },
  {
    code: 'error document/reserved-name',
    path: '',
    fails: [[runbook(), { name: 'AWS-Mine' }], [runbook(), { name: 'amazonian' }], [runbook(), { name: 'AmznDoc' }], [runbook(), { name: 'awssupportX' }]],
    passes: [[runbook(), { name: 'My-AWS-Doc' }], [runbook(), { name: 'SSM-SessionManagerRunShell' }]],
  },
  {
    code: 'warning document/discouraged-name',
    path: '',
    fails: [[runbook(), { name: 'awsome' }]],
    passes: [[runbook(), { name: 'laws' }]],
  },
  {
    code: 'warning document/intrinsic',
    path: 'assumeRole',
    fails: [[runbook({ assumeRole: { 'Fn::Sub': 'arn:${X}' } })], [runbook({ assumeRole: { Ref: 'Role' } })]],
    passes: [[runbook({ assumeRole: 'arn:aws:iam::111122223333:role/Ops' })],
      [runbook({ mainSteps: [{ name: 'a', action: 'aws:createStack', inputs: { StackName: 's', TemplateBody: { Ref: 'X' } } }] })]],
  },
  {
    code: 'warning access/bare-cedar',
    path: '',
    fails: [['permit (principal, action, resource);'], ['// why\nforbid(principal, action, resource);']],
    passes: [[{
      schemaVersion: '0.3',
      accessTokenRole: 'Role',
      accessDuration: 3600,
      AutoApprovalPolicyDocuments: [{ type: 'Cedar', content: 'permit (principal, action, resource);' }],
    }]],
  },
  {
    code: 'error document/parameters',
    path: 'parameters',
    fails: [[runbook({ parameters: [] })], [shell({}, { parameters: 'x' })]],
    passes: [[runbook({ parameters: {} })], [runbook({ parameters: null })], [{ parameters: [] }, { type: 'CloudFormation' }],
      [{ parameters: [{ name: 'x' }] }]],
  },
  {
    code: 'error parameter/name',
    path: 'parameters.a_b',
    fails: [[parameter({ type: 'String' }, 'a_b')]],
    passes: [[parameter({ type: 'String' }, 'aB1')]],
  },
  {
    code: 'warning parameter/name-length',
    path: `parameters.${'x'.repeat(51)}`,
    fails: [[parameter({ type: 'String' }, 'x'.repeat(51))]],
    passes: [[parameter({ type: 'String' }, 'x'.repeat(50))], [command({ parameters: { ['x'.repeat(51)]: { type: 'String' } } })]],
  },
  {
    code: 'error parameter/definition',
    path: 'parameters.P',
    fails: [[parameter('String')], [parameter(null)], [parameter([])]],
    passes: [[parameter({ type: 'String' })]],
  },
  {
    code: 'error parameter/type',
    path: 'parameters.P.type',
    fails: [[parameter({})], [parameter({ type: 'string' })], [parameter({ type: 'Array' })], [parameter({ type: 5 })], [parameter({ type: null })]],
    passes: [[parameter({ type: 'MapList' })], [parameter({ type: 'List<AWS::EC2::Instance::Id>' })], [parameter({ type: 'AWS::S3::Bucket::Name' })]],
  },
  {
    code: 'warning parameter/unlisted-type',
    path: 'parameters.P.type',
    fails: [[parameter({ type: 'AWS::EC2::Subnet::Id' })], [parameter({ type: 'List<AWS::EC2::VPC::Id>' })]],
    passes: [[parameter({ type: 'AWS::IAM::Role::Arn' })]],
  },
  {
    code: 'warning parameter/unknown-field',
    path: 'parameters.P.minValue',
    fails: [[parameter({ type: 'Integer', minValue: 1 })]],
    passes: [[parameter({ type: 'String', interpolationType: 'ENV_VAR' })]],
  },
  {
    code: 'error parameter/field',
    path: 'parameters.P.allowedValues',
    fails: [[parameter({ type: 'String', allowedValues: 'a' })], [parameter({ type: 'String', allowedValues: {} })]],
    passes: [[parameter({ type: 'String', allowedValues: ['a'] })], [parameter({ type: 'String', allowedValues: null })]],
  },
  {
    code: 'error parameter/field',
    path: 'parameters.P.minItems',
    fails: [[parameter({ type: 'StringList', minItems: [] })], [parameter({ type: 'StringList', minItems: true })]],
    passes: [[parameter({ type: 'StringList', minItems: 0 })]],
  },
  {
    code: 'warning parameter/display-type',
    path: 'parameters.P.displayType',
    fails: [[parameter({ type: 'String', displayType: 'TextArea' })]],
    passes: [[parameter({ type: 'String', displayType: 'textarea' })]],
  },
  {
    code: 'warning parameter/display-type',
    path: 'parameters.P.interpolationType',
    fails: [[parameter({ type: 'String', interpolationType: 'env' })]],
    passes: [[parameter({ type: 'String', interpolationType: 'ENV_VAR' })]],
  },
  {
    code: 'warning parameter/limits',
    path: 'parameters.P.minChars',
    fails: [[parameter({ type: 'String', minChars: 5, maxChars: 4 })], [parameter({ type: 'String', minChars: -1 })], [parameter({ type: 'String', minChars: 'a' })],
      [parameter({ type: 'String', minChars: 1.5 })]],
    passes: [[parameter({ type: 'String', minChars: '1', maxChars: 1 })]],
  },
  {
    code: 'warning parameter/limits',
    path: 'parameters.P.allowedValues',
    fails: [[parameter({ type: 'String', allowedValues: [] })]],
    passes: [[parameter({ type: 'String', allowedValues: [''] })]],
  },
  {
    code: 'warning parameter/pattern',
    path: 'parameters.P.allowedPattern',
    fails: [[parameter({ type: 'String', allowedPattern: '[a' })], [parameter({ type: 'String', allowedPattern: 'a)' })]],
    passes: [[parameter({ type: 'String', allowedPattern: '(?i)a' })], [parameter({ type: 'String', allowedPattern: 'a++' })],
      [parameter({ type: 'String', allowedPattern: '\\p{Alpha}' })]],
  },
  {
    code: 'warning parameter/unchecked',
    path: 'parameters.P.default',
    fails: [[parameter({ type: 'String', allowedPattern: '^(a+)+$', default: `${'a'.repeat(60)}!` })], [parameter({ type: 'String', allowedPattern: 'a', default: 'a'.repeat(5_000) })]],
    passes: [[parameter({ type: 'String', allowedPattern: '^(a+)+$', default: 'a' })]],
  },
  {
    code: 'error parameter/default-type',
    path: 'parameters.P.default',
    fails: [
      [parameter({ type: 'String', default: ['a'] })], [parameter({ type: 'String', default: {} })], [parameter({ type: 'StringList', default: 'a' })],
      [parameter({ type: 'StringList', default: [{}] })], [parameter({ type: 'Integer', default: 'a' })], [parameter({ type: 'Integer', default: true })],
      [parameter({ type: 'Boolean', default: 'false' })], [parameter({ type: 'Boolean', default: 0 })], [parameter({ type: 'StringMap', default: [] })],
      [parameter({ type: 'MapList', default: {} })], [parameter({ type: 'AWS::EC2::Instance::Id', default: [] })], [parameter({ type: 'Integer', default: '' })],
    ],
    passes: [
      [parameter({ type: 'String', default: 'a' })], [parameter({ type: 'StringList', default: ['a'] })], [parameter({ type: 'Integer', default: 5 })],
      [parameter({ type: 'Integer', default: '-5' })], [parameter({ type: 'Boolean', default: false })], [parameter({ type: 'StringMap', default: { a: ['b'] } })],
      [parameter({ type: 'MapList', default: [{}] })], [parameter({ type: 'String', default: null })], [parameter({ type: 'Boolean', default: '{{ ssm:flag }}' })],
      [parameter({ type: 'StringList', default: '{{ssm:list}}' })], [parameter({ type: 'Integer', default: 12345678901234567890n })],
    ],
  },
  {
    code: 'warning parameter/default-loose',
    path: 'parameters.P.default',
    fails: [[parameter({ type: 'String', default: 5 })], [parameter({ type: 'String', default: true })], [parameter({ type: 'Integer', default: 1.5 })],
      [parameter({ type: 'StringMap', default: '{}' })], [parameter({ type: 'MapList', default: '[]' })], [parameter({ type: 'StringList', default: [1] })],
      [parameter({ type: 'MapList', default: ['a'] })]],
    passes: [[parameter({ type: 'Integer', default: 1 })]],
  },
  {
    code: 'warning parameter/default-constraint',
    path: 'parameters.P.default',
    fails: [
      [parameter({ type: 'String', default: 'c', allowedValues: ['a', 'b'] })], [parameter({ type: 'String', default: '', allowedPattern: '^.+$' })],
      [parameter({ type: 'String', default: 'abc', maxChars: 2 })], [parameter({ type: 'String', default: 'a', minChars: '2' })],
      [parameter({ type: 'StringList', default: ['a', 'b'], maxItems: 1 })], [parameter({ type: 'StringList', default: [], minItems: 1 })],
      [parameter({ type: 'StringList', default: ['x'], allowedValues: ['a'] })], [parameter({ type: 'AWS::EC2::Instance::Id', default: 'nope' })],
      [parameter({ type: 'List<AWS::EC2::Instance::Id>', default: ['nope'] })], [parameter({ type: 'AWS::IAM::Role::Arn', default: 'arn:aws:iam::1:role/x' })],
      [parameter({ type: 'StringMap', default: {}, minItems: 1 })],
    ],
    passes: [
      [parameter({ type: 'String', default: 'a', allowedValues: ['a', 'b'], allowedPattern: '[a-z]', minChars: 1, maxChars: 1 })],
      [parameter({ type: 'Integer', default: 5, allowedValues: ['5', '6'] })], [parameter({ type: 'Boolean', default: true, allowedValues: [true, false] })],
      [parameter({ type: 'AWS::EC2::Instance::Id', default: '' })], [parameter({ type: 'AWS::EC2::Instance::Id', default: 'i-0123456789abcdef0' })],
      [parameter({ type: 'AWS::IAM::Role::Arn', default: 'arn:aws-us-gov:iam::123456789012:role/a/b' })],
      [parameter({ type: 'String', default: '{{ssm:/x}}', allowedPattern: '^[0-9]+$' })], [parameter({ type: 'String', default: 'x', allowedPattern: '(?i)^X$' })],
    ],
  },
  {
    code: 'error document/undeclared-parameter',
    path: 'mainSteps[0].inputs.Duration',
    fails: [[runbook({ mainSteps: [{ name: 'a', action: 'aws:sleep', inputs: { Duration: '{{ Time }}' } }] })],
      [runbook({ mainSteps: [{ name: 'a', action: 'aws:sleep', inputs: { Duration: 'PT{{Time}}S' } }] })],
      [command({ mainSteps: [{ name: 'a', action: 'aws:runDocument', inputs: { Duration: '{{ Time }}' } }] })]],
    passes: [
      [runbook({ parameters: { Time: { type: 'String' } }, mainSteps: [{ name: 'a', action: 'aws:sleep', inputs: { Duration: '{{Time}}' } }] })],
      [runbook({ mainSteps: [{ name: 'a', action: 'aws:sleep', inputs: { Duration: '{{ RESOURCE_ID }}' } }] })],
      [runbook({ mainSteps: [pause({ name: 'a', description: '{{ Time }}' })], description: '{{ Time }}' })],
      [runbook({ mainSteps: [{ name: 'a', action: 'aws:sleep', inputs: { Duration: '{{ global:DATE }} {{ automation:EXECUTION_ID }} {{"Time": 1}}' } }] })],
    ],
  },
  {
    code: 'warning parameter/unlisted-type',
    path: 'parameters.P.type',
    // A default of a type that nobody knows is not judged.
    fails: [[parameter({ type: 'AWS::EC2::Subnet::Id', default: 'subnet-1' })]],
    passes: [[parameter({ type: 'String', default: 'subnet-1' })]],
  },
  {
    code: 'error parameter/type',
    path: 'parameters.P.type',
    fails: [[parameter({ type: 'Text', default: [] })]],
    passes: [[runbook({ assumeRole: '{{ X }}', parameters: 'unknown' }), { isUnresolved: value => value === 'unknown' }],
      [runbook({ assumeRole: '{{ X }}', parameters: { unknown: { type: 'String' } } }), { isUnresolved: value => value === 'unknown' }]],
  },
  {
    code: 'error parameter/definition',
    path: 'parameters.p',
    fails: [[shell({}, { parameters: { p: null } })]],
    passes: [[shell({}, { parameters: { p: { type: 'String' } } })]],
  },
  {
    code: 'error document/undeclared-parameter',
    path: 'assumeRole',
    fails: [[runbook({ assumeRole: '{{ Role }}' })]],
    passes: [[runbook({ assumeRole: '{{ Role }}', parameters: { Role: { type: 'String' } } })]],
  },
  {
    code: 'error document/undeclared-parameter',
    path: 'properties.portNumber',
    fails: [[port({ portNumber: '{{ port }}' })]],
    passes: [[port({ portNumber: '{{ port }}' }, { parameters: { port: { type: 'String' } } })]],
  },
  {
    code: 'warning document/undeclared-in-default',
    path: 'parameters.P.default',
    fails: [[parameter({ type: 'String', default: '{{ Q }}' })], [parameter({ type: 'String', default: 'a {{Q}} b' })]],
    passes: [[parameter({ type: 'String', default: '{{ RESOURCE_ID }}' })], [parameter({ type: 'String', default: '{{ ssm:/a/b }}' })],
      [runbook({ parameters: { P: { type: 'String', default: '{{ Q }}' }, Q: { type: 'String' } } })]],
  },
  {
    code: 'warning document/undeclared-in-text',
    path: 'properties.linux.commands',
    fails: [[commands({ linux: { commands: 'docker ps --format {{ Names }}' } })]],
    passes: [[commands({ linux: { commands: 'docker ps --format {{ .Names }}' } })]],
  },
  {
    code: 'warning document/undeclared-in-text',
    path: 'mainSteps[0].inputs.runCommand[0]',
    fails: [[command({ mainSteps: [{ name: 'a', action: 'aws:runShellScript', inputs: { runCommand: ['echo {{ item }}'] } }] })]],
    passes: [[command({
      parameters: { item: { type: 'String' } },
      mainSteps: [{ name: 'a', action: 'aws:runShellScript', inputs: { runCommand: ['echo {{ item }}'] } }],
    })]],
  },
];

runCases(CASES);

test('every code that a rule can report is shown failing, here or among the rules for sessions, runbooks, change templates, approval policies and calendars', () => {
  expect(notShown(CASES, code => !/^(?:session|automation|safety|approval|change-template|calendar|approval-policy|cedar)\//.test(code))).toEqual([]);
});

test('codes are family/what in lower case and have a summary that ends with a full stop', () => {
  for (const [code, { summary }] of Object.entries(findingCodes())) {
    expect(code).toMatch(/^[a-z-]+\/[a-z0-9-]+$/);
    expect(summary).toMatch(/^\S.*\.$/);
  }
});

test('all faults of a document are reported at once, each with its path', () => {
  expect(found({
    schemaVersion: '1.0',
    sessionType: 'Port',
    parameters: { a_b: { type: 'string' }, c: { type: 'String', default: [] } },
    properties: { portNumber: 22, host: '169.254.169.254' },
  })).toEqual([
    'error parameter/name parameters.a_b',
    'error parameter/type parameters.a_b.type',
    'error parameter/default-type parameters.c.default',
    'error session/field-type properties.portNumber',
    'error session/link-local-host properties.host',
  ]);
});

test('what is only known at deployment gets no finding', () => {
  const token = 'unknown';
  expect(found({
    schemaVersion: token,
    sessionType: 'Standard_Stream',
    description: token,
    parameters: { p: { type: token, default: token }, q: { type: 'String', default: token, allowedValues: ['a'], allowedPattern: token, minChars: token } },
    inputs: {
      s3BucketName: token,
      s3EncryptionEnabled: token,
      cloudWatchStreamingEnabled: token,
      idleSessionTimeout: token,
      kmsKeyId: token,
      shellProfile: token,
    },
  }, { isUnresolved: value => value === token })).toEqual([]);
});

test('what is surely meant as a reference is an error inside of command text too', () => {
  const references = new Map([['logFile', 'properties.linux.commands']]);
  expect(found(commands({ linux: { commands: 'tail -f {{ logFile }} {{ other }}' } }), { references })).toEqual([
    'error document/undeclared-parameter properties.linux.commands',
    'warning document/undeclared-in-text properties.linux.commands',
  ]);
});

test('messages name what was found, what is allowed and the nearest known name', () => {
  const messages = (content: ContentValue) => check(content).map(({ message }) => message);
  expect(messages(parameter({ type: 'string' }))).toEqual(['there is no parameter type "string"; did you mean "String"?']);
  expect(messages(port({ portNumber: 70000 }))).toEqual([
    'portNumber is text holding a number from 1 to 65535, such as "8080"; found the number 70000, which the agent cannot decode',
  ]);
  expect(check(runbook(), { name: 'My Shell' })[0].message).toBe('the document name "My Shell" has the character " "; a name has 3 to 128 letters, digits, "_", "-" and "."');
  expect(messages(runbook({ mainSteps: [pause({ name: 'a' }), pause({ name: 'a' })] }))).toEqual(['the name "a" is that of mainSteps[0] already; every step needs one of its own']);
  expect(messages({ ...shell(), schemaVersion: '2.0' })).toEqual(['schemaVersion is "2.0"; a document of type Session has "1.0"']);
  expect(messages(command({ schemaVersion: '9' }))).toEqual(['schemaVersion is "9"; a document with steps has "0.3", "1.0", "1.2", "2.0" or "2.2"']);
  expect(messages(command({ schemaVersion: 2.2 }))).toEqual(['schemaVersion is the number 2.2; write it as the text "2.2"']);
  expect(messages(runbook({ assumeRole: '{{ Role }}' }))).toEqual(['"{{ Role }}" refers to no parameter; the document declares no parameters']);
  expect(messages(runbook({ assumeRole: '{{ Role }}', parameters: { Zone: { type: 'String' } } }))).toEqual(['"{{ Role }}" refers to no parameter; declared: Zone']);
  expect(messages({ schemaVersion: '1.0', inputs: {} })).toEqual([
    'sessionType is missing; session types are Standard_Stream, InteractiveCommands, NonInteractiveCommands, Port',
  ]);
  expect(messages(shell({}, { sessionType: 'Prot' }))).toEqual(['there is no session type "Prot"; did you mean "Port"?']);
  expect(messages(shell({ cloudWatchStreamingEnabled: 'true' }))).toEqual([
    'cloudWatchStreamingEnabled is true or false, found "true"; the agent cannot decode anything but a boolean here',
  ]);
  expect(check(shell({ s3EncryptionEnabled: 'yes' }))[0].allowed).toEqual(['true', 'false']);
  expect(messages(shell({ idleSessionTimout: '20' }))).toEqual(['inputs has no setting "idleSessionTimout"; did you mean "idleSessionTimeout"?']);
  expect(messages(runbook({ assumeRole: '{{ AutomationAsumeRole }}', parameters: { AutomationAssumeRole: { type: 'String' } } }))).toEqual([
    '"{{ AutomationAsumeRole }}" refers to no parameter; did you mean "AutomationAssumeRole"?',
  ]);
});

test('messages say what a document was meant as, and what a parameter', () => {
  const message = (content: ContentValue) => check(content)[0].message;
  expect(message(runbook({ schemaVersion: '2.2', mainSteps: [pause({ name: 'a' })] })))
    .toBe('the steps are those of Automation ("aws:pause"), which Command documents do not have; the schemaVersion of a runbook is "0.3"');
  expect(message(parameter({ type: 'List<AWS::EC2::Instance::Ids>' })))
    .toBe('the type List<AWS::EC2::Instance::Ids> is not among those that the user guide lists; did you mean List<AWS::EC2::Instance::Id>?');
  expect(message(parameter({ type: 'AWS::EC2::Image::Id' }))).toMatch(/lists: String, /);
});
