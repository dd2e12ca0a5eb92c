import type { DocumentDescription } from '@aws-sdk/client-ssm';
import type { Decision, Request } from '../../../lambda/shared/operation';
import { isContested, Observed, plan } from '../../../lambda/template-review/plan';
import type { TemplateReviewProperties } from '../../../src/operations/provider/template-review-properties';

type Action = TemplateReviewProperties['Action'];
type Status = NonNullable<DocumentDescription['ReviewStatus']>;

const TOO_LATE = 'InvalidDocumentOperation';
const NAME = 'Web-Patch';
const properties = (Action: Action, rest: Partial<TemplateReviewProperties> = {}): TemplateReviewProperties =>
  ({ DocumentName: NAME, Action, ...rest });
const create = (Action: Action, rest?: Partial<TemplateReviewProperties>): Request<TemplateReviewProperties> =>
  ({ type: 'Create', properties: properties(Action, rest) });
const update = (Action: Action, rest?: Partial<TemplateReviewProperties>): Request<TemplateReviewProperties> =>
  ({ type: 'Update', properties: properties(Action, rest), old: properties('Approve'), physicalId: 'template-review:Web-Patch' });
const seen = (ReviewStatus?: Status, rest: Partial<DocumentDescription> = {}): Observed => {
  const version = { Status: 'Active' as const, DocumentVersion: '3', LatestVersion: '3', ReviewStatus, ...rest };
  return { latest: version, version };
};
const done = (status: Status) => ({ done: { ReviewStatus: status, DocumentVersion: '3' } });
const call = (Action: string, Comment?: string, unless: string[] = [TOO_LATE]) => ({
  calls: [{
    api: 'UpdateDocumentMetadata',
    input: { Name: NAME, DocumentVersion: '3', DocumentReviews: { Action, Comment: Comment === undefined ? undefined : [{ Type: 'Comment', Content: Comment }] } },
    unless,
    advice: expect.any(Object),
  }],
});

describe('each action leads from each status to what is wanted', () => {
  test.each<[Action, Status | undefined, object]>([
    ['SendForReview', undefined, call('SendForReview')],
    ['SendForReview', 'NOT_REVIEWED', call('SendForReview')],
    ['SendForReview', 'PENDING', done('PENDING')],
    ['SendForReview', 'APPROVED', done('APPROVED')],
    ['Approve', undefined, call('SendForReview')],
    ['Approve', 'NOT_REVIEWED', call('SendForReview')],
    ['Approve', 'PENDING', call('Approve')],
    ['Approve', 'APPROVED', done('APPROVED')],
    ['Reject', 'NOT_REVIEWED', call('SendForReview')],
    ['Reject', 'PENDING', call('Reject')],
    ['Reject', 'APPROVED', call('Reject')],
    ['Reject', 'REJECTED', done('REJECTED')],
  ])('%s, %s', (action, status, decision) => {
    expect(plan(create(action), seen(status), [])).toEqual(decision);
    expect(plan(update(action), seen(status), [])).toEqual(decision);
  });

  test.each<Action>(['SendForReview', 'Approve'])('%s of what was rejected is refused', action => {
    const refused = 'version 3 of document "Web-Patch" was rejected, or another version took its place, and it is not sent for review again; '
      + 'change the template, so that it gets a new version';
    expect(plan(create(action), seen('REJECTED'), [])).toEqual({ refused, mayLag: true });
    expect(plan(update(action), { ...seen('REJECTED'), isRollback: false }, [])).toEqual({ refused, mayLag: true });
  });
});

test('the comment goes with the action itself', () => {
  expect(plan(create('SendForReview', { Comment: 'Please' }), seen(), [])).toEqual(call('SendForReview', 'Please'));
  expect(plan(create('Approve', { Comment: 'Fine' }), seen(), [])).toEqual(call('SendForReview'));
  expect(plan(create('Approve', { Comment: 'Fine' }), seen('PENDING'), [])).toEqual(call('Approve', 'Fine'));
});

