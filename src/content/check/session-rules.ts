import { keysOf } from '../key-order';
import { Path } from '../path';
import { hasReference } from '../references';
import {
  COMMAND_FIELDS, COMMAND_PLATFORMS, isLinkLocalHost, NON_INTERACTIVE_FIELDS, PORT_FIELDS, SESSION_INPUTS, SESSION_TYPES, SessionType, SHELL_PROFILES,
} from '../schema/session';
import { ContentMap, ContentValue, describe, isMap, quote } from '../value';
import { suggestion } from './nearest';
import { beyondRe2 } from './pattern';
import { CheckContext, defineRule } from './rule';
import { checkSessionField } from './session-fields';

const CODES = {
  'session/type': { severity: 'error', summary: 'sessionType is missing or is none of the four session types.' },
  'session/inputs': { severity: 'error', summary: 'inputs is missing where the session type needs it, or is not a map.' },
  'session/properties': { severity: 'error', summary: 'properties is missing where the session type needs it, or is not a map.' },
  'session/unknown-field': { severity: 'warning', summary: 'A field that neither the service nor the agent reads.' },
  'session/field-type': { severity: 'error', summary: 'A field holds a kind of value that the agent cannot decode.' },
  'session/field-loose': { severity: 'warning', summary: 'A field holds a kind of value that is not documented, though it may be read.' },
  'session/field-range': { severity: 'error', summary: 'A timeout or a port is out of its range.' },
  'session/field-form': { severity: 'warning', summary: 'A text does not look like what the field means.' },
  'session/commands': { severity: 'error', summary: 'No command for any operating system, so that every session fails.' },
  'session/port': { severity: 'error', summary: 'A port session without a port number, or without the socket it forwards to.' },
  'session/link-local-host': { severity: 'error', summary: 'Forwarding to a link-local address, which the agent refuses.' },
  'session/run-as-user': { severity: 'warning', summary: 'Run-as is on without a default user; users without the SSMSessionRunAs tag are refused.' },
  'session/no-effect': { severity: 'warning', summary: 'A field that has no effect in this session type.' },
  'session/parameter-type': { severity: 'warning', summary: 'A parameter type other than String or StringList in a Session document.' },
  'session/pattern': { severity: 'warning', summary: 'allowedPattern uses what the agent\'s regular expressions (RE2) do not know.' },
} as const;

export type SessionCode = keyof typeof CODES & string;
type Context = CheckContext<SessionCode>;

/** Everything about Session documents. */
export const sessionRule = defineRule({
  codes: CODES,
  types: ['Session'],
  check(context) {
    const { content } = context;
    if (!isMap(content)) return;
    const sessionType = checkSessionType(context, content.sessionType);
    checkInputs(context, content, sessionType);
    checkProperties(context, content, sessionType);
    checkParameters(context, content.parameters);
  },
});

function checkSessionType(context: Context, value: ContentValue | undefined): SessionType | undefined {
  if (context.isUnresolved(value)) return undefined;
  if (typeof value === 'string' && (SESSION_TYPES as readonly string[]).includes(value)) return value as SessionType;
  const allowed = `session types are ${SESSION_TYPES.join(', ')}`;
  const message = value === undefined || value === null ? `sessionType is missing; ${allowed}`
    : `there is no session type ${describe(value)}${typeof value === 'string' ? suggestion(value, SESSION_TYPES, `; ${allowed}`) : `; ${allowed}`}`;
  context.report('session/type', ['sessionType'], message, SESSION_TYPES);
  return undefined;
}

