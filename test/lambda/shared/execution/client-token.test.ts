import * as fc from 'fast-check';
import { clientToken } from '../../../../lambda/shared/execution/client-token';
import type { Origin } from '../../../../lambda/shared/operation';

const ORIGIN: Origin = { stackId: 'stack', logicalId: 'Resource', requestId: 'request' };

test('a request that comes again has the same token, any other has another', () => {
  const token = clientToken(ORIGIN);
  expect(clientToken({ requestId: 'request', logicalId: 'Resource', stackId: 'stack' })).toBe(token);
  const others = [{ stackId: 'other' }, { logicalId: 'Other' }, { requestId: 'other' }].map(some => clientToken({ ...ORIGIN, ...some }));
  expect(new Set([token, ...others]).size).toBe(4);
  expect(clientToken({ stackId: 'st', logicalId: 'ackResource', requestId: 'request' })).not.toBe(token);
});

test('it is a UUID, as the API asks for', () => {
  fc.assert(fc.property(fc.record({ stackId: fc.string(), logicalId: fc.string(), requestId: fc.uuid() }), origin => {
    expect(clientToken(origin)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  }));
});
