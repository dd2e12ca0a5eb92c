import { App, aws_kms as kms, aws_logs as logs, aws_s3 as s3, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { DocumentFormat, DocumentParameter, PortForwardingSessionProps, Session, SessionDocument, ShellSessionProps } from '../../src';
import { contentInTemplate, deployedContent } from '../document/deployed-content';

let stack: Stack;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack');
});

function contentOf(session: Session, parameters?: DocumentParameter[]): any {
  new SessionDocument(stack, 'Document', { session, parameters });
  return JSON.parse(contentInTemplate(stack) as string);
}

describe('shell', () => {
  const NOTHING = {
    s3BucketName: '',
    s3KeyPrefix: '',
    s3EncryptionEnabled: true,
    cloudWatchLogGroupName: '',
    cloudWatchEncryptionEnabled: true,
    cloudWatchStreamingEnabled: false,
    kmsKeyId: '',
    runAsEnabled: false,
    runAsDefaultUser: '',
  };

  test('says everything in real booleans and texts, even with nothing given', () => {
    new SessionDocument(stack, 'Document', { description: 'A shell', session: Session.shell() });
    expect(contentInTemplate(stack)).toBe('{"schemaVersion":"1.0","description":"A shell","sessionType":"Standard_Stream","inputs":{"s3BucketName":"","s3KeyPrefix":"",'
      + '"s3EncryptionEnabled":true,"cloudWatchLogGroupName":"","cloudWatchEncryptionEnabled":true,"cloudWatchStreamingEnabled":false,"kmsKeyId":"",'
      + '"runAsEnabled":false,"runAsDefaultUser":""}}');
  });

  test('writes parameters between the type and the inputs', () => {
    const user = DocumentParameter.ofString('user', { defaultValue: 'ops' });
    new SessionDocument(stack, 'Document', { parameters: [user], session: Session.shell({ inputs: { runAsDefaultUser: user.valueAsString } }) });
    expect(Object.keys(JSON.parse(contentInTemplate(stack) as string))).toEqual(['schemaVersion', 'sessionType', 'parameters', 'inputs']);
  });

  test('with resources of this app', () => {
    const key = new kms.Key(stack, 'Key');
    const logGroup = new logs.LogGroup(stack, 'Log', { encryptionKey: key });
    const logBucket = new s3.Bucket(stack, 'Bucket');
    new SessionDocument(stack, 'Document', {
      session: Session.shell({
        logGroup,
        logBucket,
        logPrefix: 'shells',
        encryptionKey: key,
        runAs: 'ops',
        idleTimeout: Duration.minutes(15),
        maxDuration: Duration.hours(4),
        shellProfile: { windows: 'date', linux: 'exec bash -l\npwd' },
      }),
    });
    const refs = { [stack.getLogicalId(logGroup.node.defaultChild as any)]: '/ops/shell', [stack.getLogicalId(logBucket.node.defaultChild as any)]: 'logs-1' };
    const attributes = { [`${stack.getLogicalId(key.node.defaultChild as any)}.Arn`]: 'arn:aws:kms:eu-west-1:111122223333:key/1' };
    expect(deployedContent(stack, { refs, attributes })).toEqual({
      schemaVersion: '1.0',
      sessionType: 'Standard_Stream',
      inputs: {
        s3BucketName: 'logs-1',
        s3KeyPrefix: 'shells',
        s3EncryptionEnabled: true,
        cloudWatchLogGroupName: '/ops/shell',
        cloudWatchEncryptionEnabled: true,
        cloudWatchStreamingEnabled: true,
        kmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/1',
        runAsEnabled: true,
        runAsDefaultUser: 'ops',
        idleSessionTimeout: '15',
        maxSessionDuration: '240',
        shellProfile: { linux: 'exec bash -l\npwd', windows: 'date' },
      },
    });
  });

  test.each<[string, (scope: Stack) => ShellSessionProps, object]>([
    ['a log group without a key', scope => ({ logGroup: new logs.LogGroup(scope, 'G', { logGroupName: 'g' }) }),
      { cloudWatchEncryptionEnabled: false, cloudWatchStreamingEnabled: true }],
    ['an L1 log group without a key', scope => ({ logGroup: new logs.CfnLogGroup(scope, 'G') }), { cloudWatchEncryptionEnabled: false, cloudWatchStreamingEnabled: true }],
    ['an L1 log group with a key', scope => ({ logGroup: new logs.CfnLogGroup(scope, 'G', { kmsKeyId: 'arn' }) }), { cloudWatchEncryptionEnabled: true }],
    ['an imported log group', scope => ({ logGroup: logs.LogGroup.fromLogGroupName(scope, 'G', 'g') }), { cloudWatchEncryptionEnabled: false }],
    ['an imported log group that is said to have a key', scope => ({ logGroup: logs.LogGroup.fromLogGroupName(scope, 'G', 'g'), cloudWatchEncryptionEnabled: true }),
      { cloudWatchLogGroupName: 'g', cloudWatchEncryptionEnabled: true }],
    ['a log group that only inputs name', () => ({ inputs: { cloudWatchLogGroupName: 'g' } }),
      { cloudWatchLogGroupName: 'g', cloudWatchEncryptionEnabled: false }],
    ['a log group that inputs name in place of one with a key', scope => ({ logGroup: new logs.CfnLogGroup(scope, 'G', { kmsKeyId: 'arn' }), inputs: { cloudWatchLogGroupName: 'g' } }),
      { cloudWatchLogGroupName: 'g', cloudWatchEncryptionEnabled: false }],
    ['a log group that inputs name and that is said to have a key', () => ({ cloudWatchEncryptionEnabled: true, inputs: { cloudWatchLogGroupName: 'g' } }),
      { cloudWatchLogGroupName: 'g', cloudWatchEncryptionEnabled: true }],
    ['a log group that inputs name in place of one without a key', scope => ({
      logGroup: new logs.CfnLogGroup(scope, 'G'), inputs: { cloudWatchLogGroupName: 'g', cloudWatchEncryptionEnabled: true },
    }), { cloudWatchLogGroupName: 'g', cloudWatchEncryptionEnabled: true }],
    ['no log group in inputs', () => ({ inputs: { cloudWatchLogGroupName: '' } }), { cloudWatchLogGroupName: '', cloudWatchEncryptionEnabled: true }],
    ['inputs that demand no key', scope => ({ logGroup: new logs.CfnLogGroup(scope, 'G'), cloudWatchEncryptionEnabled: true, inputs: { cloudWatchEncryptionEnabled: false } }),
      { cloudWatchEncryptionEnabled: false }],
    ['a log at the end of sessions', scope => ({ logGroup: logs.LogGroup.fromLogGroupName(scope, 'G', 'g'), cloudWatchStreamingEnabled: false }),
      { cloudWatchStreamingEnabled: false }],
    ['flags', () => ({ s3EncryptionEnabled: false, cloudWatchEncryptionEnabled: false, cloudWatchStreamingEnabled: true, runAsEnabled: true }),
      { s3EncryptionEnabled: false, cloudWatchEncryptionEnabled: false, cloudWatchStreamingEnabled: true, runAsEnabled: true, runAsDefaultUser: '' }],
    ['the shortest times', () => ({ idleTimeout: Duration.seconds(60), maxDuration: Duration.minutes(1) }), { idleSessionTimeout: '1', maxSessionDuration: '1' }],
    ['the longest times', () => ({ idleTimeout: Duration.hours(1), maxDuration: Duration.days(1) }), { idleSessionTimeout: '60', maxSessionDuration: '1440' }],
    ['a profile for Windows', () => ({ shellProfile: { windows: 'date' } }), { shellProfile: { windows: 'date' } }],
    ['inputs of one\'s own', () => ({ runAs: 'ops', inputs: { s3EncryptionEnabled: '{{ flag }}', runAsDefaultUser: 'other', later: 1 } }),
      { s3EncryptionEnabled: '{{ flag }}', runAsEnabled: true, runAsDefaultUser: 'other', later: 1 }],
  ])('%s', (_, props, expected) => {
    expect(stack.resolve(Session.shell(props(stack))._content().inputs)).toMatchObject(expected);
  });

  test('an empty profile is none', () => {
    expect(contentOf(Session.shell({ shellProfile: {} })).inputs).toEqual(NOTHING);
  });

  test('a key that the log group gets later counts', () => {
    const logGroup = new logs.CfnLogGroup(stack, 'G', { logGroupName: 'g' });
    new SessionDocument(stack, 'Document', { session: Session.shell({ logGroup }) });
    logGroup.kmsKeyId = 'arn';
    expect(deployedContent(stack, { refs: { G: 'g' } })).toMatchObject({ inputs: { cloudWatchEncryptionEnabled: true } });
  });

  test('times that are parameters', () => {
    const minutes = new CfnParameter(stack, 'Minutes', { type: 'Number' });
    new SessionDocument(stack, 'Document', { session: Session.shell({ idleTimeout: Duration.minutes(minutes.valueAsNumber) }) });
    expect(deployedContent(stack, { refs: { Minutes: 20 } })).toMatchObject({ inputs: { ...NOTHING, idleSessionTimeout: '20' } });
  });

  test.each<[string, ShellSessionProps, RegExp]>([
    ['no idle time', { idleTimeout: Duration.minutes(0) }, /^idleTimeout is 0 minutes; from 1 to 60 whole minutes are allowed$/],
    ['too much idle time', { idleTimeout: Duration.minutes(61) }, /^idleTimeout is 1 hour 1 minute; from 1 to 60/],
    ['half minutes', { idleTimeout: Duration.seconds(90) }, /^idleTimeout is 1 minute 30 seconds; from 1 to 60 whole minutes/],
    ['too long sessions', { maxDuration: Duration.minutes(1441) }, /^maxDuration is 1 day 1 minute; from 1 to 1440 whole minutes/],
    ['nobody', { runAs: '' }, /^runAs is "", the name of an operating system user is needed; leave it out for ssm-user$/],
    ['a contradiction', { runAs: 'ops', runAsEnabled: false }, /^runAs is "ops", but runAsEnabled is false; leave out one of them$/],
  ])('%s is refused', (_, props, message) => {
    expect(() => Session.shell(props)).toThrow(message);
  });

  test.each<[string, (scope: Stack) => logs.ILogGroupRef]>([
    ['L2', scope => new logs.LogGroup(scope, 'G')],
    ['L1', scope => new logs.CfnLogGroup(scope, 'G')],
  ])('demanding a key from a log group without one is refused: %s', (_, make) => {
    const logGroup = make(stack);
    for (const demand of [{ cloudWatchEncryptionEnabled: true }, { inputs: { cloudWatchEncryptionEnabled: true } }, { inputs: { cloudWatchEncryptionEnabled: 'True' } }]) {
      expect(() => Session.shell({ logGroup, ...demand })).toThrow(
        'cloudWatchEncryptionEnabled is true, but the log group "Stack/G" has no KMS key, so the agent would end every session; '
        + 'give the log group an encryptionKey, or leave out cloudWatchEncryptionEnabled');
    }
  });
});

