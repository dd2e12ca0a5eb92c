import { flagOf, RunbookStep } from '../automation/runbook';
import { keysOf } from '../key-order';
import { hasReference } from '../references';
import { ACTIONS } from '../schema/actions/actions';
import { COMMAND_PLUGINS } from '../schema/command-plugins';
import { STEP_KEYS, STEP_NAME } from '../schema/steps';
import { ContentMap, ContentValue, describe, isMap, quote } from '../value';
import { nearest, suggestion } from './nearest';
import { limitOf } from './parameter-values';
import { defineRunbookRule, RunbookContext } from './runbook-rule';

const CODES = {
  'automation/step': { severity: 'error', summary: 'A step of a runbook is not a map.' },
  'automation/step-name': { severity: 'error', summary: 'The name of a step has other characters than letters, digits and "_", or a step in a loop has none of its own.' },
  'automation/shared-step-name': { severity: 'warning', summary: 'A step inside a loop has the name of a step elsewhere; a reference does not say which one it means.' },
  'automation/step-key': { severity: 'warning', summary: 'A step has a key that steps do not have.' },
  'automation/action': { severity: 'error', summary: 'A step has no action, or one that Automation does not have.' },
  'automation/unlisted-action': { severity: 'warning', summary: 'An action that the user guide does not list; Amazon uses some in its own runbooks.' },
  'automation/inputs': { severity: 'error', summary: 'The inputs of a step are missing where the action needs some, or are not a map.' },
  'automation/no-inputs': { severity: 'warning', summary: 'A step without inputs; every step has them, {} when there are none.' },
  'automation/attribute': { severity: 'error', summary: 'A key of a step holds the wrong kind of value.' },
  'automation/attribute-range': { severity: 'warning', summary: 'The attempts or the timeout of a step are out of range.' },
  'automation/timeout': { severity: 'error', summary: 'A step waits longer for approval than the service allows.' },
  'automation/end-and-next': { severity: 'error', summary: 'A step ends the runbook and names a next step.' },
} as const;

type Context = RunbookContext<keyof typeof CODES & string>;

const ACTION_NAMES = [...ACTIONS.keys()];
const BARE_NAMES = ACTION_NAMES.map(name => name.slice('aws:'.length));

/** What every step has, whatever its action. */
export const stepRule = defineRunbookRule({
  codes: CODES,
  check(context) {
    const { runbook, content } = context;
    checkItems(context, isMap(content) ? content.mainSteps : undefined, ['mainSteps']);
    for (const step of runbook.steps) {
      checkName(context, step);
      checkKeys(context, step);
      checkAction(context, step);
      checkInputs(context, step);
      checkAttributes(context, step.content, step);
      if (step.action === 'aws:loop') checkItems(context, step.inputs.Steps, [...step.path, 'inputs', 'Steps']);
    }
  },
});

function checkItems(context: Context, list: ContentValue | undefined, path: readonly (string | number)[]): void {
  if (!Array.isArray(list)) return;
  list.forEach((item, at) => {
    if (!isMap(item) && !context.isUnresolved(item)) {
      context.report('automation/step', [...path, at], `a step is a map with name, action and inputs, found ${describe(item)}`);
    }
  });
}

function checkName(context: Context, step: RunbookStep): void {
  const { name } = step.content;
  const at = [...step.path, 'name'];
  if (context.isUnresolved(name)) return;
  if (name === undefined || name === null || name === '') {
    // In the main list that is found for all documents.
    if (step.loop !== undefined) context.report('automation/step-name', at, 'this step has no name; every step needs one of its own');
    return;
  }
  if (typeof name !== 'string' || !STEP_NAME.test(name)) {
    const hint = typeof name === 'string' ? `; write ${quote(name.replace(/[^a-zA-Z0-9_]+/g, '_'))}` : '';
    context.report('automation/step-name', at, `a step name has letters, digits and "_" only, found ${describe(name)}${hint}`);
    return;
  }
  const first = context.runbook.byName.get(name);
  if (first === undefined || first === step || (first.loop === undefined && step.loop === undefined)) return;
  if (first.loop === step.loop) {
    context.report('automation/step-name', at, `the name ${quote(name)} is that of another step of this loop already; every step needs one of its own`);
  } else {
    // The guide wants names unique in the whole runbook; nothing shows that the service insists.
    context.report('automation/shared-step-name', at, `another step of this runbook is called ${quote(name)} too; give each a name of its own`);
  }
}

function checkKeys(context: Context, step: RunbookStep): void {
  for (const key of keysOf(step.content)) {
    if (STEP_KEYS.includes(key) || context.isUnresolved(key)) continue;
    const near = nearest(key, STEP_KEYS);
    // A missing key that was surely meant says it better.
    if ((near === 'action' || near === 'inputs') && !Object.hasOwn(step.content, near)) continue;
    context.report('automation/step-key', [...step.path, key],
      `a step has no key ${quote(key)}${suggestion(key, STEP_KEYS, `; it has ${STEP_KEYS.join(', ')}`)}`, STEP_KEYS);
  }
}

