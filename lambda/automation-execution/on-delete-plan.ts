import { Observed, startDecision } from './plan';
import type { RunbookOnDeleteProperties } from '../../src/operations/provider/runbook-execution-properties';
import type { Decision, Request } from '../shared/operation';

/** Runs a runbook when the resource is deleted, and does nothing before. */
export function planOnDelete(request: Request<RunbookOnDeleteProperties>, observed: Observed): Decision {
  const { OnDelete: input, Calendars: calendars } = request.properties;
  if (request.type !== 'Delete' || input === undefined || observed.started !== undefined) return { done: {} };
  return startDecision(input, calendars, observed);
}
