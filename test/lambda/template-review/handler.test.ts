import type { TemplateReviewProperties } from '../../../src/operations/provider/template-review-properties';
import { CloudFormationDouble } from '../../cloudformation-double';
import { changeTemplate } from '../../ssm-double/ssm-client';
import { SsmDouble, SsmDoubleOptions } from '../../ssm-double/ssm-double';
import { startDouble } from '../../ssm-double/started-double';
import { StsDouble } from '../../sts-double';
import type { InvokeOptions } from '../invoke';
import { StackResource } from '../stack-resource';

const APPROVE: TemplateReviewProperties = { DocumentName: 'Template', Action: 'Approve', Comment: 'Reviewed in the pull request' };
const REVIEWER = 'arn:aws:iam::111122223333:role/reviewer';

let ssm: SsmDouble;
let cloudFormation: CloudFormationDouble;
let resource: StackResource<TemplateReviewProperties & { ActAsRoleArn?: string }>;

afterEach(() => cloudFormation.stop());

async function start(options?: SsmDoubleOptions): Promise<void> {
  ({ double: ssm } = await startDouble(options));
  cloudFormation = await CloudFormationDouble.start();
  resource = new StackResource('template-review', 'Custom::SSMTemplateReview', ssm.endpoint);
  change('first');
}

const deploy = (properties: TemplateReviewProperties & { ActAsRoleArn?: string }, options: InvokeOptions = {}) =>
  resource.deploy(properties, { cloudFormationEndpoint: cloudFormation.endpoint, ...options });

/** What CloudFormation does with the template before it asks the handler. */
function change(description: string): void {
  const content = changeTemplate({ description });
  const document = ssm.documents.byName.get('Template');
  if (document === undefined) ssm.documents.put({ name: 'Template', type: 'Automation.ChangeTemplate', contents: [content] });
  else document.defaultVersion = ssm.documents.addVersion(document, { content, format: 'JSON' }, 'Updating').version;
}

const statuses = () => ssm.document('Template')!.versions.map(({ reviewStatus }) => reviewStatus);
const actions = () => ssm.requestsFor('UpdateDocumentMetadata').filter(({ acted }) => acted).map(({ input }) => input.DocumentReviews.Action);

test('approves each new version, and says so', async () => {
  await start();
  expect(await deploy(APPROVE)).toMatchObject({
    Status: 'SUCCESS', PhysicalResourceId: 'template-review:Template', Data: { ReviewStatus: 'APPROVED', DocumentVersion: '1' },
  });
  expect(ssm.document('Template')!.versions[0].reviews).toMatchObject([
    { status: 'PENDING', comment: [] }, { status: 'APPROVED', comment: [{ Type: 'Comment', Content: 'Reviewed in the pull request' }] },
  ]);

  change('second');
  expect(await deploy({ ...APPROVE, Revision: ['2'] })).toMatchObject({ Status: 'SUCCESS', Data: { ReviewStatus: 'APPROVED', DocumentVersion: '2' } });
  expect(statuses()).toEqual(['REJECTED', 'APPROVED']);

  // Rolled back, by a third version.
  change('first');
  expect(await deploy(APPROVE)).toMatchObject({ Status: 'SUCCESS', Data: { DocumentVersion: '3' } });
  expect(await resource.delete()).toMatchObject({ Status: 'SUCCESS' });
  expect(statuses()).toEqual(['REJECTED', 'REJECTED', 'APPROVED']);
  expect(cloudFormation.requests).toEqual([]);
});

test('approves at once what waits already, where reviews are required', async () => {
  await start({ reviews: 'required', settle: { describes: 2 } });
  await deploy(APPROVE);
  expect(actions()).toEqual(['Approve']);
});

test('sends for review, and leaves what reviewers decide', async () => {
  await start();
  const send = { ...APPROVE, Action: 'SendForReview' } as const;
  expect(await deploy(send)).toMatchObject({ Status: 'SUCCESS', Data: { ReviewStatus: 'PENDING' } });
  ssm.documents.byName.get('Template')!.versions[0].reviewStatus = 'APPROVED';
  expect(await deploy({ ...send, Comment: 'Another' })).toMatchObject({ Status: 'SUCCESS', Data: { ReviewStatus: 'APPROVED' } });
  expect(actions()).toEqual(['SendForReview']);
});

test('reviews the version that is given', async () => {
  await start();
  change('second');
  expect(await deploy({ ...APPROVE, DocumentVersion: '1' })).toMatchObject({ Data: { DocumentVersion: '1' } });
  expect(statuses()).toEqual(['APPROVED', 'NOT_REVIEWED']);
  expect(await deploy({ ...APPROVE, DocumentVersion: '$DEFAULT' })).toMatchObject({ Data: { DocumentVersion: '2' } });
  expect(await deploy({ ...APPROVE, DocumentVersion: '7' })).toMatchObject({
    Status: 'FAILED', Reason: 'template review: document "Template" has no version 7; its latest version is 2: give one that exists as documentVersion',
  });
});

