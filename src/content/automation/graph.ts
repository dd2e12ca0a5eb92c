import { Path } from '../path';
import { ON_CANCEL, ON_FAILURE, STEP_PREFIX } from '../schema/steps';
import { ContentValue, isMap } from '../value';
import { flagOf, Runbook, RunbookStep } from './runbook';

/** Why the run goes from one node to another. */
export type EdgeKind = 'next' | 'jump' | 'failure' | 'cancel' | 'loop';

export interface Edge {
  readonly to: number;
  readonly kind: EdgeKind;
  /** Where the document says so; undefined when nothing does, as for the next step in the list. */
  readonly path: Path | undefined;
}

/**
 * The ways that a run can take.
 *
 * The nodes are the steps by their index, then the end of the run, then a node from which everything can be reached (it stands for
 * targets that are not known), then one node for the end of each loop.
 */
export interface RunbookGraph {
  readonly edges: readonly (readonly Edge[])[];
  readonly end: number;
  /** The node of the first step, or the end. */
  readonly start: number;
  /** The node where the passes of a loop end, by the index of the loop. */
  readonly loopEnds: ReadonlyMap<number, number>;
  /** The step that a node belongs to; undefined for the end and the node of unknown targets. */
  stepOf(node: number): RunbookStep | undefined;
}

/** What a step says about where to go: `step:Name`, or a name alone where only names can stand. */
export interface Jump {
  readonly path: Path;
  readonly kind: EdgeKind;
  /** Undefined when the target is only known at deployment or is no text. */
  readonly target: string | undefined;
}

/** Read once for each step. */
const jumpsOfSteps = new WeakMap<RunbookStep, readonly Jump[]>();

/** Every jump of a step, in the order in which a run would consider them. */
export function jumpsOf(step: RunbookStep, isUnresolved: (value: unknown) => boolean): readonly Jump[] {
  const jumps = jumpsOfSteps.get(step) ?? readJumps(step, isUnresolved);
  jumpsOfSteps.set(step, jumps);
  return jumps;
}

function readJumps(step: RunbookStep, isUnresolved: (value: unknown) => boolean): Jump[] {
  const jumps: Jump[] = [];
  const add = (value: ContentValue | undefined, path: Path, kind: EdgeKind): void => {
    if (value === undefined || value === null) return;
    jumps.push({ path, kind, target: typeof value === 'string' && value !== '' && !isUnresolved(value) && !value.includes('{{') ? value : undefined });
  };
  const { content, path } = step;
  if (step.action === 'aws:branch') {
    const { Choices: choices, Default: otherwise } = step.inputs;
    if (Array.isArray(choices)) {
      choices.forEach((choice, at) => {
        if (isUnresolved(choice)) {
          jumps.push({ path: [...path, 'inputs', 'Choices', at], kind: 'jump', target: undefined });
        } else if (isMap(choice)) {
          add(choice.NextStep, [...path, 'inputs', 'Choices', at, 'NextStep'], 'jump');
        }
      });
    } else if (isUnresolved(choices) || isUnresolved(content.inputs)) {
      jumps.push({ path: [...path, 'inputs', 'Choices'], kind: 'jump', target: undefined });
    }
    add(otherwise, [...path, 'inputs', 'Default'], 'jump');
  }
  add(content.nextStep, [...path, 'nextStep'], 'next');
  for (const [key, kind, words] of [['onFailure', 'failure', ON_FAILURE], ['onCancel', 'cancel', ON_CANCEL]] as const) {
    const value = content[key];
    if (isUnresolved(value)) {
      jumps.push({ path: [...path, key], kind, target: undefined });
    } else if (typeof value === 'string' && value.startsWith(STEP_PREFIX)) {
      add(value.slice(STEP_PREFIX.length), [...path, key], kind);
    } else if (typeof value === 'string' && !words.includes(value)) {
      jumps.push({ path: [...path, key], kind, target: undefined });
    }
  }
  return jumps;
}

/** Build the graph of a runbook. A target that is missing or not known may be any step, so that one fault does not bring others. */
export function graphOf(runbook: Runbook, isUnresolved: (value: unknown) => boolean): RunbookGraph {
  const { steps } = runbook;
  const end = steps.length;
  const anywhere = end + 1;
  const loopEnds = new Map<number, number>();
  for (const { index, action } of steps) {
    if (action === 'aws:loop') loopEnds.set(index, anywhere + 1 + loopEnds.size);
  }
  const owners = new Map([...loopEnds].map(([index, node]) => [node, steps[index]]));
  const edges: Edge[][] = Array.from({ length: anywhere + 1 + loopEnds.size }, () => []);
  const target = (name: string | undefined): number => name === undefined ? anywhere : runbook.byName.get(name)?.index ?? anywhere;

  const connect = (list: readonly RunbookStep[], listEnd: number): void => {
    list.forEach((step, at) => {
      const { index, content } = step;
      const after = loopEnds.get(index) ?? index;
      const jumps = jumpsOf(step, isUnresolved);
      const next = jumps.find(jump => jump.kind === 'next');
      const ends = flagOf(content.isEnd);
      const followers: Edge[] = [];
      if (ends !== false) followers.push({ to: listEnd, kind: 'next', path: [...step.path, 'isEnd'] });
      if (ends !== true) {
        followers.push(next !== undefined
          ? { to: target(next.target), kind: 'next', path: next.path }
          : { to: list[at + 1]?.index ?? listEnd, kind: 'next', path: undefined });
      }
      const chosen = jumps.filter(jump => jump.kind === 'jump');
      for (const jump of chosen) edges[index].push({ to: target(jump.target), kind: 'jump', path: jump.path });
      const hasDefault = step.action === 'aws:branch' && step.inputs.Default !== undefined && step.inputs.Default !== null;
      if (!hasDefault || content.onFailure === 'Continue') edges[after].push(...followers);
      for (const jump of jumps) {
        if (jump.kind === 'failure' || jump.kind === 'cancel') edges[index].push({ to: target(jump.target), kind: jump.kind, path: jump.path });
      }
      if (after !== index) {
        const first = step.inner[0]?.index ?? after;
        edges[index].push({ to: first, kind: 'loop', path: undefined });
        // A loop over an empty list has no pass at all.
        const { Iterators: items } = step.inputs;
        const hasItems = Array.isArray(items) && items.some(item => typeof item !== 'string' || !item.includes('{{'));
        if (first !== after && !hasItems && (items !== undefined || step.inputs.LoopCondition === undefined)) edges[index].push({ to: after, kind: 'loop', path: undefined });
        edges[after].push({ to: first, kind: 'loop', path: undefined });
        connect(step.inner, after);
      }
    });
  };
  connect(runbook.main, end);
  edges[anywhere] = [...steps.map(({ index }): Edge => ({ to: index, kind: 'jump', path: undefined })), { to: end, kind: 'jump', path: undefined }];
  return { edges, end, start: runbook.main[0]?.index ?? end, loopEnds, stepOf: node => steps[node] ?? owners.get(node) };
}
