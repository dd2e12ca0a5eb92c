import { ServiceError } from './service-error';

/** The operations that AWS throttles hard: recorded "Rate exceeded" at about one call in one to two seconds. */
const THROTTLED_OPERATIONS = ['CreateDocument', 'UpdateDocument', 'DeleteDocument'];

/** A token bucket over the throttled operations together; whether AWS counts them together is not known. */
export class RateLimit {
  private tokens: number;
  private filledAt: number;

  public constructor(private readonly perSecond: number, private readonly burst: number, private readonly now: () => number) {
    if (!(perSecond > 0) || !(burst >= 1)) throw new Error(`rate must be above 0 and burst at least 1, got ${perSecond} and ${burst}`);
    this.tokens = burst;
    this.filledAt = now();
  }

  public admit(operation: string): void {
    if (!THROTTLED_OPERATIONS.includes(operation)) return;
    const now = this.now();
    this.tokens = Math.min(this.burst, this.tokens + (now - this.filledAt) / 1000 * this.perSecond);
    this.filledAt = now;
    if (this.tokens < 1) throw new ServiceError('ThrottlingException', 'Rate exceeded');
    this.tokens -= 1;
  }
}
