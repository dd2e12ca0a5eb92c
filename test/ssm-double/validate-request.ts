import { NotImplemented, ServiceError } from './service-error';
import { serviceModel, Shape } from './service-model';

/**
 * Checks a request against AWS's model. A value of the wrong JSON type is a SerializationException, what breaks a constraint a
 * ValidationException with every violation, in the words of the service. Members the model does not know are ignored by AWS; the
 * real SDK never sends them, so here they are a fault of the test.
 */
export function validateRequest(operation: string, input: unknown): void {
  const violations: string[] = [];
  visit(serviceModel.operations[operation].input, input, '', violations);
  if (violations.length > 0) {
    const count = violations.length === 1 ? '1 validation error' : `${violations.length} validation errors`;
    throw new ServiceError('ValidationException', `${count} detected: ${violations.join('; ')}`);
  }
}

/** Checks that the double itself answers in shapes of the model. Constraints bind requests alone: answers list more than 20 accounts. */
export function checkAnswer(operation: string, output: unknown): void {
  visit(serviceModel.operations[operation].output, output, '', []);
}

function visit(shapeName: string, value: unknown, path: string, violations: string[]): void {
  const shape = serviceModel.shapes[shapeName];
  checkJsonType(shape, value, path);
  const breaks = (constraint: string) => {
    const shown = shape.sensitive ? 'Value' : `Value '${text(value)}'`;
    violations.push(`${shown} at '${path}' failed to satisfy constraint: Member must ${constraint}`);
  };
  checkConstraints(shape, value, breaks);

  if (shape.type === 'structure') {
    const given = value as Record<string, unknown>;
    const unknown = Object.keys(given).filter(key => !Object.hasOwn(shape.members!, key));
    if (unknown.length > 0) throw new NotImplemented(`${shapeName} has no member ${unknown.join(', ')} in the model of this double`);
    for (const [name, member] of Object.entries(shape.members!)) {
      const memberPath = join(path, name[0].toLowerCase() + name.slice(1));
      // JSON null is the same as absent.
      if (given[name] !== undefined && given[name] !== null) visit(member.target, given[name], memberPath, violations);
      else if (member.required) violations.push(`Value null at '${memberPath}' failed to satisfy constraint: Member must not be null`);
    }
  } else if (shape.type === 'list') {
    (value as unknown[]).forEach((item, index) => visit(shape.member!, item, join(path, `${index + 1}.member`), violations));
  } else if (shape.type === 'map') {
    for (const [key, item] of Object.entries(value as object)) visit(shape.value!, item, join(path, `${key}.member`), violations);
  }
}

function checkConstraints(shape: Shape, value: unknown, breaks: (constraint: string) => void): void {
  if (shape.enum && !shape.enum.includes(value as string)) breaks(`satisfy enum value set: [${shape.enum.join(', ')}]`);
  if (shape.length) {
    const length = lengthOf(value);
    if (shape.length.min !== undefined && length < shape.length.min) breaks(`have length greater than or equal to ${shape.length.min}`);
    if (shape.length.max !== undefined && length > shape.length.max) breaks(`have length less than or equal to ${shape.length.max}`);
  }
  if (shape.range) {
    const number = value as number;
    if (shape.range.min !== undefined && number < shape.range.min) breaks(`have value greater than or equal to ${shape.range.min}`);
    if (shape.range.max !== undefined && number > shape.range.max) breaks(`have value less than or equal to ${shape.range.max}`);
  }
  if (shape.pattern && !patternOf(shape.pattern).test(value as string)) breaks(`satisfy regular expression pattern: ${shape.pattern}`);
}

const FITS: Readonly<Record<Shape['type'], (value: unknown) => boolean>> = {
  structure: isObject,
  map: isObject,
  list: Array.isArray,
  string: isString,
  enum: isString,
  boolean: value => typeof value === 'boolean',
  integer: Number.isInteger,
  long: Number.isInteger,
  timestamp: value => typeof value === 'number',
};

function checkJsonType(shape: Shape, value: unknown, path: string): void {
  if (!FITS[shape.type](value)) {
    // The wording of the service names Java classes; it was not recorded.
    throw new ServiceError('SerializationException', `${path || 'The request'} must be a JSON value for ${shape.type}, got ${JSON.stringify(value)}`);
  }
}

/**
 * A pattern holds for the whole value: the service's validators match so, and all but one pattern of the model are anchored anyway
 * (`^(?i)all|[0-9]{12}$`, which would let "allx" pass). `(?i)` is Java's: any case. A pattern that is only anchored at its beginning
 * (of the ARNs of OpsItems, `^…:opsitem`) says how a value begins.
 */
export function regexOf(pattern: string): RegExp {
  const anyCase = pattern.includes('(?i)');
  const isBeginning = pattern.startsWith('^') && !pattern.endsWith('$');
  return new RegExp(`^(?:${forUnicode(pattern.replace('(?i)', ''))})${isBeginning ? '' : '$'}`, anyCase ? 'iu' : 'u');
}

/** Each pattern is compiled once: with \p{L} that takes longer than the rest of a request. */
const compiled = new Map<string, RegExp>();

function patternOf(pattern: string): RegExp {
  const known = compiled.get(pattern) ?? regexOf(pattern);
  compiled.set(pattern, known);
  return known;
}

/** JavaScript's Unicode mode, needed for \p{L}, refuses escapes that Java lets pass. */
function forUnicode(pattern: string): string {
  return pattern.replace(/\\:/g, ':');
}

function lengthOf(value: unknown): number {
  if (typeof value === 'string') return [...value].length; // Smithy counts code points
  return Array.isArray(value) ? value.length : Object.keys(value as object).length;
}

function text(value: unknown): string {
  return Array.isArray(value) ? `[${value.map(text).join(', ')}]` : isObject(value) ? JSON.stringify(value) : String(value);
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}
