import { ValidationError as CdkValidationError } from 'aws-cdk-lib';
import { hasOwnOrder } from '../content/key-order';
import { isPlainMap } from '../content/value';

/** What the jsii runtime of another language says of itself, such as `Python/3.11.7` or `Java/17.0.15`; undefined for JavaScript. */
function host(): string | undefined {
  return process.env.JSII_AGENT;
}

/**
 * An error whose construct people see in every language. JavaScript shows it below the message; of an error that crosses jsii the message is
 * all that people get.
 *
 * @internal
 */
export class ValidationError extends CdkValidationError {
  constructor(...[code, message, scope]: ConstructorParameters<typeof CdkValidationError>) {
    super(code, host() === undefined || scope.node.path === '' ? message : `${scope.node.path}: ${message}`, scope);
  }
}

/**
 * A value that users give, with its maps in an order that is the same in every run. `Map.of` of Java has another order in each, so without this every
 * synthesis would make another text, and every deployment another version of the document. Other languages keep an order, which stays.
 *
 * @internal
 */
export function inLastingOrder<T>(value: T): T {
  return host()?.startsWith('Java/') ? sorted(value) as T : value;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isPlainMap(value) || 'resolve' in value || hasOwnOrder(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1).map(([key, each]) => [key, sorted(each)]));
}
