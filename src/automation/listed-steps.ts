import { IStepSource, Step } from './step';

/** The steps of some sources, in their order. */
export function stepsOf(sources: readonly IStepSource[]): Step[] {
  return sources.flatMap(({ steps }) => steps);
}

/** Steps with those inside of them. */
export function allSteps(steps: readonly Step[]): Step[] {
  // Only loops have steps inside.
  return steps.some(({ _inner }) => _inner.length > 0) ? steps.flatMap(step => [step, ...allSteps(step._inner)]) : [...steps];
}
