import { keysOf } from '../key-order';
import { Path } from '../path';
import { hasReference, Reference, visitReferences } from '../references';
import { SESSION_TYPES, SessionType } from '../schema/session';
import { ContentMap, ContentValue, describe, isMap, quote } from '../value';
import { suggestion } from './nearest';
import { beyondRe2 } from './pattern';
import { defineRule } from './rule';
import { SESSION_CODES, SessionContext } from './session-codes';
import { checkInputs } from './session-inputs';
import { checkProperties } from './session-properties';

/** References that other documents resolve, but sessions do not. */
const ELSEWHERE: readonly Reference['kind'][] = ['global', 'automation', 'variable', 'step-output', 'ssm-secure'];

/** Everything about Session documents. */
export const sessionRule = defineRule({
  codes: SESSION_CODES,
  types: ['Session'],
  check(context) {
    const { content } = context;
    if (!isMap(content)) return;
    const sessionType = checkSessionType(context, content.sessionType);
    checkInputs(context, content, sessionType);
    checkProperties(context, content, sessionType);
    checkReferences(context, content);
    checkParameters(context, content.parameters);
  },
});

function checkSessionType(context: SessionContext, value: ContentValue | undefined): SessionType | undefined {
  if (context.isUnresolved(value)) return undefined;
  if (typeof value === 'string' && (SESSION_TYPES as readonly string[]).includes(value)) return value as SessionType;
  const allowed = `session types are ${SESSION_TYPES.join(', ')}`;
  const message = value === undefined || value === null ? `sessionType is missing; ${allowed}`
    : `there is no session type ${describe(value)}${typeof value === 'string' ? suggestion(value, SESSION_TYPES, `; ${allowed}`) : `; ${allowed}`}`;
  context.report('session/type', ['sessionType'], message, SESSION_TYPES);
  return undefined;
}

function checkReferences(context: SessionContext, content: ContentMap): void {
  for (const part of ['inputs', 'properties']) {
    if (content[part] === undefined || context.isUnresolved(content[part])) continue;
    visitReferences(content[part], ({ reference, text }, path, whole) => {
      // Inside commands it may be meant for the shell.
      if (!ELSEWHERE.includes(reference.kind) || (isShellText(path) && whole.trim() !== text)) return;
      context.report('session/reference', path,
        `sessions do not resolve ${quote(text)}; they know parameters of the document, {{ name }}, and of Parameter Store, {{ssm:name}}, other than SecureString`);
    }, [part]);
  }
}

function isShellText(path: Path): boolean {
  return path.length === 3 && (path[0] === 'inputs' ? path[1] === 'shellProfile' : String(path[2]).toLowerCase() === 'commands');
}

function checkParameters(context: SessionContext, parameters: ContentValue | undefined): void {
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
