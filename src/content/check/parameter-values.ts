import { hasReference } from '../references';
import { AWS_TYPE_PATTERNS, elementTypeOf, ParameterShape, shapeOf } from '../schema/parameters';
import { ContentMap, ContentValue, describe, isMap, quote } from '../value';
import { listed } from './nearest';
import { PatternSearch } from './pattern';

/** What is wrong with a value, and whether the service is known to refuse it. */
export interface ValueFault {
  readonly message: string;
  readonly certain: boolean;
}

/** What each kind of parameter holds, in words. */
const EXPECTED: Readonly<Record<ParameterShape, string>> = {
  'text': 'text',
  'text-list': 'a list of texts',
  'integer': 'an integer',
  'boolean': 'true or false',
  'map': 'a map',
  'map-list': 'a list of maps',
};

/** Whether a value is of a parameter's type. A text that holds a reference may become anything and is let through. */
export function typeFault(type: string, value: ContentValue): ValueFault | undefined {
  const shape = shapeOf(type);
  const fault = (certain: boolean): ValueFault => ({ message: `a parameter of type ${type} takes ${EXPECTED[shape]}, not ${describe(value)}`, certain });
  if (typeof value === 'string' && hasReference(value)) return undefined;
  const isContainer = typeof value === 'object';
  switch (shape) {
    case 'text':
      return typeof value === 'string' ? undefined : fault(isContainer);
    case 'text-list':
      if (!Array.isArray(value)) return fault(true);
      return value.every(item => typeof item === 'string') ? undefined : fault(value.some(item => typeof item === 'object'));
    case 'integer':
      if (typeof value === 'bigint' || Number.isInteger(value)) return undefined;
      if (typeof value === 'string') return /^-?[0-9]+$/.test(value) ? undefined : fault(true);
      return fault(typeof value !== 'number');
    case 'boolean':
      return typeof value === 'boolean' ? undefined : fault(true);
    case 'map':
      return isMap(value) ? undefined : fault(typeof value !== 'string');
    case 'map-list':
      if (!Array.isArray(value)) return fault(typeof value !== 'string');
      return value.every(isMap) ? undefined : fault(false);
  }
}

/** What a value is held against besides the definition. */
export interface ConstraintOptions {
  /** The search of the document; @default one of its own */
  readonly search?: PatternSearch;
  isUnresolved?(value: unknown): boolean;
  /** Hears once why texts could not be held against the allowed pattern. */
  onUnchecked?(reason: string): void;
}

/** Where a value of the right type breaks the limits that a parameter's definition sets. */
export function constraintFaults(definition: ContentMap, value: ContentValue, options: ConstraintOptions = {}): string[] {
  const { isUnresolved = () => false } = options;
  const faults: string[] = [];
  if (isUnresolved(value) || (typeof value === 'string' && hasReference(value))) return faults;
  const type = typeof definition.type === 'string' ? definition.type : 'String';
  const items = Array.isArray(value) ? value : undefined;
  const texts = (items ?? [value]).filter(item => !isUnresolved(item) && !(typeof item === 'string' && hasReference(item)));

  const allowed = definition.allowedValues;
  if (Array.isArray(allowed) && allowed.length > 0 && !isUnresolved(allowed)) {
    const isOpen = allowed.some(isUnresolved);
    const choices = new Set(allowed.map(String));
    let words: string | undefined;
    for (const item of texts) {
      if (!isOpen && !isMap(item) && !choices.has(String(item))) {
        faults.push(`${describe(item)} is not one of the allowed values ${words ??= listed([...choices].map(quote))}`);
      }
    }
  }
  if (typeof definition.allowedPattern === 'string' && !isUnresolved(definition.allowedPattern)) {
    for (const fault of patternFaults(definition.allowedPattern, texts, options)) faults.push(fault);
  }
  const awsPattern = AWS_TYPE_PATTERNS[elementTypeOf(type)];
  if (awsPattern !== undefined) {
    for (const item of texts) {
      // An empty text is how AWS's own documents say "none".
      if (typeof item === 'string' && item !== '' && !awsPattern.test(item)) {
        faults.push(`${quote(item)} is no ${elementTypeOf(type)}`);
      }
    }
  }
  checkLimits(definition, 'Chars', typeof value === 'string' ? value.length : undefined, 'character', faults);
  checkLimits(definition, 'Items', items?.length ?? (isMap(value) ? Object.keys(value).length : undefined), 'item', faults);
  return faults;
}

/** So much of a pattern stands in a message. */
const MOST_SHOWN = 200;

function patternFaults(pattern: string, texts: readonly ContentValue[], { search = new PatternSearch(), onUnchecked }: ConstraintOptions): string[] {
  const faults: string[] = [];
  const shown = pattern.length > MOST_SHOWN ? `${pattern.slice(0, MOST_SHOWN)}...` : pattern;
  const unchecked: Partial<Record<'too-long' | 'given-up', string[]>> = {};
  for (const text of texts) {
    if (typeof text !== 'string') continue;
    const match = search.match(pattern, text);
    if (match === 'misses') faults.push(`${quote(text)} does not match the allowed pattern ${shown}`);
    if (match === 'too-long' || match === 'given-up') (unchecked[match] ??= []).push(quote(text));
  }
  const { 'too-long': long, 'given-up': slow } = unchecked;
  if (long !== undefined) onUnchecked?.(`${listed(long)}: it, or the pattern, is too long to be tried here`);
  if (slow !== undefined) onUnchecked?.(`${listed(slow)}: the search takes too long here, as the pattern can be read in very many ways; do not repeat what holds a repetition, such as (a+)+`);
  return faults;
}

/** Everything that is wrong with a value for a parameter. */
export function faultsOfValue(definition: ContentMap, value: ContentValue, isUnresolved: (value: unknown) => boolean = () => false): string[] {
  if (isUnresolved(value)) return [];
  const wrongType = typeof definition.type === 'string' ? typeFault(definition.type, value) : undefined;
  return wrongType === undefined ? constraintFaults(definition, value, { isUnresolved }) : [wrongType.message];
}

/** A limit as a number; published documents also write it as text. */
export function limitOf(value: ContentValue | undefined): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^[0-9]+$/.test(value) ? Number(value) : undefined;
}

function checkLimits(definition: ContentMap, suffix: 'Chars' | 'Items', count: number | undefined, unit: string, faults: string[]): void {
  if (count === undefined) return;
  const min = limitOf(definition[`min${suffix}`]);
  const max = limitOf(definition[`max${suffix}`]);
  const has = `has ${count} ${unit}${count === 1 ? '' : 's'}`;
  if (min !== undefined && count < min) faults.push(`the value ${has}, at least ${min} are required (min${suffix})`);
  if (max !== undefined && count > max) faults.push(`the value ${has}, at most ${max} are allowed (max${suffix})`);
}

