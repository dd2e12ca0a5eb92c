import { createHash } from 'node:crypto';
import type { Origin } from '../operation';

/**
 * The token by which the service tells a request that comes again from another one. CloudFormation's own id of the request is in it: a try that
 * is made again, by the SDK or by Lambda, has the same; what is asked for later, even with the same input, has not.
 *
 * That the service answers a token that comes again with the execution it started is what "idempotency token" means; it is not verified.
 */
export function clientToken({ stackId, logicalId, requestId }: Origin): string {
  const hash = createHash('sha256').update(JSON.stringify([stackId, logicalId, requestId])).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
