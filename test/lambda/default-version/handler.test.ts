import type { DefaultVersionProperties } from '../../../src/operations/provider/default-version-properties';
import { SsmDouble, SsmDoubleOptions } from '../../ssm-double/ssm-double';
import { startDouble } from '../../ssm-double/started-double';
import { StackResource } from '../stack-resource';

const PROMOTE: DefaultVersionProperties = { DocumentName: 'Doc', Promote: true };
const HOLD: DefaultVersionProperties = { DocumentName: 'Doc', Promote: false };

let ssm: SsmDouble;
let resource: StackResource<DefaultVersionProperties>;

async function start(options?: SsmDoubleOptions): Promise<void> {
  ({ double: ssm } = await startDouble(options));
  resource = new StackResource('default-version', 'Custom::SSMDocumentDefaultVersion', ssm.endpoint);
  change('first');
}

/** What CloudFormation does with the document before it asks the handler. */
function change(name: string, doesPromote = false): void {
  const content = JSON.stringify({ schemaVersion: '2.2', description: name, mainSteps: [] });
  const document = ssm.documents.byName.get('Doc');
  if (document === undefined) {
    ssm.documents.put({ name: 'Doc', contents: [content] });
    return;
  }
  const { version } = ssm.documents.addVersion(document, { content, format: 'JSON' }, 'Updating');
  if (doesPromote) document.defaultVersion = version;
}

const versions = () => [ssm.document('Doc')!.defaultVersion, ssm.document('Doc')!.latestVersion];
const moves = () => ssm.requestsFor('UpdateDocumentDefaultVersion').length;

test('promotes after every change, and says so', async () => {
  await start();
  expect(await resource.deploy(PROMOTE)).toMatchObject({
    Status: 'SUCCESS', PhysicalResourceId: 'default-version:Doc:1', Data: { DocumentVersion: '1', LatestVersion: '1' },
  });
  expect(moves()).toBe(0);

  change('second');
  expect(await resource.deploy({ ...PROMOTE, Revision: ['2'] })).toMatchObject({ Status: 'SUCCESS', Data: { DocumentVersion: '2', LatestVersion: '2' } });
  expect(versions()).toEqual([2, 2]);
  expect(moves()).toBe(1);

  expect(await resource.cleanUp()).toEqual([expect.objectContaining({ Status: 'SUCCESS', PhysicalResourceId: 'default-version:Doc:1' })]);
  expect(await resource.delete()).toMatchObject({ Status: 'SUCCESS' });
  expect(versions()).toEqual([2, 2]);
});

test('waits until the version is active', async () => {
  await start({ settle: { describes: 3 } });
  await resource.deploy(PROMOTE);
  change('second');

  expect(await resource.deploy({ ...PROMOTE, Revision: ['2'] })).toMatchObject({ Status: 'SUCCESS', Data: { DocumentVersion: '2' } });
  const operations = ssm.requests.map(({ operation }) => operation);
  expect(operations.indexOf('UpdateDocumentDefaultVersion')).toBeGreaterThan(3);
});

test('a version that failed is refused, and the default version stays', async () => {
  await start();
  await resource.deploy(PROMOTE);
  ssm.documents.failNextVersion('Doc', 'the attachment is missing');
  change('second');

  expect(await resource.deploy({ ...PROMOTE, Revision: ['2'] })).toMatchObject({
    Status: 'FAILED',
    Reason: 'default version: version 2 of document "Doc" is Failed: the attachment is missing; only an Active version can be the default version',
    PhysicalResourceId: 'default-version:Doc:1',
  });
  expect(versions()).toEqual([1, 2]);
});

test('holds a version through deployments and a rollback, and releases another', async () => {
  await start();
  await resource.deploy(HOLD);
  for (const name of ['second', 'third']) {
    change(name, true);
    expect(await resource.deploy({ ...HOLD, Revision: [name] })).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'default-version:Doc:held-1', Data: { DocumentVersion: '1' } });
  }
  expect(versions()).toEqual([1, 3]);

  await resource.deploy({ ...HOLD, DocumentVersion: '2' });
  expect(versions()).toEqual([2, 3]);
  await resource.deploy(HOLD);
  change('fourth', true);
  await resource.deploy({ ...HOLD, Revision: ['fourth'] });
  expect(versions()).toEqual([2, 4]);

  // A deployment that ends the holding, and is rolled back.
  change('fifth', true);
  await resource.deploy({ ...PROMOTE, Revision: ['fifth'] });
  expect(versions()).toEqual([5, 5]);
  change('fourth', true);
  expect(await resource.deploy({ ...HOLD, Revision: ['fourth'] })).toMatchObject({ PhysicalResourceId: 'default-version:Doc:held-2' });
  expect(versions()).toEqual([2, 6]);
});

test('holding may begin with the deployment that changes the content', async () => {
  await start();
  await resource.deploy(PROMOTE);
  change('second', true);
  await resource.deploy({ ...HOLD, Revision: ['2'] });
  expect(versions()).toEqual([1, 2]);

  // Rolled back.
  change('first', true);
  await resource.deploy(PROMOTE);
  expect(versions()).toEqual([3, 3]);
});

test('a version that does not exist is refused, and nothing was made', async () => {
  await start();
  expect(await resource.deploy({ ...HOLD, DocumentVersion: '7' })).toMatchObject({
    Status: 'FAILED',
    Reason: 'default version: document "Doc" has no version 7; its latest version is 1 and its default version 1: give one that exists as documentVersion',
    PhysicalResourceId: 'nothing-made:Resource',
  });
  expect(moves()).toBe(0);
});

test('a document that does not exist is refused', async () => {
  await start();
  expect(await resource.deploy({ ...PROMOTE, DocumentName: 'Other' })).toMatchObject({
    Status: 'FAILED', Reason: 'default version: document "Other" does not exist in this account and Region',
  });
  expect(await resource.delete({ ...PROMOTE, DocumentName: 'Other' })).toMatchObject({ Status: 'SUCCESS' });
});

test('another document is another resource, and its number is not taken over', async () => {
  await start();
  change('second', true);
  await resource.deploy(HOLD);
  ssm.documents.put({ name: 'Other', contents: ['{"a":1}', '{"a":2}', '{"a":3}'], defaultVersion: 3 });

  expect(await resource.deploy({ ...HOLD, DocumentName: 'Other' })).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'default-version:Other:held-3' });
  expect(moves()).toBe(0);
});

test.each([
  ['throttled', { kind: 'throttle', times: 8 }],
  ['cut off after it acted', { kind: 'dropAfter' }],
  ['answered with errors', { kind: 'serverError', times: 2 }],
] as const)('a move that is %s is made, once it is answered', async (_, fault) => {
  await start();
  await resource.deploy(PROMOTE);
  change('second');
  ssm.faults.add({ ...fault, operation: 'UpdateDocumentDefaultVersion' });

  expect(await resource.deploy({ ...PROMOTE, Revision: ['2'] })).toMatchObject({ Status: 'SUCCESS' });
  expect(versions()).toEqual([2, 2]);
  expect(ssm.faults.pending).toEqual([]);
});

test('malformed properties are told', async () => {
  await start();
  expect(await resource.deploy({ ...PROMOTE, DocumentVersion: '$LATEST' })).toMatchObject({
    Status: 'FAILED', Reason: 'default version: the properties cannot be used: DocumentVersion is "$LATEST", a number from 1 is needed',
  });
});