describe('commands', () => {
  test('interactive, for one operating system', () => {
    const file = DocumentParameter.ofString('logFile', { allowedPattern: '^/var/log/[a-z]+$' });
    new SessionDocument(stack, 'Document', { parameters: [file], session: Session.interactiveCommands({ linux: `tail -f ${file}` }) });
    expect(contentInTemplate(stack)).toBe('{"schemaVersion":"1.0","sessionType":"InteractiveCommands","parameters":{"logFile":{"type":"String",'
      + '"allowedPattern":"^/var/log/[a-z]+$"}},"properties":{"linux":{"commands":"tail -f {{ logFile }}","runAsElevated":false}}}');
  });

  test('interactive, for all, elevated and with several lines', () => {
    expect(contentOf(Session.interactiveCommands({ macos: 'm', windows: 'w', linux: 'a\nb', runAsElevated: true }))).toEqual({
      schemaVersion: '1.0',
      sessionType: 'InteractiveCommands',
      properties: {
        linux: { commands: 'a\nb', runAsElevated: true },
        windows: { commands: 'w', runAsElevated: true },
        macos: { commands: 'm', runAsElevated: true },
      },
    });
  });

  test('not interactive', () => {
    new SessionDocument(stack, 'Document', {
      session: Session.nonInteractiveCommands({ linux: 'uptime', separateOutputStream: true, stdoutSeparatorPrefix: 'OUT:\n', stderrSeparatorPrefix: 'ERR:\n' }),
    });
    expect(contentInTemplate(stack)).toBe('{"schemaVersion":"1.0","sessionType":"NonInteractiveCommands","properties":{"linux":{"commands":"uptime",'
      + '"runAsElevated":false,"separateOutputStream":true,"stdoutSeparatorPrefix":"OUT:\\n","stderrSeparatorPrefix":"ERR:\\n"}}}');
  });

  test('not interactive, with nothing else given', () => {
    expect(contentOf(Session.nonInteractiveCommands({ windows: 'hostname' })).properties).toEqual({ windows: { commands: 'hostname', runAsElevated: false } });
  });

  test('inputs stand there once one of them is given', () => {
    const { inputs } = contentOf(Session.interactiveCommands({ linux: 'top', idleTimeout: Duration.minutes(5) }));
    expect(inputs).toMatchObject({ s3BucketName: '', runAsEnabled: false, cloudWatchStreamingEnabled: false, idleSessionTimeout: '5' });
  });

  test('settings that are parameters', () => {
    const separate = DocumentParameter.ofString('separate', { allowedValues: ['true', 'false'], defaultValue: 'false' });
    const content = contentOf(Session.nonInteractiveCommands({
      linux: 'uptime',
      windows: 'hostname',
      properties: { separateOutputStream: separate.valueAsString, runAsElevated: true },
      inputs: { s3EncryptionEnabled: separate.valueAsString },
    }), [separate]);
    expect(content.properties.linux).toEqual({ commands: 'uptime', runAsElevated: true, separateOutputStream: '{{ separate }}' });
    expect(content.properties.windows).toEqual({ commands: 'hostname', runAsElevated: true, separateOutputStream: '{{ separate }}' });
    expect(content.inputs.s3EncryptionEnabled).toBe('{{ separate }}');
  });

  test.each([
    ['none', {}, 'no commands are given, so every session would fail; give at least one of linux, windows, macos'],
    ['an empty one', { linux: 'a', windows: '' }, 'windows is "", a command line or a script is needed; leave it out when sessions on windows are not meant to work'],
  ])('%s is refused', (_, props, message) => {
    expect(() => Session.interactiveCommands(props)).toThrow(message);
    expect(() => Session.nonInteractiveCommands(props)).toThrow(message);
  });
});

