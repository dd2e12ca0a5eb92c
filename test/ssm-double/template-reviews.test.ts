import {
  CreateDocumentCommand, DescribeDocumentCommand, GetDocumentCommand, ListDocumentMetadataHistoryCommand, ListDocumentsCommand,
  ListDocumentVersionsCommand, SSMClient, StartChangeRequestExecutionCommand, UpdateDocumentCommand, UpdateDocumentMetadataCommand,
} from '@aws-sdk/client-ssm';
import { changeTemplate, command, refusal, runbook } from './ssm-client';
import { SsmDouble, SsmDoubleOptions } from './ssm-double';
import { startDouble } from './started-double';

type Action = 'SendForReview' | 'UpdateReview' | 'Approve' | 'Reject';

let double: SsmDouble;
let client: SSMClient;

async function begin(options: SsmDoubleOptions = {}): Promise<void> {
  ({ double, client } = await startDouble(options));
}

const content = (description: string) => changeTemplate({ description });

function template(...reviewStatuses: ('APPROVED' | 'NOT_REVIEWED' | 'PENDING' | 'REJECTED')[]): void {
  const contents = (reviewStatuses.length === 0 ? [''] : reviewStatuses).map((_, index) => content(String(index)));
  double.documents.put({ name: 'Template', type: 'Automation.ChangeTemplate', contents, reviewStatuses, defaultVersion: contents.length });
}

const review = (Action_: Action, DocumentVersion?: string, comment?: string, Name = 'Template') => client.send(new UpdateDocumentMetadataCommand({
  Name, DocumentVersion, DocumentReviews: { Action: Action_, ...comment !== undefined && { Comment: [{ Type: 'Comment', Content: comment }] } },
}));
const statuses = () => double.document('Template')!.versions.map(version => version.reviewStatus);
const describeTemplate = async (DocumentVersion?: string) => (await client.send(new DescribeDocumentCommand({ Name: 'Template', DocumentVersion }))).Document!;

test('a template is sent, approved or rejected, and every answer about it tells', async () => {
  await begin();
  template();
  expect(await describeTemplate()).toMatchObject({ ReviewStatus: 'NOT_REVIEWED' });
  await review('SendForReview', '1', 'Please');
  expect(await describeTemplate()).toMatchObject({ ReviewStatus: 'PENDING', PendingReviewVersion: '1' });
  await review('UpdateReview');
  await review('Approve', '$LATEST', 'Fine');
  const described = await describeTemplate();
  expect(described).toMatchObject({ ReviewStatus: 'APPROVED', ApprovedVersion: '1', ReviewInformation: [{ Status: 'APPROVED', Reviewer: 'AKIDEXAMPLE' }] });
  expect(described).not.toHaveProperty('PendingReviewVersion');
  expect((await client.send(new GetDocumentCommand({ Name: 'Template' }))).ReviewStatus).toBe('APPROVED');
  expect((await client.send(new ListDocumentVersionsCommand({ Name: 'Template' }))).DocumentVersions).toMatchObject([{ ReviewStatus: 'APPROVED' }]);
  expect((await client.send(new ListDocumentsCommand({}))).DocumentIdentifiers).toMatchObject([{ ReviewStatus: 'APPROVED' }]);
  expect(double.document('Template')!.versions[0].reviews).toMatchObject([{ status: 'PENDING', comment: [{ Content: 'Please' }] }, { status: 'PENDING' }, { status: 'APPROVED' }]);
});

test('the history, in pages', async () => {
  await begin({ callers: { AKIDEXAMPLE: 'arn:aws:sts::111122223333:assumed-role/Lead/jane' } });
  template();
  await review('SendForReview');
  await review('Reject', undefined, 'No');
  const history = (input: object = {}) => client.send(new ListDocumentMetadataHistoryCommand({ Name: 'Template', Metadata: 'DocumentReviews', ...input }));
  const first = await history({ MaxResults: 1 });
  expect(first).toMatchObject({
    Name: 'Template',
    DocumentVersion: '1',
    Metadata: { ReviewerResponse: [{ ReviewStatus: 'REJECTED', Reviewer: 'jane', CreateTime: expect.any(Date), Comment: [{ Type: 'Comment', Content: 'No' }] }] },
  });
  expect((await history({ MaxResults: 1, NextToken: first.NextToken })).Metadata).toMatchObject({ ReviewerResponse: [{ ReviewStatus: 'PENDING', Comment: [] }] });
  expect(await refusal(history({ NextToken: 'nonsense' }))).toMatchObject({ name: 'InvalidNextToken' });
  expect(await refusal(history({ DocumentVersion: '7' }))).toMatchObject({ name: 'InvalidDocumentVersion' });
  expect(await refusal(history({ Name: 'Absent' }))).toMatchObject({ name: 'InvalidDocument' });
});

