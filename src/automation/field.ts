import { Duration, IResolvable, Token, Tokenization, UnscopedValidationError } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import type { Step, StepContext } from './step';
import { scanReferences } from '../content/references';
import { ContentMap, ContentValue, isMap } from '../content/value';
import { ContentReference } from '../document/content-reference';
import { inLastingOrder } from '../document/host-language';

/**
 * A property of a step and the input it becomes, both ways.
 *
 * @internal
 */
export interface Field<Value> {
  /** The name of the input. */
  readonly input: string;
  readonly write: (value: Value, context: StepContext) => unknown;
  /** The property for what an input holds; undefined where that has another form than the property gives it. */
  readonly read: (value: ContentValue, readStep: (step: ContentMap) => Step) => Value | undefined;
}

/**
 * The fields of all properties that a kind of step has beside those of every step, in the order in which they are written.
 *
 * @internal
 */
export type Fields<Props, Common = object> = { readonly [Key in Exclude<keyof Props, keyof Common>]-?: Field<NonNullable<Props[Key]>> };

/**
 * A text; references stand in it as tokens or as `{{ … }}`.
 *
 * @internal
 */
export function text(input: string): Field<string> {
  return { input, write: keep, read: value => typeof value === 'string' ? value : undefined };
}

/** @internal */
export function flag(input: string): Field<boolean | IResolvable> {
  return { input, write: keep, read: value => typeof value === 'boolean' ? value : referenceIn(value) };
}

/** @internal */
export function integer(input: string): Field<number> {
  return { input, write: keep, read: value => typeof value === 'number' ? value : referenceIn(value)?.toNumber() };
}

/**
 * A list of texts, or one reference to a list.
 *
 * @internal
 */
export function texts(input: string): Field<string[]> {
  return {
    input,
    write: keep,
    read: value => Array.isArray(value) && value.every(item => typeof item === 'string') ? value : referenceIn(value)?.toList(),
  };
}

/**
 * A list of anything, or one reference to a list.
 *
 * @internal
 */
export function list(input: string): Field<any[]> {
  return { input, write: keep, read: value => Array.isArray(value) ? value : referenceIn(value)?.toList() };
}

/**
 * A map of anything, or one reference to a map.
 *
 * @internal
 */
export function map(input: string): Field<Record<string, any> | IResolvable> {
  return { input, write: keep, read: value => isMap(value) ? value : referenceIn(value) };
}

/**
 * A list of maps, or one reference to such a list.
 *
 * @internal
 */
export function maps(input: string): Field<Record<string, any>[] | IResolvable> {
  return { input, write: keep, read: value => Array.isArray(value) && value.every(isMap) ? value : referenceIn(value) };
}

/**
 * Tags as a map, which SSM has as a list of keys and values.
 *
 * @param keyName what the list calls a key.
 * @param valueName what the list calls a value.
 *
 * @internal
 */
export function pairs(input: string, keyName = 'Key', valueName = 'Value'): Field<Record<string, string> | IResolvable> {
  return {
    input,
    write: value => Tokenization.isResolvable(value) ? value
      : Object.entries(value).map(([key, each]) => ({ [keyName]: key, [valueName]: each })),
    read: value => {
      if (!Array.isArray(value)) return referenceIn(value);
      const isPair = (item: ContentValue): item is ContentMap => isMap(item) && Object.keys(item).length === 2
        && typeof item[keyName] === 'string' && typeof item[valueName] === 'string';
      if (!value.every(isPair)) return undefined;
      const tags = Object.fromEntries(value.map(item => [item[keyName] as string, item[valueName] as string]));
      // Integer-like keys would change their places, and equal ones would become one.
      return Object.keys(tags).every((key, index) => key === value[index]?.[keyName]) && Object.keys(tags).length === value.length ? tags : undefined;
    },
  };
}

/**
 * A duration in the ISO 8601 form; as text also a reference.
 *
 * @internal
 */
export function isoDuration(input: string): Field<Duration | string> {
  return {
    input,
    write: value => typeof value === 'string' ? value : value.toIsoString(),
    read: value => typeof value === 'string' ? value : undefined,
  };
}

/**
 * A duration as a number of seconds.
 *
 * @internal
 */
export function seconds(input: string): Field<Duration> {
  return durationIn(input, 'seconds', amount => Duration.seconds(amount), duration => duration.toSeconds({ integral: false }));
}

/**
 * A duration as a number of minutes.
 *
 * @internal
 */
export function minutes(input: string): Field<Duration> {
  return durationIn(input, 'minutes', amount => Duration.minutes(amount), duration => duration.toMinutes({ integral: false }));
}

/**
 * A resource, by an attribute of what refers to it, or by a text.
 *
 * @internal
 */
