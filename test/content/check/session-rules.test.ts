import { Case, commands, found, notShown, port, runCases, shell } from './cases';
import { check } from '../../../src/content/check/check';
import { ContentMap } from '../../../src/content/value';

const CASES: readonly Case[] = [
  {
    code: 'error session/type',
    path: 'sessionType',
    fails: [[shell({}, { sessionType: 'InputOutput' })], [{ schemaVersion: '1.0', inputs: {} }], [shell({}, { sessionType: 'standard_stream' })], [shell({}, { sessionType: 1 })]],
    passes: [[shell()]],
  },
  {
    code: 'error session/inputs',
    path: 'inputs',
    fails: [[{ schemaVersion: '1.0', sessionType: 'Standard_Stream' }], [shell([] as unknown as ContentMap)]],
    passes: [[port({ portNumber: '22' })]],
  },
  {
    code: 'error session/properties',
    path: 'properties',
    fails: [[{ schemaVersion: '1.0', sessionType: 'Port' }], [{ schemaVersion: '1.0', sessionType: 'InteractiveCommands' }],
      [{ schemaVersion: '1.0', sessionType: 'NonInteractiveCommands', properties: [] }]],
    passes: [[commands({ linux: { commands: 'x' } }, 'NonInteractiveCommands')]],
  },
  {
    code: 'warning session/unknown-field',
    path: 'inputs.cloudWatchLogGroup',
    fails: [[shell({ cloudWatchLogGroup: 'x' })]],
    passes: [[shell({ cloudWatchLogGroupName: 'x' })]],
  },
  {
    code: 'warning session/unknown-field',
    path: 'inputs.shellProfile.macOS',
    fails: [[shell({ shellProfile: { macOS: 'x' } })]],
    passes: [[shell({ shellProfile: { linux: 'x', windows: '' } })]],
  },
  {
    code: 'warning session/unknown-field',
    path: 'properties.solaris',
    fails: [[commands({ linux: { commands: 'x' }, solaris: { commands: 'x' } })]],
    passes: [[commands({ linux: { commands: 'x' }, macOS: { commands: 'x' } })]],
  },
  {
    code: 'warning session/unknown-field',
    path: 'properties.remotePort',
    fails: [[port({ portNumber: '22', remotePort: '1' })]],
    passes: [[port({ portNumber: '22', localPortNumber: '0' })]],
  },
  {
    code: 'error session/field-type',
    path: 'inputs.cloudWatchStreamingEnabled',
    fails: [[shell({ cloudWatchStreamingEnabled: 'true' })], [shell({ cloudWatchStreamingEnabled: 1 })],
      [shell({ cloudWatchStreamingEnabled: '{{ s }}' }, { parameters: { s: { type: 'String' } } })]],
    passes: [[shell({ cloudWatchStreamingEnabled: false })]],
  },
  {
    code: 'error session/field-type',
    path: 'inputs.s3EncryptionEnabled',
    fails: ['yes', 'tRUE', 'TrUe', ' true', 'on', 1, {}].map(s3EncryptionEnabled => [shell({ s3EncryptionEnabled })]),
    passes: [...['1', 't', 'T', 'TRUE', 'true', 'True', '0', 'f', 'F', 'FALSE', 'false', 'False', '', false, null].map(value => [shell({ s3EncryptionEnabled: value })] as const),
      [shell({ s3EncryptionEnabled: '{{ s }}' }, { parameters: { s: { type: 'String' } } })]],
  },
  {
    code: 'error session/field-type',
    path: 'inputs.runAsDefaultUser',
    fails: [[shell({ runAsDefaultUser: 5 })], [shell({ runAsDefaultUser: ['ops'] })]],
    passes: [[shell({ runAsEnabled: true, runAsDefaultUser: '5' })]],
  },
  {
    code: 'error session/field-type',
    path: 'inputs.shellProfile',
    fails: [[shell({ shellProfile: 'bash' })]],
    passes: [[shell({ shellProfile: {} })]],
  },
  {
    code: 'error session/field-type',
    path: 'inputs.idleSessionTimeout',
    fails: [[shell({ idleSessionTimeout: true })], [shell({ idleSessionTimeout: [] })]],
    passes: [[shell({ idleSessionTimeout: '20' })]],
  },
  {
    code: 'error session/field-type',
    path: 'properties.portNumber',
    fails: [[port({ portNumber: 22 })]],
    passes: [[port({ portNumber: '22' })]],
  },
  {
    code: 'error session/field-type',
    path: 'properties.linux.runAsElevated',
    fails: [[commands({ linux: { commands: 'x', runAsElevated: 'true' } })]],
    passes: [[commands({ linux: { commands: 'x', runAsElevated: true } })]],
  },
  {
    code: 'error session/field-type',
    path: 'properties.linux',
    fails: [[commands({ linux: 'date', windows: { commands: 'x' } })]],
    passes: [[commands({ linux: null, windows: { commands: 'x' } })]],
  },
  {
    code: 'warning session/field-loose',
    path: 'inputs.maxSessionDuration',
    fails: [[shell({ maxSessionDuration: 60 })]],
    passes: [[shell({ maxSessionDuration: '60' })]],
  },
  {
    code: 'warning session/field-loose',
    path: 'properties.linux.commands',
    fails: [[commands({ linux: { commands: ['a', 'b'] } })]],
    passes: [[commands({ linux: { commands: 'a\nb' } })]],
  },
  {
    code: 'error session/field-range',
    path: 'inputs.idleSessionTimeout',
    fails: [[shell({ idleSessionTimeout: '0' })], [shell({ idleSessionTimeout: '61' })], [shell({ idleSessionTimeout: '20m' })], [shell({ idleSessionTimeout: '-1' })],
      [shell({ idleSessionTimeout: '1.5' })]],
    passes: [[shell({ idleSessionTimeout: '1' })], [shell({ idleSessionTimeout: '60' })], [shell({ idleSessionTimeout: '' })],
      [shell({ idleSessionTimeout: '{{ t }}' }, { parameters: { t: { type: 'String' } } })]],
  },
  {
    code: 'error session/field-range',
    path: 'inputs.maxSessionDuration',
    fails: [[shell({ maxSessionDuration: '1441' })], [shell({ maxSessionDuration: '0' })]],
    passes: [[shell({ maxSessionDuration: '1440' })]],
  },
  {
    code: 'error session/field-range',
    path: 'properties.portNumber',
    fails: [[port({ portNumber: '0' })], [port({ portNumber: '65536' })], [port({ portNumber: 'ssh' })]],
    passes: [[port({ portNumber: '1' })], [port({ portNumber: '65535' })]],
  },
  {
    code: 'error session/field-range',
    path: 'properties.localPortNumber',
    fails: [[port({ portNumber: '1', localPortNumber: '65536' })]],
    passes: [[port({ portNumber: '1', localPortNumber: '0' })], [port({ portNumber: '1', localPortNumber: '' })]],
  },
  {
    code: 'warning session/field-form',
    path: 'inputs.s3BucketName',
    fails: [[shell({ s3BucketName: 'My_Bucket' })], [shell({ s3BucketName: 'a' })]],
    passes: [[shell({ s3BucketName: '' })], [shell({ s3BucketName: 'my.bucket-1' })]],
  },
  {
    code: 'warning session/field-form',
    path: 'properties.type',
    fails: [[port({ portNumber: '22', type: 'RemotePortForwarding' })]],
    passes: [[port({ portNumber: '22', type: 'LocalPortForwarding' })]],
  },
  {
    code: 'warning session/field-form',
    path: 'properties.linux.stdOutSeparatorPrefix',
    fails: [[commands({ linux: { commands: 'x', stdOutSeparatorPrefix: 'a b' } }, 'NonInteractiveCommands')],
      [commands({ linux: { commands: 'x', stdOutSeparatorPrefix: 'x'.repeat(31) } }, 'NonInteractiveCommands')]],
    passes: [[commands({ linux: { commands: 'x', stdOutSeparatorPrefix: 'OUT:', stderrSeparatorPrefix: '' } }, 'NonInteractiveCommands')]],
  },
  {
    code: 'error session/commands',
    path: 'properties',
    fails: [[commands({})], [commands({ linux: null })], [commands({ linux: {}, windows: { commands: ' ' } })]],
    passes: [[commands({ windows: { commands: 'x' } })]],
  },
  {
    code: 'error session/commands',
    path: 'properties.linux.commands',
    fails: [[commands({ linux: {} })], [commands({ linux: { commands: '' } })], [commands({ linux: { commands: ' \n' } })], [commands({ linux: { commands: null } })]],
    passes: [[commands({ linux: { Commands: 'x' } })]],
  },
  {
    code: 'warning session/platform-without-commands',
    path: 'properties.linux.commands',
    fails: [[commands({ linux: {}, windows: { commands: 'x' } })], [commands({ windows: { commands: 'x' }, linux: { commands: '  ' } })],
      [commands({ linux: {}, unknown: {} }), { isUnresolved: value => value === 'unknown' }]],
    passes: [[commands({ linux: null, windows: { commands: 'x' } })], [commands({ Linux: { COMMANDS: 'x' } })],
      [commands({ linux: 'unknown' }), { isUnresolved: value => value === 'unknown' }]],
  },
  {
    code: 'warning session/duplicate-field',
    path: 'properties.linux',
    fails: [[commands({ Linux: { commands: 'x' }, linux: { commands: 'y' } })]],
    passes: [[commands({ Linux: { commands: 'x' }, macOS: { commands: 'y' } })]],
  },
  {
    code: 'warning session/duplicate-field',
    path: 'properties.linux.Commands',
    fails: [[commands({ linux: { commands: 'x', Commands: 'y' } })], [commands({ linux: { commands: 'x', Commands: '' } })]],
    passes: [[commands({ linux: { Commands: 'x', RunAsElevated: true } })]],
  },
  {
    code: 'warning session/duplicate-field',
    path: 'inputs.shellProfile.LINUX',
    fails: [[shell({ shellProfile: { linux: 'x', LINUX: 'y' } })]],
    passes: [[shell({ shellProfile: { LINUX: 'y' } })]],
  },
  {
    code: 'warning session/reference',
    path: 'inputs.s3KeyPrefix',
    fails: ['{{ global:DATE }}', 'a/{{global:REGION}}', '{{ automation:EXECUTION_ID }}', '{{ variable:x }}', '{{ step.Output }}', '{{ ssm-secure:x }}']
      .map(s3KeyPrefix => [shell({ s3BucketName: 'bucket', s3KeyPrefix })]),
    passes: ['{{ssm:x}}', '{{ ssm:/a/b }}', 'a/{{ p }}', '{{"a": 1}}', '{{ .Names }}']
      .map(s3KeyPrefix => [shell({ s3BucketName: 'bucket', s3KeyPrefix }, { parameters: { p: { type: 'String' } } })]),
  },
  {
    code: 'warning session/reference',
    path: 'properties.linux.commands',
    fails: [[commands({ linux: { commands: '{{ global:DATE }}' } })], [commands({ linux: { commands: ' {{ step.Output }}' } })]],
    passes: [[commands({ linux: { commands: 'docker ps --format {{ x.Names }}' } })], [commands({ linux: { Commands: 'echo {{ global:DATE }}' } })]],
  },
  {
    code: 'warning session/reference',
    path: 'inputs.shellProfile.linux',
    fails: [[shell({ shellProfile: { linux: '{{ variable:x }}' } })]],
    passes: [[shell({ shellProfile: { linux: 'docker ps --format {{ x.Names }}' } })]],
  },
  {
    code: 'warning session/reference',
    path: 'properties.portNumber',
    fails: [[port({ portNumber: '{{ global:PORT }}' })]],
    passes: [[port({ portNumber: '{{ssm:port}}' })], [port({ portNumber: '22' }, { description: '{{ global:DATE }}', inputs: 'unknown' }), { isUnresolved: value => value === 'unknown' }]],
  },
  {
    code: 'warning session/field-loose',
    path: 'properties.portNumber',
    fails: [[port({ portNumber: '{{ ports }}' }, { parameters: { ports: { type: 'StringList' } } })]],
    passes: [[port({ portNumber: '{{ ports }}' }, { parameters: { ports: { type: 'String' } } })]],
  },
  {
    code: 'warning session/field-loose',
    path: 'properties.host',
    fails: [[port({ portNumber: '22', host: ' {{hosts}} ' }, { parameters: { hosts: { type: 'StringList' } } })]],
    passes: [[port({ portNumber: '22', host: '{{ssm:hosts}}' }, { parameters: { hosts: { type: 'StringList' } } })]],
  },
  {
    code: 'warning session/field-loose',
    path: 'inputs.idleSessionTimeout',
    fails: [[shell({ idleSessionTimeout: '{{ times }}' }, { parameters: { times: { type: 'StringList' } } })]],
    passes: [[shell({ idleSessionTimeout: '{{ times }}' }, { parameters: { times: { type: 'unknown' } } }), { isUnresolved: value => value === 'unknown' }]],
  },
  {
    code: 'warning session/field-form',
    path: 'properties.host',
    fails: ['  ', 'db internal', ' db', 'db\n', 'https://db', 'db:5432', 'db:', '10.0.0.1:80', '[::1]:80'].map(host => [port({ portNumber: '80', host })]),
    passes: ['', 'db', 'db.internal.', 'my_host', '::1', '[::1]', '2001:db8::5432', '1::', 'bücher.example', '{{ p }}:80']
      .map(host => [port({ portNumber: '80', host }, { parameters: { p: { type: 'String' } } })]),
  },
  {
    code: 'warning session/timeouts',
    path: 'inputs.idleSessionTimeout',
    fails: [[shell({ idleSessionTimeout: '31', maxSessionDuration: '30' })]],
    passes: [[shell({ idleSessionTimeout: '30', maxSessionDuration: '30' })], [shell({ idleSessionTimeout: '30', maxSessionDuration: '' })],
      [shell({ idleSessionTimeout: '30', maxSessionDuration: '{{ p }}' }, { parameters: { p: { type: 'String' } } })]],
  },
  {
    code: 'error session/port',
    path: 'properties.portNumber',
    fails: [[port({})], [port({ portNumber: '' })], [port({ portNumber: null })]],
    passes: [[port({ portNumber: '22' })]],
  },
  {
    code: 'error session/port',
    path: 'properties.localUnixSocket',
    fails: [[port({ portNumber: '22', localConnectionType: 'unix' })], [port({ portNumber: '22', localConnectionType: 'unix', localUnixSocket: null })],
      [port({ portNumber: '22', localConnectionType: 'unix', localUnixSocket: '' })]],
    passes: [[port({ portNumber: '22', localConnectionType: 'unix', localUnixSocket: '/tmp/s' })]],
  },
  {
    code: 'error session/link-local-host',
    path: 'properties.host',
    fails: ['169.254.169.254', '169.254.0.1', '169.254.169.254.', '2852039166', '0xa9fea9fe', '0xA9.254.0251.0376', '0251.0376.0251.0376', '169.254.1', 'FE80::1', 'fe80::1%eth0',
      'febf::1', '[fd00:ec2::254]', 'fd00:0ec2:0:0:0:0:0:254', 'FD00:EC2:0000::0254', '::ffff:169.254.169.254', '::ffff:a9fe:a9fe', '0:0:0:0:0:ffff:169.254.0.1']
      .map(host => [port({ portNumber: '80', host })]),
    passes: ['db.internal', '10.0.0.1', '169.255.1.1', '169.254.example.com', '169.254.169.254.nip.io', '1.169.254.1', '2852126721', 'face.cafe', 'a9fe', '999.1.1.1', '0xcafe.',
      'fd00::1', 'fd00:ec20::254', 'fec0::1', '::1', '::ffff:10.0.0.1', '1:2:3', 'localhost'].map(host => [port({ portNumber: '80', host })]),
  },
  {
    code: 'warning session/run-as-user',
    path: 'inputs.runAsEnabled',
    fails: [[shell({ runAsEnabled: true })], ...['true', 'True', '1', 't', 'T', 'TRUE'].map(flag => [shell({ runAsEnabled: flag, runAsDefaultUser: '' })] as const),
      [shell({ runAsEnabled: true, runAsDefaultUser: ' ' })]],
    passes: [[shell({ runAsEnabled: true, runAsDefaultUser: 'ops' })], [shell({ runAsEnabled: false })], [shell({ runAsEnabled: '0' })], [shell({ runAsEnabled: 'F' })]],
  },
  {
    code: 'warning session/no-effect',
    path: 'properties',
    fails: [[shell({}, { properties: {} })]],
    passes: [[shell({}, { properties: null })]],
  },
  {
    code: 'warning session/no-effect',
    path: 'inputs.shellProfile',
    fails: [[{ ...commands({ linux: { commands: 'x' } }), inputs: { shellProfile: { linux: 'x' } } }]],
    passes: [[{ ...commands({ linux: { commands: 'x' } }), inputs: { shellProfile: { linux: '' } } }]],
  },
  {
    code: 'warning session/no-effect',
    path: 'inputs.s3BucketName',
    fails: [[port({ portNumber: '22' }, { inputs: { s3BucketName: 'bucket', kmsKeyId: 'k' } })]],
    passes: [[port({ portNumber: '22' }, { inputs: { s3BucketName: '' } })]],
  },
  {
    code: 'warning session/no-effect',
    path: 'properties.linux.separateOutputStream',
    fails: [[commands({ linux: { commands: 'x', separateOutputStream: true } })]],
    passes: [[commands({ linux: { commands: 'x', separateOutputStream: 'true' } }, 'NonInteractiveCommands')]],
  },
  {
    code: 'warning session/no-effect',
    path: 'inputs.runAsDefaultUser',
    fails: [[shell({ runAsDefaultUser: 'ops' })], ...[false, null, '', 'false', 'False', '0'].map(runAsEnabled => [shell({ runAsEnabled, runAsDefaultUser: 'ops' })] as const)],
    passes: [[shell({ runAsEnabled: 'True', runAsDefaultUser: 'ops' })], [shell({ runAsEnabled: false, runAsDefaultUser: '' })],
      [shell({ runAsEnabled: '{{ p }}', runAsDefaultUser: 'ops' }, { parameters: { p: { type: 'String' } } })],
      [shell({ runAsEnabled: false, runAsDefaultUser: '{{ p }}' }, { parameters: { p: { type: 'String' } } })],
      [shell({ runAsDefaultUser: 'unknown' }), { isUnresolved: value => value === 'unknown' }],
      [shell({ runAsEnabled: 'unknown', runAsDefaultUser: 'ops' }), { isUnresolved: value => value === 'unknown' }]],
  },
  {
    code: 'warning session/no-effect',
    path: 'inputs.s3KeyPrefix',
    fails: [[shell({ s3KeyPrefix: 'logs' })], [shell({ s3BucketName: '', s3KeyPrefix: 'logs' })]],
    passes: [[shell({ s3BucketName: 'bucket', s3KeyPrefix: 'logs' })], [shell({ s3KeyPrefix: '' })], [shell({ cloudWatchStreamingEnabled: true })],
      [shell({ s3BucketName: '{{ p }}', s3KeyPrefix: 'logs' }, { parameters: { p: { type: 'String' } } })]],
  },
  {
    code: 'warning session/no-effect',
    path: 'properties.localUnixSocket',
    fails: [[port({ portNumber: '22', localUnixSocket: '/tmp/s' })], [port({ portNumber: '22', localUnixSocket: '/tmp/s', localConnectionType: null })]],
    passes: [[port({ portNumber: '22', localUnixSocket: '' })], [port({ portNumber: '22', localUnixSocket: '/tmp/s', localConnectionType: 'unix' })]],
  },
  {
    code: 'warning session/parameter-type',
    path: 'parameters.p.type',
    fails: [[shell({}, { parameters: { p: { type: 'Integer' } } })]],
    passes: [[shell({}, { parameters: { p: { type: 'StringList' } } })]],
  },
  {
    code: 'warning session/pattern',
    path: 'parameters.p.allowedPattern',
    fails: ['^(?!a).*$', '(?<=a)b', '(a)\\1', 'a++', '(?>a)'].map(allowedPattern => [shell({}, { parameters: { p: { type: 'String', allowedPattern } } })]),
    passes: ['^[(?!]$', '^(?:a|b)$', '\\(\\?=', '(?i)a', '[*+]+'].map(allowedPattern => [shell({}, { parameters: { p: { type: 'String', allowedPattern } } })]),
  },
];

runCases(CASES);

test('every code of the session rules is shown failing', () => {
  expect(notShown(CASES, code => code.startsWith('session/'))).toEqual([]);
});

test('a port as a number is named with who cannot decode it', () => {
  const messages = check(port({ portNumber: 22, localPortNumber: 8080 })).map(({ message }) => message);
  expect(messages).toEqual([
    'portNumber is text holding a number from 1 to 65535, such as "8080"; found the number 22, which the agent cannot decode',
    'localPortNumber is text holding a number from 0 to 65535, such as "8080"; found the number 8080, which the client plugin cannot decode',
  ]);
});

test('times out of range are not compared', () => {
  expect(found(shell({ idleSessionTimeout: '90', maxSessionDuration: '30' }))).toEqual(['error session/field-range inputs.idleSessionTimeout']);
});

test('commands of a kind that cannot be decoded are one finding', () => {
  expect(found(commands({ linux: 'date' }))).toEqual(['error session/field-type properties.linux']);
  expect(found(commands({ linux: { commands: 5 } }))).toEqual(['error session/field-type properties.linux.commands']);
});