test('a call that may have been made before is let off, twice at most, and each error says what to do', () => {
  expect(plan(create('Approve'), seen('PENDING'), [TOO_LATE])).toEqual(call('Approve'));
  expect(plan(create('Approve'), seen('PENDING'), [TOO_LATE, 'Other'])).toEqual(call('Approve'));
  const decision = plan(create('Approve'), seen('PENDING'), [TOO_LATE, TOO_LATE]);
  expect(decision).toEqual(call('Approve', undefined, []));
  const [{ advice }] = (decision as Extract<Decision, { calls: unknown }>).calls;
  expect(Object.keys(advice as object).sort()).toEqual(['AccessDeniedException', 'InvalidDocument', 'InvalidDocumentOperation', 'InvalidDocumentVersion']);
});

test.each(['Creating', 'Updating'] as const)('a version that is %s is waited for', Status => {
  expect(plan(create('Approve'), seen('PENDING', { Status }), [])).toEqual({ waitFor: `version 3 of document "Web-Patch", which is ${Status}, to be Active` });
});

test.each([
  [{ Status: 'Failed', StatusInformation: 'why' }, 'version 3 of document "Web-Patch" is Failed: why; only an Active version can be reviewed'],
  [{ Status: 'Deleting' }, 'version 3 of document "Web-Patch" is Deleting; only an Active version can be reviewed'],
  [{ Status: undefined }, 'version 3 of document "Web-Patch" is ; only an Active version can be reviewed'],
] as const)('a version that is %j is refused', (rest, refused) => {
  expect(plan(create('Approve'), seen('PENDING', rest), [])).toEqual({ refused });
});

test('what is not there is refused', () => {
  expect(plan(create('Approve'), {}, [])).toEqual({ refused: 'document "Web-Patch" does not exist in this account and Region' });
  expect(plan(create('Approve', { DocumentVersion: '7' }), { latest: seen().latest }, []))
    .toEqual({ refused: 'document "Web-Patch" has no version 7; its latest version is 3: give one that exists as documentVersion' });
});

test('there is nothing to delete', () => {
  expect(plan({ type: 'Delete', properties: properties('Approve'), physicalId: 'id' }, seen('PENDING'), [])).toEqual({ done: {} });
});

describe('while the stack is rolled back', () => {
  const back = (observed: Observed): Observed => ({ ...observed, isRollback: true });
  const note = (why: string) => `the stack is rolled back, and the review is left as it is: ${why}`;

  test('what was decided stays', () => {
    expect(plan(update('Approve'), back(seen('REJECTED')), [])).toEqual({ ...done('REJECTED'), note: expect.stringMatching(/^the stack is rolled back, .* was rejected/) });
    expect(plan(update('Reject'), back(seen('APPROVED')), [])).toEqual({ ...done('APPROVED'), note: note('version 3 was approved meanwhile') });
  });

  test('what is gone is no reason to fail', () => {
    const gone = note('document "Web-Patch" does not exist in this account and Region');
    expect(plan(update('Approve'), { isRollback: true }, [])).toEqual({ done: { ReviewStatus: 'NOT_REVIEWED', DocumentVersion: '' }, note: gone });
    expect(plan(update('Approve', { DocumentVersion: '7' }), { isRollback: true }, [])).toMatchObject({ done: { DocumentVersion: '7' } });
  });

  test('what can be done is done', () => {
    expect(plan(update('Approve'), back(seen('PENDING')), [])).toEqual(call('Approve'));
    expect(plan(update('Approve'), back(seen('APPROVED')), [])).toEqual(done('APPROVED'));
  });
});

test('whether it is rolled back is asked where it makes a difference', () => {
  const contested = (action: Action, observed: Observed) => isContested(properties(action), observed);
  expect([contested('Approve', seen('REJECTED')), contested('SendForReview', seen('REJECTED')), contested('Reject', seen('APPROVED')), contested('Approve', {})])
    .toEqual([true, true, true, true]);
  expect([contested('Approve', seen('PENDING')), contested('Reject', seen('PENDING')), contested('Approve', seen('APPROVED')), contested('SendForReview', seen('APPROVED'))])
    .toEqual([false, false, false, false]);
});
