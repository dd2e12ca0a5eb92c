import { RunbookStep } from '../automation/runbook';
import { isMismatch, typeOfReference } from '../automation/value-types';
import { keysOf } from '../key-order';
import { hasReference, soleReference } from '../references';
import { VALUE_TYPES } from '../schema/actions/action';
import { VARIABLE_PREFIX } from '../schema/steps';
import { ContentMap, describe, isMap, quote } from '../value';
import { variableSuggestion } from './automation-reference-rules';
import { suggestion } from './nearest';
import { typeFault } from './parameter-values';
import { defineRunbookRule, RunbookContext } from './runbook-rule';

const CODES = {
  'automation/variables': { severity: 'error', summary: 'variables is not a map of names to definitions.' },
  'automation/variable-type': { severity: 'error', summary: 'A variable has no type, or one that does not exist.' },
  'automation/variable-default': { severity: 'error', summary: 'The default of a variable is not of its type.' },
  'automation/variable-default-loose': { severity: 'warning', summary: 'The default of a variable is written in a way that SSM may not read as its type.' },
  'automation/variable-key': { severity: 'warning', summary: 'A variable has a key that is not documented for variables.' },
  'automation/update-of-undeclared': { severity: 'error', summary: 'A step updates a variable that the runbook does not declare.' },
  'automation/variable-value': { severity: 'error', summary: 'A step gives a variable a value that is not of its type; nothing is converted.' },
  'automation/variable-limit': { severity: 'warning', summary: 'A step gives a variable a value that is longer or shorter than documented.' },
} as const;

type Context = RunbookContext<keyof typeof CODES & string>;

const KEYS = ['type', 'default', 'description'];
/** Limits of aws:updateVariable (user guide). */
const MAX_TEXT = 512;
const MAX_TEXTS = 50;
const MAX_MAPS = 200;
const MAX_KEY = 50;

/** The variables of a runbook, and the steps that change them. */
export const variableRule = defineRunbookRule({
  codes: CODES,
  check(context) {
    const { variables } = context.runbook.content;
    if (variables !== undefined && variables !== null && !context.isUnresolved(variables)) {
      if (isMap(variables)) {
        for (const name of keysOf(variables)) checkVariable(context, name, variables[name]);
      } else {
        context.report('automation/variables', ['variables'], `variables is a map from names to definitions, found ${describe(variables)}`);
      }
    }
    for (const step of context.runbook.steps) {
      if (step.action === 'aws:updateVariable') checkUpdate(context, step);
    }
  },
});

function checkVariable(context: Context, name: string, definition: ContentMap[string]): void {
  if (context.isUnresolved(definition)) return;
  const path = ['variables', name];
  if (!isMap(definition)) {
    context.report('automation/variables', path, `a variable is a map with a type and a default, found ${describe(definition)}`);
    return;
  }
  for (const key of keysOf(definition)) {
    if (!KEYS.includes(key) && !context.isUnresolved(key)) {
      context.report('automation/variable-key', [...path, key], `no key ${quote(key)} is documented for variables${suggestion(key, KEYS, `; they have ${KEYS.join(', ')}`)}`, KEYS);
    }
  }
  const { type, default: value } = definition;
  if (context.isUnresolved(type)) return;
  if (typeof type !== 'string' || !(VALUE_TYPES as readonly string[]).includes(type)) {
    const hint = typeof type === 'string' ? suggestion(type, VALUE_TYPES, `; types are ${VALUE_TYPES.join(', ')}`) : `; types are ${VALUE_TYPES.join(', ')}`;
    context.report('automation/variable-type', [...path, 'type'], type === undefined ? `this variable has no type${hint}` : `there is no type ${describe(type)}${hint}`, VALUE_TYPES);
    return;
  }
  if (value === undefined || value === null || context.isUnresolved(value)) return;
  const fault = typeFault(type, value);
  if (fault !== undefined) {
    const code = fault.certain ? 'automation/variable-default' : 'automation/variable-default-loose';
    context.report(code, [...path, 'default'], fault.message.replace('a parameter', 'a variable'));
  }
}

function checkUpdate(context: Context, step: RunbookStep): void {
  const { runbook } = context;
  const { Name: target, Value: value } = step.inputs;
  // Another form of the name is found with the inputs.
  if (typeof target !== 'string' || !target.startsWith(VARIABLE_PREFIX) || hasReference(target) || context.isUnresolved(target)) return;
  if (runbook.variables === undefined) return;
  const name = target.slice(VARIABLE_PREFIX.length);
  if (!runbook.variables.has(name)) {
    const message = `there is no variable ${quote(name)}${variableSuggestion(runbook, name)}`;
    context.report('automation/update-of-undeclared', [...step.path, 'inputs', 'Name'], message, [...runbook.variables.keys()]);
    return;
  }
  const type = runbook.variables.get(name);
  const path = [...step.path, 'inputs', 'Value'];
  if (type === undefined || !(VALUE_TYPES as readonly string[]).includes(type)) return;
  if (value === undefined || value === null || context.isUnresolved(value)) return;
  if (typeof value === 'string' && hasReference(value)) {
    const reference = soleReference(value);
    const given = reference === undefined ? undefined : typeOfReference(runbook, reference, context.isUnresolved);
    // The guide says that nothing is converted, but a list of one text stands for a text in documents that Amazon publishes.
    if (given !== undefined && isMismatch(given, type)) {
      context.report('automation/variable-value', path, `the variable ${quote(name)} is of type ${type}, but ${value.trim()} is of type ${given}; nothing is converted`);
    }
    return;
  }
  const fault = typeFault(type, value);
  if (fault !== undefined) {
    context.report('automation/variable-value', path, fault.message.replace('a parameter', `the variable ${quote(name)}`));
    return;
  }
  const limit = limitFault(value);
  if (limit !== undefined) context.report('automation/variable-limit', path, limit);
}

function limitFault(value: ContentMap[string]): string | undefined {
  if (typeof value === 'string' && (value.length < 1 || value.length > MAX_TEXT)) {
    return `a text for a variable has 1 to ${MAX_TEXT} characters, found ${value.length}`;
  }
  if (Array.isArray(value)) {
    const most = value.some(isMap) ? MAX_MAPS : MAX_TEXTS;
    return value.length > most ? `a list for a variable has at most ${most} items, found ${value.length}` : undefined;
  }
  const key = isMap(value) ? keysOf(value).find(each => each.length < 1 || each.length > MAX_KEY) : undefined;
  return key === undefined ? undefined : `a key in a map for a variable has 1 to ${MAX_KEY} characters, found ${quote(key)}`;
}
