import { DocumentProperties, DocumentResource } from './document-resource';
import { SsmDouble, SsmDoubleOptions } from '../../ssm-double/ssm-double';
import { startDouble } from '../../ssm-double/started-double';

// What the handler does that AWS publishes: aws-cloudformation-resource-providers-ssm, aws-ssm-document, of October 2023.

const content = (word: string) => JSON.stringify({
  schemaVersion: '2.2', mainSteps: [{ action: 'aws:runShellScript', name: 'say', inputs: { runCommand: [`echo ${word}`] } }],
});
const ONE: DocumentProperties = { Content: content('one'), UpdateMethod: 'NewVersion' };

interface Started {
  readonly double: SsmDouble;
  readonly create: Create;
  readonly update: Update;
  readonly remove: (name: string) => Promise<object>;
}

async function started(options?: SsmDoubleOptions): Promise<Started> {
  const { double, client } = await startDouble(options);
  const resource = new DocumentResource(client);
  const at = { logicalId: 'Say', stackName: 'App' };
  const create: Create = async (properties, stackName = 'App') => {
    const { physicalId } = await resource.create({ ...at, stackName, properties, physicalId: '', oldProperties: properties });
    return physicalId;
  };
  const update: Update = async (physicalId, oldProperties, properties) =>
    (await resource.update({ ...at, physicalId, oldProperties, properties })).physicalId;
  return { double, create, update, remove: physicalId => resource.delete({ physicalId }) };
}

type Create = (properties: DocumentProperties, stackName?: string) => Promise<string>;
type Update = (physicalId: string, oldProperties: DocumentProperties, properties: DocumentProperties) => Promise<string>;

const writes = (double: SsmDouble) => double.requests.map(({ operation }) => operation).filter(operation => operation !== 'DescribeDocument');

describe('names', () => {
  test('a document without one is called after its stack and its logical id', async () => {
    const { create } = await started();
    const names = [await create(ONE), await create(ONE)];
    for (const name of names) expect(name).toMatch(/^App-Say-[0-9A-Z]{12}$/);
    expect(names[0]).not.toBe(names[1]);
  });

  test.each(['aws-things', 'AmazonThings', 'amznThings'])('a stack called %s is left out, as AWS reserves such names', async stackName => {
    const { create } = await started();
    expect(await create(ONE, stackName)).toMatch(/^Say-[0-9A-Z]{12}$/);
  });

  test('it has room for its random end', async () => {
    const { create } = await started();
    const name = await create(ONE, 'A'.repeat(128));
    expect(name).toMatch(/^A{115}-[0-9A-Z]{12}$/);
  });

  test('a name that is taken fails the creation', async () => {
    const { create } = await started();
    expect(await create({ ...ONE, Name: 'Ops-Say' })).toBe('Ops-Say');
    await expect(create({ ...ONE, Name: 'Ops-Say' })).rejects.toMatchObject({ name: 'DocumentAlreadyExists' });
  });
});

describe('content', () => {
  test('a text is sent as it is', async () => {
    const { double, create } = await started();
    const text = `${content('one')}\n`;
    expect(double.document(await create({ ...ONE, Content: text }))!.versions[0].content).toBe(text);
  });

  test.each([['JSON', '{\n  "schemaVersion": "2.2",'], ['YAML', 'schemaVersion: \'2.2\'\n']] as const)('an object is written anew, as %s', async (DocumentFormat, begin) => {
    const { double, create } = await started();
    const name = await create({ ...ONE, DocumentFormat, Content: JSON.parse(content('one')) as object });
    expect(double.document(name)!.versions[0].content.startsWith(begin)).toBe(true);
  });

  test('an object is no TEXT', async () => {
    const { create } = await started();
    await expect(create({ ...ONE, DocumentFormat: 'TEXT', Content: {} })).rejects.toThrow('Document format not supported TEXT');
  });
});

