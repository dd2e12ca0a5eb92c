import { IResolvable, Token } from 'aws-cdk-lib';
import { DocumentParameter } from './document-parameter';
import { suggestion } from '../content/check/nearest';
import { shapeOf } from '../content/schema/parameters';

/** Something that is wrong with the values of a call, and the parameter that it is about. @internal */
export interface ParameterFault {
  readonly parameter: string;
  readonly message: string;
}

/**
 * What is wrong with the values that a call gives to the parameters of a document, each a list of texts as the API takes them.
 *
 * @param maxLength the most characters that the API takes in one value.
 * @param isGivenElsewhere whether a parameter gets its value in another way, so that none is needed here.
 * @internal
 */
export function parameterFaults(
  parameters: Readonly<Record<string, string[]>>,
  declared: readonly DocumentParameter[],
  maxLength: number,
  isGivenElsewhere?: (name: string) => boolean,
): string[] {
  return faultsByParameter(parameters, declared, maxLength, isGivenElsewhere).map(({ message }) => message);
}

/** The same with the parameters that the faults are about; what is only known later is given as a token. @internal */
export function faultsByParameter(
  parameters: Readonly<Record<string, string[] | IResolvable>>,
  declared: readonly DocumentParameter[],
  maxLength: number,
  isGivenElsewhere: (name: string) => boolean = () => false,
): ParameterFault[] {
  const names = declared.map(({ name }) => name);
  const others = names.length === 0 ? '; the document declares none' : `; declared: ${names.join(', ')}`;
  const unknown = Object.keys(parameters).filter(name => !names.includes(name));
  return [
    ...unknown.map(name => ({ parameter: name, message: `there is no parameter ${JSON.stringify(name)}${suggestion(name, names, others)}` })),
    ...declared.flatMap(parameter => messagesOf(parameter).map(message => ({ parameter: parameter.name, message }))),
  ];

  function messagesOf(parameter: DocumentParameter): string[] {
    const { name } = parameter;
    const values = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (values !== undefined) return valueFaults(parameter, values, maxLength).map(fault => `parameter ${name}: ${fault}`);
    return parameter._render().default === undefined && !isGivenElsewhere(name) ? [`parameter ${name} has no default, a value is needed`] : [];
  }
}

function valueFaults(parameter: DocumentParameter, values: string[] | IResolvable, maxLength: number): string[] {
  if (Token.isUnresolved(values)) return [];
  if (!Array.isArray(values)) return [`the value is ${JSON.stringify(values)}; give a list, such as ["80"]`];
  if (values.length === 0) return ['the list of values is empty; leave the parameter out'];
  const lengths = values.filter(value => !Token.isUnresolved(value) && (value.length < 1 || value.length > maxLength))
    .map(({ length }) => `a value has ${length} characters; 1 to ${maxLength} are allowed`);
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
