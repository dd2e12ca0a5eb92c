import { Output } from './io';

const ENOUGH_FILES = 50;
const INTERVAL = 100;

/** A line on the terminal that says how far the command is; it is gone when the command is done. */
export class Progress {
  private isShown = false;
  private nextAt: number;

  constructor(private readonly output: Output, private readonly total: number, private readonly now: () => number = Date.now) {
    this.nextAt = now() + INTERVAL;
  }

  public step(done: number): void {
    if (!this.output.isTerminal || this.total < ENOUGH_FILES || this.now() < this.nextAt) return;
    this.nextAt = this.now() + INTERVAL;
    this.isShown = true;
    this.output.write(`\r${done} of ${this.total} files`);
  }

  /** Take the line away, before something else is written. */
  public clear(): void {
    if (!this.isShown) return;
    this.isShown = false;
    this.output.write('\r\u001b[2K');
  }
}
