import { DamageKind, Place, place } from './damage';
import { misspell, remove, renameKey, set } from './edit';
import { withVariables } from './prepared';
import { parametersOf } from './runbook';
import { keysOf } from '../../../src/content/key-order';
import { Path } from '../../../src/content/path';
import { ContentMap, isMap } from '../../../src/content/value';

function toParameters(
  kind: string,
  certain: boolean,
  damage: (content: ContentMap, definition: ContentMap, path: Path, name: string) => Place | undefined,
  prepare?: DamageKind['prepare'],
): DamageKind {
  return {
    kind,
    certain,
    prepare,
    * places(content) {
      const parameters = parametersOf(content);
      for (const name of keysOf(parameters)) {
        const definition = parameters[name];
        const found = isMap(definition) ? damage(content, definition, ['parameters', name], name) : undefined;
        if (found !== undefined) yield found;
      }
    },
  };
}

function defaultOf(type: string, value: string): DamageKind {
  return toParameters(`default of a ${type} as the text ${JSON.stringify(value)}`, true, (content, definition, path) => definition.type === type
    ? place([...path, 'default'], () => set(content, [...path, 'default'], value))
    : undefined, withParameters);
}

/** With a parameter of each kind. */
function withParameters(content: ContentMap): ContentMap | undefined {
  const parameters = parametersOf(content);
  const more: ContentMap = {
    PreparedList: { type: 'StringList', default: ['a', 'b'] },
    PreparedCount: { type: 'Integer', default: 1 },
    PreparedFlag: { type: 'Boolean', default: true },
    PreparedMap: { type: 'StringMap', default: {} },
    PreparedMaps: { type: 'MapList', default: [] },
    PreparedChoice: { type: 'String', allowedValues: ['One', 'Two'], default: 'One' },
    PreparedName: { type: 'String', allowedPattern: '^[a-z]+$', default: 'name', minChars: 1, maxChars: 10 },
  };
  return Object.keys(more).some(name => Object.hasOwn(parameters, name)) ? undefined : { ...content, parameters: { ...parameters, ...more } };
}

const NO_MATCH = '?? no ??';

/** Whether a text may match a pattern; patterns that only Java reads may match anything. */
function mayMatch(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern).test(text);
  } catch {
    return true;
  }
}

function toVariables(kind: string, damage: (content: ContentMap, path: Path) => Place): DamageKind {
  return {
    kind,
    certain: true,
    prepare: withVariables,
    * places(content) {
      for (const name of isMap(content.variables) ? keysOf(content.variables) : []) yield damage(content, ['variables', name]);
    },
  };
}

/** Parameters, variables and their defaults. */
export const PARAMETER_DAMAGE: readonly DamageKind[] = [
  toParameters('parameter name with an underscore', true, (content, _, path, name) =>
    place(['parameters', `my_${name}`], () => renameKey(content, path, `my_${name}`))),
  toParameters('parameter name with a hyphen', true, (content, _, path, name) =>
    place(['parameters', `my-${name}`], () => renameKey(content, path, `my-${name}`))),
  toParameters('misspelt parameter type', true, (content, definition, path) => typeof definition.type === 'string'
    ? place([...path, 'type'], () => set(content, [...path, 'type'], misspell(definition.type as string)))
    : undefined),
  toParameters('parameter type in lower case', true, (content, definition, path) => typeof definition.type === 'string'
    ? place([...path, 'type'], () => set(content, [...path, 'type'], String(definition.type).toLowerCase()))
    : undefined),
  toParameters('parameter without type', true, (content, _, path) => place([path, [...path, 'type']], () => remove(content, [...path, 'type']))),
  toParameters('parameter written as its type alone', true, (content, definition, path) => typeof definition.type === 'string'
    ? place(path, () => set(content, path, definition.type))
    : undefined),
  toParameters('misspelt field of a parameter', false, (content, definition, path) => {
    const field = ['default', 'allowedValues', 'allowedPattern', 'description'].find(each => definition[each] !== undefined);
    return field === undefined ? undefined : place([...path, misspell(field)], () => renameKey(content, [...path, field], misspell(field)));
  }),
  defaultOf('StringList', 'a,b'),
  defaultOf('Boolean', 'yes'),
  defaultOf('Integer', 'ten'),
  toParameters('default of a String is a list', true, (content, definition, path) => definition.type === 'String'
    ? place([...path, 'default'], () => set(content, [...path, 'default'], ['a']))
    : undefined),
  toParameters('default of a StringMap is a list', true, (content, definition, path) => definition.type === 'StringMap'
    ? place([...path, 'default'], () => set(content, [...path, 'default'], ['a']))
    : undefined, withParameters),
  toParameters('default outside allowedValues', false, (content, definition, path) => Array.isArray(definition.allowedValues) && definition.type === 'String'
    ? place([...path, 'default'], () => set(content, [...path, 'default'], 'SomethingElse'))
    : undefined, withParameters),
  toParameters('default that does not match allowedPattern', false, (content, definition, path) =>
    definition.type === 'String' && typeof definition.allowedPattern === 'string' && !mayMatch(definition.allowedPattern, NO_MATCH)
      ? place([...path, 'default'], () => set(content, [...path, 'default'], NO_MATCH))
      : undefined, withParameters),
  toParameters('allowedPattern that is no regular expression', false, (content, definition, path) => definition.type === 'String'
    ? place([...path, 'allowedPattern'], () => set(content, [...path, 'allowedPattern'], '^[a-z+$'))
    : undefined),
  toParameters('allowedValues is a text', true, (content, definition, path) => definition.type === 'String'
    ? place([...path, 'allowedValues'], () => set(content, [...path, 'allowedValues'], 'one, two'))
    : undefined),
  toParameters('minChars over maxChars', false, (content, definition, path) => definition.type === 'String'
    ? place([path, [...path, 'minChars'], [...path, 'maxChars']], () => set(content, path, { ...definition, minChars: 20, maxChars: 10 }))
    : undefined),
  toParameters('secret as a plain default', false, (content, _, __, name) => {
    const secret = ['parameters', `${name}Password`];
    return Object.hasOwn(parametersOf(content), secret[1])
      ? undefined
      : place([secret, [...secret, 'default']], () => set(content, secret, { type: 'String', default: 'Tr0ub4dor&3' }));
  }),
  toVariables('variable with a type that does not exist', (content, path) => place([...path, 'type'], () => set(content, [...path, 'type'], 'Number'))),
  toVariables('variable without type', (content, path) => place([path, [...path, 'type']], () => remove(content, [...path, 'type']))),
  toVariables('default of a variable is of another type', (content, path) =>
    place([...path, 'default'], () => set(content, [...path, 'default'], { first: ['second'] }))),
];
