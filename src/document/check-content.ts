import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { Construct } from 'constructs';
import { ValidationError } from './host-language';
import { describe } from '../content/value';

/**
 * Errors when a value is no content, as nothing checks types in JavaScript.
 *
 * @internal
 */
export function checkContent(scope: Construct, id: string, content: unknown): void {
  if (typeof content === 'object' && content !== null && '_value' in content) return;
  throw new ValidationError(lit`ContentIsNoContent`,
    `the content of ${JSON.stringify(id)} is ${describe(content)}; use Content.fromFile, Content.fromString or Content.fromObject`, scope);
}
