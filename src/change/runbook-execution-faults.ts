import { waitFaults } from './execution-wait';
import type { RequiredCalendars } from './required-calendars';
import type { RunbookExecutionProps } from './runbook-execution';
import { executionTagFaults } from '../automation/execution-tags';
import { BoundInvocation, invocationFaults } from '../automation/runbook-invocation';
import { alarmFaults } from '../automation/target-location-faults';
import { DOCUMENT_NAME_OR_ARN } from '../content/schema/names';
import { documentFaults } from '../document/document-by-name';
import { breaks, noneOf, when } from '../document/limits';
import { UNFINISHED } from '../operations/provider/automation-properties';

/** StartAutomationExecution takes one target, and a change request five. */
const MAX_TARGETS = 1;

/** When something is run, by the name of the property. @internal */
export const TIMES = ['onCreate', 'onUpdate', 'onDelete'] as const;

/** A runbook that is run at some time, by the name of the property. @internal */
export interface TimedInvocation {
  readonly property: typeof TIMES[number];
  readonly documentName: string;
  readonly invocation: BoundInvocation;
}

/** What was given as something else than it must be, so that nothing more can be said of it. @internal */
export function givenFaults(props: RunbookExecutionProps): string[] {
  const { openCalendars = [] } = props;
  return [
    ...TIMES.flatMap(property => props[property] === undefined ? [] : invocationFaults(property, props[property])),
    ...openCalendars.flatMap((calendar, index) => documentFaults(`openCalendars[${index}]`, calendar)),
  ];
}

/** Everything that is wrong with an execution, as far as it is known before deployment. @internal */
export function runbookExecutionFaults(
  props: RunbookExecutionProps, invocations: readonly TimedInvocation[], calendars: RequiredCalendars,
): string[] {
  const { onUpdate, trigger, waitForCompletion, timeout } = props;
  return [
    ...when(invocations.length === 0, 'there is nothing to run; give onCreate, onUpdate or onDelete'),
    ...invocations.flatMap(({ property, documentName, invocation }) => [
      ...breaks('the name', documentName, DOCUMENT_NAME_OR_ARN, 'the name of a document or its ARN is allowed, 3 to 128 letters, digits and _-.:/'),
      ...invocation.faults({ name: 'targets', max: MAX_TARGETS }),
    ].map(fault => `${property}: ${fault}`)),
    ...when(trigger !== undefined && onUpdate === undefined, 'trigger has onUpdate run again, and there is none; give onUpdate or leave it out'),
    ...when(timeout !== undefined && waitForCompletion === false, 'timeout is given, but nothing is waited for; leave out one of timeout and waitForCompletion: false'),
    ...waitFaults('timeout', timeout),
    ...alarmFaults('alarmConfiguration', props.alarmConfiguration),
    ...executionTagFaults(props.tags),
    ...calendars.faults(),
    ...noneOf('unfinishedOnDelete', props.unfinishedOnDelete, UNFINISHED),
  ];
}