test('what was rejected is refused, but a rollback goes through', async () => {
  await start();
  await deploy({ ...APPROVE, Action: 'Reject' });
  expect(statuses()).toEqual(['REJECTED']);
  const refused = 'template review: version 1 of document "Template" was rejected, or another version took its place, and it is not sent for review again; '
    + 'change the template, so that it gets a new version';
  expect(await deploy(APPROVE)).toMatchObject({ Status: 'FAILED', Reason: refused });

  cloudFormation.status = 'UPDATE_ROLLBACK_IN_PROGRESS';
  expect(await deploy(APPROVE)).toMatchObject({ Status: 'SUCCESS', Data: { ReviewStatus: 'REJECTED', DocumentVersion: '1' } });
  change('second');
  expect(await deploy(APPROVE)).toMatchObject({ Status: 'SUCCESS', Data: { ReviewStatus: 'APPROVED', DocumentVersion: '2' } });
});

test('an approved version cannot be rejected any more, which is told; a rollback leaves it', async () => {
  await start();
  await deploy(APPROVE);
  expect(await deploy({ ...APPROVE, Action: 'Reject' })).toMatchObject({
    Status: 'FAILED',
    Reason: expect.stringMatching(/^template review: UpdateDocumentMetadata: Reject is not possible .* \(InvalidDocumentOperation, request id [0-9a-f-]+\); look at the type of the document/),
  });
  cloudFormation.status = 'UPDATE_ROLLBACK_IN_PROGRESS';
  expect(await deploy({ ...APPROVE, Action: 'Reject' })).toMatchObject({ Status: 'SUCCESS', Data: { ReviewStatus: 'APPROVED' } });
});

test('a document of another type is told', async () => {
  await start();
  ssm.documents.put({ name: 'Runbook', type: 'Automation', contents: ['{"schemaVersion":"0.3","mainSteps":[]}'] });
  expect(await deploy({ ...APPROVE, DocumentName: 'Runbook' })).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('only versions of change templates are reviewed') });
});

test('both calls of an approval whose answers get lost are made once', async () => {
  await start();
  ssm.faults.add({ kind: 'dropAfter', operation: 'UpdateDocumentMetadata' }, { kind: 'dropAfter', operation: 'UpdateDocumentMetadata', skip: 1 });
  expect(await deploy(APPROVE)).toMatchObject({ Status: 'SUCCESS', Data: { ReviewStatus: 'APPROVED' } });
  expect(actions()).toEqual(['SendForReview', 'Approve']);
  expect(ssm.faults.pending).toEqual([]);
});

test.each(['InvalidDocument', 'InvalidDocumentVersion', 'AccessDeniedException'])('%s says what to do', async code => {
  await start();
  ssm.faults.add({ kind: 'error', operation: 'UpdateDocumentMetadata', code, message: 'No', times: 1_000 });
  const { Status, Reason } = await deploy(APPROVE);
  expect(Status).toBe('FAILED');
  expect(Reason).toMatch(new RegExp(`^template review: UpdateDocumentMetadata: No \\(${code}, request id [0-9a-f-]+\\); .{30}`));
});

test('a reviewer is whose role is assumed; whether the stack is rolled back the function asks by itself', async () => {
  await start();
  const sts = await StsDouble.start();
  const options = { stsEndpoint: sts.endpoint };
  await deploy({ ...APPROVE, ActAsRoleArn: REVIEWER }, options);
  expect(new Set(ssm.requests.map(({ accessKeyId }) => accessKeyId))).toEqual(new Set(['ASIArolereviewer']));
  expect(ssm.document('Template')!.versions[0].reviews!.map(({ reviewer }) => reviewer)).toEqual(['ASIArolereviewer', 'ASIArolereviewer']);

  await deploy({ ...APPROVE, ActAsRoleArn: REVIEWER, Action: 'Reject' }, options);
  expect(cloudFormation.requests[0].caller).toBe('AKIDEXAMPLE');
  await sts.stop();
});

test('malformed properties are told, all at once', async () => {
  await start();
  expect(await deploy({ ...APPROVE, Action: 'Praise' as 'Approve', Comment: 'two\nlines', DocumentVersion: '0' })).toMatchObject({
    Status: 'FAILED',
    Reason: 'template review: the properties cannot be used: DocumentVersion is "0", a number from 1, $LATEST or $DEFAULT is needed; '
      + 'Action is "Praise", one of SendForReview, Approve, Reject is needed; Comment is "two\\nlines", a line of 1 to 1024 characters is needed',
  });
});
