import { planOnDelete } from '../../../lambda/automation-execution/on-delete-plan';
import type { Observed } from '../../../lambda/automation-execution/plan';
import { AUTOMATION_ADVICE } from '../../../lambda/shared/execution/start-advice';
import type { Decision } from '../../../lambda/shared/operation';
import type { RunbookOnDeleteProperties } from '../../../src/operations/provider/runbook-execution-properties';

const PROPERTIES: RunbookOnDeleteProperties = { OnDelete: { DocumentName: 'TidyUp' }, WaitForCompletion: true, Timeout: 3_600 };
const CALENDARS = { ...PROPERTIES, Calendars: ['Shop'] };
const physicalId = 'runbook-on-delete';

function deletion(properties: RunbookOnDeleteProperties, observed: Observed): Decision {
  return planOnDelete({ type: 'Delete', properties, physicalId }, observed);
}

const START = { calls: [{ api: 'StartAutomationExecution', input: { DocumentName: 'TidyUp', ClientToken: 'token' }, advice: AUTOMATION_ADVICE }] };

test.each<[string, Decision, object]>([
  ['a creation runs nothing', planOnDelete({ type: 'Create', properties: PROPERTIES }, { token: 'token' }), { done: {} }],
  ['nor does an update', planOnDelete({ type: 'Update', properties: PROPERTIES, physicalId }, { token: 'token' }), { done: {} }],
  ['a deletion runs the runbook', deletion(PROPERTIES, { token: 'token' }), START],
  ['once', deletion(PROPERTIES, { token: 'token', started: '11111111-2222-3333-4444-555555555555' }), { done: {} }],
  ['if there is one', deletion({ ...PROPERTIES, OnDelete: undefined }, { token: 'token' }), { done: {} }],
  ['while the calendar is open', deletion(CALENDARS, { token: 'token', calendars: { isOpen: true } }), START],
  ['and not while it is closed', deletion(CALENDARS, { token: 'token', calendars: { isOpen: false } }),
    { refused: 'the change calendar Shop is closed, and must be open for this to start; deploy again, or delete again, when it is open' }],
])('%s', (_, decision, expected) => {
  expect(decision).toEqual(expected);
});