describe('ports', () => {
  test('to the node', () => {
    new SessionDocument(stack, 'Document', { session: Session.portForwarding({ port: '80', localPort: '8080' }) });
    expect(contentInTemplate(stack)).toBe(
      '{"schemaVersion":"1.0","sessionType":"Port","properties":{"portNumber":"80","type":"LocalPortForwarding","localPortNumber":"8080"}}');
  });

  test('to a host that is only known at deployment, with the port as a parameter', () => {
    const host = new CfnParameter(stack, 'Host').valueAsString;
    const port = DocumentParameter.ofString('portNumber', { defaultValue: '5432' });
    new SessionDocument(stack, 'Document', { parameters: [port], session: Session.portForwarding({ host, port: port.valueAsString }) });
    expect(deployedContent(stack, { refs: { Host: 'db.internal' } })).toMatchObject({
      properties: { portNumber: '{{ portNumber }}', type: 'LocalPortForwarding', host: 'db.internal' },
    });
  });

  test('from a socket', () => {
    expect(contentOf(Session.portForwarding({ port: '{{ port }}', localUnixSocket: '/tmp/s' }), [DocumentParameter.ofString('port')]).properties).toEqual({
      portNumber: '{{ port }}', type: 'LocalPortForwarding', localConnectionType: 'unix', localUnixSocket: '/tmp/s',
    });
  });

  test('for SSH', () => {
    new SessionDocument(stack, 'Document', { session: Session.ssh() });
    expect(contentInTemplate(stack)).toBe('{"schemaVersion":"1.0","sessionType":"Port","properties":{"portNumber":"22"}}');
  });

  test('for SSH on another port, in YAML', () => {
    new SessionDocument(stack, 'Document', { documentFormat: DocumentFormat.YAML, session: Session.ssh({ port: '2222' }) });
    expect(deployedContent(stack)).toEqual({ schemaVersion: '1.0', sessionType: 'Port', properties: { portNumber: '2222' } });
  });

  test.each<[PortForwardingSessionProps]>([
    [{ port: '1', localPort: '0' }], [{ port: '65535', localPort: '65535' }], [{ port: '80', host: '169.253.1.1' }], [{ port: '80', host: 'fd00:ec3::1' }],
  ])('%j is allowed', props => {
    expect(contentOf(Session.portForwarding(props)).sessionType).toBe('Port');
  });

  test.each<[PortForwardingSessionProps, string]>([
    [{ port: '0' }, 'port is "0"; a text with a number from 1 to 65535 is allowed, such as "5432"'],
    [{ port: '65536' }, 'port is "65536"'],
    [{ port: 'https' }, 'port is "https"'],
    [{ port: '' }, 'port is ""'],
    [{ port: '80', localPort: '-1' }, 'localPort is "-1"; a text with a number from 0 to 65535 is allowed'],
    [{ port: '80', host: '' }, 'host is "", a host name or an address is needed'],
    [{ port: '80', host: '169.254.169.254' }, 'host is "169.254.169.254"; the agent refuses link-local addresses'],
    [{ port: '80', host: 'fe80::1' }, 'link-local'],
    [{ port: '80', host: '[fd00:ec2::254]' }, 'link-local'],
    [{ port: '80', localUnixSocket: '' }, 'localUnixSocket is "", the path of a socket is needed'],
    [{ port: '80', localUnixSocket: '/tmp/s', localPort: '8080' }, 'localPort and localUnixSocket are both given'],
  ])('%j is refused', (props, message) => {
    expect(() => Session.portForwarding(props)).toThrow(message);
  });

  test('SSH on no port is refused', () => {
    expect(() => Session.ssh({ port: '0' })).toThrow('port is "0"');
  });
});
