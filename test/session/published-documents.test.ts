import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { DocumentParameter, Session, SessionDocument, StringParameterOptions } from '../../src';
import { deployedContent } from '../document/deployed-content';

/**
 * The Session documents that Amazon publishes, declared with the types of this library. Their scripts are not here, only what
 * calls them with their parameters.
 */
const PORT = '^([1-9]|[1-9][0-9]{1,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$';
const LOCAL_PORT = PORT.replace('[1-9]', '[0-9]');
const HOST = '^[^,$^&\\(\\)!;\'"<>\\`{}\\[\\]\\|#=]{3,}$';
const SEPARATOR = '^[0-9a-zA-Z\r\n_:-]{0,30}$';
const YES_OR_NO: StringParameterOptions = { allowedValues: ['No', 'Yes'], defaultValue: 'No' };
const PERFORMANCE = ['CPU', 'DriveRead', 'DriveWrite', 'NetworkSend', 'NetworkReceive', 'Memory'];

interface Published {
  readonly sessionType: string;
  readonly parameters: Record<string, StringParameterOptions>;
  readonly session: (values: Record<string, string>) => Session;
  readonly properties: object;
  readonly inputs?: object;
}

function same(commands: string, platforms: readonly string[] = ['linux', 'windows', 'macos'], more: object = { runAsElevated: false }): object {
  return Object.fromEntries(platforms.map(platform => [platform, { commands, ...more }]));
}

function logging(
  s3BucketName: string, s3KeyPrefix: string, cloudWatchLogGroupName: string, kmsKeyId: string,
): Record<string, StringParameterOptions> {
  const flag = { allowedValues: ['true', 'false'], defaultValue: 'false' };
  const text = (allowedPattern: string) => ({ allowedPattern, defaultValue: '' });
  return {
    s3BucketName: text(s3BucketName),
    s3KeyPrefix: text(s3KeyPrefix),
    s3EncryptionEnabled: flag,
    cloudWatchLogGroupName: text(cloudWatchLogGroupName),
    cloudWatchEncryptionEnabled: flag,
    kmsKeyId: text(kmsKeyId),
  };
}

const LOGGING_INPUTS = Object.fromEntries(Object.keys(logging('', '', '', '')).map(name => [name, `{{ ${name} }}`]));

