import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';

const claims = new WeakMap<Stack, Map<string, Construct>>();

/**
 * Claim something that only one construct of a stack can see to, such as the default version of a document.
 *
 * @returns the construct that claimed it before.
 * @internal
 */
export function claim(construct: Construct, ...thing: readonly string[]): Construct | undefined {
  const stack = Stack.of(construct);
  const claimed = claims.get(stack) ?? new Map<string, Construct>();
  claims.set(stack, claimed);
  const key = JSON.stringify(stack.resolve(thing));
  const other = claimed.get(key);
  if (other === undefined) claimed.set(key, construct);
  return other;
}
