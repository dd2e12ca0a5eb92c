import { App, aws_ssm as ssm, CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { operationsOf } from './operation-template';
import { Content, DefaultVersion, DefaultVersionProps, Document, DocumentType, Runbook, steps } from '../../src';
import { contentHash } from '../../src/content/hash';

const TYPE = 'Custom::SSMDocumentDefaultVersion';

let stack: Stack;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: { region: 'eu-west-1', account: '111122223333' } });
});

function define(content: Record<string, unknown> = { a: 1 }): Document {
  return new Document(stack, 'Document', { documentName: 'Settings', documentType: DocumentType.DEPLOYMENT_STRATEGY, content: Content.fromObject(content) });
}

function propertiesWith(props: Omit<DefaultVersionProps, 'document'>): Record<string, unknown> {
  new DefaultVersion(stack, 'Version', { document: define(), ...props });
  return operationsOf(stack, TYPE)[0].properties;
}

const DOCUMENT = { Ref: 'Document7E43FA9A' };
const REVISION = [contentHash(JSON.stringify('{"a":1}'))];

test('the latest version is promoted whenever the content changes, with a policy for the document alone', () => {
  new DefaultVersion(stack, 'Version', { document: define() });

  expect(operationsOf(stack, TYPE)).toEqual([{
    properties: { DocumentName: DOCUMENT, Promote: true, Revision: REVISION },
    statements: [{
      Action: ['ssm:DescribeDocument', 'ssm:UpdateDocumentDefaultVersion'],
      Effect: 'Allow',
      Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:eu-west-1:111122223333:document/', DOCUMENT]] },
    }],
  }]);
});

test.each<[Omit<DefaultVersionProps, 'document'>, Record<string, unknown>]>([
  [{ promote: true }, { Promote: true }],
  [{ promote: false }, { Promote: false }],
  [{ documentVersion: '3' }, { Promote: false, DocumentVersion: '3' }],
  [{ documentVersion: '1000', promote: false }, { Promote: false, DocumentVersion: '1000' }],
])('%j', (props, expected) => {
  expect(propertiesWith(props)).toEqual({ DocumentName: DOCUMENT, ...expected, Revision: REVISION });
});

test('a version may be known only at deployment', () => {
  const parameter = new CfnParameter(stack, 'P');
  expect(propertiesWith({ documentVersion: parameter.valueAsString })).toMatchObject({ Promote: false, DocumentVersion: { Ref: 'P' } });
});

test.each<[Omit<DefaultVersionProps, 'document'>, string]>([
  [{ documentVersion: '$LATEST' }, 'documentVersion "$LATEST" is not allowed; SSM takes a number here; leave it out, and the latest version becomes the default version'],
  [{ documentVersion: '$DEFAULT' }, 'documentVersion "$DEFAULT" is not allowed; SSM takes a number here; give promote: false instead, and the default version stays what it is'],
  [{ documentVersion: '0' }, 'documentVersion "0" is not allowed; it is a number from 1'],
  [{ documentVersion: '1.5' }, 'documentVersion "1.5" is not allowed; it is a number from 1'],
  [{ documentVersion: '' }, 'documentVersion "" is not allowed; it is a number from 1'],
  [{ documentVersion: '3', promote: true }, 'promote asks for the latest version, and documentVersion for version 3; leave out one of them'],
])('%j is refused', (props, message) => {
  expect(() => new DefaultVersion(stack, 'Version', { document: define(), ...props })).toThrow(message);
});

test('the attributes are those that the handler gives', () => {
  const { documentVersion, latestVersion } = new DefaultVersion(stack, 'Version', { document: define() });

  expect(stack.resolve([documentVersion, latestVersion])).toEqual(
    ['DocumentVersion', 'LatestVersion'].map(name => ({ 'Fn::GetAtt': [expect.stringMatching(/^Version/), name] })));
});