describe('UpdateMethod NewVersion', () => {
  test.each<[string, Partial<DocumentProperties>]>([
    ['Content', { Content: content('two') }],
    ['VersionName', { Content: content('two'), VersionName: 'two' }],
    ['DocumentFormat', { Content: 'schemaVersion: "2.2"\nmainSteps: [{action: "aws:runShellScript", name: say, inputs: {runCommand: [echo]}}]', DocumentFormat: 'YAML' }],
    ['TargetType', { Content: content('two'), TargetType: '/AWS::EC2::Instance' }],
  ])('a change of %s makes a new version of the same document, waits for it and makes it the default', async (_, change) => {
    const { double, create, update } = await started({ settle: { describes: 2 } });
    const name = await create(ONE);
    expect(await update(name, ONE, { ...ONE, ...change })).toBe(name);
    const { versions, defaultVersion, latestVersion } = double.document(name)!;
    expect([defaultVersion, latestVersion]).toEqual([2, 2]);
    const { DocumentFormat: format = 'JSON', VersionName: versionName, TargetType: targetType, Content } = { ...ONE, ...change };
    expect(versions[1]).toMatchObject({ content: Content, format, versionName, targetType });
    const { input } = double.requestsFor('UpdateDocument')[0];
    expect(input.DocumentVersion).toBe('$LATEST');
  });

  test('content that the latest version has fails, and so does a name that a version has', async () => {
    const { double, create, update } = await started();
    const before = { ...ONE, VersionName: 'one' };
    const name = await create(before);
    await expect(update(name, before, { ...before, VersionName: 'two' })).rejects.toMatchObject({ name: 'DuplicateDocumentContent' });
    await expect(update(name, before, { ...before, Content: content('two') })).rejects.toMatchObject({ name: 'DuplicateDocumentVersionName' });
    expect(double.document(name)!.versions).toHaveLength(1);
  });

  test('a change of Requires does nothing', async () => {
    const { double, create, update } = await started();
    const name = await create(ONE);
    const before = double.document(name);
    expect(await update(name, ONE, { ...ONE, Requires: [{ Name: 'Other' }] })).toBe(name);
    expect(double.document(name)).toEqual(before);
    expect(writes(double)).toEqual(['CreateDocument']);
  });

  test('a change of the method itself does nothing', async () => {
    const { double, create, update } = await started();
    const before: DocumentProperties = { ...ONE, UpdateMethod: 'Replace' };
    const name = await create(before);
    expect(await update(name, before, ONE)).toBe(name);
    expect(writes(double)).toEqual(['CreateDocument']);
  });

  test.each<[string, Partial<DocumentProperties>]>([['Name', { Name: 'Ops-Say' }], ['DocumentType', { DocumentType: 'Command' }]])('a change of %s makes another document', async (_, change) => {
    const { double, create, update } = await started();
    const name = await create(ONE);
    const other = await update(name, ONE, { ...ONE, ...change });
    expect(other).not.toBe(name);
    // CloudFormation deletes the old one later.
    expect(double.documents.all.map(document => document.name).sort()).toEqual([name, other].sort());
  });
});

describe('UpdateMethod Replace, and none', () => {
  test.each([{ UpdateMethod: 'Replace' as const }, { UpdateMethod: undefined }])('a change of the content makes another document: %j', async method => {
    const { double, create, update } = await started();
    const before = { ...ONE, ...method };
    const name = await create(before);
    const other = await update(name, before, { ...before, Content: content('two') });
    expect(other).not.toBe(name);
    expect(double.document(name)!.versions.map(version => version.content)).toEqual([content('one')]);
    expect(double.document(other)!.versions.map(version => version.content)).toEqual([content('two')]);
  });

  test('which fails where it has a name of its own', async () => {
    const { create, update } = await started();
    const before: DocumentProperties = { Content: content('one'), Name: 'Ops-Say' };
    await create(before);
    await expect(update('Ops-Say', before, { ...before, Content: content('two') })).rejects.toMatchObject({ name: 'DocumentAlreadyExists' });
  });
});

test('tags that went or changed are removed, then what is new is added, and no version is made', async () => {
  const { double, create, update } = await started();
  const tags = (all: Record<string, string>) => Object.entries(all).map(([Key, Value]) => ({ Key, Value }));
  const before = { ...ONE, Tags: tags({ Kept: '1', Changed: '1', Gone: '1' }) };
  const name = await create(before);
  expect(double.document(name)!.tags).toEqual({ Kept: '1', Changed: '1', Gone: '1' });
  await update(name, before, { ...before, Tags: tags({ Kept: '1', Changed: '2', New: '1' }) });
  expect(double.document(name)!.tags).toEqual({ Kept: '1', Changed: '2', New: '1' });
  expect(double.requestsFor('RemoveTagsFromResource').map(({ input }) => input.TagKeys)).toEqual([['Changed', 'Gone']]);
  expect(writes(double)).toEqual(['CreateDocument', 'RemoveTagsFromResource', 'AddTagsToResource']);
});

test('a document that is gone is deleted, another failure is one', async () => {
  const { double, create, remove } = await started();
  const name = await create(ONE);
  await remove(name);
  expect(double.document(name)).toBeUndefined();
  await remove(name);
  double.documents.put({ name: 'Shared', contents: [content('one')] });
  double.faults.add({ kind: 'error', code: 'InvalidDocumentOperation', message: 'Must unshare document first before delete' });
  await expect(remove('Shared')).rejects.toThrow('Must unshare');
  expect(double.requestsFor('DeleteDocument').every(({ input }) => input.Force === true)).toBe(true);
});
