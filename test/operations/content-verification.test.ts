import { App, aws_ssm as ssm, CfnParameter, Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { operationsOf } from './operation-template';
import { Content, ContentVerification, Document, DocumentSharing, DocumentType, Runbook, steps } from '../../src';
import { contentHash } from '../../src/content/hash';

const TYPE = 'Custom::SSMDocumentContentHash';
const HASH = contentHash('x');

let stack: Stack;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: { region: 'eu-west-1', account: '111122223333' } });
});

function define(content: Record<string, unknown> = { a: 1 }): Document {
  return new Document(stack, 'Document', { documentName: 'Settings', documentType: DocumentType.DEPLOYMENT_STRATEGY, content: Content.fromObject(content) });
}

describe('a document whose content is known', () => {
  test('is verified by the hash that was synthesized, with a policy for itself alone', () => {
    const document = define();
    new ContentVerification(stack, 'Verified', { document });

    const reference = { Ref: 'Document7E43FA9A' };
    expect(operationsOf(stack, TYPE)).toEqual([{
      properties: { DocumentName: reference, DocumentVersion: '$DEFAULT', ExpectedHash: document.contentHash },
      statements: [{
        Action: 'ssm:DescribeDocument',
        Effect: 'Allow',
        Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:eu-west-1:111122223333:document/', reference]] },
      }],
    }]);
  });

  test('is verified also where it is lazy', () => {
    new ContentVerification(stack, 'Verified', { document: define({ a: Lazy.string({ produce: () => 'late' }) }) });

    expect(operationsOf(stack, TYPE)[0].properties).toMatchObject({ ExpectedHash: contentHash('{"a":"late"}') });
  });

  test('can be verified in another version, against outside changes, and at will', () => {
    new ContentVerification(stack, 'Verified', { document: define(), documentVersion: '$LATEST', refuseOutsideChanges: true, trigger: 'build 7' });

    expect(operationsOf(stack, TYPE)[0].properties)
      .toMatchObject({ DocumentVersion: '$LATEST', RefuseOutsideChanges: true, Revision: 'build 7' });
  });
});

test('a content that is only known at deployment travels to the handler, which hashes it as it is deployed', () => {
  const document = define({ a: new CfnParameter(stack, 'P').valueAsString });
  new ContentVerification(stack, 'Verified', { document });

  const { properties } = operationsOf(stack, TYPE)[0];
  const { Content: content } = Object.values(Template.fromStack(stack).findResources('AWS::SSM::Document'))[0].Properties;
  expect(properties).toEqual({ DocumentName: { Ref: 'Document7E43FA9A' }, DocumentVersion: '$DEFAULT', Content: content });
  expect(content).toHaveProperty('Fn::Join');
});

test('the attributes are those that the handler gives', () => {
  const verification = new ContentVerification(stack, 'Verified', { document: define() });

  const { contentHash: hash, documentVersion, latestVersion, defaultVersion, status } = verification;
  expect(stack.resolve([hash, documentVersion, latestVersion, defaultVersion, status])).toEqual(
    ['Hash', 'DocumentVersion', 'LatestVersion', 'DefaultVersion', 'Status'].map(name => ({ 'Fn::GetAtt': [expect.stringMatching(/^Verified/), name] })));
});

describe('documents of other origins', () => {
  test('are verified by the hash that is given', () => {
    new ContentVerification(stack, 'Imported', { document: Document.fromDocumentName(stack, 'Theirs', 'Theirs'), contentHash: HASH });
    new ContentVerification(stack, 'L1', { document: new ssm.CfnDocument(stack, 'Raw', { content: { schemaVersion: '2.2' } }), contentHash: HASH });

    expect(operationsOf(stack, TYPE).map(({ properties }) => properties)).toEqual([
      { DocumentName: 'Theirs', DocumentVersion: '$DEFAULT', ExpectedHash: HASH },
      { DocumentName: { Ref: 'Raw' }, DocumentVersion: '$DEFAULT', ExpectedHash: HASH },
    ]);
  });

  test('need one', () => {
    expect(() => new ContentVerification(stack, 'Imported', { document: Document.fromDocumentName(stack, 'Theirs', 'Theirs') }))
      .toThrow('the content of the document is not known in this app; give contentHash');
    expect(() => new ContentVerification(stack, 'L1', { document: new ssm.CfnDocument(stack, 'Raw', { content: {} }) }))
      .toThrow('CloudFormation writes the content of a CfnDocument anew');
  });
});

