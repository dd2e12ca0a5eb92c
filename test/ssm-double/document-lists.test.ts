import { ListDocumentsCommand, ListDocumentsCommandInput, ListDocumentVersionsCommand, paginateListDocuments, SSMClient } from '@aws-sdk/client-ssm';
import { command, refusal } from './ssm-client';
import { SsmDouble, SsmDoubleOptions } from './ssm-double';
import { startDouble } from './started-double';

let double: SsmDouble;
let client: SSMClient;

async function start(options: SsmDoubleOptions = {}): Promise<void> {
  ({ double, client } = await startDouble(options));
  double.documents.put({ name: 'AWS-RunShellScript', owner: 'Amazon', contents: [command('x')] });
  double.documents.put({ name: 'Doc-1', contents: [command('x')], tags: { team: 'a' } });
  double.documents.put({ name: 'Doc-2', contents: [command('x')], shares: { all: '$DEFAULT' } });
  double.documents.put({ name: 'Prefs', type: 'Session', contents: ['{"schemaVersion":"1.0"}'] });
  double.documents.put({ name: 'Theirs', owner: '444455556666', contents: [command('x')] });
}

async function names(input: ListDocumentsCommandInput = {}): Promise<(string | undefined)[]> {
  return (await client.send(new ListDocumentsCommand(input))).DocumentIdentifiers!.map(document => document.Name);
}

test.each([
  ['Name', ['Doc-'], ['Doc-1', 'Doc-2']],
  ['Owner', ['Self'], ['Doc-1', 'Doc-2', 'Prefs']],
  ['Owner', ['Amazon'], ['AWS-RunShellScript']],
  ['Owner', ['Public'], ['AWS-RunShellScript', 'Doc-2']],
  ['Owner', ['ThirdParty'], ['Theirs']],
  ['Owner', ['444455556666'], ['Theirs']],
  ['DocumentType', ['Session'], ['Prefs']],
  ['PlatformTypes', ['Windows'], ['Prefs']],
  ['tag:team', ['a', 'b'], ['Doc-1']],
  ['tag:team', ['b'], []],
])('ListDocuments with %s %j', async (key, values, expected) => {
  await start();
  expect(await names({ Filters: [{ Key: key, Values: values }] })).toEqual(expected);
});

test('filters of both kinds count together', async () => {
  await start();
  expect(await names({ Filters: [{ Key: 'Name', Values: ['Doc'] }], DocumentFilterList: [{ key: 'Owner', value: 'Public' }] })).toEqual(['Doc-2']);
});

test('refuses a filter that is not there, and a token that is not its own', async () => {
  await start();
  expect(await refusal(names({ Filters: [{ Key: 'Colour', Values: ['red'] }] }))).toMatchObject({ name: 'InvalidFilterKey' });
  expect(await refusal(names({ NextToken: 'nonsense' }))).toMatchObject({ name: 'InvalidNextToken' });
  const versions = await client.send(new ListDocumentsCommand({ MaxResults: 1 }));
  expect(await refusal(names({ NextToken: versions.NextToken, Filters: [{ Key: 'Name', Values: ['D'] }] }))).toMatchObject({ name: 'InvalidNextToken' });
});

test('pages, as the paginator of the SDK reads them', async () => {
  await start();
  const pages: (string | undefined)[][] = [];
  for await (const page of paginateListDocuments({ client, pageSize: 2 }, {})) pages.push(page.DocumentIdentifiers!.map(document => document.Name));
  expect(pages).toEqual([['AWS-RunShellScript', 'Doc-1'], ['Doc-2', 'Prefs'], ['Theirs']]);
});

test('emptyFirstPage: a filtered list may begin with nothing', async () => {
  await start({ emptyFirstPage: true });
  const input = { Filters: [{ Key: 'Name', Values: ['Doc-1'] }] };
  const first = await client.send(new ListDocumentsCommand(input));
  expect(first.DocumentIdentifiers).toEqual([]);
  expect(await names({ ...input, NextToken: first.NextToken })).toEqual(['Doc-1']);
});

test('ListDocumentVersions: newest first, paged, with the default marked', async () => {
  await start();
  double.documents.put({ name: 'Doc-1', contents: [command('1'), command('2'), command('3')], defaultVersion: 2 });
  const first = await client.send(new ListDocumentVersionsCommand({ Name: 'Doc-1', MaxResults: 2 }));
  expect(first.DocumentVersions).toMatchObject([
    { Name: 'Doc-1', DocumentVersion: '3', IsDefaultVersion: false, Status: 'Active', DocumentFormat: 'JSON' },
    { DocumentVersion: '2', IsDefaultVersion: true },
  ]);
  const rest = await client.send(new ListDocumentVersionsCommand({ Name: 'arn:aws:ssm:us-east-1:111122223333:document/Doc-1', NextToken: first.NextToken }));
  expect(rest).toMatchObject({ DocumentVersions: [{ DocumentVersion: '1' }] });
  expect(rest.NextToken).toBeUndefined();
  expect(await refusal(client.send(new ListDocumentVersionsCommand({ Name: 'Absent' })))).toMatchObject({ name: 'InvalidDocument' });
});
