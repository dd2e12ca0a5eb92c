import { App, aws_ssm as ssm, CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Content, ContentVerification, Document, DocumentSharing, DocumentType } from '../../../src';

let app: App;
let stack: Stack;

beforeEach(() => {
  app = new App();
  stack = new Stack(app, 'Stack', { env: { region: 'eu-west-1', account: '111122223333' } });
});

function namesFor(...documents: ssm.IDocumentRef[]): unknown[] {
  documents.forEach((document, index) => new DocumentSharing(stack, `Share${index}`, { document, accountIds: [`44445555666${index}`] }));
  return Object.values(Template.fromStack(stack).findResources('AWS::IAM::RolePolicy')).map(({ Properties }) => Properties.PolicyName);
}

function define(id: string, documentName?: string, scope: Stack = stack): Document {
  return new Document(scope, id, { documentName, documentType: DocumentType.DEPLOYMENT_STRATEGY, content: Content.fromObject({ a: 1 }) });
}

const named = (index: number, name: unknown) => ({ 'Fn::Join': ['', [expect.stringMatching(new RegExp(`^[\\w+=,.@-]*Share${index}[\\w+=,.@-]*-$`)), name]] });

test('the policy of a document that CloudFormation may replace is replaced with it', () => {
  expect(namesFor(define('Generated'), define('Named', 'Named'), new ssm.CfnDocument(stack, 'Raw', { content: {} }))).toEqual([
    named(0, { Ref: expect.stringMatching(/^Generated/) }), expect.stringMatching(/^[\w+=,.@-]*Share1[\w+=,.@-]*-[0-9a-f]{12}$/), named(2, { Ref: 'Raw' }),
  ]);
});

test('so is that of a document of another name', () => {
  const [one, other, another] = namesFor(...['One', 'Other', 'arn:aws:ssm:eu-west-1:111122223333:document/One'].map((name, index) =>
    ssm.CfnDocument.fromDocumentName(stack, `Imported${index}`, name))) as string[];
  for (const name of [one, other, another]) expect(name).toMatch(/^[\w+=,.@-]+-[0-9a-f]{12}$/);
  expect(new Set([one, other, another].map(name => name.slice(-12))).size).toBe(3);
});

test('a name that may be anything stays out of it', () => {
  const [name] = namesFor(Document.fromDocumentName(stack, 'Imported', new CfnParameter(stack, 'Name').valueAsString));
  expect(name).toMatch(/^[\w+=,.@-]{1,128}$/);
});

test.each([[80, true], [110, false]])('with a generated name it has no more than 128 characters: stack of %d', (length, isMarked) => {
  stack = new Stack(app, 'Long', { stackName: 's'.repeat(length) });
  const [name] = namesFor(define('Doc')) as any[];
  expect(typeof name).toBe(isMarked ? 'object' : 'string');
  const generated = `${stack.stackName}-Doc7E43FA9A-1ABCDEFGHIJK`;
  expect((isMarked ? name['Fn::Join'][1][0] + generated : name).length).toBeLessThanOrEqual(128);
});

test('two resources of one kind on one document have policies of their own', () => {
  const document = define('Doc');
  for (const id of ['A', 'B']) new ContentVerification(stack, id, { document });
  const names = Object.values(Template.fromStack(stack).findResources('AWS::IAM::RolePolicy')).map(({ Properties }) => JSON.stringify(Properties.PolicyName));
  expect(new Set(names).size).toBe(2);
});
