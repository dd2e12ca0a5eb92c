import type { RetryErrorInfo, RetryToken } from '@smithy/types';
import * as fc from 'fast-check';
import { backoff, Patience } from '../../../lambda/shared/patience';

const troubles: unknown[] = [];

function named(name: string): RetryErrorInfo['error'] {
  return Object.assign(new Error(), { name, cause: undefined });
}

async function tries(error: RetryErrorInfo, most = 50, signal = new AbortController().signal): Promise<number[]> {
  const patience = new Patience(signal, trouble => troubles.push(trouble));
  let token: RetryToken = await patience.acquireInitialRetryToken();
  const delays: number[] = [];
  while (delays.length < most) {
    try {
      token = await patience.refreshRetryTokenForRetry(token, error);
      delays.push(token.getRetryDelay());
    } catch {
      break;
    }
  }
  return delays;
}

test('what may pass is tried again for as long as there is time', async () => {
  for (const errorType of ['THROTTLING', 'TRANSIENT', 'SERVER_ERROR'] as const) expect(await tries({ errorType })).toHaveLength(50);
});

test('so is what somebody else changes at the same time', async () => {
  expect(await tries({ errorType: 'CLIENT_ERROR', error: named('TooManyUpdates') })).toHaveLength(50);
});

test('a permission that is missing gets about a minute, a wrong request nothing', async () => {
  const denied = await tries({ errorType: 'CLIENT_ERROR', error: named('AccessDeniedException') });
  const total = denied.reduce((sum, delay) => sum + delay, 0);
  expect(denied).toHaveLength(8);
  expect(total).toBeGreaterThan(40_000);
  expect(total).toBeLessThan(100_000);
  expect(await tries({ errorType: 'CLIENT_ERROR', error: named('InvalidDocument') })).toEqual([]);
});

test('nothing is tried again when time is up', async () => {
  expect(await tries({ errorType: 'THROTTLING' }, 50, AbortSignal.abort())).toEqual([]);
});

test('who asks is told of the trouble', async () => {
  troubles.length = 0;
  const error = named('ThrottlingException');
  await tries({ errorType: 'THROTTLING', error }, 3);
  expect(troubles).toEqual([error, error, error]);
});

test('delays double up to 20 seconds, and are spread', () => {
  fc.assert(fc.property(fc.nat({ max: 1_000 }), count => {
    const most = Math.min(20_000, 1_000 * 2 ** count);
    const delay = backoff(count);
    expect(delay).toBeGreaterThanOrEqual(most / 2);
    expect(delay).toBeLessThanOrEqual(most);
  }));
  expect(new Set(Array.from({ length: 20 }, () => backoff(5))).size).toBeGreaterThan(15);
});

test('where each try makes another thing, only one that surely made nothing is made again', async () => {
  const once = async (error: RetryErrorInfo) => {
    const patience = new Patience(new AbortController().signal, () => undefined, true);
    return patience.refreshRetryTokenForRetry(await patience.acquireInitialRetryToken(), error).then(() => 'again', () => 'not again');
  };
  expect(await once({ errorType: 'THROTTLING' })).toBe('again');
  expect(await once({ errorType: 'CLIENT_ERROR', error: named('AccessDeniedException') })).toBe('again');
  expect(await once({ errorType: 'CLIENT_ERROR', error: named('TooManyUpdates') })).toBe('again');
  expect(await once({ errorType: 'CLIENT_ERROR', error: named('ValidationException') })).toBe('not again');
  expect(await once({ errorType: 'TRANSIENT' })).toBe('not again');
  expect(await once({ errorType: 'SERVER_ERROR' })).toBe('not again');
});
