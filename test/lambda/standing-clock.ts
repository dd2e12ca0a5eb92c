import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';

/** How often the event loop comes round with nothing to do until only time can bring something on. */
const QUIET_TURNS = 3;
/** Published by node:http and node:https, which the SDK and the functions use; not for `fetch`. */
const REQUESTS = 'http.client.request.start';
/** What Node.js calls work that neither a timer nor a request of HTTP stands for: files, names of hosts, connections. */
const WORK = /^(?:FSReq|CloseReq|GetAddrInfoReq|TCPConnect)/;

const { setTimeout: REAL_SET, clearTimeout: REAL_CLEAR, setImmediate: AFTER_EVENTS } = globalThis;

/** What `setTimeout` gives. */
class Timer {
  public constructor(private readonly clock: StandingClock, public due: number, private readonly time: number, public readonly ring: () => void) {
  }

  public ref(): this {
    return this;
  }

  public unref(): this {
    return this;
  }

  public hasRef(): boolean {
    return true;
  }

  public refresh(): this {
    this.due = this.clock.now + this.time;
    return this;
  }
}

/**
 * A clock that stands while anything is under way, and jumps to the next timer when nothing is: no wait takes time, and however slow the
 * machine is, no time limit is reached that the waits before it do not reach. A limit for a request that is never answered is not reached
 * either. `setTimeout` alone is another one; dates are real.
 */
export class StandingClock {
  /** In milliseconds since it was installed. */
  public now = 0;
  private readonly timers = new Set<Timer>();
  private underWay = 0;
  private isLooking = false;

  /** Takes the place of the real one. */
  public install(): void {
    subscribe(REQUESTS, this.onRequest);
    globalThis.setTimeout = this.setTimeout as unknown as typeof setTimeout;
    globalThis.clearTimeout = this.clearTimeout as typeof clearTimeout;
  }

  public uninstall(): void {
    unsubscribe(REQUESTS, this.onRequest);
    globalThis.setTimeout = REAL_SET;
    globalThis.clearTimeout = REAL_CLEAR;
  }

  /** Does something, then forgets the timers that it leaves behind, as a function stands still once it has ended. */
  public async during<Result>(act: () => Promise<Result>): Promise<Result> {
    const before = new Set(this.timers);
    try {
      return await act();
    } finally {
      for (const timer of this.timers) if (!before.has(timer)) this.timers.delete(timer);
    }
  }

  private readonly setTimeout = (callback: (...given: unknown[]) => void, time = 0, ...given: unknown[]): Timer => {
    const timer = new Timer(this, this.now + time, time, () => callback(...given));
    this.timers.add(timer);
    this.look();
    return timer;
  };

  private readonly clearTimeout = (timer: unknown): void => {
    if (timer instanceof Timer) this.timers.delete(timer);
    else REAL_CLEAR(timer as NodeJS.Timeout);
  };

  private readonly onRequest = (message: unknown): void => {
    this.underWay += 1;
    (message as { request: ClientRequest }).request.once('close', () => {
      this.underWay -= 1;
      this.look();
    });
  };

  /** Sees whether there is nothing but to let time go by. */
  private look(): void {
    if (this.isLooking) return;
    this.isLooking = true;
    let quiet = 0;
    const turn = (): void => {
      if (this.underWay > 0 || this.timers.size === 0) {
        this.isLooking = false;
        return;
      }
      quiet = process.getActiveResourcesInfo().some(name => WORK.test(name)) ? 0 : quiet + 1;
      if (quiet >= QUIET_TURNS) {
        quiet = 0;
        AFTER_EVENTS(turn);
        this.ringNext();
      } else {
        AFTER_EVENTS(turn);
      }
    };
    AFTER_EVENTS(turn);
  }

  private ringNext(): void {
    const next = [...this.timers].reduce((one, other) => other.due < one.due ? other : one);
    this.timers.delete(next);
    this.now = Math.max(this.now, next.due);
    next.ring();
  }
}
