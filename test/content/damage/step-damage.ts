import { DamageKind, Place, place } from './damage';
import { misspell, remove, renameKey, set } from './edit';
import { withApproval, withChosenValues } from './prepared';
import { PlacedStep, stepsOf } from './runbook';
import { ContentMap } from '../../../src/content/value';

function toSteps(kind: string, certain: boolean, damage: (content: ContentMap, step: PlacedStep) => Place | undefined, prepare?: DamageKind['prepare']): DamageKind {
  return {
    kind,
    certain,
    prepare,
    * places(content) {
      for (const step of stepsOf(content)) {
        const found = damage(content, step);
        if (found !== undefined) yield found;
      }
    },
  };
}

/** The longest timeout of actions that have one, in seconds, as the guide gives it. */
const MAX_TIMEOUTS: Readonly<Record<string, number>> = {
  'aws:approve': 2592000, 'aws:executeScript': 600, 'aws:executeAwsApi': 25, 'aws:invokeLambdaFunction': 300,
};

/** Steps as such: names, actions and the attributes that every step has. */
export const STEP_DAMAGE: readonly DamageKind[] = [
  toSteps('duplicate step name', true, (content, { path, list, index, inner }) => {
    const other = list[index - 1] as ContentMap | undefined;
    return inner || typeof other?.name !== 'string' ? undefined : place([...path, 'name'], () => set(content, [...path, 'name'], other.name));
  }),
  toSteps('step name with a space', true, (content, { path, name }) =>
    place([...path, 'name'], () => set(content, [...path, 'name'], `${name} Now`))),
  toSteps('step name with a hyphen', true, (content, { path, name }) =>
    place([...path, 'name'], () => set(content, [...path, 'name'], `${name}-1`))),
  toSteps('step without name', true, (content, { path }) =>
    place([path, [...path, 'name']], () => remove(content, [...path, 'name']))),
  toSteps('step without action', true, (content, { path }) =>
    place([path, [...path, 'action']], () => remove(content, [...path, 'action']))),
  // The service refuses actions that it does not know, but it knows more of them than its guide.
  toSteps('misspelt action', false, (content, { path, action }) =>
    place([...path, 'action'], () => set(content, [...path, 'action'], misspell(action)))),
  toSteps('action in the wrong case', false, (content, { path, action }) =>
    place([...path, 'action'], () => set(content, [...path, 'action'], action.toLowerCase() === action ? action.toUpperCase() : action.toLowerCase()))),
  toSteps('action without aws:', true, (content, { path, action }) =>
    place([...path, 'action'], () => set(content, [...path, 'action'], action.slice('aws:'.length)))),
  toSteps('step without inputs', true, (content, { path, action }) => action === 'aws:pause'
    ? undefined
    : place([path, [...path, 'inputs']], () => remove(content, [...path, 'inputs']))),
  ...['onFailure', 'timeoutSeconds', 'maxAttempts', 'outputs', 'isEnd', 'description'].map(key =>
    toSteps(`misspelt key of a step: ${key}`, false, (content, { step, path }) => step[key] === undefined
      ? undefined
      : place([...path, misspell(key)], () => renameKey(content, [...path, key], misspell(key))))),
  toSteps('timeoutSeconds is no number', true, (content, { path }) =>
    place([...path, 'timeoutSeconds'], () => set(content, [...path, 'timeoutSeconds'], '10 minutes'))),
  toSteps('timeoutSeconds below 1', false, (content, { path }) =>
    place([...path, 'timeoutSeconds'], () => set(content, [...path, 'timeoutSeconds'], -1))),
  toSteps('timeoutSeconds over the limit of the action', false, (content, { path, action }) => MAX_TIMEOUTS[action] === undefined
    ? undefined
    : place([...path, 'timeoutSeconds'], () => set(content, [...path, 'timeoutSeconds'], MAX_TIMEOUTS[action] + 1))),
  // Whether the service refuses it or ends the step then is not documented.
  toSteps('approval that waits longer than 30 days', false, (content, { path, action }) => action !== 'aws:approve'
    ? undefined
    : place([...path, 'timeoutSeconds'], () => set(content, [...path, 'timeoutSeconds'], 31 * 86400)), withApproval),
  toSteps('maxAttempts of 0', false, (content, { path }) =>
    place([...path, 'maxAttempts'], () => set(content, [...path, 'maxAttempts'], 0))),
  toSteps('maxAttempts is no number', true, (content, { path }) =>
    place([...path, 'maxAttempts'], () => set(content, [...path, 'maxAttempts'], 'three'))),
  toSteps('inputs is a list', true, (content, { path, inputs }) => Object.keys(inputs).length === 0
    ? undefined
    : place([...path, 'inputs'], () => set(content, [...path, 'inputs'], Object.entries(inputs).map(([key, value]) => ({ [key]: value }))))),
  toSteps('input written beside inputs', false, (content, { path, action, inputs }) => {
    if (action !== 'aws:executeScript' || inputs.Runtime === undefined) return undefined;
    return place([...path, 'Runtime'], () => set(remove(content, [...path, 'inputs', 'Runtime']), [...path, 'Runtime'], inputs.Runtime));
  }, withChosenValues),
];
