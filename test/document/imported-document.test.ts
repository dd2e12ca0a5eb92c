import { App, aws_iam as iam, aws_ssm as ssm, Fn, Stack } from 'aws-cdk-lib';
import { templateOf } from './deployed-content';
import { Content, Document, DocumentGrants, IDocument } from '../../src';

const ARN = 'arn:aws:ssm:eu-west-1:111111111111:document/Shared';
let stack: Stack;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: { account: '222222222222', region: 'us-east-1' } });
});

function own(): Document {
  return new Document(stack, 'Own', { content: Content.fromObject({ schemaVersion: '0.3', mainSteps: [{ name: 'a', action: 'aws:sleep', inputs: { Duration: 'PT1M' } }] }) });
}

describe('imports', () => {
  test('by name', () => {
    const document = Document.fromDocumentName(stack, 'Imported', 'Mine');

    expect(document.documentName).toBe('Mine');
    expect(stack.resolve(document.documentArn)).toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:us-east-1:222222222222:document/Mine']] });
    expect(document.env).toEqual({ account: '222222222222', region: 'us-east-1' });
    expect(document.documentRef).toEqual({ documentName: 'Mine' });
  });

  test('by ARN, with its account and Region', () => {
    const document = Document.fromDocumentArn(stack, 'Imported', ARN);

    expect(document.documentName).toBe('Shared');
    expect(document.documentArn).toBe(ARN);
    expect(document.env).toEqual({ account: '111111111111', region: 'eu-west-1' });
  });

  test('by an ARN that is only known at deployment', () => {
    const document = Document.fromDocumentArn(stack, 'Imported', Fn.importValue('Arn'));

    expect(stack.resolve(document.documentArn)).toEqual({ 'Fn::ImportValue': 'Arn' });
    expect(stack.resolve(document.documentName)).toEqual({ 'Fn::Select': [1, { 'Fn::Split': ['/', { 'Fn::Select': [5, { 'Fn::Split': [':', { 'Fn::ImportValue': 'Arn' }] }] }] }] });
  });

  test('by attributes, of which the ARN counts', () => {
    const document = Document.fromDocumentAttributes(stack, 'Imported', { documentName: 'Other', documentArn: ARN });

    expect([document.documentName, document.documentArn]).toEqual(['Other', ARN]);
    expect(() => Document.fromDocumentAttributes(stack, 'None', {})).toThrow('neither documentName nor documentArn is given');
  });

  test("of Amazon's documents, whose ARN has no account", () => {
    const document = Document.fromAmazon(stack, 'Imported', 'AWS-RunPatchBaseline');

    expect(document.documentName).toBe('AWS-RunPatchBaseline');
    expect(stack.resolve(document.documentArn)).toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:us-east-1::document/AWS-RunPatchBaseline']] });
  });

  test.each([
    'AWS-RunShellScript', 'AWSFleetManager-GetGroups', 'AWSQuickSetupType-SSM', 'AWSEC2-RunSysprep', 'AWSSupport-X', 'AmazonCloudWatch-X', 'AmznX', 'aws-x', 'amazonx',
  ])('of %s by its name alone give the ARN without an account', name => {
    const arn = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:ssm:us-east-1::document/${name}`]] };

    expect(stack.resolve(Document.fromDocumentName(stack, 'Name', name).documentArn)).toEqual(arn);
    expect(stack.resolve(Document.fromDocumentAttributes(stack, 'Attributes', { documentName: name }).documentArn)).toEqual(arn);
    expect(Document.fromDocumentAttributes(stack, 'Both', { documentName: name, documentArn: ARN }).documentArn).toBe(ARN);
  });

  test.each(['AWSome-Document', 'AWS', 'Ops-AWS-X', 'awsome', 'SSM-SessionManagerRunShell'])('of %s keep the account', name => {
    expect(JSON.stringify(stack.resolve(Document.fromDocumentName(stack, 'Name', name).documentArn))).toContain(`:us-east-1:222222222222:document/${name}`);
  });

  test('by a name that is only known at deployment', () => {
    expect(JSON.stringify(stack.resolve(Document.fromDocumentName(stack, 'Name', Fn.importValue('AWS-Name')).documentArn))).toContain(':us-east-1:222222222222:document/');
  });

  test('are no Documents', () => {
    expect(Document.isDocument(own())).toBe(true);
    for (const other of [Document.fromDocumentName(stack, 'Imported', 'Mine'), null, undefined, 'x', {}]) {
      expect(Document.isDocument(other)).toBe(false);
    }
  });
});

describe('reading', () => {
  const arn = (resource: unknown[]) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ...resource]] });

  test.each<[string, () => ssm.IDocumentRef, unknown]>([
    ['a document of this app', own, arn([':ssm:us-east-1:222222222222:document/', { Ref: 'Own30425842' }])],
    ['an L1 document', () => new ssm.CfnDocument(stack, 'L1', { content: {}, name: 'AWSome' }), arn([':ssm:us-east-1:222222222222:document/', { Ref: 'L1' }])],
    ['an imported document', () => Document.fromDocumentArn(stack, 'Imported', ARN), ARN],
    ['an imported L1 document', () => ssm.CfnDocument.fromDocumentName(stack, 'Imported', 'Mine'), arn([':ssm:us-east-1:222222222222:document/Mine'])],
    ["an L1 import of Amazon's", () => ssm.CfnDocument.fromDocumentName(stack, 'Imported', 'AWS-RunShellScript'), arn([':ssm:us-east-1::document/AWS-RunShellScript'])],
    ['an L1 import of a name that only Amazon has', () => ssm.CfnDocument.fromDocumentName(stack, 'Imported', 'AWSFleetManager-X'), arn([':ssm:us-east-1::document/AWSFleetManager-X'])],
    ["one of Amazon's", () => Document.fromAmazon(stack, 'Imported', 'AmazonCloudWatch-ManageAgent'), arn([':ssm:us-east-1::document/AmazonCloudWatch-ManageAgent'])],
  ])('%s is granted on its ARN', (_, make, resource) => {
    const document = make();
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
    const grant = ((document as IDocument).grants ?? DocumentGrants.fromDocument(document)).read(role);

    expect(grant.success).toBe(true);
    templateOf(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [{ Action: ['ssm:DescribeDocument', 'ssm:GetDocument', 'ssm:ListDocumentVersions'], Effect: 'Allow', Resource: resource }] },
    });
  });

  test('is granted to users, groups and imported roles', () => {
    const document = own();
    document.grants.read(new iam.User(stack, 'User'));
    document.grants.read(new iam.Group(stack, 'Group'));
    document.grants.read(iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::222222222222:role/imported'));

    templateOf(stack).resourceCountIs('AWS::IAM::Policy', 3);
  });
});
