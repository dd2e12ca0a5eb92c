import { keysOf } from '../key-order';
import { Path } from '../path';
import { DOCUMENT_GRAMMARS } from '../schema/document-types';
import {
  DISPLAY_TYPES, INTERPOLATION_TYPES, MAX_AUTOMATION_PARAMETER_NAME, PARAMETER_FIELDS, PARAMETER_NAME, PARAMETER_TYPES, UNLISTED_AWS_TYPE,
} from '../schema/parameters';
import { ContentMap, ContentValue, describe, isMap, quote } from '../value';
import { suggestion } from './nearest';
import { constraintFaults, limitOf, typeFault } from './parameter-values';
import { compile, isTooLong, searchOf } from './pattern';
import { CheckContext, defineRule } from './rule';

type Context = CheckContext<keyof typeof CODES & string>;

const CODES = {
  'document/parameters': { severity: 'error', summary: 'parameters is not a map of parameter names to definitions.' },
  'parameter/name': { severity: 'error', summary: 'A parameter name has other characters than letters and digits.' },
  'parameter/name-length': { severity: 'warning', summary: 'A parameter name is too long for StartAutomationExecution to take a value for it.' },
  'parameter/definition': { severity: 'error', summary: 'A parameter is not defined by a map.' },
  'parameter/type': { severity: 'error', summary: 'A parameter has no type, or one that SSM does not have.' },
  'parameter/unlisted-type': { severity: 'warning', summary: 'A parameter has an AWS-specific type that the user guide does not list.' },
  'parameter/unknown-field': { severity: 'warning', summary: 'A parameter has a field that parameters do not have.' },
  'parameter/field': { severity: 'error', summary: 'A field of a parameter holds the wrong kind of value.' },
  'parameter/display-type': { severity: 'warning', summary: 'displayType or interpolationType has a value that is not documented.' },
  'parameter/limits': { severity: 'warning', summary: 'No value can satisfy the limits of a parameter, or a limit is no whole number.' },
  'parameter/pattern': { severity: 'warning', summary: 'allowedPattern cannot be read as a regular expression here; SSM reads it as a Java one.' },
  'parameter/unchecked': { severity: 'warning', summary: 'The default of a parameter could not be held against its allowedPattern, as that takes too long or one of them is too long.' },
  'parameter/default-type': { severity: 'error', summary: 'The default of a parameter is not of its type.' },
  'parameter/default-loose': { severity: 'warning', summary: 'The default of a parameter is written in a way that SSM may not read as its type.' },
  'parameter/default-constraint': { severity: 'warning', summary: 'The default of a parameter breaks its own limits; it is only good as a sign for "none".' },
} as const;

/** The declarations of parameters, for every document type that has them. */
export const parameterRule = defineRule({
  codes: CODES,
  check(context) {
    const { content, type } = context;
    if (!isMap(content) || !Object.hasOwn(content, 'parameters')) return;
    // Without a type, `parameters` may be anything in a file that is no document at all.
    if (type === undefined ? !Object.hasOwn(content, 'schemaVersion') : DOCUMENT_GRAMMARS[type].hasParameters !== true) return;
    const parameters = content.parameters;
    if (parameters === null || context.isUnresolved(parameters)) return;
    if (!isMap(parameters)) {
      context.report('document/parameters', ['parameters'], `parameters is a map from names to definitions, found ${describe(parameters)}`);
      return;
    }
    for (const name of keysOf(parameters)) {
      checkName(context, name);
      const definition = parameters[name];
      if (context.isUnresolved(definition)) continue;
      if (isMap(definition)) {
        checkDefinition(context, ['parameters', name], definition);
      } else {
        context.report('parameter/definition', ['parameters', name], `a parameter is a map with at least a type, found ${describe(definition)}`);
      }
    }
  },
});

function checkName(context: Context, name: string): void {
  if (context.isUnresolved(name)) return;
  if (!PARAMETER_NAME.test(name)) {
    context.report('parameter/name', ['parameters', name], `the parameter name ${quote(name)} has other characters than letters and digits; write ${quote(camelCase(name))}`);
  } else if (name.length > MAX_AUTOMATION_PARAMETER_NAME && (context.type === 'Automation' || context.type === 'Automation.ChangeTemplate')) {
    context.report('parameter/name-length', ['parameters', name],
      `the parameter name has ${name.length} characters; StartAutomationExecution takes values for names of at most ${MAX_AUTOMATION_PARAMETER_NAME}`);
  }
}

function checkDefinition(context: Context, path: Path, definition: ContentMap): void {
  for (const field of keysOf(definition)) {
    if (!PARAMETER_FIELDS.includes(field) && !context.isUnresolved(field)) {
      context.report('parameter/unknown-field', [...path, field],
        `a parameter has no field ${quote(field)}${suggestion(field, PARAMETER_FIELDS, `; it has ${PARAMETER_FIELDS.join(', ')}`)}`, PARAMETER_FIELDS);
    }
  }
  checkType(context, path, definition.type);
  checkFields(context, path, definition);
  checkLimits(context, path, definition);
  checkDefault(context, path, definition);
}

