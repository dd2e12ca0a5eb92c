import type { RetryErrorInfo, RetryStrategyV2, RetryToken } from '@smithy/types';

const FIRST_DELAY = 1_000;
const LONGEST_DELAY = 20_000;
/** How long a policy that was made a moment ago may take until it counts everywhere. */
const PERMISSION_TRIES = 8;
/** What Systems Manager calls it, and what STS does. */
const DENIED = ['AccessDeniedException', 'AccessDenied'];

/** Somebody else changes the same thing just now; it may end at any time, but to the SDK it is a fault of the caller. */
const BUSY = 'TooManyUpdates';

/**
 * Retries for as long as the handler has time: CreateDocument, UpdateDocument and DeleteDocument are throttled at about one call
 * in one to two seconds an account, so the three tries of the SDK's own strategy are over long before a large stack is.
 *
 * A refusal for lack of permission is tried again too, for about a minute: the policy was made moments before.
 */
export class Patience implements RetryStrategyV2 {
  /**
   * @param onTrouble told of every answer that leads to another try.
   * @param isOnce whether a try is only made again that surely did nothing: where each one that does something makes another thing.
   */
  public constructor(private readonly signal: AbortSignal, private readonly onTrouble: (error: unknown) => void, private readonly isOnce = false) {
  }

  public async acquireInitialRetryToken(): Promise<RetryToken> {
    return token(0, 0);
  }

  public async refreshRetryTokenForRetry(last: RetryToken, { error, errorType }: RetryErrorInfo): Promise<RetryToken> {
    const count = last.getRetryCount();
    const name = (error as Error | undefined)?.name ?? '';
    const isWorthIt = DENIED.includes(name) ? count < PERMISSION_TRIES
      : name === BUSY || (this.isOnce ? errorType === 'THROTTLING' : errorType !== 'CLIENT_ERROR');
    if (!isWorthIt || this.signal.aborted) throw new Error('not to be tried again');
    this.onTrouble(error);
    return token(count + 1, backoff(count));
  }

  public recordSuccess(): void {
    // Every call starts patient; nothing is kept from one to the next.
  }
}

/** Half of it is left to chance, so that the handlers of a stack do not come back all at once. */
export function backoff(count: number): number {
  const most = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** count);
  return most / 2 + Math.random() * most / 2;
}

export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', stop, { once: true });
  });
}

function token(count: number, delay: number): RetryToken {
  return { getRetryCount: () => count, getRetryDelay: () => delay };
}