export function resource<Ref extends object>(input: string, attribute: (ref: Ref) => string): Field<string | Ref> {
  return { input, write: value => typeof value === 'string' ? value : attribute(value), read: value => typeof value === 'string' ? value : undefined };
}

/**
 * A list of resources.
 *
 * @internal
 */
export function resources<Ref extends object>(input: string, attribute: (ref: Ref) => string): Field<(string | Ref)[]> {
  return {
    input,
    write: value => Token.isUnresolved(value) ? value : value.map(item => typeof item === 'string' ? item : attribute(item)),
    read: value => Array.isArray(value) && value.every(item => typeof item === 'string') ? value : referenceIn(value)?.toList(),
  };
}

/**
 * Anything, as it is.
 *
 * @internal
 */
export function anything(input: string): Field<any> {
  return { input, write: keep, read: keep };
}

/**
 * A map whose members are known, or one reference to a map.
 *
 * @internal
 */
export function struct<Props extends object>(input: string, fields: Fields<Props>): Field<Props | IResolvable> {
  return {
    input,
    write: (value, context) => Tokenization.isResolvable(value) ? value : writeFields(fields, value, context),
    read: (value, readStep) => isMap(value) ? readMembers(fields, value, readStep) : referenceIn(value),
  };
}

/**
 * A list of maps whose members are known, or one reference to a list.
 *
 * @internal
 */
export function structs<Props extends object>(input: string, fields: Fields<Props>): Field<Props[] | IResolvable> {
  return {
    input,
    write: (value, context) => Tokenization.isResolvable(value) ? value : value.map(item => writeFields(fields, item, context)),
    read: (value, readStep) => {
      if (!Array.isArray(value)) return referenceIn(value);
      const items = value.map(item => isMap(item) ? readMembers(fields, item, readStep) : undefined);
      return items.every(item => item !== undefined) ? items : undefined;
    },
  };
}

/**
 * A list of values that have a class of their own, or one reference to a list.
 *
 * @internal
 */
export function instances<Value extends { readonly _content: object }>(
  input: string, read: (content: ContentMap) => Value,
): Field<Value[] | IResolvable> {
  return {
    input,
    write: value => Tokenization.isResolvable(value) ? value : value.map(({ _content }) => _content),
    read: value => Array.isArray(value) && value.every(isMap) ? value.map(read) : referenceIn(value),
  };
}

/** The inputs that properties give. @internal */
export function writeFields(fields: Readonly<Record<string, Field<any>>>, props: object, context: StepContext): Record<string, unknown> {
  const inputs: Record<string, unknown> = {};
  for (const property in fields) {
    const value = (props as Record<string, unknown>)[property];
    if (value !== undefined) inputs[fields[property].input] = fields[property].write(inLastingOrder(value), context);
  }
  return inputs;
}

/** The members of a map; undefined when one of them is not known, or has another form. */
function readMembers<Props extends object>(fields: Fields<Props>, value: ContentMap, readStep: (step: ContentMap) => Step): Props | undefined {
  const members: Record<string, unknown> = {};
  const known = Object.entries<Field<any>>(fields);
  for (const key of Object.keys(value)) {
    const [property, field] = known.find(([, { input }]) => input === key) ?? [];
    const member = field?.read(value[key], readStep);
    if (property === undefined || member === undefined) return undefined;
    members[property] = member;
  }
  return members as Props;
}

/** A reference that is all of a text, spelled as it is there. @internal */
function referenceIn(value: ContentValue | undefined): ContentReference | undefined {
  if (typeof value !== 'string') return undefined;
  const [found] = scanReferences(value);
  return found !== undefined && found.text === value ? new ContentReference(value.slice(2, -2).trim(), value) : undefined;
}

function durationIn(
  input: string, unit: 'seconds' | 'minutes', make: (amount: number) => Duration, amountOf: (duration: Duration) => number,
): Field<Duration> {
  return {
    input,
    write: (duration, { step }) => {
      const amount = amountOf(duration);
      if (Token.isUnresolved(amount) || Number.isInteger(amount)) return amount;
      throw new UnscopedValidationError(lit`DurationNotWhole`,
        `${step === undefined ? '' : `the step ${JSON.stringify(step)}: `}${input} is ${amount} ${unit}; write whole ${unit}, such as Duration.${unit}(${Math.ceil(amount)})`);
    },
    read: value => {
      const amount = typeof value === 'number' ? value : referenceIn(value)?.toNumber();
      return amount === undefined || !Token.isUnresolved(amount) && !(amount >= 0 && Number.isInteger(amount)) ? undefined : make(amount);
    },
  };
}

function keep<T>(value: T): T {
  return value;
}
