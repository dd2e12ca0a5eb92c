/** Why properties cannot be used. */
export class MalformedProperties extends Error {
}

/** Reads one property; CloudFormation sends flags and numbers as texts. */
export type Reader<Value> = (value: unknown) => Value;

/** How each property is read. A property that may be left out has a reader that takes undefined. */
export type Contract<Properties> = { readonly [Name in keyof Properties]-?: Reader<Properties[Name]> };

/** What is not the operation's: what CloudFormation adds for itself, and the roles that a handler acts with. */
const NOT_OURS = ['ServiceToken', 'ServiceTimeout', 'RoleArn', 'ActAsRoleArn'];

/**
 * Read all properties, and tell of everything that is wrong with them at once.
 *
 * @param isFormer whether they were taken before: another version of this handler may have known more of them.
 */
export function parse<Properties>(contract: Contract<Properties>, given: unknown, isFormer = false): Properties {
  const values = isMap(given) ? given : {};
  const faults = isMap(given) ? [] : [`the properties are ${shown(given)}, a map is needed`];
  for (const name of Object.keys(values)) {
    if (!isFormer && !Object.hasOwn(contract, name) && !NOT_OURS.includes(name)) faults.push(`${name} is not a property; there are ${Object.keys(contract).join(', ')}`);
  }
  const parsed: Record<string, unknown> = {};
  for (const [name, read] of Object.entries(contract) as [string, Reader<unknown>][]) {
    try {
      parsed[name] = read(Object.hasOwn(values, name) ? values[name] : undefined);
    } catch (error) {
      faults.push(`${name} ${(error as Error).message}`);
    }
  }
  if (faults.length > 0) throw new MalformedProperties(faults.join('; '));
  return parsed as Properties;
}

export const text: Reader<string> = value => {
  if (typeof value === 'string' && value !== '') return value;
  throw new Error(value === undefined ? 'is missing' : `is ${shown(value)}, a text is needed`);
};

/** A text that may be empty. */
export const anyText: Reader<string> = value => {
  if (typeof value === 'string') return value;
  throw new Error(value === undefined ? 'is missing' : `is ${shown(value)}, a text is needed`);
};

/** What only has CloudFormation ask again when it changes, and is not read. */
export const trigger: Reader<unknown> = value => value;

export const flag: Reader<boolean> = value => {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw new Error(value === undefined ? 'is missing' : `is ${shown(value)}, "true" or "false" is needed`);
};

/** CloudFormation sends numbers as texts. */
export const wholeNumber: Reader<number> = value => {
  if ((typeof value === 'string' && /^\d+$/.test(value)) || (typeof value === 'number' && Number.isInteger(value))) return Number(value);
  throw new Error(value === undefined ? 'is missing' : `is ${shown(value)}, a whole number is needed`);
};

export function texts(pattern?: RegExp, what = 'texts'): Reader<string[]> {
  return value => {
    if (!Array.isArray(value)) throw new Error(value === undefined ? 'is missing' : `is ${shown(value)}, a list of ${what} is needed`);
    const wrong = value.filter(item => typeof item !== 'string' || (pattern !== undefined && !pattern.test(item)));
    if (wrong.length > 0) throw new Error(`holds ${wrong.slice(0, 3).map(shown).join(', ')}, a list of ${what} is needed`);
    return value;
  };
}

/** Texts by their keys, such as tags. */
export const textsByKey: Reader<Readonly<Record<string, string>>> = value => {
  if (!isMap(value)) throw new Error(value === undefined ? 'is missing' : `is ${shown(value)}, a map of texts is needed`);
  const wrong = Object.entries(value).filter(([, item]) => typeof item !== 'string');
  if (wrong.length > 0) throw new Error(`holds ${wrong.slice(0, 3).map(([key, item]) => `${key}: ${shown(item)}`).join(', ')}, a map of texts is needed`);
  return value as Record<string, string>;
};

/** Keys with values that say which nodes are meant. */
export const targets: Reader<{ readonly Key: string; readonly Values: readonly string[] }[]> = value => {
  const needed = 'a list of targets is needed, each with Key and Values';
  if (!Array.isArray(value)) throw new Error(value === undefined ? 'is missing' : `is ${shown(value)}, ${needed}`);
  const readValues = texts();
  const wrong = value.filter(item => {
    if (!isMap(item) || typeof item.Key !== 'string' || Object.keys(item).some(key => key !== 'Key' && key !== 'Values')) return true;
    try {
      return readValues(item.Values).length === 0;
    } catch {
      return true;
    }
  });
  if (wrong.length > 0 || value.length === 0) throw new Error(`is ${shown(value)}, ${needed}`);
  return value;
};

export function oneOf<Value extends string>(...values: readonly Value[]): Reader<Value> {
  return value => {
    if (values.includes(value as Value)) return value as Value;
    throw new Error(value === undefined ? 'is missing' : `is ${shown(value)}, one of ${values.join(', ')} is needed`);
  };
}

export function matching(pattern: RegExp, what: string): Reader<string> {
  return value => {
    if (typeof value === 'string' && pattern.test(value)) return value;
    throw new Error(value === undefined ? 'is missing' : `is ${shown(value)}, ${what} is needed`);
  };
}

export function optional<Value>(read: Reader<Value>): Reader<Value | undefined> {
  return value => value === undefined ? undefined : read(value);
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  const json = JSON.stringify(value) ?? 'nothing';
  return json.length > 60 ? `${json.slice(0, 60)}…` : json;
}
