import {
  CreateDocumentCommand, CreateDocumentCommandInput, DeleteDocumentCommand, DescribeDocumentCommand, GetDocumentCommand, SSMClient,
  UpdateDocumentCommand, UpdateDocumentCommandInput, UpdateDocumentDefaultVersionCommand,
} from '@aws-sdk/client-ssm';
import { command, refusal } from './ssm-client';
import { SsmDouble, SsmDoubleOptions } from './ssm-double';
import { startDouble } from './started-double';
import { RUN_SHELL_SCRIPT } from '../content/amazon-document';

let double: SsmDouble;
let client: SSMClient;

async function start(options: SsmDoubleOptions = {}): Promise<void> {
  ({ double, client } = await startDouble(options));
}

const create = (input: Partial<CreateDocumentCommandInput> = {}) =>
  client.send(new CreateDocumentCommand({ Name: 'Doc', Content: command('one'), ...input }));
const update = (input: Partial<UpdateDocumentCommandInput> = {}) =>
  client.send(new UpdateDocumentCommand({ Name: 'Doc', Content: command('two'), DocumentVersion: '$LATEST', ...input }));
const describeDoc = async (DocumentVersion?: string) => (await client.send(new DescribeDocumentCommand({ Name: 'Doc', DocumentVersion }))).Document!;
const remove = (input: { DocumentVersion?: string; VersionName?: string; Force?: boolean } = {}) =>
  client.send(new DeleteDocumentCommand({ Name: 'Doc', ...input }));

describe('CreateDocument', () => {
  beforeEach(() => start());

  test('makes version 1, the default, and tells of its content', async () => {
    const content = JSON.stringify({
      schemaVersion: '2.2',
      description: 'Says it',
      parameters: { Lines: { type: 'StringList', default: ['a'] }, Note: { type: 'String', description: 'why', default: '' }, Bare: { type: 'String' } },
      mainSteps: [],
    });
    await create({ Content: content, VersionName: 'first', DisplayName: 'A doc', TargetType: '/AWS::EC2::Instance', Tags: [{ Key: 'a', Value: 'b' }] });
    expect(await describeDoc()).toMatchObject({
      Name: 'Doc',
      Owner: '111122223333',
      Status: 'Active',
      DocumentType: 'Command',
      DocumentFormat: 'JSON',
      SchemaVersion: '2.2',
      DocumentVersion: '1',
      LatestVersion: '1',
      DefaultVersion: '1',
      VersionName: 'first',
      DisplayName: 'A doc',
      TargetType: '/AWS::EC2::Instance',
      Description: 'Says it',
      Parameters: [
        { Name: 'Lines', Type: 'StringList', DefaultValue: '["a"]' },
        { Name: 'Note', Type: 'String', Description: 'why', DefaultValue: '' },
        { Name: 'Bare', Type: 'String' },
      ],
      Tags: [{ Key: 'a', Value: 'b' }],
      HashType: 'Sha256',
    });
    expect(double.document('Doc')).toMatchObject({ type: 'Command', latestVersion: 1, defaultVersion: 1, tags: { a: 'b' } });
  });

  test('Hash is SHA-256 of the exact bytes, as AWS shows it for its own document', async () => {
    await create({ Content: RUN_SHELL_SCRIPT });
    expect((await describeDoc()).Hash).toBe('99749de5e62f71e5ebe9a55c2321e2c394796afe7208cff048696541e6f6771e');
    await update({ Content: '{"schemaVersion":"2.2","description":"größer","mainSteps":[]}' });
    expect((await describeDoc('2')).Hash).toBe('3a7a694ebbfa651f9afb9199c7cbdc3b1ce08a9ab845e357be6855155a28806b');
  });

  test.each([
    ['a name that exists', { Name: 'There' }, 'DocumentAlreadyExists', 'Document with same name There already exists'],
    ['a reserved prefix', { Name: 'AWS-Doc' }, 'ValidationException', 'Document name AWS-Doc starts with a prefix that is reserved by AWS'],
    ['a reserved prefix in any case', { Name: 'AmazonDoc' }, 'ValidationException', 'Document name AmazonDoc starts with a prefix that is reserved by AWS'],
    ['no JSON', { Content: '{' }, 'InvalidDocumentContent', 'JSON not well-formed. at Line: 1, Column: 2'],
    ['no JSON, further down', { Content: '{\n "a": 1,\n}' }, 'InvalidDocumentContent', 'JSON not well-formed. at Line: 3, Column: 1'],
    ['no YAML', { Content: 'a: [', DocumentFormat: 'YAML' }, 'InvalidDocumentContent', 'YAML not well-formed. at Line: 1, Column: 5'],
    ['no schema version', { Content: '{}' }, 'InvalidDocumentContent', 'Missing "schemaVersion" in the document.'],
    ['a list', { Content: '[]' }, 'InvalidDocumentContent', 'Missing "schemaVersion" in the document.'],
    ['no steps', { Content: '{"schemaVersion":"2.2"}' }, 'InvalidDocumentContent', 'Missing "mainSteps" in the document.'],
    ['a runbook without steps', { DocumentType: 'Automation', Content: '{"schemaVersion":"0.3"}' }, 'InvalidDocumentContent', 'Missing "mainSteps" in the document.'],
    ['a schema version of another type', { DocumentType: 'Session', Content: command('one') },
      'InvalidDocumentSchemaVersion', 'Schema version 2.2 is not supported for document type Session'],
    ['text', { DocumentFormat: 'TEXT' }, 'InvalidDocumentContent', 'Document format not supported: TEXT'],
    ['64 KB and a byte', { Content: command('x').padEnd(65537) }, 'MaxDocumentSizeExceeded', 'The size limit of a document is 64 KB, this one has 65537 bytes'],
    ['no schema for a configuration', { DocumentType: 'ApplicationConfiguration', Content: '{}' },
      'ValidationException', 'DocumentRequires cannot be empty when creating a document of type ApplicationConfiguration'],
  ] as [string, Partial<CreateDocumentCommandInput>, string, string][])('refuses %s', async (_what, input, name, message) => {
    double.documents.put({ name: 'There', contents: [command('x')] });
    expect(await refusal(create(input))).toMatchObject({ name, message });
    expect(double.document(input.Name ?? 'Doc')?.versions.length ?? 0).toBe(input.Name === 'There' ? 1 : 0);
  });

  test('takes 64 KB, counted in bytes', async () => {
    await create({ Content: command('x').padEnd(65536) });
    expect(await refusal(create({ Name: 'Wide', Content: command('ä').padEnd(65536) }))).toMatchObject({ name: 'MaxDocumentSizeExceeded' });
  });

  test('takes a calendar as text, session preferences, and a configuration that has no schema version', async () => {
    await create({ Name: 'Calendar', DocumentType: 'ChangeCalendar', DocumentFormat: 'TEXT', Content: 'BEGIN:VCALENDAR' });
    await create({ Name: 'SSM-SessionManagerRunShell', DocumentType: 'Session', Content: '{"schemaVersion":"1.0","sessionType":"Standard_Stream"}' });
    await create({ Name: 'Config', DocumentType: 'ApplicationConfiguration', Content: '{"a":1}', Requires: [{ Name: 'Schema', Version: '1' }] });
    expect(double.documents.all.map(document => document.type)).toEqual(['ChangeCalendar', 'Session', 'ApplicationConfiguration']);
  });

  test('at most 500 documents of one\'s own', async () => {
    for (let index = 0; index < 500; index++) double.documents.put({ name: `Doc-${index}`, contents: [command('x')] });
    double.documents.put({ name: 'AWS-RunShellScript', owner: 'Amazon', contents: [command('x')] });
    expect(await refusal(create())).toMatchObject({ name: 'DocumentLimitExceeded' });
    double.documents.put({ name: 'Doc-0', owner: 'Amazon', contents: [command('x')] });
    await create();
  });
});

