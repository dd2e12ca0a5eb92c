import { ScriptInputs } from './findings';
import { PythonValues } from './values';

/** The arguments of a call. */
export interface PythonArguments {
  readonly positional: readonly PythonValues[];
  readonly named: ReadonlyMap<string, PythonValues>;
  /** Whether `*args` or `**kwargs` hide some. */
  readonly isOpen: boolean;
}

/** What the arguments of an operation say of its inputs. */
export function inputsOf({ named, positional, isOpen }: PythonArguments, leaveOut: readonly string[]): ScriptInputs | undefined {
  if (isOpen || positional.length > 0) return undefined;
  const inputs: Record<string, string | string[]> = {};
  for (const [name, values] of named) {
    if (leaveOut.includes(name)) continue;
    inputs[name] = textsOf(values) ?? '*';
  }
  return inputs;
}

/** More texts for one input are given up: they are no more than all that there are. */
const MOST_TEXTS = 1_000;

/** The texts that values are, or that the lists among them hold; undefined where there is none, or something else as well. */
function textsOf(values: PythonValues): string[] | undefined {
  const texts: string[] = [];
  for (const value of values) {
    const items = value.kind === 'container' && value.keys === undefined ? value.items : [value];
    for (const item of items) {
      if (item.kind !== 'text' || texts.length === MOST_TEXTS) return undefined;
      texts.push(item.text);
    }
  }
  return texts.length === 0 ? undefined : texts;
}