describe('documents of other places', () => {
  const arn = (account: string, region = 'eu-west-1') => `arn:aws:ssm:${region}:${account}:document/Theirs`;
  const verify = (document: ssm.IDocumentRef) => new ContentVerification(stack, `Verified${document.node.id}`, { document, contentHash: HASH });
  const names = () => operationsOf(stack, TYPE).map(({ properties }) => properties.DocumentName);

  test('of another account are looked at by their ARN, as their name would find one of this account', () => {
    const elsewhere = new Stack(stack.node.root as App, 'Elsewhere', { env: { region: 'eu-west-1', account: '444455556666' } });
    verify(Document.fromDocumentArn(stack, 'Arn', arn('444455556666')));
    verify(ssm.CfnDocument.fromDocumentName(stack, 'L1', arn('444455556666')));
    verify(new Document(elsewhere, 'L2', { documentName: 'Named', documentType: DocumentType.DEPLOYMENT_STRATEGY, content: Content.fromObject({ a: 1 }) }));
    verify(Document.fromDocumentArn(stack, 'Parameter', new CfnParameter(stack, 'P').valueAsString));
    expect(names()).toEqual([
      arn('444455556666'), arn('444455556666'), { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:eu-west-1:444455556666:document/Named']] }, { Ref: 'P' },
    ]);
  });

  test('of this account and of Amazon by their name', () => {
    verify(Document.fromDocumentArn(stack, 'Own', arn('111122223333')));
    verify(Document.fromDocumentArn(stack, 'OfAmazon', 'arn:aws:ssm:eu-west-1::document/AWS-RunShellScript'));
    verify(Document.fromAmazon(stack, 'Amazon', 'AWS-RunPowerShellScript'));
    expect(names()).toEqual(['Theirs', 'AWS-RunShellScript', 'AWS-RunPowerShellScript']);
  });

  test('of another Region are refused', () => {
    const elsewhere = new Stack(stack.node.root as App, 'Elsewhere', { env: { region: 'us-east-1', account: '111122223333' } });
    const named = new Document(elsewhere, 'L2', { documentName: 'Named', documentType: DocumentType.DEPLOYMENT_STRATEGY, content: Content.fromObject({ a: 1 }) });
    expect(() => verify(named)).toThrow(/is in Region us-east-1, and a stack can only verify documents of its own Region, eu-west-1; verify it in a stack of that Region/);
    expect(() => verify(Document.fromDocumentArn(stack, 'Arn', arn('111122223333', 'us-east-1')))).toThrow('document "Theirs" is in Region us-east-1');
  });
});

test.each([
  [{ documentVersion: '0' }, 'documentVersion "0" is not allowed; it is "$DEFAULT", "$LATEST" or a number from 1'],
  [{ documentVersion: 'latest' }, 'documentVersion "latest" is not allowed'],
  [{ contentHash: HASH.toUpperCase() }, 'is not a SHA-256; it has 64 hex digits in lower case'],
  [{ contentHash: HASH.slice(1) }, 'is not a SHA-256'],
])('%j is refused', (props, message) => {
  expect(() => new ContentVerification(stack, 'Verified', { document: define(), ...props })).toThrow(message);
});

test('a document may use the hash of another one, while both are verified and shared', () => {
  const parameter = new CfnParameter(stack, 'P').valueAsString;
  const first = new Runbook(stack, 'First', { steps: [new steps.Sleep('Wait', { duration: 'PT1M' })], description: parameter });
  const second = new Runbook(stack, 'Second', { steps: [new steps.Sleep('Wait', { duration: 'PT1M' })], description: `after ${first.contentHash}` });
  for (const document of [first, second]) {
    new ContentVerification(document, 'Verified', { document });
    new DocumentSharing(document, 'Shared', { document, accountIds: ['444455556666'] });
  }

  // Throws where resources depend on each other in a circle.
  const template = Template.fromStack(stack);
  template.resourceCountIs(TYPE, 3);
  template.resourceCountIs('Custom::SSMDocumentSharing', 2);
  // The hash is not known before deployment, so the second one does depend on what is read of the first.
  expect(JSON.stringify(template.findResources('AWS::SSM::Document'))).toMatch(/"Fn::GetAtt":\["First[A-Za-z0-9]*","Hash"\]/);
});
