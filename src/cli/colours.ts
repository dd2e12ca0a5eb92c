import { Io, Output } from './io';

export type Paint = (text: string) => string;

/** How things are set apart on a terminal. */
export interface Colours {
  readonly error: Paint;
  readonly warning: Paint;
  readonly faint: Paint;
}

/** Colours where a person looks: on a terminal, unless NO_COLOR or FORCE_COLOR say otherwise. */
export function coloursFor(output: Output, env: Io['env']): Colours {
  const paint = wantsColours(output, env)
    ? (code: number): Paint => text => `\u001b[${code}m${text}\u001b[${code < 30 ? 22 : 39}m`
    : (): Paint => text => text;
  return { error: paint(31), warning: paint(33), faint: paint(2) };
}

function wantsColours(output: Output, env: Io['env']): boolean {
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  return output.isTerminal && env.TERM !== 'dumb';
}
