/** The session types. `InputOutput`, which some pages show, is none of them. */
export const SESSION_TYPES = ['Standard_Stream', 'InteractiveCommands', 'NonInteractiveCommands', 'Port'] as const;

export type SessionType = typeof SESSION_TYPES[number];

/**
 * How a field of a Session document is read.
 *
 * - `text`: a string.
 * - `flag`: a boolean, or one as text that `readFlag` knows.
 * - `strict-flag`: a real boolean only; the agent cannot decode text here.
 * - `minutes`: a string of minutes, which the service reads.
 * - `port`: a string holding a port number; the agent cannot decode a number here.
 */
export type SessionFieldKind = 'text' | 'flag' | 'strict-flag' | 'minutes' | 'port';

export interface SessionField {
  readonly kind: SessionFieldKind;
  /** For minutes and ports: the range. */
  readonly min?: number;
  readonly max?: number;
  /** For text: what it must match, and what that means. */
  readonly pattern?: RegExp;
  readonly meaning?: string;
  /** For text: the only values that mean something. */
  readonly values?: readonly string[];
  /** Who reads the field, where it is not the agent. */
  readonly reader?: string;
}

/** Booleans and the texts that the agent reads as one: those of Go's `strconv.ParseBool`, and nothing at all as false. */
const FLAGS: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  ...[true, '1', 't', 'T', 'TRUE', 'true', 'True'].map(value => [value, true] as const),
  ...[false, '', '0', 'f', 'F', 'FALSE', 'false', 'False'].map(value => [value, false] as const),
]);

/** What the agent reads a flag as; undefined where it cannot read one. */
export function readFlag(value: unknown): boolean | undefined {
  return FLAGS.get(value);
}

/** The fields of `inputs`, beside `shellProfile`; from the session schema page and the agent's SessionInputs. */
export const SESSION_INPUTS: Readonly<Record<string, SessionField>> = {
  s3BucketName: { kind: 'text', pattern: /^$|^[a-z0-9][a-z0-9\-.]{2,62}$/, meaning: 'a bucket name' },
  s3KeyPrefix: { kind: 'text', pattern: /^.{0,1024}$/s, meaning: 'a prefix of at most 1024 characters' },
  s3EncryptionEnabled: { kind: 'flag' },
  cloudWatchLogGroupName: { kind: 'text', pattern: /^$|^[.\-_/#A-Za-z0-9]{1,512}$/, meaning: 'a log group name' },
  cloudWatchEncryptionEnabled: { kind: 'flag' },
  cloudWatchStreamingEnabled: { kind: 'strict-flag' },
  kmsKeyId: { kind: 'text', pattern: /^[\w:/-]*$/, meaning: 'a key id, key ARN or alias' },
  runAsEnabled: { kind: 'flag' },
  runAsDefaultUser: { kind: 'text' },
  idleSessionTimeout: { kind: 'minutes', min: 1, max: 60 },
  maxSessionDuration: { kind: 'minutes', min: 1, max: 1440 },
};

/** The operating systems of `shellProfile`; macOS uses the Linux profile. */
export const SHELL_PROFILES = ['linux', 'windows'] as const;

/** The operating systems of the two command types; the agent ignores case. */
export const COMMAND_PLATFORMS = ['linux', 'windows', 'macos'] as const;

/** The fields of each operating system of the two command types; the agent ignores case. */
export const COMMAND_FIELDS: Readonly<Record<string, SessionField>> = {
  commands: { kind: 'text' },
  runAsElevated: { kind: 'strict-flag' },
  separateOutputStream: { kind: 'flag' },
  stdOutSeparatorPrefix: { kind: 'text', pattern: /^[0-9a-zA-Z\r\n_:-]{0,30}$/, meaning: 'up to 30 letters, digits, line breaks, "_", ":" or "-"' },
  stdErrSeparatorPrefix: { kind: 'text', pattern: /^[0-9a-zA-Z\r\n_:-]{0,30}$/, meaning: 'up to 30 letters, digits, line breaks, "_", ":" or "-"' },
};

/** Those of the command fields that only mean something for NonInteractiveCommands. */
export const NON_INTERACTIVE_FIELDS: readonly string[] = ['separateOutputStream', 'stdOutSeparatorPrefix', 'stdErrSeparatorPrefix'];

/** The fields of `properties` of a Port document. */
export const PORT_FIELDS: Readonly<Record<string, SessionField>> = {
  portNumber: { kind: 'port', min: 1, max: 65535 },
  localPortNumber: { kind: 'port', min: 0, max: 65535, reader: 'client plugin' },
  host: {
    kind: 'text',
    // Not with a scheme, not with a port (a colon that is no part of an IPv6 address), not blank.
    pattern: /^$|^(?!.*:\/\/)(?![^:]*:[^:]*$)(?!.*\]:)\S+$/,
    meaning: 'a host name or an address alone, without spaces, scheme and port; the port is portNumber',
  },
  type: { kind: 'text', values: ['LocalPortForwarding'] },
  localConnectionType: { kind: 'text', values: ['unix'] },
  localUnixSocket: { kind: 'text' },
};

/** Link-local hosts (and AWS's IPv6 twins of them): the agent refuses to forward to the services that live there. */
export function isLinkLocalHost(host: string): boolean {
  return /^169\.254\.|^\[(?:fe[89ab][0-9a-f]:|fd00:ec2:|::ffff:a9fe:)/.test(canonicalAddress(host));
}

/** An IP address in its one shortest form, IPv6 in brackets; '' for anything else. */
function canonicalAddress(host: string): string {
  const plain = host.trim().replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '').replace(/%.*$/s, '');
  // Only what can be an address goes to URL, which would read paths, users and ports out of anything else.
  const isIpv6 = /^[0-9a-f.]*:[0-9a-f.:]*$/i.test(plain);
  if (!isIpv6 && !/^[0-9a-fx.]+$/i.test(plain)) return '';
  try {
    return new URL(`http://${isIpv6 ? `[${plain}]` : plain}`).hostname;
  } catch {
    return '';
  }
}
