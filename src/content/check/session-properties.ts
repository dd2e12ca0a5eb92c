import { keysOf } from '../key-order';
import { Path } from '../path';
import { COMMAND_FIELDS, COMMAND_PLATFORMS, isLinkLocalHost, NON_INTERACTIVE_FIELDS, PORT_FIELDS, SessionType } from '../schema/session';
import { ContentMap, describe, isMap, quote } from '../value';
import { suggestion } from './nearest';
import { SessionContext } from './session-codes';
import { checkSessionField, checkSpellings, isBlank } from './session-fields';

/** What a session does: the port it forwards to, or the commands it runs. */
export function checkProperties(context: SessionContext, content: ContentMap, sessionType: SessionType | undefined): void {
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

function checkPort(context: SessionContext, properties: ContentMap): void {
  checkFields(context, ['properties'], properties, PORT_FIELDS, false);
  const { portNumber, host, localConnectionType, localUnixSocket } = properties;
  if (portNumber === undefined || portNumber === null || portNumber === '') {
    context.report('session/port', ['properties', 'portNumber'], 'a Port document needs portNumber, the port on the node (or on host) as text, such as "22"');
  }
  if (typeof host === 'string' && isLinkLocalHost(host)) {
    context.report('session/link-local-host', ['properties', 'host'],
      `the agent refuses to forward to ${quote(host)}: link-local addresses belong to services of the node itself (metadata, time, credentials)`);
  }
  if (localConnectionType === 'unix' && (localUnixSocket === undefined || localUnixSocket === null || localUnixSocket === '')) {
    context.report('session/port', ['properties', 'localUnixSocket'], 'localConnectionType is "unix" without localUnixSocket; give the path of the local socket');
  }
  if (!isBlank(localUnixSocket) && (localConnectionType === undefined || localConnectionType === null)) {
    context.report('session/no-effect', ['properties', 'localUnixSocket'],
      'localUnixSocket has no effect without localConnectionType; set localConnectionType to "unix" or leave out the socket');
  }
}

function checkCommands(context: SessionContext, properties: ContentMap, sessionType: SessionType): void {
  const empty: Path[] = [];
  let hasCommands = false;
  checkSpellings(context, ['properties'], properties, COMMAND_PLATFORMS);
  for (const platform of keysOf(properties)) {
    const path: Path = ['properties', platform];
    const settings = properties[platform];
    if (context.isUnresolved(platform) || context.isUnresolved(settings)) {
      hasCommands = true;
    } else if (!(COMMAND_PLATFORMS as readonly string[]).includes(platform.toLowerCase())) {
      context.report('session/unknown-field', path,
        `properties has no operating system ${quote(platform)}${suggestion(platform, COMMAND_PLATFORMS, `; it has ${COMMAND_PLATFORMS.join(', ')}`)}`, COMMAND_PLATFORMS);
    } else if (isMap(settings)) {
      checkFields(context, path, settings, COMMAND_FIELDS, true);
      checkNonInteractive(context, path, settings, sessionType);
      const fields = keysOf(settings).filter(field => field.toLowerCase() === 'commands' || context.isUnresolved(field));
      if (fields.every(field => isBlank(settings[field]))) {
        empty.push([...path, fields[0] ?? 'commands']);
      } else {
        hasCommands = true;
      }
    } else if (settings !== null) {
      context.report('session/field-type', path, `${platform} is a map with commands, found ${describe(settings)}`);
      // One finding is enough: commands were meant.
      hasCommands = true;
    }
  }
  if (!hasCommands) {
    context.report('session/commands', empty.length === 1 ? empty[0] : ['properties'],
      `a ${sessionType} document needs commands for at least one of ${COMMAND_PLATFORMS.join(', ')}; give the command line or script to run`);
    return;
  }
  for (const path of empty) {
    context.report('session/platform-without-commands', path,
      `${path[1]} has no commands, so that sessions on it fail; give the command line or script to run, or leave out ${path[1]}`);
  }
}

function checkNonInteractive(context: SessionContext, path: Path, settings: ContentMap, sessionType: SessionType): void {
  if (sessionType !== 'InteractiveCommands') return;
  for (const field of keysOf(settings)) {
    const known = NON_INTERACTIVE_FIELDS.find(each => each.toLowerCase() === field.toLowerCase());
    if (known !== undefined) context.report('session/no-effect', [...path, field], `${known} has no effect in an InteractiveCommands document`);
  }
}

function checkFields(context: SessionContext, path: Path, map: ContentMap, fields: typeof COMMAND_FIELDS, anyCase: boolean): void {
  const names = Object.keys(fields);
  if (anyCase) checkSpellings(context, path, map, names);
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
