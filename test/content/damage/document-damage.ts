import { DamageKind, place } from './damage';
import { remove, renameKey, set } from './edit';
import { withAwsScript } from './prepared';
import { stepsOf } from './runbook';
import { ContentMap } from '../../../src/content/value';

/** Damage to a key at the top of the content. */
function toKey(kind: string, certain: boolean, key: string, damage: (content: ContentMap) => ContentMap, ...alsoAt: string[]): DamageKind {
  return {
    kind,
    certain,
    * places(content) {
      if (content[key] !== undefined) yield place([[key], ...alsoAt.map(each => each === '' ? [] : [each])], () => damage(content));
    },
  };
}

function misspeltKey(key: string, written: string, certain: boolean): DamageKind {
  return {
    kind: `top-level key ${key} written as ${written}`,
    certain,
    * places(content) {
      if (content[key] !== undefined) yield place([written], () => renameKey(content, [key], written));
    },
  };
}

/** The document as a whole. */
export const DOCUMENT_DAMAGE: readonly DamageKind[] = [
  toKey('schemaVersion of another document type', true, 'schemaVersion', content => set(content, ['schemaVersion'], '2.2')),
  toKey('schemaVersion as a number', false, 'schemaVersion', content => set(content, ['schemaVersion'], 0.3)),
  toKey('no schemaVersion', true, 'schemaVersion', content => remove(content, ['schemaVersion']), ''),
  toKey('mainSteps empty', true, 'mainSteps', content => set(content, ['mainSteps'], [])),
  toKey('no mainSteps', true, 'mainSteps', content => remove(content, ['mainSteps']), ''),
  toKey('mainSteps as a map', true, 'mainSteps', content =>
    set(content, ['mainSteps'], Object.fromEntries(stepsOf(content).map(({ step, name }) => [name, step])))),
  misspeltKey('parameters', 'parameter', false),
  misspeltKey('outputs', 'output', false),
  misspeltKey('assumeRole', 'AssumeRole', false),
  toKey('parameters as a list', true, 'parameters', content => set(content, ['parameters'], ['InstanceId'])),
  toKey('outputs as a text', true, 'outputs', content => set(content, ['outputs'], 'first.Output')),
  {
    // Steps of other actions run as whoever starts the runbook; scripts have no credentials at all.
    kind: 'no assumeRole where a script calls AWS',
    certain: false,
    prepare: withAwsScript,
    * places(content) {
      if (content.assumeRole === undefined || !stepsOf(content).some(({ inputs }) => /^import boto3$/m.test(String(inputs.Script)))) return;
      yield place([['assumeRole'], []], () => remove(content, ['assumeRole']));
    },
  },
];
