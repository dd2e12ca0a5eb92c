import { outcomeId, wasAwaited } from '../../../lambda/automation-execution/outcome-plan';
import { markOf } from '../../../lambda/shared/execution/lineage';
import type { ChangeRequestOutcomeProperties } from '../../../src/operations/provider/change-request-properties';

const [ONE, TWO] = ['1', '2'].map(digit => `${digit.repeat(8)}-1111-2222-3333-444444444444`);
const waits = (ExecutionId: string, WaitFor: 'Approved' | 'Completed' = 'Approved'): ChangeRequestOutcomeProperties => ({ ExecutionId, WaitFor, Timeout: 3_600 });
const ID_OF_ONE = `change-request-outcome:${ONE}.${markOf(ONE)}`;
const ID_OF_TWO = `change-request-outcome:${TWO}.${markOf(TWO)},${ONE}.${markOf(ONE)}`;

test.each([
  ['the request, when it is made', outcomeId(waits(ONE)), ID_OF_ONE],
  ['another request, and behind it the one before', outcomeId(waits(TWO), ID_OF_ONE), ID_OF_TWO],
  ['the same request, whatever else changes', outcomeId(waits(TWO, 'Completed'), ID_OF_TWO), ID_OF_TWO],
  ['the one before, when the stack goes back to it', outcomeId(waits(ONE), ID_OF_TWO), ID_OF_ONE],
  ['the request, whatever the id was before', outcomeId(waits(ONE), 'nothing-made:Resource'), ID_OF_ONE],
])('the id names %s', (_, id, expected) => {
  expect(id).toBe(expected);
});

describe('a change request was waited for before', () => {
  const update = (properties: ChangeRequestOutcomeProperties, physicalId: string, old?: ChangeRequestOutcomeProperties) =>
    wasAwaited({ type: 'Update', properties, old, physicalId });

  test.each<[string, boolean, boolean]>([
    ['when only an option changes', update(waits(ONE), ID_OF_ONE, { ...waits(ONE), Timeout: 60 }), true],
    ['when less is waited for', update(waits(ONE, 'Approved'), ID_OF_ONE, waits(ONE, 'Completed')), true],
    ['when as much is waited for', update(waits(ONE, 'Completed'), ID_OF_ONE, waits(ONE, 'Completed')), true],
    ['when nobody knows what was declared before', update(waits(ONE), ID_OF_ONE), true],
    ['when the stack goes back to it, with the new id', update(waits(ONE), ID_OF_TWO, waits(TWO)), true],
    ['when the stack goes back to it from less', update(waits(ONE, 'Completed'), ID_OF_TWO, waits(TWO, 'Approved')), true],
    ['when the stack goes back to it, with the old id', update(waits(ONE), ID_OF_ONE, waits(TWO)), true],

    ['but not when more is waited for', update(waits(ONE, 'Completed'), ID_OF_ONE, waits(ONE, 'Approved')), false],
    ['but not when it is another', update(waits(TWO), ID_OF_ONE, waits(ONE)), false],
    ['but not when the id tells nothing', update(waits(ONE), 'nothing-made:Resource', waits(ONE)), false],
    ['but not when it is made', wasAwaited({ type: 'Create', properties: waits(ONE) }), false],
    ['but not when it is deleted', wasAwaited({ type: 'Delete', properties: waits(ONE), physicalId: ID_OF_ONE }), false],
  ])('%s', (_, decided, expected) => {
    expect(decided).toBe(expected);
  });
});