describe('UpdateDocument', () => {
  beforeEach(async () => {
    await start();
    await create({ VersionName: 'first' });
  });

  test('makes the next version from the latest, and leaves the default', async () => {
    expect((await update({ VersionName: 'second' })).DocumentDescription).toMatchObject({
      Status: 'Updating', DocumentVersion: '2', LatestVersion: '2', DefaultVersion: '1', VersionName: 'second',
    });
    expect(await describeDoc()).toMatchObject({ DocumentVersion: '1', LatestVersion: '2', DefaultVersion: '1', Status: 'Active' });
    await update({ Content: command('three'), DocumentVersion: '2' });
    expect(double.document('Doc')).toMatchObject({ latestVersion: 3, defaultVersion: 1 });
  });

  test.each([
    ['no base', { DocumentVersion: undefined }, 'InvalidDocumentVersion', 'Document version for UpdateDocument must be number or $LATEST'],
    ['$DEFAULT as base', { DocumentVersion: '$DEFAULT' }, 'InvalidDocumentVersion', 'Document version for UpdateDocument must be number or $LATEST'],
    ['a base that is not the latest', { DocumentVersion: '1' }, 'InvalidDocumentVersion',
      'Version provided for document Doc is not latest. Please provide the latest version to update document Doc'],
    ['the content of the latest', { Content: command('two') }, 'DuplicateDocumentContent',
      'Document to be updated with name Doc has the same metadata and content as document version provided in request'],
    ['a version name in use', { Content: command('three'), VersionName: 'first' }, 'DuplicateDocumentVersionName',
      'Document version name first has already been used for another version of this document'],
    ['a document that is not there', { Name: 'Absent' }, 'InvalidDocument', 'Document with name Absent does not exist.'],
    ['no JSON', { Content: '{' }, 'InvalidDocumentContent', 'JSON not well-formed. at Line: 1, Column: 2'],
  ] as [string, Partial<UpdateDocumentCommandInput>, string, string][])('refuses %s', async (_what, input, name, message) => {
    await update();
    expect(await refusal(update(input))).toMatchObject({ name, message });
    expect(double.document('Doc')!.latestVersion).toBe(2);
  });

  test('content of an older version is new again', async () => {
    await update();
    await update({ Content: command('one') });
    expect(double.document('Doc')!.versions.map(version => version.content)).toEqual([command('one'), command('two'), command('one')]);
  });

  test('refuses a document of someone else', async () => {
    double.documents.put({ name: 'AWS-RunShellScript', owner: 'Amazon', contents: [command('x')] });
    expect(await refusal(update({ Name: 'AWS-RunShellScript' }))).toMatchObject({ name: 'InvalidDocument' });
  });

  test('at most 1000 versions', async () => {
    double.documents.put({ name: 'Doc', contents: Array.from({ length: 1000 }, (_, index) => command(String(index))) });
    expect(await refusal(update())).toMatchObject({ name: 'DocumentVersionLimitExceeded' });
    await remove({ DocumentVersion: '2' });
    expect((await update()).DocumentDescription!.DocumentVersion).toBe('1001');
  });
});

