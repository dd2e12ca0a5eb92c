import { Token, Tokenization, ValidationError } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { IConstruct } from 'constructs';
import { jsonQuote, shellQuote } from './shell-quote';
import { suggestion } from '../content/check/nearest';
import { shapeOf } from '../content/schema/parameters';
import { deployTimeList } from '../document/deploy-time-text';
import { DocumentParameter } from '../document/document-parameter';

/** The limits of the StartSession operation. */
const MAX_TARGET = 400;
const MAX_REASON = 256;
const MAX_VALUE = 65_535;

/** A call of StartSession. */
export interface SessionStart {
  readonly target: string;
  readonly documentName: string;
  readonly parameters?: Record<string, string[]>;
  readonly reason?: string;
}

/** The request with the names of the API. */
export function startSessionRequest({ target, documentName, parameters, reason }: SessionStart): Record<string, any> {
  return {
    Target: target,
    DocumentName: documentName,
    ...hasEntries(parameters) ? { Parameters: parameters } : {},
    ...reason === undefined ? {} : { Reason: reason },
  };
}

/** The line for a POSIX shell. */
export function startSessionCommand({ target, documentName, parameters, reason }: SessionStart): string {
  return [
    'aws ssm start-session',
    option('target', target),
    option('document-name', documentName),
    ...hasEntries(parameters) ? [option('parameters', parametersAsJson(parameters))] : [],
    ...reason === undefined ? [] : [option('reason', reason)],
  ].join(' ');
}

/** One error with everything that is wrong with a call, as far as it is known before deployment. */
export function checkSessionStart(scope: IConstruct, start: SessionStart, declared: readonly DocumentParameter[]): void {
  const faults = [...textFaults('target', start.target, MAX_TARGET), ...textFaults('reason', start.reason, MAX_REASON), ...parameterFaults(start, declared)];
  if (faults.length > 0) {
    throw new ValidationError(lit`InvalidSessionStart`,
      `a session cannot be started like this:${faults.length === 1 ? ` ${faults[0]}` : faults.map(fault => `\n  - ${fault}`).join('')}`, scope);
  }
}

/** What only a command line cannot hold. */
export function checkCommandLine(scope: IConstruct, { target, reason }: SessionStart): void {
  for (const [name, text] of Object.entries({ target, reason })) {
    if (text !== undefined && /^fileb?:\/\//.test(text)) {
      throw new ValidationError(lit`InvalidSessionStart`,
        `${name} is ${JSON.stringify(text)}, and the AWS CLI would send the content of that file instead; begin with something else than "file://"`, scope);
    }
  }
}

function textFaults(name: string, text: string | undefined, max: number): string[] {
  if (text === undefined || Token.isUnresolved(text)) return [];
  const shown = JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
  if (text.length < 1 || text.length > max) return [`${name} is ${shown}, which has ${text.length} characters; 1 to ${max} are allowed`];
  return /[\0\n\r]/.test(text) ? [`${name} is ${shown}; line breaks and NUL are not allowed`] : [];
}

function parameterFaults({ parameters = {} }: SessionStart, declared: readonly DocumentParameter[]): string[] {
  const names = declared.map(({ name }) => name);
  const others = names.length === 0 ? '; the document declares none' : `; declared: ${names.join(', ')}`;
  const unknown = Object.keys(parameters).filter(name => !names.includes(name));
  return [
    ...unknown.map(name => `there is no parameter ${JSON.stringify(name)}${suggestion(name, names, others)}`),
    ...declared.flatMap(parameter => {
      const values = Object.hasOwn(parameters, parameter.name) ? parameters[parameter.name] : undefined;
      if (values !== undefined) return valueFaults(parameter, values).map(fault => `parameter ${parameter.name}: ${fault}`);
      return parameter._render().default === undefined ? [`parameter ${parameter.name} has no default, a value is needed`] : [];
    }),
  ];
}

function valueFaults(parameter: DocumentParameter, values: string[]): string[] {
  if (Token.isUnresolved(values)) return [];
  if (!Array.isArray(values)) return [`the value is ${JSON.stringify(values)}; give a list, such as ["80"]`];
  if (values.length === 0) return ['the list of values is empty; leave the parameter out'];
  const lengths = values.filter(value => !Token.isUnresolved(value) && (value.length < 1 || value.length > MAX_VALUE))
    .map(({ length }) => `a value has ${length} characters; 1 to ${MAX_VALUE} are allowed`);
  if (lengths.length > 0) return lengths;
  const shape = shapeOf(parameter.parameterType);
  if (shape === 'text-list') return parameter.validate(values);
  if (values.length > 1) return [`${values.length} values are given; a parameter of type ${parameter.parameterType} takes one`];
  const [value] = values;
  return Token.isUnresolved(value) || shape === 'text' || shape === 'integer' ? parameter.validate(value) : parameter.validate(readJson(value));
}

/** Flags and maps are given as JSON. */
function readJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function parametersAsJson(parameters: Record<string, string[]>): string {
  const entries = Object.entries(parameters).map(([name, values]) => {
    const list = Token.isUnresolved(values) ? Tokenization.reverseList(values) : undefined;
    return `${jsonQuote(name)}:${list === undefined ? `[${values.map(jsonQuote).join(',')}]` : deployTimeList(list, 'JSON')}`;
  });
  return `{${entries.join(',')}}`;
}

/** The CLI takes a value that begins with a dash for another option, unless "=" stands before it. */
function option(name: string, value: string): string {
  return `--${name}${value.startsWith('-') ? '=' : ' '}${shellQuote(value)}`;
}

function hasEntries(parameters: Record<string, string[]> | undefined): parameters is Record<string, string[]> {
  return parameters !== undefined && Object.keys(parameters).length > 0;
}
