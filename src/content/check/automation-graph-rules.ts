import { endlessCircles, reachable } from '../automation/reachability';
import { RunbookStep, flagOf } from '../automation/runbook';
import { quote } from '../value';
import { defineRunbookRule, RunbookContext } from './runbook-rule';

const CODES = {
  'automation/unreachable-step': { severity: 'warning', summary: 'No way through the runbook leads to a step.' },
  'automation/endless-cycle': { severity: 'error', summary: 'Steps follow each other in a circle that a run can only leave by failing.' },
  'automation/branch-end': { severity: 'warning', summary: 'A branch at the end of the steps does not say what happens when no choice is true.' },
} as const;

type Context = RunbookContext<keyof typeof CODES & string>;

/** So many steps of a circle fit into a message. */
const MOST_NAMED = 12;

/** The ways that a run can take through a runbook. */
export const graphRule = defineRunbookRule({
  codes: CODES,
  check(context) {
    reportUnreachable(context);
    reportCircles(context);
    reportBranchEnds(context);
  },
});

function reportUnreachable(context: Context): void {
  const { runbook, graph } = context;
  const seen = reachable(graph);
  for (const step of runbook.steps) {
    if (seen[step.index] === 1) continue;
    // What only follows an unreachable step is no fault of its own, nor is a second step of one name.
    reachable(graph, [step.index], seen);
    if (step.name !== undefined && runbook.byName.get(step.name) !== step) continue;
    context.report('automation/unreachable-step', step.path, `nothing leads to ${nameOf(step)}: the step before it goes elsewhere and no other names it`);
  }
}

function reportCircles(context: Context): void {
  for (const circle of endlessCircles(context.graph)) {
    const last = circle[circle.length - 1];
    const names = circle.map(({ from }) => context.graph.stepOf(from)).filter((step, at, all) => step !== all[at - 1]).map(nameOf);
    const shown = names.length > MOST_NAMED ? [...names.slice(0, MOST_NAMED), `… (${names.length} steps)`] : names;
    context.report('automation/endless-cycle', last.path ?? context.graph.stepOf(last.from)?.path ?? [],
      `no way leads out of this circle: ${[...shown, names[0]].join(' → ')}; let a step end it, or repeat steps with aws:loop`);
  }
}

function reportBranchEnds(context: Context): void {
  const { runbook } = context;
  for (const list of [runbook.main, ...runbook.steps.map(({ inner }) => inner)]) {
    const last = list[list.length - 1];
    if (last?.action !== 'aws:branch' || flagOf(last.content.isEnd) !== false) continue;
    if ([last.inputs.Default, last.content.nextStep].some(value => value !== undefined && value !== null)) continue;
    if (context.isUnresolved(last.content.inputs)) continue;
    context.report('automation/branch-end', last.path,
      'when no choice is true, no step follows this branch; name a Default, or say with isEnd: true that the runbook ends here');
  }
}

function nameOf(step: RunbookStep | undefined): string {
  return step?.name === undefined ? 'a step without a name' : quote(step.name);
}
