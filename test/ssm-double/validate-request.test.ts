import {
  CreateDocumentCommand, DescribeDocumentCommand, DescribeDocumentPermissionCommand, ListDocumentsCommand, ModifyDocumentPermissionCommand,
  SSMClient, UpdateDocumentDefaultVersionCommand,
} from '@aws-sdk/client-ssm';
import * as fc from 'fast-check';
import { rawRequest } from './raw-request';
import { serviceModel } from './service-model';
import { clientOf, command, refusal } from './ssm-client';
import { SsmDouble } from './ssm-double';
import { regexOf } from './validate-request';

let double: SsmDouble;
let client: SSMClient;

beforeAll(async () => {
  double = await SsmDouble.start();
  client = clientOf(double);
});
afterAll(async () => {
  client.destroy();
  await double.stop();
});

const one = (rest: string) => `1 validation error detected: ${rest}`;
const NAME_PATTERN = '^[a-zA-Z0-9_\\-.]{3,128}$';

test.each([
  ['a pattern', new CreateDocumentCommand({ Name: 'a b', Content: '{}' }),
    one(`Value 'a b' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ${NAME_PATTERN}`)],
  ['an ARN where a name belongs', new ModifyDocumentPermissionCommand({ Name: 'arn:aws:ssm:us-east-1:1:document/Doc', PermissionType: 'Share' }),
    one('Value \'arn:aws:ssm:us-east-1:1:document/Doc\' at \'name\' failed to satisfy constraint: '
      + `Member must satisfy regular expression pattern: ${NAME_PATTERN}`)],
  ['an enum', new CreateDocumentCommand({ Name: 'Doc', Content: '{}', DocumentFormat: 'TOML' as 'JSON' }),
    one('Value \'TOML\' at \'documentFormat\' failed to satisfy constraint: Member must satisfy enum value set: [YAML, JSON, TEXT]')],
  ['a missing member', new CreateDocumentCommand({ Name: 'Doc' } as any),
    one('Value null at \'content\' failed to satisfy constraint: Member must not be null')],
  ['a missing member inside', new CreateDocumentCommand({ Name: 'Doc', Content: '{}', Tags: [{ Key: 'a', Value: 'b' }, { Key: 'a' } as any] }),
    one('Value null at \'tags.2.member.value\' failed to satisfy constraint: Member must not be null')],
  ['an item of a list', new ModifyDocumentPermissionCommand({ Name: 'Doc', PermissionType: 'Share', AccountIdsToAdd: ['111122223333', 'allx'] }),
    one('Value \'allx\' at \'accountIdsToAdd.2.member\' failed to satisfy constraint: '
      + 'Member must satisfy regular expression pattern: ^(?i)all|[0-9]{12}$')],
  ['a number', new ListDocumentsCommand({ MaxResults: 51 }),
    one('Value \'51\' at \'maxResults\' failed to satisfy constraint: Member must have value less than or equal to 50')],
  ['a number, below', new DescribeDocumentPermissionCommand({ Name: 'Doc', PermissionType: 'Share', MaxResults: 0 }),
    one('Value \'0\' at \'maxResults\' failed to satisfy constraint: Member must have value greater than or equal to 1')],
  ['a text that is too short', new CreateDocumentCommand({ Name: 'Doc', Content: '' }),
    one('Value \'\' at \'content\' failed to satisfy constraint: Member must have length greater than or equal to 1')],
  ['$LATEST as default version', new UpdateDocumentDefaultVersionCommand({ Name: 'Doc', DocumentVersion: '$LATEST' }),
    one('Value \'$LATEST\' at \'documentVersion\' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(^[1-9][0-9]*$)$')],
  ['several', new CreateDocumentCommand({ Name: 'ab', Content: '{}', DocumentType: 'Nope' as 'Command' }),
    `2 validation errors detected: Value 'ab' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ${NAME_PATTERN}; `
    + 'Value \'Nope\' at \'documentType\' failed to satisfy constraint: Member must satisfy enum value set: '
    + `[${serviceModel.shapes.DocumentType.enum!.join(', ')}]`],
])('%s', async (_what, request, message) => {
  const error = await refusal(client.send(request as CreateDocumentCommand));
  expect(error.name).toBe('ValidationException');
  // Members are reported in the model's order, which is not promised.
  expect(error.message.split(/; |: /).sort()).toEqual(message.split(/; |: /).sort());
});

test('more than 20 accounts at once', async () => {
  const accounts = Array.from({ length: 21 }, (_, index) => String(100000000000 + index));
  const error = await refusal(client.send(new ModifyDocumentPermissionCommand({ Name: 'Doc', PermissionType: 'Share', AccountIdsToRemove: accounts })));
  expect(error).toMatchObject({
    name: 'ValidationException',
    message: one(`Value '[${accounts.join(', ')}]' at 'accountIdsToRemove' failed to satisfy constraint: `
      + 'Member must have length less than or equal to 20'),
  });
});

test('operations that read take an ARN', async () => {
  const error = await refusal(client.send(new DescribeDocumentCommand({ Name: 'arn:aws:ssm:us-east-1:111122223333:document/Doc' })));
  expect(error.name).toBe('InvalidDocument');
});

test('a value of the wrong JSON type is a SerializationException', async () => {
  expect(await rawRequest(double, 'DescribeDocument', { Name: 5 })).toMatchObject({ status: 400, body: { __type: 'SerializationException' } });
  expect(await rawRequest(double, 'DescribeDocument', [])).toMatchObject({ status: 400, body: { __type: 'SerializationException' } });
  expect(await rawRequest(double, 'DescribeDocument', '{')).toMatchObject({ status: 400, body: { __type: 'SerializationException' } });
});

test('a member that the model does not know is a fault of the test', async () => {
  const answer = await rawRequest(double, 'CreateDocument', { Name: 'Doc', Content: command('one'), Version: '1' });
  expect(answer.status).toBe(501);
  expect(answer.body.message).toBe('CreateDocumentRequest has no member Version in the model of this double');
  expect(double.document('Doc')).toBeUndefined();
});

test('JSON null is the same as absent', async () => {
  const answer = await rawRequest(double, 'DescribeDocument', { Name: null });
  expect(answer.body.message).toBe(one('Value null at \'name\' failed to satisfy constraint: Member must not be null'));
});

test('the model has the operations that are answered, and no other', () => {
  expect([...double.operationNames].sort()).toEqual(Object.keys(serviceModel.operations).sort());
});

test('names that pass are those of the rule', () => {
  const pattern = regexOf(serviceModel.shapes.DocumentName.pattern!);
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 140 }), text => {
    expect(pattern.test(text)).toBe(text.length >= 3 && text.length <= 128 && [...text].every(character => /[a-zA-Z0-9_.-]/.test(character)));
  }));
  fc.assert(fc.property(fc.stringMatching(/^[a-zA-Z0-9_.-]{3,128}$/), name => pattern.test(name)));
});

test('tags may hold letters of any script', () => {
  const pattern = regexOf(serviceModel.shapes.TagValue.pattern!);
  expect(pattern.test('Straße 7 – nein')).toBe(false); // an en dash is no letter
  expect(pattern.test('Straße 7 東京 a+b=c@d_.:/-')).toBe(true);
});
