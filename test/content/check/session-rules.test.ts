import { Case, commands, notShown, port, runCases, shell } from './cases';
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
    fails: [[shell({ s3EncryptionEnabled: 'yes' })], [shell({ s3EncryptionEnabled: 1 })], [shell({ s3EncryptionEnabled: {} })]],
    passes: [[shell({ s3EncryptionEnabled: 'True' })], [shell({ s3EncryptionEnabled: '' })],
      [shell({ s3EncryptionEnabled: '{{ s }}' }, { parameters: { s: { type: 'String' } } })]],
  },
  {
    code: 'error session/field-type',
    path: 'inputs.runAsDefaultUser',
    fails: [[shell({ runAsDefaultUser: 5 })], [shell({ runAsDefaultUser: ['ops'] })]],
    passes: [[shell({ runAsDefaultUser: '5' })]],
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
    fails: [[commands({})], [commands({ linux: null })]],
    passes: [[commands({ windows: { commands: 'x' } })]],
  },
  {
    code: 'error session/commands',
    path: 'properties.linux.commands',
    fails: [[commands({ linux: {} })], [commands({ linux: { commands: '' } })]],
    passes: [[commands({ linux: { Commands: 'x' } })]],
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
    fails: [[port({ portNumber: '22', localConnectionType: 'unix' })]],
    passes: [[port({ portNumber: '22', localConnectionType: 'unix', localUnixSocket: '/tmp/s' })]],
  },
  {
    code: 'error session/link-local-host',
    path: 'properties.host',
    fails: ['169.254.169.254', '169.254.0.1', 'FE80::1', '[fd00:ec2::254]', '::ffff:169.254.169.254'].map(host => [port({ portNumber: '80', host })]),
    passes: ['db.internal', '10.0.0.1', '169.255.1.1', 'fd00::1', '::1', 'localhost'].map(host => [port({ portNumber: '80', host })]),
  },
  {
    code: 'warning session/run-as-user',
    path: 'inputs.runAsEnabled',
    fails: [[shell({ runAsEnabled: true })], [shell({ runAsEnabled: 'true', runAsDefaultUser: '' })]],
    passes: [[shell({ runAsEnabled: true, runAsDefaultUser: 'ops' })], [shell({ runAsEnabled: false })]],
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