const PUBLISHED: Record<string, Published> = {
  'AWS-StartSSHSession': {
    sessionType: 'Port',
    parameters: { portNumber: { defaultValue: '22', allowedPattern: PORT } },
    session: ({ portNumber }) => Session.ssh({ port: portNumber }),
    properties: { portNumber: '{{ portNumber }}' },
  },
  'AWS-StartPortForwardingSession': {
    sessionType: 'Port',
    parameters: { portNumber: { defaultValue: '80', allowedPattern: PORT }, localPortNumber: { defaultValue: '0', allowedPattern: LOCAL_PORT } },
    session: ({ portNumber, localPortNumber }) => Session.portForwarding({ port: portNumber, localPort: localPortNumber }),
    properties: { portNumber: '{{ portNumber }}', type: 'LocalPortForwarding', localPortNumber: '{{ localPortNumber }}' },
  },
  'AWS-StartPortForwardingSessionToRemoteHost': {
    sessionType: 'Port',
    parameters: {
      portNumber: { defaultValue: '80', allowedPattern: PORT },
      localPortNumber: { defaultValue: '0', allowedPattern: LOCAL_PORT },
      host: { defaultValue: 'localhost', allowedPattern: HOST },
    },
    session: ({ portNumber, localPortNumber, host }) => Session.portForwarding({ port: portNumber, localPort: localPortNumber, host }),
    properties: { portNumber: '{{ portNumber }}', type: 'LocalPortForwarding', localPortNumber: '{{ localPortNumber }}', host: '{{ host }}' },
  },
  'AWS-StartPortForwardingSessionToSocket': {
    sessionType: 'Port',
    parameters: { portNumber: { defaultValue: '80', allowedPattern: PORT }, localUnixSocket: {} },
    session: ({ portNumber, localUnixSocket }) => Session.portForwarding({ port: portNumber, localUnixSocket }),
    properties: { portNumber: '{{ portNumber }}', type: 'LocalPortForwarding', localConnectionType: 'unix', localUnixSocket: '{{ localUnixSocket }}' },
  },
  'AWS-StartInteractiveCommand': {
    sessionType: 'InteractiveCommands',
    parameters: { command: {} },
    session: ({ command }) => Session.interactiveCommands({ linux: command, windows: command, macos: command }),
    properties: same('{{ command }}'),
  },
  'AWS-StartNonInteractiveCommand': {
    sessionType: 'NonInteractiveCommands',
    parameters: {
      command: {},
      separateOutputStream: { allowedValues: ['true', 'false'], defaultValue: 'false' },
      stdoutSeparatorPrefix: { defaultValue: '', allowedPattern: SEPARATOR },
      stderrSeparatorPrefix: { defaultValue: '', allowedPattern: SEPARATOR },
    },
    session: ({ command, separateOutputStream, ...prefixes }) => Session.nonInteractiveCommands({
      linux: command, windows: command, macos: command, ...prefixes, properties: { separateOutputStream },
    }),
    properties: same('{{ command }}', undefined, {
      runAsElevated: false,
      separateOutputStream: '{{ separateOutputStream }}',
      stdoutSeparatorPrefix: '{{ stdoutSeparatorPrefix }}',
      stderrSeparatorPrefix: '{{ stderrSeparatorPrefix }}',
    }),
  },
  'AWS-PasswordReset': {
    sessionType: 'InteractiveCommands',
    parameters: { username: { allowedPattern: '^[a-zA-Z0-9\\_.@-]*$', minChars: 1, maxChars: 256 } },
    session: ({ username }) => Session.interactiveCommands({
      linux: `passwd ${username}`, macos: `passwd ${username}`, windows: `net user ${username} *`, runAsElevated: true,
    }),
    properties: {
      ...same('passwd {{ username }}', ['linux', 'macos'], { runAsElevated: true }),
      ...same('net user {{ username }} *', ['windows'], { runAsElevated: true }),
    },
  },
  'AmazonECS-ExecuteInteractiveCommand': {
    sessionType: 'InteractiveCommands',
    parameters: { ...logging('^$|[a-z0-9][a-z0-9\\-\\.]{2,62}', '.*', '^$|[\\.\\-_/#A-Za-z0-9]{1,512}', '[\\w:/\\-]*'), command: {} },
    session: ({ command, ...inputs }) => Session.interactiveCommands({ linux: command, windows: command, inputs }),
    properties: same('{{ command }}', ['linux', 'windows']),
    inputs: LOGGING_INPUTS,
  },
  'AmazonEKS-ExecuteNonInteractiveCommand': {
    sessionType: 'NonInteractiveCommands',
    parameters: { ...logging('^$', '^$', '^$', '^$'), command: { allowedPattern: '[\\s\\S]+' } },
    session: ({ command, ...inputs }) => Session.nonInteractiveCommands({ linux: command, windows: command, inputs }),
    properties: same('{{ command }}', ['linux', 'windows']),
    inputs: LOGGING_INPUTS,
  },
  'AmazonEKS-ControlPlaneInstanceProxy': {
    sessionType: 'InteractiveCommands',
    parameters: { TargetComponent: { defaultValue: 'api-server', allowedPattern: '^(|etcd|api-server)$' } },
    session: ({ TargetComponent }) => Session.interactiveCommands({ linux: `/opt/amazon/eks/ssm/ssm-proxy ${TargetComponent}` }),
    properties: same('/opt/amazon/eks/ssm/ssm-proxy {{ TargetComponent }}', ['linux']),
  },
  'AWSFleetManager-StartGUIConnection': {
    sessionType: 'Port',
    parameters: { portNumber: { defaultValue: '3389', allowedValues: ['3389'] }, localPortNumber: { defaultValue: '9000', allowedPattern: LOCAL_PORT } },
    session: ({ portNumber, localPortNumber }) => Session.portForwarding({ port: portNumber, localPort: localPortNumber }),
    properties: { portNumber: '{{ portNumber }}', type: 'LocalPortForwarding', localPortNumber: '{{ localPortNumber }}' },
  },
  'AWSFleetManager-CreateUserInteractive': {
    sessionType: 'InteractiveCommands',
    parameters: {
      UserName: { allowedPattern: '^[^"\'\\/\\\\\\[\\]:;|=,+*?<>@\\r\\n]+$', maxChars: 32 },
      SetPassword: YES_OR_NO,
      Description: { defaultValue: ' ', allowedPattern: '^[^"\'\\/\\\\\\[\\]:;|=,+*?<>@\\r\\n]+$', maxChars: 48 },
      CreateHomeDir: YES_OR_NO,
      PerformAction: YES_OR_NO,
    },
    ...script('create-user', ['linux', 'windows'], ['UserName', 'SetPassword', 'Description', 'CreateHomeDir', 'PerformAction']),
  },
  'AWSFleetManager-GetFileContent': {
    sessionType: 'InteractiveCommands',
    parameters: {
      Path: {
        allowedPattern: '^\\w:$|^\\w:\\\\[^"\'|\\r\\n]*$|^\\/[^"\'|\\r\\n]*$|^([A-Za-z0-9-_\\/+]{4})*([A-Za-z0-9-_\\/+]{4}|[A-Za-z0-9-_\\/+]{3}=|[A-Za-z0-9-_\\/+]{2}==)$',
      },
      TailFile: YES_OR_NO,
      NumberOfLinesToReturn: { defaultValue: '0', allowedPattern: '^\\d*$' },
      PrintInteractiveStatements: { ...YES_OR_NO, defaultValue: 'Yes' },
    },
    ...script('get-file', ['linux', 'windows', 'macos'], ['Path', 'TailFile', 'NumberOfLinesToReturn', 'PrintInteractiveStatements']),
  },
  'AWSFleetManager-GetPerformanceCounters': {
    sessionType: 'InteractiveCommands',
    parameters: {
      ...Object.fromEntries(PERFORMANCE.map(name => [name, { allowedValues: ['Yes', 'No'], defaultValue: 'Yes' }])),
      PrintInteractiveStatements: { allowedValues: ['Yes', 'No'], defaultValue: 'No' },
    },
    ...script('counters', ['linux', 'windows'], [...PERFORMANCE, 'PrintInteractiveStatements']),
  },
  'AWSFleetManager-GetProcessDetails': {
    sessionType: 'InteractiveCommands',
    parameters: { PrintInteractiveStatements: { allowedValues: ['Yes', 'No'], defaultValue: 'No' } },
    ...script('processes', ['linux', 'windows', 'macos'], ['PrintInteractiveStatements']),
  },
};

