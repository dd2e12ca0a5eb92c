import { contentHash } from '../../../src/content/hash';
import type { ContentHashProperties } from '../../../src/operations/provider/content-hash-properties';
import { SsmDouble } from '../../ssm-double/ssm-double';
import { startDouble } from '../../ssm-double/started-double';
import { event, invoke } from '../invoke';

const CONTENT = JSON.stringify({ schemaVersion: '2.2', mainSteps: [] });
const PROPERTIES: ContentHashProperties = { DocumentName: 'Doc', DocumentVersion: '$DEFAULT', ExpectedHash: contentHash(CONTENT), Revision: 'build 1' };

let ssm: SsmDouble;

beforeEach(async () => { ({ double: ssm } = await startDouble()); });

async function told(request: Parameters<typeof event>[0]) {
  return (await invoke('content-hash', ssm.endpoint, event({ ResourceType: 'Custom::SSMDocumentContentHash', ...request }))).told!;
}

test('a document that was changed outside fails the next deployment, and neither its rollback nor the one after it is put right', async () => {
  ssm.documents.put({ name: 'Doc', contents: [CONTENT] });
  const { PhysicalResourceId } = await told({ RequestType: 'Create', ResourceProperties: PROPERTIES });

  ssm.documents.put({ name: 'Doc', contents: [CONTENT.replace('2.2', '2.0')] });
  const next = { ...PROPERTIES, Revision: 'build 2' };
  const refused = await told({ RequestType: 'Update', PhysicalResourceId, ResourceProperties: next, OldResourceProperties: PROPERTIES });
  expect(refused).toMatchObject({ Status: 'FAILED', PhysicalResourceId, Reason: expect.stringContaining('somebody changed the document') });

  const back = await told({ RequestType: 'Update', PhysicalResourceId, ResourceProperties: PROPERTIES, OldResourceProperties: next });
  expect(back).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId });

  ssm.documents.put({ name: 'Doc', contents: [CONTENT] });
  const passed = await told({ RequestType: 'Update', PhysicalResourceId, ResourceProperties: next, OldResourceProperties: PROPERTIES });
  expect(passed).toMatchObject({ Status: 'SUCCESS', Data: { Hash: PROPERTIES.ExpectedHash } });
  // CloudFormation has the resource of the old id deleted, for which there is nothing to do.
  expect(passed.PhysicalResourceId).not.toBe(PhysicalResourceId);
  expect(await told({ RequestType: 'Delete', PhysicalResourceId, ResourceProperties: PROPERTIES })).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId });
});

test('a read that lags behind what CloudFormation did a moment ago is not taken for a change', async () => {
  ssm.documents.put({ name: 'Doc', contents: [CONTENT.replace('2.2', '2.0'), CONTENT], defaultVersion: 1 });
  const document = ssm.documents.byName.get('Doc')!;
  const verification = told({ RequestType: 'Create', ResourceProperties: PROPERTIES });
  while (ssm.requestsFor('DescribeDocument').length < 2) await new Promise(resolve => setImmediate(resolve));
  document.defaultVersion = 2;
  expect(await verification).toMatchObject({ Status: 'SUCCESS', Data: { Hash: PROPERTIES.ExpectedHash } });
});

test('a refusal stands after some looks', async () => {
  ssm.documents.put({ name: 'Doc', contents: [CONTENT.replace('2.2', '2.0')] });
  expect(await told({ RequestType: 'Create', ResourceProperties: PROPERTIES })).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'nothing-made:Resource' });
  expect(ssm.requestsFor('DescribeDocument')).toHaveLength(5);
});
