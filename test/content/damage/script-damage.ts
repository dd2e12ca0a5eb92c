import { DamageKind, Place, place } from './damage';
import { misspell, remove, set } from './edit';
import { withAttachment, withCommand, withScript } from './prepared';
import { parametersOf, PlacedStep, stepsOf } from './runbook';
import { keysOf } from '../../../src/content/key-order';
import { ContentMap, isMap } from '../../../src/content/value';

function toScripts(
  kind: string,
  certain: boolean,
  damage: (content: ContentMap, step: PlacedStep & { readonly script: string; readonly handler: string }) => Place | undefined,
): DamageKind {
  return {
    kind,
    certain,
    prepare: withScript,
    * places(content) {
      for (const step of stepsOf(content)) {
        const { Script: script, Handler: handler, Runtime: runtime } = step.inputs;
        if (step.action !== 'aws:executeScript' || typeof script !== 'string' || typeof handler !== 'string' || !String(runtime).startsWith('python')) continue;
        const found = damage(content, { ...step, script, handler });
        if (found !== undefined) yield found;
      }
    },
  };
}

/** A String parameter that takes any text. */
function openParameterOf(content: ContentMap): string | undefined {
  const parameters = parametersOf(content);
  return keysOf(parameters).find(name => {
    const definition = parameters[name];
    return /^\w+$/.test(name) && isMap(definition) && definition.type === 'String' && definition.allowedPattern === undefined && definition.allowedValues === undefined;
  });
}

const CURRENT_RUNTIMES = ['python3.10', 'python3.11', 'python3.12'];

/** Scripts: their handlers, runtimes and files. */
export const SCRIPT_DAMAGE: readonly DamageKind[] = [
  toScripts('handler that the script does not define', true, (content, { path, handler, script }) => new RegExp(`def\\s+${handler}\\s*\\(`).test(script)
    ? place([[...path, 'inputs', 'Handler'], [...path, 'inputs', 'Script']], () => set(content, [...path, 'inputs', 'Handler'], misspell(handler)))
    : undefined),
  toScripts('handler renamed in the script alone', true, (content, { path, handler, script }) => {
    const definition = new RegExp(`def\\s+${handler}\\s*\\(`, 'g');
    return script.match(definition)?.length === 1
      ? place([[...path, 'inputs', 'Handler'], [...path, 'inputs', 'Script']],
        () => set(content, [...path, 'inputs', 'Script'], script.replace(definition, `def ${handler}_v2(`)))
      : undefined;
  }),
  toScripts('Python script without Handler', true, (content, { path }) =>
    place([path, [...path, 'inputs'], [...path, 'inputs', 'Handler']], () => remove(content, [...path, 'inputs', 'Handler']))),
  toScripts('PowerShell script with Handler', false, (content, { path }) =>
    place([[...path, 'inputs', 'Handler']], () => set(content, [...path, 'inputs', 'Runtime'], 'PowerShell 7.4'))),
  toScripts('runtime with a space', false, (content, { path }) =>
    place([...path, 'inputs', 'Runtime'], () => set(content, [...path, 'inputs', 'Runtime'], 'python 3.11'))),
  toScripts('runtime that does not exist', false, (content, { path }) =>
    place([...path, 'inputs', 'Runtime'], () => set(content, [...path, 'inputs', 'Runtime'], 'nodejs20.x'))),
  toScripts('runtime that is not offered any more', false, (content, { path, inputs }) => CURRENT_RUNTIMES.includes(String(inputs.Runtime))
    ? place([...path, 'inputs', 'Runtime'], () => set(content, [...path, 'inputs', 'Runtime'], 'python3.6'))
    : undefined),
  toScripts('script over 100 KB', true, (content, { path, script }) =>
    place([...path, 'inputs', 'Script'], () => set(content, [...path, 'inputs', 'Script'], `${script}\n${'# padding\n'.repeat(11_000)}`))),
  toScripts('script as a list of lines', true, (content, { path, script }) =>
    place([...path, 'inputs', 'Script'], () => set(content, [...path, 'inputs', 'Script'], script.split('\n')))),
  toScripts('neither Script nor Attachment', true, (content, { path }) =>
    place([path, [...path, 'inputs'], [...path, 'inputs', 'Script'], [...path, 'inputs', 'Attachment']], () => remove(content, [...path, 'inputs', 'Script']))),
  // The guide wants the checksums; documents of the corpus live without.
  toScripts('attachment that files does not list', false, (content, { path, handler }) => content.files !== undefined
    ? undefined
    : place([[...path, 'inputs', 'Attachment'], ['files']], () => {
      const moved = set(remove(content, [...path, 'inputs', 'Script']), [...path, 'inputs', 'Attachment'], 'code.py');
      return set(moved, [...path, 'inputs', 'Handler'], `code.${handler}`);
    })),
  {
    kind: 'file without checksums',
    certain: true,
    prepare: withAttachment,
    * places(content) {
      if (!isMap(content.files)) return;
      for (const file of keysOf(content.files)) {
        yield place([['files', file], ['files', file, 'checksums'], ['files', file, 'checksums', 'sha256']], () => set(content, ['files', file], {}));
      }
    },
  },
  {
    kind: 'misspelt attachment',
    certain: true,
    prepare: withAttachment,
    * places(content) {
      if (!isMap(content.files)) return;
      for (const { inputs, path } of stepsOf(content)) {
        const { Attachment: file } = inputs;
        if (typeof file !== 'string') continue;
        yield place([...path, 'inputs', 'Attachment'], () => set(content, [...path, 'inputs', 'Attachment'], misspell(file)));
      }
    },
  },
  toScripts('parameter that takes any text put into a script', false, (content, { path, script }) => {
    const open = script.includes('{{') ? undefined : openParameterOf(content);
    return open === undefined
      ? undefined
      : place([[...path, 'inputs', 'Script'], ['parameters', open]],
        () => set(content, [...path, 'inputs', 'Script'], `target = "{{ ${open} }}"\n${script}`));
  }),
  {
    kind: 'parameter that takes any text put into a command',
    certain: false,
    prepare: withCommand,
    * places(content) {
      const open = openParameterOf(content);
      if (open === undefined) return;
      for (const { action, inputs, path } of stepsOf(content)) {
        if (action !== 'aws:runCommand' || !isMap(inputs.Parameters) || !Array.isArray(inputs.Parameters.commands)) continue;
        const at = [...path, 'inputs', 'Parameters', 'commands', inputs.Parameters.commands.length];
        yield place([at, at.slice(0, -1), ['parameters', open]],
          () => set(content, at.slice(0, -1), [...(inputs.Parameters as ContentMap).commands as string[], `rm -rf /srv/{{ ${open} }}`]));
      }
    },
  },
];
