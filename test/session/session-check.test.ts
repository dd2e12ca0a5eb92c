import { App, Duration, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { NonInteractiveCommandsProps, PortForwardingSessionProps, Session, SessionDocument, ShellSessionProps } from '../../src';
import { check } from '../../src/content/check/check';
import { parse } from '../../src/content/parse/parse';
import { ContentValue } from '../../src/content/value';

/** Text as people write it, also text that looks like something else; a reference to a parameter would have to be declared. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }).map(value => value.replace(/[\ud800-\udfff]/g, '')),
  fc.constantFrom(
    '', '0', 'true', 'null', '169.254.169.254', 'i-1', '22', '99999', '-1', '08', '1e3', ' 22', 'localhost', 'fe80::1',
    '::ffff:169.254.1.1', '[fd00:ec2::254]',
  ),
).filter(value => !value.includes('{{') && !value.includes('Token['));
const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });
const flag = optional(fc.boolean());
/** Mostly what is allowed, so that the whole of the props gets accepted often enough. */
const mostly = <T>(good: fc.Arbitrary<T>, any: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ arbitrary: good, weight: 9 }, { arbitrary: any, weight: 1 });
const duration = optional(mostly(
  fc.integer({ min: 1, max: 60 }).map(minutes => Duration.minutes(minutes)),
  fc.integer({ min: 0, max: 90_000 }).map(seconds => Duration.seconds(seconds)),
));

const options = {
  logPrefix: optional(text),
  s3EncryptionEnabled: flag,
  cloudWatchEncryptionEnabled: flag,
  runAs: optional(mostly(fc.constant('ops'), text)),
  runAsEnabled: mostly(fc.constant(undefined), flag),
  idleTimeout: duration,
  maxDuration: duration,
};
const shells: fc.Arbitrary<ShellSessionProps> = fc.record({
  ...options, cloudWatchStreamingEnabled: flag, shellProfile: optional(fc.record({ linux: optional(text), windows: optional(text) })),
});
const commands: fc.Arbitrary<NonInteractiveCommandsProps> = fc.record({
  ...options,
  linux: mostly(fc.constant('uptime'), optional(text)),
  windows: optional(text),
  macos: optional(text),
  runAsElevated: flag,
  separateOutputStream: flag,
  stdoutSeparatorPrefix: optional(text),
  stderrSeparatorPrefix: optional(text),
});
const port = mostly(fc.integer({ min: 0, max: 66_000 }).map(String), text);
const ports: fc.Arbitrary<PortForwardingSessionProps> = fc.record({
  port, localPort: optional(port), host: optional(text), localUnixSocket: mostly(fc.constant(undefined), optional(text)),
});

/** What the check says of a content, or `undefined` where the construct refuses its props. */
function errorsOf(make: () => Session): string[] | undefined {
  let session: Session;
  try {
    session = make();
  } catch (error) {
    expect(['SessionTimeoutOutOfRange', 'RunAsEmpty', 'RunAsContradiction', 'NoCommands', 'InvalidSessionPort', 'InvalidSessionHost', 'InvalidSessionSocket'])
      .toContain((error as Error).name);
    return undefined;
  }
  const document = new SessionDocument(new Stack(new App(), 'Stack'), 'Document', { session });
  const { content } = parse(document.contentText);
  return errors(content);
}

function errors(content: ContentValue): string[] {
  return check(content, { type: 'Session' }).filter(({ severity }) => severity === 'error').map(({ code, path }) => `${path} ${code}`);
}

describe('what the constructs accept, the check accepts', () => {
  test.each<[string, fc.Arbitrary<() => Session>]>([
    ['shells', shells.map(props => () => Session.shell(props))],
    ['interactive commands', commands.map(({ separateOutputStream, stdoutSeparatorPrefix, stderrSeparatorPrefix, ...props }) => () => Session.interactiveCommands(props))],
    ['commands', commands.map(props => () => Session.nonInteractiveCommands(props))],
    ['ports', ports.map(props => () => Session.portForwarding(props))],
    ['SSH', port.map(each => () => Session.ssh({ port: each }))],
  ])('%s', (_, sessions) => {
    let accepted = 0;
    fc.assert(fc.property(sessions, make => {
      const found = errorsOf(make);
      accepted += found === undefined ? 0 : 1;
      expect(found ?? []).toEqual([]);
    }), { numRuns: 300 });
    expect(accepted).toBeGreaterThan(50);
  });
});

describe('what the check refuses, the constructs refuse', () => {
  const refused = (content: object, make: () => Session) => {
    if (errors({ schemaVersion: '1.0', ...content } as ContentValue).length > 0) expect(make).toThrow();
  };

  test('times', () => {
    fc.assert(fc.property(fc.integer({ min: -2, max: 1_500 }).filter(minutes => minutes >= 0), minutes => {
      const at = Duration.minutes(minutes);
      refused({ sessionType: 'Standard_Stream', inputs: { idleSessionTimeout: String(minutes) } }, () => Session.shell({ idleTimeout: at }));
      refused({ sessionType: 'Standard_Stream', inputs: { maxSessionDuration: String(minutes) } }, () => Session.shell({ maxDuration: at }));
    }));
  });

  test('commands', () => {
    fc.assert(fc.property(text, optional(text), (linux, windows) => {
      refused({ sessionType: 'InteractiveCommands', properties: { linux: { commands: linux }, ...windows === undefined ? {} : { windows: { commands: windows } } } },
        () => Session.interactiveCommands({ linux, windows }));
    }));
    refused({ sessionType: 'InteractiveCommands', properties: {} }, () => Session.interactiveCommands({}));
  });

  test('ports', () => {
    fc.assert(fc.property(port, optional(port), optional(text), optional(text), (portNumber, localPortNumber, host, localUnixSocket) => {
      const properties = Object.fromEntries(Object.entries({
        portNumber, type: 'LocalPortForwarding', localPortNumber, host, localUnixSocket, localConnectionType: localUnixSocket === undefined ? undefined : 'unix',
      }).filter(([, value]) => value !== undefined));
      refused({ sessionType: 'Port', properties }, () => Session.portForwarding({ port: portNumber, localPort: localPortNumber, host, localUnixSocket }));
      refused({ sessionType: 'Port', properties: { portNumber } }, () => Session.ssh({ port: portNumber }));
    }), { numRuns: 500 });
  });
});