function checkInputs(context: Context, content: ContentMap, sessionType: SessionType | undefined): void {
  const inputs = content.inputs;
  if (context.isUnresolved(inputs)) return;
  if (inputs === undefined || inputs === null) {
    if (sessionType === 'Standard_Stream') {
      context.report('session/inputs', ['inputs'], 'a Standard_Stream document needs inputs, the settings of the shell session; write "inputs": {} for none');
    }
    return;
  }
  if (!isMap(inputs)) {
    context.report('session/inputs', ['inputs'], `inputs is a map of settings, found ${describe(inputs)}`);
    return;
  }
  const known = [...Object.keys(SESSION_INPUTS), 'shellProfile'];
  for (const name of keysOf(inputs)) {
    if (name === 'shellProfile') {
      checkShellProfile(context, inputs.shellProfile, sessionType);
    } else if (SESSION_INPUTS[name] !== undefined) {
      checkSessionField(context, ['inputs', name], SESSION_INPUTS[name], inputs[name]);
    } else if (!context.isUnresolved(name)) {
      context.report('session/unknown-field', ['inputs', name], `inputs has no setting ${quote(name)}${suggestion(name, known, `; it has ${known.join(', ')}`)}`, known);
    }
  }
  const runsAs = inputs.runAsEnabled === true || inputs.runAsEnabled === 'true';
  if (runsAs && (inputs.runAsDefaultUser === undefined || inputs.runAsDefaultUser === null || inputs.runAsDefaultUser === '')) {
    context.report('session/run-as-user', ['inputs', 'runAsEnabled'],
      'runAsEnabled is true without a runAsDefaultUser; whoever has no SSMSessionRunAs tag cannot start a session, name a default user unless all have it');
  }
  const logging = ['s3BucketName', 'cloudWatchLogGroupName', 'kmsKeyId'].filter(name => typeof inputs[name] === 'string' && inputs[name] !== '');
  if (sessionType === 'Port' && logging.length > 0) {
    context.report('session/no-effect', ['inputs', logging[0]], `${logging.join(', ')} has no effect here: port sessions are neither logged nor encrypted with a key`);
  }
}

function checkShellProfile(context: Context, profile: ContentValue, sessionType: SessionType | undefined): void {
  if (profile === null || context.isUnresolved(profile)) return;
  const path = ['inputs', 'shellProfile'];
  if (!isMap(profile)) {
    context.report('session/field-type', path, `shellProfile is a map with linux and windows, found ${describe(profile)}`);
    return;
  }
  for (const platform of keysOf(profile)) {
    if (context.isUnresolved(platform)) continue;
    if (!(SHELL_PROFILES as readonly string[]).includes(platform.toLowerCase())) {
      const hint = /^mac ?os$/i.test(platform) ? '; macOS uses the linux profile' : `; it has ${SHELL_PROFILES.join(' and ')}`;
      context.report('session/unknown-field', [...path, platform], `shellProfile has no ${quote(platform)}${hint}`, SHELL_PROFILES);
    }
    checkSessionField(context, [...path, platform], { kind: 'text' }, profile[platform]);
  }
  const profiles = keysOf(profile).filter(platform => profile[platform] !== '' && profile[platform] !== null);
  if (sessionType !== undefined && sessionType !== 'Standard_Stream' && profiles.length > 0) {
    context.report('session/no-effect', path, `shellProfile has no effect in a ${sessionType} document; put the commands into properties`);
  }
}

function checkProperties(context: Context, content: ContentMap, sessionType: SessionType | undefined): void {
  const properties = content.properties;
  if (sessionType === undefined || context.isUnresolved(properties)) return;
  if (sessionType === 'Standard_Stream') {
    if (properties !== undefined && properties !== null) {
      context.report('session/no-effect', ['properties'], 'properties has no effect in a Standard_Stream document; its settings stand in inputs');
    }
    return;
  }
  if (properties === undefined || properties === null || !isMap(properties)) {
    context.report('session/properties', ['properties'], properties === undefined || properties === null
      ? `a ${sessionType} document needs properties: ${sessionType === 'Port' ? 'the port to forward to' : 'the commands for each operating system'}`
      : `properties is a map, found ${describe(properties)}`);
    return;
  }
  if (sessionType === 'Port') {
    checkPort(context, properties);
  } else {
    checkCommands(context, properties, sessionType);
  }
}