function checkType(context: Context, path: Path, type: ContentValue | undefined): void {
  if (context.isUnresolved(type) || (typeof type === 'string' && PARAMETER_TYPES.includes(type))) return;
  const known = PARAMETER_TYPES.join(', ');
  if (type === undefined || type === null) {
    context.report('parameter/type', [...path, 'type'], `this parameter has no type; types are ${known}`, PARAMETER_TYPES);
  } else if (typeof type === 'string' && UNLISTED_AWS_TYPE.test(type)) {
    const meant = PARAMETER_TYPES.find(each => singular(each) === singular(type));
    const hint = meant === undefined ? `: ${known}` : `; did you mean ${meant}?`;
    context.report('parameter/unlisted-type', [...path, 'type'], `the type ${type} is not among those that the user guide lists${hint}`, PARAMETER_TYPES);
  } else {
    const hint = typeof type === 'string' ? suggestion(type, PARAMETER_TYPES, `; types are ${known}`) : `; types are ${known}`;
    context.report('parameter/type', [...path, 'type'], `there is no parameter type ${describe(type)}${hint}`, PARAMETER_TYPES);
  }
}

/** Types that the guide does not list may exist; one that only differs in plurals from a listed one is a slip. */
function singular(type: string): string {
  return type.toLowerCase().replace(/s(?=::|>|$)/g, '');
}

function checkFields(context: Context, path: Path, definition: ContentMap): void {
  const wrong = (field: string, expected: string): void => {
    context.report('parameter/field', [...path, field], `${field} is ${expected}, found ${describe(definition[field])}`);
  };
  const given = (field: string): boolean => definition[field] !== undefined && definition[field] !== null && !context.isUnresolved(definition[field]);

  for (const field of ['description', 'allowedPattern', 'displayType', 'interpolationType']) {
    if (given(field) && typeof definition[field] === 'object') wrong(field, 'text');
  }
  if (given('allowedValues') && !Array.isArray(definition.allowedValues)) wrong('allowedValues', 'a list');
  for (const [field, values] of [['displayType', DISPLAY_TYPES], ['interpolationType', INTERPOLATION_TYPES]] as const) {
    const value = definition[field];
    if (given(field) && typeof value === 'string' && !(values as readonly string[]).includes(value)) {
      context.report('parameter/display-type', [...path, field], `${field} is ${quote(value)}; ${values.join(' or ')} is documented`, values);
    }
  }
  if (typeof definition.allowedPattern === 'string' && given('allowedPattern') && !isTooLong(definition.allowedPattern) && compile(definition.allowedPattern) === undefined
    && !/\(\?[a-zA-Z>]|\\[pPQERXhHvV]|[*+?}]\+|&&|[\ud800-\udfff]/.test(definition.allowedPattern)) {
    context.report('parameter/pattern', [...path, 'allowedPattern'],
      `${quote(definition.allowedPattern)} cannot be read as a regular expression here; SSM reads it as a Java one, check it there`);
  }
}

function checkLimits(context: Context, path: Path, definition: ContentMap): void {
  for (const unit of ['Chars', 'Items']) {
    for (const field of [`min${unit}`, `max${unit}`]) {
      const value = definition[field];
      if (value === undefined || value === null || context.isUnresolved(value)) continue;
      if (typeof value === 'object' || typeof value === 'boolean') {
        context.report('parameter/field', [...path, field], `${field} is a whole number, found ${describe(value)}`);
      } else if (limitOf(value) === undefined || !Number.isInteger(limitOf(value)) || limitOf(value)! < 0) {
        context.report('parameter/limits', [...path, field], `${field} is a whole number from 0, found ${describe(value)}`);
      }
    }
    const min = limitOf(definition[`min${unit}`]);
    const max = limitOf(definition[`max${unit}`]);
    if (min !== undefined && max !== undefined && min > max) {
      context.report('parameter/limits', [...path, `min${unit}`], `min${unit} is ${min} and max${unit} is ${max}; no value can satisfy both`);
    }
  }
  const allowed = definition.allowedValues;
  if (Array.isArray(allowed) && allowed.length === 0) {
    context.report('parameter/limits', [...path, 'allowedValues'], 'allowedValues is empty; no value can satisfy it, leave it out');
  }
}

function checkDefault(context: Context, path: Path, definition: ContentMap): void {
  const value = definition.default;
  const type = definition.type;
  if (value === undefined || value === null || context.isUnresolved(value) || typeof type !== 'string') return;
  if (!PARAMETER_TYPES.includes(type) && !UNLISTED_AWS_TYPE.test(type)) return;
  const at = [...path, 'default'];
  const fault = typeFault(type, value);
  if (fault !== undefined) {
    context.report(fault.certain ? 'parameter/default-type' : 'parameter/default-loose', at, `${fault.message}`);
    return;
  }
  const faults = constraintFaults(definition, value, {
    isUnresolved: context.isUnresolved,
    search: searchOf(context.content as ContentMap),
    onUnchecked: reason => context.report('parameter/unchecked', at, `the default was not held against the allowed pattern. ${reason}`),
  });
  for (const message of faults) context.report('parameter/default-constraint', at, `the default breaks the parameter's own rules: ${message}`);
}

/** The name a person would give instead: letters and digits, words joined by capitals. */
function camelCase(name: string): string {
  const words = name.split(/[^a-zA-Z0-9]+/).filter(word => word !== '');
  return words.map((word, index) => index === 0 ? word : word[0].toUpperCase() + word.slice(1)).join('') || 'Parameter';
}
