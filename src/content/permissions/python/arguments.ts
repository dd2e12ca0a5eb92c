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
    const items = values.flatMap(each => each.kind === 'container' && each.keys?.size !== 0 && each.keys === undefined ? each.items : [each]);
    const texts = items.flatMap(each => each.kind === 'text' ? [each.text] : []);
    inputs[name] = texts.length === 0 || texts.length < items.length ? '*' : texts;
  }
  return inputs;
}
