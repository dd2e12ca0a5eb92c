import { App, Aws, aws_ssm as ssm, CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { operationsOf } from './operation-template';
import { Content, Document, DocumentSharing, DocumentSharingProps, DocumentType, Session, SessionDocument, SharedVersion } from '../../src';

const TYPE = 'Custom::SSMDocumentSharing';
const ENV = { region: 'eu-west-1', account: '111122223333' };
const [ONE, TWO] = ['000000000001', '000000000002'];

let stack: Stack;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: ENV });
});

function define(type = DocumentType.DEPLOYMENT_STRATEGY, scope = stack): Document {
  return new Document(scope, 'Document', { documentName: 'Settings', documentType: type, content: Content.fromObject({ a: 1 }) });
}

function share(props: Partial<DocumentSharingProps>, id = 'Sharing'): void {
  new DocumentSharing(stack, id, { ...props, document: props.document ?? define() });
}

const propertiesOf = () => operationsOf(stack, TYPE).map(({ properties }) => properties);

test('with some accounts: a policy for this document alone, and unshared before the document is deleted', () => {
  share({ accountIds: [TWO, ONE] });

  const reference = { Ref: 'Document7E43FA9A' };
  expect(operationsOf(stack, TYPE)).toEqual([{
    // CloudFormation deletes what refers to the document before the document.
    properties: { DocumentName: reference, AccountIds: [TWO, ONE], SharedVersion: '$DEFAULT' },
    statements: [{
      Action: ['ssm:DescribeDocument', 'ssm:DescribeDocumentPermission', 'ssm:ModifyDocumentPermission'],
      Effect: 'Allow',
      Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:eu-west-1:111122223333:document/', reference]] },
    }],
  }]);
});

test('with all accounts, when it is said twice', () => {
  share({ withAllAccounts: true, confirmPublic: true, sharedVersion: SharedVersion.ALL });
  expect(propertiesOf()).toEqual([{ DocumentName: { Ref: 'Document7E43FA9A' }, AllAccounts: true, SharedVersion: '$ALL' }]);
});

test('accounts and version may be known at deployment only', () => {
  const list = new CfnParameter(stack, 'List', { type: 'CommaDelimitedList' }).valueAsList;
  const version = new CfnParameter(stack, 'Version').valueAsString;
  const document = define();
  new DocumentSharing(stack, 'A', { document, accountIds: list, sharedVersion: version });
  new DocumentSharing(stack, 'B', { document, accountIds: [Aws.ACCOUNT_ID, new CfnParameter(stack, 'Id').valueAsString, ONE], withAllAccounts: false });

  expect(propertiesOf()).toEqual([
    { DocumentName: { Ref: 'Document7E43FA9A' }, AccountIds: { Ref: 'List' }, SharedVersion: { Ref: 'Version' } },
    { DocumentName: { Ref: 'Document7E43FA9A' }, AccountIds: [{ Ref: 'AWS::AccountId' }, { Ref: 'Id' }, ONE], SharedVersion: '$DEFAULT' },
  ]);
});

test('documents of every origin that are of this account', () => {
  const arn = 'arn:aws:ssm:eu-west-1:111122223333:document/Theirs';
  const documents: ssm.IDocumentRef[] = [
    new ssm.CfnDocument(stack, 'Raw', { content: {}, documentType: 'Command' }),
    ssm.CfnDocument.fromDocumentName(stack, 'Named', 'Theirs'),
    ssm.CfnDocument.fromDocumentName(stack, 'NamedByArn', arn),
    Document.fromDocumentName(stack, 'Imported', 'Theirs'),
    Document.fromDocumentArn(stack, 'ImportedByArn', arn),
    Document.fromDocumentName(stack, 'ByParameter', new CfnParameter(stack, 'Name').valueAsString),
    Document.fromDocumentArn(stack, 'ByArnParameter', new CfnParameter(stack, 'Arn').valueAsString),
    new SessionDocument(stack, 'Session', { session: Session.shell() }),
  ];
  documents.forEach((document, index) => new DocumentSharing(stack, `Sharing${index}`, { document, accountIds: [`00000000001${index}`] }));

  const named = propertiesOf().map(({ DocumentName }) => DocumentName);
  expect(named.slice(0, 6)).toEqual([{ Ref: 'Raw' }, 'Theirs', 'Theirs', 'Theirs', 'Theirs', { Ref: 'Name' }]);
  expect(named[6]).toEqual({ 'Fn::Select': [1, { 'Fn::Split': ['/', expect.objectContaining({ 'Fn::Select': expect.anything() })] }] });
  expect(operationsOf(stack, TYPE)[2].statements[0].Resource).toBe(arn);
});

test('1,000 accounts', () => {
  share({ accountIds: Array.from({ length: 1_000 }, (_, index) => String(index).padStart(12, '0')) });
  expect(propertiesOf()[0].AccountIds).toHaveLength(1_000);
});

