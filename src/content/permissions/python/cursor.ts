import { PythonToken, pythonTokens } from './tokens';

/** Steps after which a script is given up; the longest that SSM takes need a tenth. */
const MOST_WORK = 3_000_000;

/** Thrown when a script takes more steps than any that people write. */
export const EXHAUSTED = new Error('exhausted');

/** A place in the tokens of a script, and the work that was done to come there. */
export class PythonCursor {
  public readonly tokens: readonly PythonToken[];
  private place = 0;
  private work = 0;

  public constructor(text: string) {
    this.tokens = pythonTokens(text);
  }

  public get at(): number {
    return this.place;
  }

  /** Going on counts as work; going back does not, as what is read again counts again. */
  public set at(place: number) {
    if (place > this.place) this.spend(place - this.place);
    this.place = place;
  }

  /** The token here, or some tokens further. */
  public token(ahead = 0): PythonToken | undefined {
    return this.tokens[this.place + ahead];
  }

  /** Count work; throws `EXHAUSTED` when it was too much. */
  public spend(work: number): void {
    this.work += work;
    if (this.work > MOST_WORK) throw EXHAUSTED;
  }

  /** Go past everything up to the end of the statement. */
  public skip(): void {
    while (!this.isEnd()) this.at += 1;
  }

  /** Whether the statement ends here. */
  public isEnd(): boolean {
    return this.place >= this.tokens.length || this.tokens[this.place].kind === 'newline';
  }

  public isWord(word: string): boolean {
    const token = this.tokens[this.place];
    return token?.kind === 'name' && token.text === word;
  }

  public isOperator(operator: string): boolean {
    const token = this.tokens[this.place];
    return token?.kind === 'operator' && token.text === operator;
  }
}