function checkAction(context: Context, step: RunbookStep): void {
  const { action } = step.content;
  const at = [...step.path, 'action'];
  if (context.isUnresolved(action) || step.grammar !== undefined) return;
  if (typeof action !== 'string' || action === '') {
    const meant = keysOf(step.content).find(key => key !== 'action' && nearest(key, ['action']) !== undefined && !STEP_KEYS.includes(key));
    const found = meant === undefined ? (action === undefined ? 'this step has no action' : `an action is text, found ${describe(action)}`) : `this step has ${quote(meant)} instead of "action"`;
    context.report('automation/action', at, `${found}; actions are ${ACTION_NAMES.join(', ')}`, ACTION_NAMES);
  } else if (COMMAND_PLUGINS.includes(action)) {
    context.report('automation/action', at, `${action} is a plugin of Command documents; a runbook runs a Command document with aws:runCommand`, ACTION_NAMES);
  } else {
    const near = nearest(action.replace(/^aws:/i, ''), BARE_NAMES);
    if (near !== undefined) {
      context.report('automation/action', at, `there is no action ${quote(action)}; did you mean "aws:${near}"?`, ACTION_NAMES);
    } else if (!action.startsWith('aws:')) {
      context.report('automation/action', at, `there is no action ${quote(action)}; actions are ${ACTION_NAMES.join(', ')}`, ACTION_NAMES);
    } else {
      context.report('automation/unlisted-action', at, `the user guide lists no action ${quote(action)}; its inputs and outputs are not checked`, ACTION_NAMES);
    }
  }
}

function checkInputs(context: Context, step: RunbookStep): void {
  const { inputs } = step.content;
  const at = [...step.path, 'inputs'];
  if (context.isUnresolved(inputs) || isMap(inputs)) return;
  if (inputs !== undefined && inputs !== null) {
    context.report('automation/inputs', at, `inputs is a map, found ${describe(inputs)}`);
    return;
  }
  const needed = step.grammar === undefined ? [] : Object.keys(step.grammar.inputs).filter(name => step.grammar!.inputs[name].required);
  const groups = step.grammar?.groups?.filter(({ kind }) => kind === 'exactly-one' || kind === 'at-least-one').map(group => group.inputs.join(' or ')) ?? [];
  const all = [...needed, ...groups];
  if (all.length > 0) {
    context.report('automation/inputs', at, `this step has no inputs; ${step.action} needs ${all.join(', ')}`, needed);
  } else if (step.grammar !== undefined) {
    context.report('automation/no-inputs', at, 'this step has no inputs; write inputs: {}');
  }
}

function checkAttributes(context: Context, content: ContentMap, step: RunbookStep): void {
  const wrong = (key: string, expected: string): void => {
    context.report('automation/attribute', [...step.path, key], `${key} is ${expected}, found ${describe(content[key])}`);
  };
  const given = (key: string): boolean => content[key] !== undefined && content[key] !== null && !context.isUnresolved(content[key]);
  for (const key of ['description', 'nextStep', 'onFailure', 'onCancel']) {
    if (given(key) && typeof content[key] !== 'string' && (key !== 'description' || typeof content[key] === 'object')) wrong(key, 'text');
  }
  for (const key of ['isEnd', 'isCritical']) {
    const value = content[key];
    // Published documents also write flags as text.
    if (given(key) && flagOf(value) === undefined && !(typeof value === 'string' && hasReference(value))) wrong(key, 'true or false');
  }
  for (const key of ['maxAttempts', 'timeoutSeconds']) {
    const value = content[key];
    if (!given(key) || (typeof value === 'string' && hasReference(value))) continue;
    const count = typeof value === 'bigint' ? Number(value) : limitOf(value);
    if (count === undefined || !Number.isInteger(count)) {
      wrong(key, 'a whole number');
    } else if (count < 1) {
      context.report('automation/attribute-range', [...step.path, key], `${key} is a number from 1, found ${count}`);
    } else if (key === 'timeoutSeconds' && count > (step.grammar?.maxTimeoutSeconds ?? Infinity)) {
      // Documents that Amazon publishes have longer ones on other actions, so the service takes them and ends the step earlier.
      context.report(step.action === 'aws:approve' ? 'automation/timeout' : 'automation/attribute-range', [...step.path, key],
        `timeoutSeconds is ${count}; a step of ${step.action} ends after ${step.grammar!.maxTimeoutSeconds} seconds at the latest`);
    }
  }
  if (flagOf(content.isEnd) === true && given('nextStep')) {
    context.report('automation/end-and-next', [...step.path, 'nextStep'],
      'this step ends the runbook (isEnd) and names a next step; the service refuses both together, leave one of them out');
  }
}