describe('refused', () => {
  test.each<[Partial<DocumentSharingProps>, string | RegExp]>([
    [{}, 'there are no accounts to share with; give accountIds'],
    [{ accountIds: [] }, 'there are no accounts to share with'],
    [{ accountIds: [ONE], withAllAccounts: true }, 'withAllAccounts is true and confirmPublic is not; both together would make the document public: every AWS account could read and use it'],
    [{ confirmPublic: true, accountIds: [ONE] }, 'confirmPublic is true and withAllAccounts is not; both together would make the document public'],
    [{ confirmPublic: true, withAllAccounts: false }, 'confirmPublic is true and withAllAccounts is not'],
    [{ withAllAccounts: true, confirmPublic: true, accountIds: [ONE] }, 'withAllAccounts and 1 accountIds are given; SSM shares a document either with all accounts or with some: give one of them'],
    [{ accountIds: [ONE, '1', '0000000000012', 'a', 'b'] }, 'accountIds has "1", "0000000000012", "a" and 1 more; the id of an account has 12 digits'],
    [{ accountIds: ['1', '2', '3'] }, /accountIds has "1", "2", "3"; the id of an account has 12 digits$/],
    [{ accountIds: ['All'] }, 'accountIds has "All"; the id of an account has 12 digits; to share with all accounts use withAllAccounts and confirmPublic'],
    [{ accountIds: [ONE, TWO, ONE, ONE] }, `accountIds has more than once: "${ONE}"; give each account once`],
    [{ accountIds: [Aws.ACCOUNT_ID, Aws.ACCOUNT_ID] }, 'accountIds has more than once'],
    [{ accountIds: Array.from({ length: 1_001 }, (_, index) => String(index).padStart(12, '0')) }, '1001 accountIds are given, SSM shares a document with 1000 accounts at most'],
    [{ accountIds: [ONE], sharedVersion: '1' }, 'sharedVersion "1" is not allowed; it is one of "$DEFAULT", "$LATEST", "$ALL"'],
  ])('%#', (props, message) => {
    expect(() => share(props)).toThrow(message);
  });

  test.each(['ManualApprovalPolicy', 'AutoApprovalPolicy'])('documents of type %s, where the type is known', type => {
    expect(() => share({ document: new ssm.CfnDocument(stack, 'Raw', { content: {}, documentType: type }), accountIds: [ONE] }, 'L1'))
      .toThrow(`the document is of type ${type}; SSM shares no documents of the types ManualApprovalPolicy and AutoApprovalPolicy`);
    expect(() => share({ document: define(type as DocumentType), accountIds: [ONE] }, 'L2')).toThrow(`the document is of type ${type}`);
  });

  test.each<[string, (scope: Stack) => ssm.IDocumentRef]>([
    ['by its name', scope => Document.fromAmazon(scope, 'Doc', 'AWS-RunShellScript')],
    ['by the name of an L1', scope => ssm.CfnDocument.fromDocumentName(scope, 'Doc', 'AWS-RunShellScript')],
    ['by its ARN', scope => Document.fromDocumentArn(scope, 'Doc', 'arn:aws:ssm:eu-west-1::document/AWS-RunShellScript')],
  ])('a document of Amazon %s', (_, document) => {
    expect(() => share({ document: document(stack), accountIds: [ONE] })).toThrow('"AWS-RunShellScript" belongs to Amazon, and only a document of the account and the Region of this stack can be shared');
  });

  test('a document of another account or Region', () => {
    const elsewhere = new Stack(stack.node.root as App, 'Elsewhere', { env: { ...ENV, region: 'us-east-1' } });
    const documents: ssm.IDocumentRef[] = [
      Document.fromDocumentArn(stack, 'Arn', 'arn:aws:ssm:eu-west-1:444455556666:document/Theirs'),
      ssm.CfnDocument.fromDocumentName(stack, 'L1', 'arn:aws:ssm:us-east-1:111122223333:document/Theirs'),
      define(undefined, elsewhere),
    ];
    const whose = ['"Theirs" belongs to account 444455556666', '"Theirs" is in Region us-east-1', 'is in Region us-east-1'];
    documents.forEach((document, index) => expect(() => share({ document, accountIds: [ONE] }, `Sharing${index}`))
      .toThrow(`${whose[index]}, and only a document of the account and the Region of this stack can be shared; give one of those`));
  });
});

test('a stack of no certain place takes a document of any', () => {
  stack = new Stack(new App(), 'Anywhere');
  share({ document: Document.fromDocumentArn(stack, 'Arn', 'arn:aws:ssm:eu-west-1:444455556666:document/Theirs'), accountIds: [ONE] });
  Template.fromStack(stack).resourceCountIs(TYPE, 1);
});

test('an account is in one sharing of a document only', () => {
  const document = define();
  share({ document, accountIds: [ONE] }, 'First');
  share({ document, accountIds: [TWO] }, 'Second');
  share({ document: Document.fromDocumentName(stack, 'Other', 'Other'), accountIds: [ONE] }, 'OfAnother');
  expect(() => share({ document, accountIds: [TWO] }, 'Third')).toThrow(`/Second" shares this document with ${TWO} already`);
});

test('a missing account id is told as it is', () => {
  expect(() => share({ accountIds: [undefined as unknown as string] })).toThrow('accountIds has undefined; the id of an account has 12 digits');
});