test('duplicates: all compares with every version', async () => {
  await start({ duplicates: 'all' });
  double.documents.put({ name: 'Doc', contents: [command('one'), command('two')] });
  expect(await refusal(update({ Content: command('one') }))).toMatchObject({ name: 'DuplicateDocumentContent' });
});

describe('versions', () => {
  beforeEach(async () => {
    await start();
    await create({ VersionName: 'first' });
    await update();
  });

  test('UpdateDocumentDefaultVersion moves the default', async () => {
    const answer = await client.send(new UpdateDocumentDefaultVersionCommand({ Name: 'Doc', DocumentVersion: '2' }));
    expect(answer.Description).toEqual({ Name: 'Doc', DefaultVersion: '2' });
    expect(await describeDoc()).toMatchObject({ DocumentVersion: '2', DefaultVersion: '2' });
  });

  test('UpdateDocumentDefaultVersion refuses what is not there', async () => {
    const set = (Name: string, DocumentVersion: string) => refusal(client.send(new UpdateDocumentDefaultVersionCommand({ Name, DocumentVersion })));
    expect(await set('Doc', '9')).toMatchObject({ name: 'InvalidDocumentVersion', message: 'Document with name Doc with version 9 does not exist.' });
    expect(await set('Absent', '1')).toMatchObject({ name: 'InvalidDocument', message: 'Document with name Absent does not exist.' });
  });

  test('GetDocument reads the default, a number, $LATEST, a name, and by ARN', async () => {
    const get = async (input: { DocumentVersion?: string; VersionName?: string; Name?: string }) =>
      (await client.send(new GetDocumentCommand({ Name: 'Doc', ...input }))).Content;
    expect(await get({})).toBe(command('one'));
    expect(await get({ DocumentVersion: '2' })).toBe(command('two'));
    expect(await get({ DocumentVersion: '$LATEST' })).toBe(command('two'));
    expect(await get({ DocumentVersion: '$DEFAULT' })).toBe(command('one'));
    expect(await get({ VersionName: 'first' })).toBe(command('one'));
    expect(await get({ Name: 'arn:aws:ssm:us-east-1:111122223333:document/Doc' })).toBe(command('one'));
    expect(await refusal(get({ DocumentVersion: '999' }))).toMatchObject({
      name: 'InvalidDocumentVersion', message: 'Document version: 999 is invalid, latest version is 2',
    });
    expect(await refusal(get({ VersionName: 'absent' }))).toMatchObject({ name: 'InvalidDocumentVersion' });
    expect(await refusal(get({ Name: 'arn:aws:ssm:us-east-1:444455556666:document/Doc' }))).toMatchObject({ name: 'InvalidDocument' });
  });

  test('DeleteDocument of one version; numbers are not used again', async () => {
    await remove({ DocumentVersion: '$LATEST' });
    expect(double.document('Doc')!.latestVersion).toBe(1);
    expect((await update()).DocumentDescription).toMatchObject({ DocumentVersion: '3', LatestVersion: '3' });
  });

  test.each([
    ['by number', { DocumentVersion: '1' }],
    ['as $DEFAULT', { DocumentVersion: '$DEFAULT' }],
    ['by name', { VersionName: 'first' }],
  ])('the default version cannot be deleted %s', async (_how, input) => {
    expect(await refusal(remove(input))).toMatchObject({
      name: 'InvalidDocumentOperation', message: 'Default version of the document can\'t be deleted.',
    });
  });

  test('DeleteDocument of the whole, then of nothing', async () => {
    await remove({ Force: true });
    expect(double.document('Doc')).toBeUndefined();
    expect(await refusal(remove())).toMatchObject({ name: 'InvalidDocument', message: 'Document Doc does not exist in your account' });
    expect((await create()).DocumentDescription!.DocumentVersion).toBe('1');
  });

  test('DeleteDocument refuses a version that is not there', async () => {
    expect(await refusal(remove({ DocumentVersion: '9' }))).toMatchObject({ name: 'InvalidDocument' });
    expect(double.document('Doc')!.versions).toHaveLength(2);
  });

  test('a shared document cannot be deleted, its versions can', async () => {
    double.documents.put({ name: 'Doc', contents: [command('one'), command('two')], shares: { 444455556666: '$DEFAULT' } });
    expect(await refusal(remove())).toMatchObject({ name: 'InvalidDocumentOperation', message: 'Must unshare document first before delete' });
    await remove({ DocumentVersion: '2' });
    expect(double.document('Doc')!.versions).toHaveLength(1);
  });

  test('a configuration schema needs Force', async () => {
    double.documents.put({ name: 'Doc', type: 'ApplicationConfigurationSchema', contents: ['{}'] });
    expect(await refusal(remove())).toMatchObject({ name: 'InvalidDocument', message: expect.stringContaining('please use force flag') });
    await remove({ Force: true });
    expect(double.document('Doc')).toBeUndefined();
  });
});

