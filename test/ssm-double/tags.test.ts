import { AddTagsToResourceCommand, ListTagsForResourceCommand, RemoveTagsFromResourceCommand, SSMClient, Tag } from '@aws-sdk/client-ssm';
import { command, refusal } from './ssm-client';
import { SsmDouble } from './ssm-double';
import { startDouble } from './started-double';

let double: SsmDouble;
let client: SSMClient;

beforeEach(async () => {
  ({ double, client } = await startDouble());
  double.documents.put({ name: 'Doc', contents: [command('x')], tags: { a: '1', b: '2' } });
  double.tags.put('OpsItem', 'oi-1');
  double.tags.put('Automation', 'execution-1', { a: '1' });
});

type Type = 'Document' | 'OpsItem' | 'Automation';
const add = (ResourceType: Type, ResourceId: string, Tags: Tag[]) => client.send(new AddTagsToResourceCommand({ ResourceType, ResourceId, Tags }));
const many = (count: number) => Array.from({ length: count }, (_, index) => ({ Key: `key-${index}`, Value: '' }));

test.each<[Type, string]>([['Document', 'Doc'], ['OpsItem', 'oi-1'], ['Automation', 'execution-1']])('%s: add, list, remove', async (type, id) => {
  await add(type, id, [{ Key: 'a', Value: 'new' }, { Key: 'c', Value: '' }]);
  expect(double.tags.get(type, id)).toMatchObject({ a: 'new', c: '' });
  await client.send(new RemoveTagsFromResourceCommand({ ResourceType: type, ResourceId: id, TagKeys: ['a', 'b', 'absent'] }));
  expect((await client.send(new ListTagsForResourceCommand({ ResourceType: type, ResourceId: id }))).TagList).toEqual([{ Key: 'c', Value: '' }]);
});

test('what is not there is refused; the error has no message, as in the model', async () => {
  for (const type of ['Document', 'OpsItem', 'Automation'] as const) {
    expect(await refusal(add(type, 'absent', many(1)))).toMatchObject({ name: 'InvalidResourceId' });
  }
  expect(double.requests[0].message).toBe('');
  const error = await refusal(client.send(new ListTagsForResourceCommand({ ResourceType: 'Parameter', ResourceId: 'p' })));
  expect(error).toMatchObject({ name: 'InvalidResourceType' });
});

test('at most 50 tags, at most 5 on an execution; nothing is added then', async () => {
  await add('Document', 'Doc', many(48));
  expect(await refusal(add('Document', 'Doc', [{ Key: 'one more', Value: '' }]))).toMatchObject({ name: 'TooManyTagsError' });
  expect(await refusal(add('Automation', 'execution-1', many(5)))).toMatchObject({ name: 'TooManyTagsError' });
  expect(double.tags.get('Automation', 'execution-1')).toEqual({ a: '1' });
  await add('Automation', 'execution-1', many(4));
});

test('keys of AWS are reserved', async () => {
  expect(await refusal(add('Document', 'Doc', [{ Key: 'aws:x', Value: '' }]))).toMatchObject({ name: 'ValidationException' });
});