function checkPort(context: Context, properties: ContentMap): void {
  checkFields(context, ['properties'], properties, PORT_FIELDS, false);
  const { portNumber, host, localConnectionType, localUnixSocket } = properties;
  if (portNumber === undefined || portNumber === null || portNumber === '') {
    context.report('session/port', ['properties', 'portNumber'], 'a Port document needs portNumber, the port on the node (or on host) as text, such as "22"');
  }
  if (typeof host === 'string' && isLinkLocalHost(host)) {
    context.report('session/link-local-host', ['properties', 'host'],
      `the agent refuses to forward to ${quote(host)}: link-local addresses belong to services of the node itself (metadata, time, credentials)`);
  }
  if (localConnectionType === 'unix' && (localUnixSocket === undefined || localUnixSocket === '')) {
    context.report('session/port', ['properties', 'localUnixSocket'], 'localConnectionType is "unix" without localUnixSocket; give the path of the local socket');
  }
}

function checkCommands(context: Context, properties: ContentMap, sessionType: SessionType): void {
  let platforms = 0;
  for (const platform of keysOf(properties)) {
    const path: Path = ['properties', platform];
    const settings = properties[platform];
    if (context.isUnresolved(platform) || context.isUnresolved(settings)) {
      platforms += 1;
      continue;
    }
    if (!(COMMAND_PLATFORMS as readonly string[]).includes(platform.toLowerCase())) {
      context.report('session/unknown-field', path,
        `properties has no operating system ${quote(platform)}${suggestion(platform, COMMAND_PLATFORMS, `; it has ${COMMAND_PLATFORMS.join(', ')}`)}`, COMMAND_PLATFORMS);
      continue;
    }
    if (settings === null) continue;
    if (!isMap(settings)) {
      context.report('session/field-type', path, `${platform} is a map with commands, found ${describe(settings)}`);
      continue;
    }
    platforms += 1;
    checkFields(context, path, settings, COMMAND_FIELDS, true);
    const fields = new Map(keysOf(settings).map(field => [field.toLowerCase(), field]));
    const commands = settings[fields.get('commands') ?? 'commands'];
    if (commands === undefined || commands === null || commands === '') {
      context.report('session/commands', [...path, fields.get('commands') ?? 'commands'], `${platform} has no commands; give the command line or script to run`);
    }
    if (sessionType === 'InteractiveCommands') {
      for (const field of NON_INTERACTIVE_FIELDS.filter(each => fields.has(each.toLowerCase()))) {
        context.report('session/no-effect', [...path, fields.get(field.toLowerCase())!], `${field} has no effect in an InteractiveCommands document`);
      }
    }
  }
  if (platforms === 0) {
    context.report('session/commands', ['properties'], `a ${sessionType} document needs commands for at least one of ${COMMAND_PLATFORMS.join(', ')}`);
  }
}

function checkFields(context: Context, path: Path, map: ContentMap, fields: typeof COMMAND_FIELDS, anyCase: boolean): void {
  const names = Object.keys(fields);
  for (const name of keysOf(map)) {
    if (context.isUnresolved(name)) continue;
    const known = names.find(each => each === name || (anyCase && each.toLowerCase() === name.toLowerCase()));
    if (known === undefined) {
      context.report('session/unknown-field', [...path, name], `there is no field ${quote(name)} here${suggestion(name, names, `; there are ${names.join(', ')}`)}`, names);
    } else {
      checkSessionField(context, [...path, name], fields[known], map[name]);
    }
  }
}

function checkParameters(context: Context, parameters: ContentValue | undefined): void {
  if (!isMap(parameters)) return;
  for (const name of keysOf(parameters)) {
    const definition = parameters[name];
    if (!isMap(definition)) continue;
    const { type, allowedPattern } = definition;
    if (typeof type === 'string' && ['Integer', 'Boolean', 'StringMap', 'MapList'].includes(type)) {
      context.report('session/parameter-type', ['parameters', name, 'type'], `Session documents are known to take String and StringList parameters, not ${type}`, ['String', 'StringList']);
    }
    const beyond = typeof allowedPattern === 'string' && !hasReference(allowedPattern) ? beyondRe2(allowedPattern) : undefined;
    if (beyond !== undefined) {
      context.report('session/pattern', ['parameters', name, 'allowedPattern'], `the agent checks this pattern with RE2, which does not know ${beyond}; rewrite it without`);
    }
  }
}