test('one version is approved and one pending; the one before becomes rejected', async () => {
  await begin();
  template('APPROVED', 'PENDING', 'NOT_REVIEWED');
  await review('SendForReview', '3');
  expect(statuses()).toEqual(['APPROVED', 'REJECTED', 'PENDING']);
  await review('Approve', '3');
  expect(statuses()).toEqual(['REJECTED', 'REJECTED', 'APPROVED']);
});

test.each<[Action, string]>([
  ['SendForReview', 'APPROVED'], ['SendForReview', 'PENDING'], ['SendForReview', 'REJECTED'],
  ['Approve', 'NOT_REVIEWED'], ['Approve', 'REJECTED'], ['Approve', 'APPROVED'], ['Reject', 'NOT_REVIEWED'], ['Reject', 'APPROVED'], ['UpdateReview', 'NOT_REVIEWED'],
])('%s is refused for what is %s', async (action, status) => {
  await begin();
  template(status as 'PENDING');
  expect(await refusal(review(action))).toMatchObject({ name: 'InvalidDocumentOperation' });
  expect(statuses()).toEqual([status]);
});

test('documents of other types, versions and documents that are not there, two comments, an empty one', async () => {
  await begin();
  template();
  double.documents.put({ name: 'Shell', contents: [command('x')] });
  expect(await refusal(review('SendForReview', undefined, undefined, 'Shell'))).toMatchObject({ name: 'InvalidDocumentOperation' });
  expect(await refusal(review('SendForReview', undefined, undefined, 'Absent'))).toMatchObject({ name: 'InvalidDocument' });
  expect(await refusal(review('SendForReview', '7'))).toMatchObject({ name: 'InvalidDocumentVersion' });
  expect(await refusal(review('SendForReview', '1', ' '))).toMatchObject({ name: 'ValidationException' });
  const comment = { Type: 'Comment' as const, Content: 'x' };
  const twice = new UpdateDocumentMetadataCommand({ Name: 'Template', DocumentReviews: { Action: 'SendForReview', Comment: [comment, comment] } });
  expect(await refusal(client.send(twice))).toMatchObject({ name: 'ValidationException' });
});

describe('new versions', () => {
  const create = () => client.send(new CreateDocumentCommand({ Name: 'Template', DocumentType: 'Automation.ChangeTemplate', Content: content('0') }));
  const update = () => client.send(new UpdateDocumentCommand({ Name: 'Template', Content: content('1'), DocumentVersion: '$LATEST' }));

  test('begin without a review', async () => {
    await begin();
    await create();
    await update();
    expect(statuses()).toEqual(['NOT_REVIEWED', 'NOT_REVIEWED']);
  });

  test('wait for one where reviews are required', async () => {
    await begin({ reviews: 'required' });
    expect((await create()).DocumentDescription).toMatchObject({ ReviewStatus: 'PENDING' });
    await review('Approve', '1');
    await update();
    expect(statuses()).toEqual(['APPROVED', 'PENDING']);
    await client.send(new UpdateDocumentCommand({ Name: 'Template', Content: content('2'), DocumentVersion: '2' }));
    expect(statuses()).toEqual(['APPROVED', 'REJECTED', 'PENDING']);
  });

  test('are not made where Change Manager takes nobody; Amazon\'s are approved', async () => {
    await begin({ changeManager: 'closed' });
    expect(await refusal(create())).toMatchObject({ name: 'NoLongerSupportedException' });
    double.documents.put({ name: 'AWS-HelloWorldChangeTemplate', owner: 'Amazon', type: 'Automation.ChangeTemplate', contents: [content('0')] });
    expect(double.document('AWS-HelloWorldChangeTemplate')!.versions).toMatchObject([{ reviewStatus: 'APPROVED' }]);
  });
});

describe('a change request', () => {
  const request = () => client.send(new StartChangeRequestExecutionCommand({ DocumentName: 'Template', Runbooks: [{ DocumentName: 'Plain' }] }));

  test.each<['required' | 'not required', 'APPROVED' | 'NOT_REVIEWED' | 'PENDING' | 'REJECTED', boolean]>([
    ['not required', 'NOT_REVIEWED', true], ['not required', 'APPROVED', true], ['not required', 'PENDING', false], ['not required', 'REJECTED', false],
    ['required', 'NOT_REVIEWED', false], ['required', 'APPROVED', true],
  ])('reviews %s, version %s: started %s', async (reviews, status, isStarted) => {
    await begin({ reviews });
    double.documents.put({ name: 'Plain', type: 'Automation', contents: [runbook(['One'])] });
    template(status);
    if (isStarted) await request();
    else expect(await refusal(request())).toMatchObject({ name: 'AutomationDefinitionNotApprovedException' });
    expect(double.executions.all).toHaveLength(isStarted ? 1 : 0);
  });
});