describe('status', () => {
  test('at once: the call shows Creating or Updating, the next read Active', async () => {
    await start();
    expect((await create()).DocumentDescription!.Status).toBe('Creating');
    expect((await describeDoc()).Status).toBe('Active');
    expect((await update()).DocumentDescription!.Status).toBe('Updating');
    expect((await describeDoc('2')).Status).toBe('Active');
  });

  test('describes: so many reads of the version still show it', async () => {
    await start({ settle: { describes: 2 } });
    await create();
    expect([(await describeDoc()).Status, (await describeDoc()).Status, (await describeDoc()).Status]).toEqual(['Creating', 'Creating', 'Active']);
    await update();
    expect((await describeDoc()).Status).toBe('Active'); // another version
    expect((await client.send(new GetDocumentCommand({ Name: 'Doc', DocumentVersion: '2' }))).Status).toBe('Updating');
    expect(double.document('Doc')!.versions[1].status).toBe('Updating'); // looking does not count
    expect([(await describeDoc('2')).Status, (await describeDoc('2')).Status]).toEqual(['Updating', 'Active']);
  });

  test('afterMs: by the clock', async () => {
    let now = Date.UTC(2026, 0, 1);
    await start({ settle: { afterMs: 5000 }, now: () => now });
    await create();
    now += 4999;
    expect((await describeDoc()).Status).toBe('Creating');
    now += 1;
    expect(await describeDoc()).toMatchObject({ Status: 'Active', CreatedDate: new Date('2026-01-01T00:00:00Z') });
  });

  test('Failed on demand, with the reason, once', async () => {
    await start({ settle: { describes: 1 } });
    await create();
    double.documents.failNextVersion('Doc', 'The role is not there');
    await update();
    await describeDoc('2');
    expect(await describeDoc('2')).toMatchObject({ Status: 'Failed', StatusInformation: 'The role is not there' });
    await update({ Content: command('three') });
    await describeDoc('3');
    expect((await describeDoc('3')).Status).toBe('Active');
  });
});

describe('formats', () => {
  beforeEach(() => start());
  const get = (DocumentFormat?: 'JSON' | 'YAML') => client.send(new GetDocumentCommand({ Name: 'Doc', DocumentFormat }));

  test('JSON as YAML, the way it was recorded', async () => {
    await create({ Content: '{"schemaVersion":"2.2","description":"it\'s","mainSteps":[{"action":"aws:runShellScript","name":"a","inputs":{"n":1}}]}' });
    expect(await get('YAML')).toMatchObject({
      DocumentFormat: 'YAML',
      Content: '---\nschemaVersion: "2.2"\ndescription: "it\'s"\nmainSteps:\n- action: "aws:runShellScript"\n  name: "a"\n  inputs:\n    n: 1\n',
    });
  });

  test('YAML is answered as JSON unless asked for; then the bytes are those sent', async () => {
    const content = 'schemaVersion: "2.2" # kept\nmainSteps: []\n';
    await create({ Content: content, DocumentFormat: 'YAML' });
    expect((await describeDoc()).DocumentFormat).toBe('YAML');
    const json = await get();
    expect(json.DocumentFormat).toBe('JSON');
    expect(JSON.parse(json.Content!)).toEqual({ schemaVersion: '2.2', mainSteps: [] });
    expect((await get('YAML')).Content).toBe(content);
  });
});
