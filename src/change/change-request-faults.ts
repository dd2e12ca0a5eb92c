import type { ChangeRequestProps } from './change-request';
import { ChangeRequestInput } from './change-request-input';
import { waitFaults } from './execution-wait';
import { instantFaults, instantOf } from './instant';
import { templateDoubts, templateFaults } from './template-faults';
import { executionTagFaults } from '../automation/execution-tags';
import { invocationFaults } from '../automation/runbook-invocation';
import { DOCUMENT_NAME_OR_ARN } from '../content/schema/names';
import { documentFaults } from '../document/document-by-name';
import { breaks, noneOf, when, wrongLength } from '../document/limits';
import { UNFINISHED } from '../operations/provider/automation-properties';
import { AWAITED } from '../operations/provider/change-request-properties';

const MAX_NAME = 1_024;
const MAX_DETAILS = 32_768;
const MAX_TARGETS = 5;

/** What was given as something else than it must be, so that nothing more can be said of it. @internal */
export function givenFaults({ template, runbook, openCalendars = [] }: ChangeRequestProps): string[] {
  return [
    ...documentFaults('template', template),
    ...invocationFaults('runbook', runbook),
    ...openCalendars.flatMap((calendar, index) => documentFaults(`openCalendars[${index}]`, calendar)),
  ];
}

/** Everything that is wrong with a change request, as far as it is known before deployment. @internal */
export function changeRequestFaults(input: ChangeRequestInput): string[] {
  const { props } = input;
  return [
    ...nameFaults('template', input.templateName),
    ...templateFaults(input),
    ...[...nameFaults('the name', input.runbookName), ...input.runbook.faults({ name: 'targets', max: MAX_TARGETS })].map(fault => `runbook: ${fault}`),
    ...wrongLength('changeRequestName', props.changeRequestName, 1, MAX_NAME),
    ...wrongLength('changeDetails', props.changeDetails, 1, MAX_DETAILS),
    ...scheduleFaults(input),
    ...executionTagFaults(props.tags),
    ...input.calendars.faults(),
    ...noneOf('waitFor', props.waitFor, AWAITED),
    ...when(props.waitTimeout !== undefined && props.waitFor === undefined, 'waitTimeout is given, but nothing is waited for; give waitFor or leave it out'),
    ...waitFaults('waitTimeout', props.waitTimeout),
    ...noneOf('unfinishedOnDelete', props.unfinishedOnDelete, UNFINISHED),
  ];
}

/** What is odd about a change request, though the service may take it. @internal */
export function changeRequestDoubts(input: ChangeRequestInput): string[] {
  return [...templateDoubts(input), ...input.runbook.doubts.map(doubt => `runbook: ${doubt}`)];
}

function nameFaults(what: string, name: string): string[] {
  return breaks(what, name, DOCUMENT_NAME_OR_ARN, 'the name of a document or its ARN is allowed, 3 to 128 letters, digits and _-.:/');
}

function scheduleFaults({ props: { scheduledStart, scheduledEnd } }: ChangeRequestInput): string[] {
  const [start, end] = [instantOf(scheduledStart), instantOf(scheduledEnd)];
  return [
    ...instantFaults('scheduledStart', scheduledStart),
    ...instantFaults('scheduledEnd', scheduledEnd),
    // Whether the service refuses it is not verified; nobody can mean it.
    ...when(start !== undefined && end !== undefined && end <= start, `scheduledEnd ${scheduledEnd} is not after scheduledStart ${scheduledStart}`),
  ];
}
