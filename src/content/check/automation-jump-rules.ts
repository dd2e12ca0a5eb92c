import { jumpsOf } from '../automation/graph';
import { Runbook, RunbookStep } from '../automation/runbook';
import { Path } from '../path';
import { ON_CANCEL, ON_FAILURE, STEP_PREFIX } from '../schema/steps';
import { quote } from '../value';
import { listed, nearest, suggestion } from './nearest';
import { defineRunbookRule, RunbookContext } from './runbook-rule';

const CODES = {
  'automation/on-failure': { severity: 'error', summary: 'onFailure is none of Abort, Continue and step:Name.' },
  'automation/on-cancel': { severity: 'error', summary: 'onCancel is neither Abort nor step:Name.' },
  'automation/on-cancel-target': { severity: 'error', summary: 'onCancel leads to a step whose action the service does not allow there.' },
  'automation/on-cancel-refused': { severity: 'warning', summary: 'onCancel on a step whose action does not support it.' },
  'automation/unknown-step': { severity: 'error', summary: 'A step is named that the runbook does not have.' },
  'automation/jump-into-loop': { severity: 'warning', summary: 'A jump from outside of a loop to a step inside it.' },
} as const;

type Context = RunbookContext<keyof typeof CODES & string>;

/** Where a step goes on: on success, on failure and when the run is cancelled. */
export const jumpRule = defineRunbookRule({
  codes: CODES,
  check(context) {
    const { runbook } = context;
    for (const step of runbook.steps) {
      checkWords(context, step, 'onFailure', ON_FAILURE, 'automation/on-failure');
      checkWords(context, step, 'onCancel', ON_CANCEL, 'automation/on-cancel');
      const { onCancel } = step.content;
      if (step.grammar?.refusesOnCancel === true && onCancel !== undefined && onCancel !== null) {
        // Documents that Amazon publishes have it on steps of aws:updateVariable, so the service lets it stand.
        context.report('automation/on-cancel-refused', [...step.path, 'onCancel'], `${step.action} does not support onCancel, which has no effect here`);
      }
      for (const { path, kind, target } of jumpsOf(step, context.isUnresolved)) {
        if (target === undefined) continue;
        const to = runbook.byName.get(target);
        if (to === undefined) {
          if (runbook.hasAllNames) reportUnknown(context, path, target);
          continue;
        }
        if (kind === 'cancel' && to.grammar?.isNoCancelTarget === true && step.grammar?.refusesOnCancel !== true) {
          context.report('automation/on-cancel-target', path, `onCancel leads to ${quote(target)}, a step of ${to.action}; the service does not allow that action there`);
        }
        // Not documented; the steps of a loop "function like a nested runbook", whose steps nobody else sees.
        if (!isAround(to.loop, step)) {
          context.report('automation/jump-into-loop', path, `${quote(target)} is a step inside the loop ${quote(to.loop?.name ?? '')}; only steps of that loop can jump to it`);
        }
      }
    }
  },
});

/** What to say after the name of a step that does not exist. */
export function stepSuggestion(runbook: Runbook, name: string): string {
  return suggestion(name, runbook.names, `; steps are ${listed(runbook.names)}`);
}

function reportUnknown(context: Context, path: Path, target: string): void {
  const { names } = context.runbook;
  const hint = suggestion(target, names, `; steps are ${listed(names)}; a step that others lead to must stand among them`);
  context.report('automation/unknown-step', path, `there is no step ${quote(target)}${hint}`, context.runbook.names);
}

function checkWords(context: Context, step: RunbookStep, key: string, words: readonly string[], code: 'automation/on-failure' | 'automation/on-cancel'): void {
  const value = step.content[key];
  if (typeof value !== 'string' || context.isUnresolved(value) || value.includes('{{') || words.includes(value)) return;
  if (value.startsWith(STEP_PREFIX) && value.length > STEP_PREFIX.length) return;
  const step_ = context.runbook.byName.has(value) ? value : undefined;
  const near = step_ === undefined ? nearest(value, words) : `${STEP_PREFIX}${step_}`;
  context.report(code, [...step.path, key],
    `${key} is ${quote(value)}; it is ${[...words, `${STEP_PREFIX}Name`].join(' or ')}${near === undefined ? '' : `; did you mean "${near}"?`}`, words);
}

/** Whether a step stands inside a loop; every step stands inside the main list. */
function isAround(loop: RunbookStep | undefined, step: RunbookStep): boolean {
  if (loop === undefined) return true;
  for (let around = step.loop; around !== undefined; around = around.loop) {
    if (around === loop) return true;
  }
  return false;
}
