import { App, aws_iam as iam, InjectionContext, IPropertyInjector, PropertyInjectors, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Document, DocumentParameter, IDocument, ISessionDocument, Session, SessionDocument, SessionDocumentProps } from '../../src';
import { contentHash } from '../../src/content/hash';
import { templateOf } from '../document/deployed-content';

let stack: Stack;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
});

describe('a Session document', () => {
  test('is one resource, with the options of all documents', () => {
    const session = Session.shell();
    const document = new SessionDocument(stack, 'Shell', { session, documentName: 'Ops-Shell', targetType: '/', tags: { Team: 'ops' } });
    const template = templateOf(stack);
    template.resourceCountIs('AWS::SSM::Document', 1);
    template.hasResourceProperties('AWS::SSM::Document', {
      DocumentType: 'Session', DocumentFormat: 'JSON', Name: 'Ops-Shell', TargetType: '/', UpdateMethod: 'NewVersion', Tags: [{ Key: 'Team', Value: 'ops' }],
    });
    expect(document.contentHash).toBe(contentHash(document.contentText));
  });

  test('is known by its symbol', () => {
    expect(SessionDocument.isSessionDocument(new SessionDocument(stack, 'Shell', { session: Session.shell() }))).toBe(true);
    expect(SessionDocument.isSessionDocument(SessionDocument.fromSessionDocumentName(stack, 'Import', 'X'))).toBe(false);
    expect(SessionDocument.isSessionDocument(undefined)).toBe(false);
  });

  test('is a document of any kind', () => {
    const document: IDocument = new SessionDocument(stack, 'Shell', { session: Session.shell() });
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    expect(document.grants.read(role).success).toBe(true);
  });

  test('one session can stand in several documents', () => {
    const session = Session.ssh();
    const [a, b] = ['A', 'B'].map(id => new SessionDocument(stack, id, { session }));
    expect(a.contentText).toBe(b.contentText);
  });

  test('takes the defaults that an organisation injects', () => {
    class Logged implements IPropertyInjector {
      public readonly constructUniqueId = SessionDocument.PROPERTY_INJECTION_ID;
      public inject(props: SessionDocumentProps, _: InjectionContext): SessionDocumentProps {
        return { description: 'injected', ...props };
      }
    }
    PropertyInjectors.of(stack).add(new Logged());
    expect(new SessionDocument(stack, 'Shell', { session: Session.ssh() }).contentText).toContain('"description":"injected"');
  });

  test('warns where everybody needs a tag', () => {
    new SessionDocument(stack, 'Shell', { session: Session.shell({ runAsEnabled: true }) });
    new SessionDocument(stack, 'Other', { session: Session.shell({ runAs: 'ops' }) });
    stack.node.root.node.findAll().forEach(construct => construct.node.validate());
    Annotations.fromStack(stack).hasWarning('/Stack/Shell', Match.stringLikeRegexp('runAsEnabled is true without a runAsDefaultUser'));
    Annotations.fromStack(stack).hasNoWarning('/Stack/Other', Match.anyValue());
  });

  test('what stands in inputs is checked with the whole document', () => {
    new SessionDocument(stack, 'Shell', { session: Session.shell({ inputs: { idleSessionTimeout: '61', cloudWatchStreamingEnabled: 'true' } }) });
    expect(() => templateOf(stack)).toThrow(/the session document has 2 errors[^]*inputs.cloudWatchStreamingEnabled[^]*inputs.idleSessionTimeout/);
  });

  test('parameters of the same name are refused', () => {
    const twice = () => DocumentParameter.ofString('a');
    expect(() => new SessionDocument(stack, 'Shell', { session: Session.ssh(), parameters: [twice(), twice()] })).toThrow('the parameter "a" is given twice');
  });

  test('parameters that nobody declares are found at synthesis', () => {
    new SessionDocument(stack, 'Shell', { session: Session.ssh({ port: DocumentParameter.ofString('port').valueAsString }) });
    expect(() => templateOf(stack)).toThrow(/properties.portNumber .*port/);
  });
});

describe('a document that exists', () => {
  const ARN = 'arn:aws:ssm:us-east-1:444455556666:document/Shared-Shell';

  test('by its name', () => {
    const document = SessionDocument.fromSessionDocumentName(stack, 'Prefs', 'SSM-SessionManagerRunShell');
    expect(document.documentName).toBe('SSM-SessionManagerRunShell');
    expect(document.documentRef.documentName).toBe('SSM-SessionManagerRunShell');
    expect(stack.resolve(document.documentArn)).toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:eu-west-1:111122223333:document/SSM-SessionManagerRunShell']] });
  });

  test("of Amazon's, whose ARN has no account", () => {
    const documents = [
      SessionDocument.fromAmazon(stack, 'Amazon', 'AWS-StartSSHSession'),
      SessionDocument.fromSessionDocumentName(stack, 'Name', 'AWS-StartSSHSession'),
      SessionDocument.fromSessionDocumentAttributes(stack, 'Attributes', { documentName: 'AWS-StartSSHSession' }),
    ];
    for (const document of documents) {
      expect(document.documentName).toBe('AWS-StartSSHSession');
      expect(stack.resolve(document.documentArn)).toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:eu-west-1::document/AWS-StartSSHSession']] });
    }
  });

  test('by its ARN', () => {
    const document = SessionDocument.fromSessionDocumentArn(stack, 'Shared', ARN);
    expect(document).toMatchObject({ documentName: 'Shared-Shell', documentArn: ARN });
    expect(document.env).toEqual({ account: '444455556666', region: 'us-east-1' });
  });

  test('the ARN counts when both are given', () => {
    expect(SessionDocument.fromSessionDocumentAttributes(stack, 'Shared', { documentArn: ARN, documentName: 'Other' })).toMatchObject({ documentArn: ARN, documentName: 'Other' });
  });

  test('by nothing is refused', () => {
    expect(() => SessionDocument.fromSessionDocumentAttributes(stack, 'None', {})).toThrow('neither documentName nor documentArn is given');
  });

  test('in TypeScript it is a document of any kind', () => {
    const session: ISessionDocument = SessionDocument.fromSessionDocumentArn(stack, 'Shared', ARN);
    const document: IDocument = session;
    expect(document.documentArn).toBe(ARN);
    expect(Document.isDocument(document)).toBe(false);
  });
});