/** A long script is stood for by a call with its parameters. */
function script(name: string, platforms: readonly string[], parameters: readonly string[]): Pick<Published, 'session' | 'properties'> {
  const call = (values: readonly string[]) => [name, ...values].join(' ');
  return {
    session: values => {
      const commands = call(parameters.map(parameter => values[parameter]));
      return Session.interactiveCommands({ ...Object.fromEntries(platforms.map(platform => [platform, commands])), runAsElevated: true });
    },
    properties: same(call(parameters.map(parameter => `{{ ${parameter} }}`)), platforms, { runAsElevated: true }),
  };
}

test('there are fifteen', () => {
  expect(Object.keys(PUBLISHED)).toHaveLength(15);
});

test.each(Object.entries(PUBLISHED))('%s', (name, { sessionType, parameters, session, properties, inputs }) => {
  const stack = new Stack(new App(), 'Stack');
  const declared = Object.entries(parameters).map(([parameter, options]) => DocumentParameter.ofString(parameter, options));
  new SessionDocument(stack, 'Document', {
    description: `As ${name}`,
    parameters: declared,
    session: session(Object.fromEntries(declared.map(parameter => [parameter.name, parameter.valueAsString]))),
  });

  const content: any = deployedContent(stack);
  expect(content).toMatchObject({ schemaVersion: '1.0', description: `As ${name}`, sessionType });
  expect(content.properties).toEqual(properties);
  expect(Object.keys(content.parameters)).toEqual(Object.keys(parameters));
  for (const [parameter, { defaultValue, ...rest }] of Object.entries(parameters)) {
    expect(content.parameters[parameter]).toEqual({ type: 'String', ...rest, ...defaultValue === undefined ? {} : { default: defaultValue } });
  }
  if (inputs === undefined) {
    expect(content.inputs).toBeUndefined();
  } else {
    expect(content.inputs).toMatchObject(inputs);
  }
  Annotations.fromStack(stack).hasNoError('*', Match.anyValue());
  Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
});
