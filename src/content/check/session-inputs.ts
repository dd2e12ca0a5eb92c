import { keysOf } from '../key-order';
import { hasReference } from '../references';
import { readFlag, SESSION_INPUTS, SessionType, SHELL_PROFILES } from '../schema/session';
import { ContentMap, ContentValue, describe, isMap, quote } from '../value';
import { suggestion } from './nearest';
import { SessionContext } from './session-codes';
import { checkSessionField, checkSpellings, isBlank, numberIn } from './session-fields';

/** The settings that all session types share. */
export function checkInputs(context: SessionContext, content: ContentMap, sessionType: SessionType | undefined): void {
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
  checkRunAs(context, inputs);
  if (!isBlank(inputs.s3KeyPrefix) && !context.isUnresolved(inputs.s3KeyPrefix) && isBlank(inputs.s3BucketName)) {
    context.report('session/no-effect', ['inputs', 's3KeyPrefix'],
      `s3KeyPrefix is ${describe(inputs.s3KeyPrefix)} without an s3BucketName, so that nothing is logged in S3; name the bucket or leave out the prefix`);
  }
  const idle = numberIn(SESSION_INPUTS.idleSessionTimeout, inputs.idleSessionTimeout);
  const longest = numberIn(SESSION_INPUTS.maxSessionDuration, inputs.maxSessionDuration);
  if (idle !== undefined && longest !== undefined && idle > longest) {
    context.report('session/timeouts', ['inputs', 'idleSessionTimeout'],
      `idleSessionTimeout is ${idle} minutes, but maxSessionDuration ends every session after ${longest}; make it ${longest} at most`);
  }
  const logging = ['s3BucketName', 'cloudWatchLogGroupName', 'kmsKeyId'].filter(name => typeof inputs[name] === 'string' && inputs[name] !== '');
  if (sessionType === 'Port' && logging.length > 0) {
    context.report('session/no-effect', ['inputs', logging[0]], `${logging.join(', ')} has no effect here: port sessions are neither logged nor encrypted with a key`);
  }
}

function checkRunAs(context: SessionContext, { runAsEnabled, runAsDefaultUser: user }: ContentMap): void {
  const enabled = readFlag(runAsEnabled ?? false);
  if (enabled === true && isBlank(user)) {
    context.report('session/run-as-user', ['inputs', 'runAsEnabled'],
      'runAsEnabled is true without a runAsDefaultUser; whoever has no SSMSessionRunAs tag cannot start a session, name a default user unless all have it');
  }
  if (enabled === false && typeof user === 'string' && !isBlank(user) && !hasReference(user) && !context.isUnresolved(user)) {
    context.report('session/no-effect', ['inputs', 'runAsDefaultUser'],
      `runAsDefaultUser is ${quote(user)}, but runAsEnabled is ${isBlank(runAsEnabled) ? 'absent' : 'false'}, so that sessions run as ssm-user; `
      + 'set runAsEnabled to true or leave out the user');
  }
}

function checkShellProfile(context: SessionContext, profile: ContentValue, sessionType: SessionType | undefined): void {
  if (profile === null || context.isUnresolved(profile)) return;
  const path = ['inputs', 'shellProfile'];
  if (!isMap(profile)) {
    context.report('session/field-type', path, `shellProfile is a map with linux and windows, found ${describe(profile)}`);
    return;
  }
  checkSpellings(context, path, profile, SHELL_PROFILES);
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