describe('documents of other origins', () => {
  test('are an L1, and one that is known by its name, which nothing tells of changes', () => {
    new DefaultVersion(stack, 'L1', { document: new ssm.CfnDocument(stack, 'Raw', { content: { schemaVersion: '2.2' } }) });
    new DefaultVersion(stack, 'Imported', { document: Document.fromDocumentName(stack, 'Mine', 'Mine') });

    const [l1, imported] = operationsOf(stack, TYPE);
    expect(l1.properties).toEqual({ DocumentName: { Ref: 'Raw' }, Promote: true, Revision: [expect.stringMatching(/^[0-9a-f]{64}$/)] });
    expect(imported.properties).toEqual({ DocumentName: 'Mine', Promote: true });
    expect(imported.statements[0].Resource).toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:eu-west-1:111122223333:document/Mine']] });
  });

  test('may be known by an ARN of this account, and are named by their name', () => {
    const arn = 'arn:aws:ssm:eu-west-1:111122223333:document/Mine';
    const other = 'arn:aws:ssm:eu-west-1:111122223333:document/Other';
    new DefaultVersion(stack, 'Imported', { document: Document.fromDocumentArn(stack, 'Mine', other) });
    new DefaultVersion(stack, 'Reference', { document: Object.assign(new Construct(stack, 'Theirs'), { documentRef: { documentName: arn }, env: stack.env }) });

    expect(operationsOf(stack, TYPE).map(({ properties, statements }) => [properties.DocumentName, statements[0].Resource])).toEqual([['Other', other], ['Mine', arn]]);
  });

  const only = 'and only a document of the account and the Region of this stack can have its default version set; give one of those, such as a copy of your own';
  test.each([
    ['AWS-RunShellScript', `document "AWS-RunShellScript" belongs to Amazon, ${only}`],
    ['arn:aws:ssm:eu-west-1::document/AWS-RunShellScript', 'document "AWS-RunShellScript" belongs to Amazon'],
    ['arn:aws:ssm:eu-west-1:444455556666:document/Theirs', `document "Theirs" belongs to account 444455556666, ${only}`],
    ['arn:aws:ssm:us-east-1:111122223333:document/Far', `document "Far" is in Region us-east-1, ${only}`],
  ])('%s is refused', (name, message) => {
    const document = name.startsWith('arn:') ? Document.fromDocumentArn(stack, 'Other', name) : Document.fromDocumentName(stack, 'Other', name);
    expect(() => new DefaultVersion(stack, 'Version', { document })).toThrow(message);
  });

  test('are let through where the account is not known', () => {
    const agnostic = new Stack(new App(), 'Agnostic');
    const document = Document.fromDocumentArn(agnostic, 'Other', 'arn:aws:ssm:us-east-1:444455556666:document/Theirs');
    new DefaultVersion(agnostic, 'Version', { document });
    new DefaultVersion(agnostic, 'Token', { document: Document.fromDocumentArn(agnostic, 'P', new CfnParameter(agnostic, 'Arn').valueAsString) });

    expect(operationsOf(agnostic, TYPE).map(({ statements }) => statements[0].Resource)).toEqual(['arn:aws:ssm:us-east-1:444455556666:document/Theirs', { Ref: 'Arn' }]);
  });
});

test('two documents, of which one uses the hash of the other, have their default versions in one stack', () => {
  const parameter = new CfnParameter(stack, 'P').valueAsString;
  const first = new Runbook(stack, 'First', { steps: [new steps.Sleep('Wait', { duration: 'PT1M' })], description: parameter });
  const second = new Runbook(stack, 'Second', { steps: [new steps.Sleep('Wait', { duration: 'PT1M' })], description: `after ${first.contentHash}` });
  for (const document of [first, second]) new DefaultVersion(document, 'Version', { document });

  const template = Template.fromStack(stack);
  template.resourceCountIs(TYPE, 2);
  template.resourceCountIs('AWS::Lambda::Function', 2);
});

test('two for one document are refused, and two for two documents are not', () => {
  const document = Document.fromDocumentName(stack, 'Mine', 'Mine');
  new DefaultVersion(stack, 'First', { document });
  new DefaultVersion(stack, 'OtherDocument', { document: Document.fromDocumentName(stack, 'Other', 'Other') });
  expect(() => new DefaultVersion(stack, 'Second', { document, promote: false }))
    .toThrow('"Stack/First" sets the default version of this document already, and the one that is deployed last would win; keep one of them');
});
