import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { Construct } from 'constructs';
import { DocumentParameter } from './document-parameter';
import { ValidationError } from './host-language';
import { suggestion } from '../content/check/nearest';
import { keysOf } from '../content/key-order';
import { isMap } from '../content/value';

/**
 * A parameter that a content declares. Errors when there is none of that name.
 *
 * @internal
 */
export function declaredParameter(scope: Construct, content: unknown, name: string): DocumentParameter {
  const parameters = declaredParameters(content);
  const found = parameters.find(parameter => parameter.name === name);
  if (found !== undefined) return found;
  const names = parameters.map(parameter => parameter.name);
  const others = names.length === 0 ? '; it declares none' : `; declared: ${names.join(', ')}`;
  throw new ValidationError(lit`NoSuchParameter`, `the content declares no parameter ${JSON.stringify(name)}${suggestion(name, names, others)}`, scope);
}

/**
 * The parameters that a content declares.
 *
 * @internal
 */
export function declaredParameters(content: unknown): DocumentParameter[] {
  const { parameters } = isMap(content) ? content : {};
  if (!isMap(parameters)) return [];
  return keysOf(parameters).flatMap(name => {
    const definition = parameters[name];
    return isMap(definition) ? [DocumentParameter._of(name, definition)] : [];
  });
}
