import {
  App, aws_iam as iam, aws_logs as logs, aws_s3 as s3, CfnParameter, Duration, InjectionContext, IPropertyInjector, Lazy, PropertyInjectors,
  Stack,
} from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { operationsOf } from './operation-template';
import {
  ContentVerification, DocumentParameter, ExistingPreferences, IDocument, ISessionDocument, Nodes, PreferencesOnDelete, Session, SessionDocument,
  SessionPreferences, SessionPreferencesProps,
} from '../../src';
import { contentHash } from '../../src/content/hash';
import { evaluate } from '../cloudformation';

const NAME = 'SSM-SessionManagerRunShell';
const TYPE = 'Custom::SSMSessionPreferences';
const PRIOR_TYPE = 'Custom::SSMPriorSessionPreferences';
const ARN = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:ssm:eu-west-1:111122223333:document/${NAME}`]] };
const WRITE = ['ssm:DescribeDocument', 'ssm:GetDocument', 'ssm:CreateDocument', 'ssm:UpdateDocument', 'ssm:UpdateDocumentDefaultVersion'];

let stack: Stack;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: { region: 'eu-west-1', account: '111122223333' } });
});

function define(props: Partial<SessionPreferencesProps> = {}): SessionPreferences {
  return new SessionPreferences(stack, 'Preferences', { session: Session.shell(), ...props });
}

describe('session preferences', () => {
  test('are two custom resources of one function, each with a policy for the one document', () => {
    const preferences = define();

    expect(operationsOf(stack, PRIOR_TYPE)).toEqual([{ properties: {}, statements: [{ Action: 'ssm:DescribeDocument', Effect: 'Allow', Resource: ARN }] }]);
    expect(operationsOf(stack, TYPE)).toEqual([{
      properties: {
        Content: preferences.contentText,
        Existing: 'Adopt',
        OnDelete: 'Leave',
        PriorVersion: { 'Fn::GetAtt': ['SSMSessionManagerRunShellPrior', 'PriorVersion'] },
        PriorHash: { 'Fn::GetAtt': ['SSMSessionManagerRunShellPrior', 'PriorHash'] },
      },
      statements: [{ Action: WRITE, Effect: 'Allow', Resource: ARN }],
    }]);
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::Function', 1);
    Template.fromStack(stack).resourceCountIs('AWS::SSM::Document', 0);
  });

  test('stay the same resources wherever their construct stands', () => {
    define();
    const other = new Stack(new App(), 'Other');
    new SessionPreferences(new Stack(other, 'Nested'), 'Renamed', { session: Session.shell() });

    for (const template of [Template.fromStack(stack), Template.fromStack(other.node.findChild('Nested') as Stack)]) {
      expect(Object.keys(template.findResources(TYPE))).toEqual(['SSMSessionManagerRunShell']);
      expect(Object.keys(template.findResources(PRIOR_TYPE))).toEqual(['SSMSessionManagerRunShellPrior']);
    }
  });

  test('have the content of a session document', () => {
    const session = Session.shell({ idleTimeout: Duration.minutes(10), runAs: 'ops', shellProfile: { linux: 'date' } });
    const { contentText, contentHash: hash } = define({ session, description: 'Ours' });

    expect(contentText).toBe(new SessionDocument(stack, 'Document', { session, description: 'Ours' }).contentText);
    expect(hash).toBe(contentHash(contentText));
  });

  test('say by default what the service says', () => {
    expect(JSON.parse(define().contentText)).toEqual({
      schemaVersion: '1.0',
      description: 'Document to hold regional settings for Session Manager',
      sessionType: 'Standard_Stream',
      inputs: {
        s3BucketName: '',
        s3KeyPrefix: '',
        s3EncryptionEnabled: true,
        cloudWatchLogGroupName: '',
        cloudWatchEncryptionEnabled: true,
        cloudWatchStreamingEnabled: false,
        kmsKeyId: '',
        runAsEnabled: false,
        runAsDefaultUser: '',
      },
    });
  });

  test.each([
    [ExistingPreferences.ADOPT, PreferencesOnDelete.LEAVE, 'Adopt', 'Leave'],
    [ExistingPreferences.REPLACE, PreferencesOnDelete.RESTORE, 'Replace', 'Restore'],
    [ExistingPreferences.FAIL, PreferencesOnDelete.RESTORE, 'Fail', 'Restore'],
  ])('may delete the document only where it may have to: %s, %s', (existing, onDelete, Existing, OnDelete) => {
    define({ existing, onDelete });

    const [{ properties, statements }] = operationsOf(stack, TYPE);
    expect(properties).toMatchObject({ Existing, OnDelete });
    expect(statements).toEqual([{ Action: OnDelete === 'Leave' ? WRITE : [...WRITE, 'ssm:DeleteDocument'], Effect: 'Allow', Resource: ARN }]);
  });

  test('leave choices to the deployment', () => {
    define({ existing: new CfnParameter(stack, 'Existing').valueAsString, onDelete: new CfnParameter(stack, 'OnDelete').valueAsString });

    const [{ properties, statements }] = operationsOf(stack, TYPE);
    expect(properties).toMatchObject({ Existing: { Ref: 'Existing' }, OnDelete: { Ref: 'OnDelete' } });
    expect(statements[0].Action).toEqual([...WRITE, 'ssm:DeleteDocument']);
  });

  test('are a Session document for whoever asks', () => {
    const preferences: ISessionDocument = define();
    const document: IDocument = preferences;

    expect(document.documentName).toBe(NAME);
    expect(stack.resolve(document.documentArn)).toEqual(ARN);
    expect(stack.resolve(document.documentRef)).toEqual({ documentName: { Ref: 'SSMSessionManagerRunShell' } });
  });

  test('have the attributes of the deployment', () => {
    const { documentVersion, priorVersion } = define();

    expect(stack.resolve([documentVersion, priorVersion])).toEqual([
      { 'Fn::GetAtt': ['SSMSessionManagerRunShell', 'LatestVersion'] },
      { 'Fn::GetAtt': ['SSMSessionManagerRunShellPrior', 'PriorVersion'] },
    ]);
  });

  test('take the defaults that an organisation injects', () => {
    class Kept implements IPropertyInjector {
      public readonly constructUniqueId = SessionPreferences.PROPERTY_INJECTION_ID;
      public inject(props: SessionPreferencesProps, _: InjectionContext): SessionPreferencesProps {
        return { existing: ExistingPreferences.FAIL, ...props };
      }
    }
    PropertyInjectors.of(stack).add(new Kept());
    define();

    expect(operationsOf(stack, TYPE)[0].properties).toMatchObject({ Existing: 'Fail' });
  });

  test('can be verified, after they are deployed', () => {
    const preferences = define();
    new ContentVerification(stack, 'Verified', { document: preferences });

    expect(operationsOf(stack, 'Custom::SSMDocumentContentHash')[0].properties)
      .toEqual({ DocumentName: { Ref: 'SSMSessionManagerRunShell' }, DocumentVersion: '$DEFAULT', ExpectedHash: preferences.contentHash });
  });
});

describe('grants', () => {
  test('include what sessions use', () => {
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
    const { grants } = define({ session: Session.shell({ logBucket: new s3.Bucket(stack, 'Logs') }) });
    grants.hostSession(role);
    grants.startSession(role, { nodes: Nodes.all() });

    const { Statement } = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy', { Properties: { PolicyName: Match.stringLikeRegexp('^RoleDefault') } }))[0].Properties.PolicyDocument;
    expect(Statement).toContainEqual(expect.objectContaining({ Action: 's3:PutObject' }));
    expect(Statement).toContainEqual({ Action: 'ssm:StartSession', Effect: 'Allow', Resource: ARN });
  });
});

describe('values that are not known yet', () => {
  test('travel in one text, which is JSON whatever they turn out to be', () => {
    const value = new CfnParameter(stack, 'Profile').valueAsString;
    const logGroup = new logs.LogGroup(stack, 'Log');
    const preferences = define({ session: Session.shell({ logGroup, shellProfile: { linux: value } }) });

    const { Content } = operationsOf(stack, TYPE)[0].properties;
    const evil = 'echo "a\\b"\n${x}\t{"}';
    const text = evaluate(Content, { refs: { Profile: evil, [stack.getLogicalId(logGroup.node.defaultChild as logs.CfnLogGroup)]: 'group' } }) as string;
    expect(JSON.parse(text).inputs).toMatchObject({ cloudWatchLogGroupName: 'group', shellProfile: { linux: evil } });
    expect(stack.resolve(preferences.contentText)).toEqual(Content);
    expect(stack.resolve(preferences.contentHash)).toEqual({ 'Fn::GetAtt': ['SSMSessionManagerRunShell', 'Hash'] });
  });

  test('are asked when the template is made where they are lazy', () => {
    let user = 'early';
    const preferences = define({ session: Session.shell({ runAs: Lazy.string({ produce: () => user }) }) });
    const { contentHash: hash } = preferences;
    user = 'late';

    const { Content } = operationsOf(stack, TYPE)[0].properties;
    expect(JSON.parse(Content).inputs.runAsDefaultUser).toBe('late');
    expect(stack.resolve(hash)).toBe(contentHash(Content));
  });

  test('come from other stacks', () => {
    const app = new App();
    const [one, other] = ['One', 'Other'].map(id => new Stack(app, id, { env: { region: 'eu-west-1', account: '111122223333' } }));
    new SessionPreferences(other, 'Preferences', { session: Session.shell({ logBucket: new s3.Bucket(one, 'Logs') }) });

    expect(JSON.stringify(operationsOf(other, TYPE)[0].properties.Content)).toContain('Fn::ImportValue');
  });
});

describe('errors', () => {
  test.each([
    [Session.ssh(), 'Port'],
    [Session.interactiveCommands({ linux: 'top' }), 'InteractiveCommands'],
    [Session.nonInteractiveCommands({ linux: 'df' }), 'NonInteractiveCommands'],
  ])('another kind of session', (session, type) => {
    expect(() => define({ session })).toThrow(`the session is of type ${type}, and preferences are the settings of shells (Standard_Stream); use Session.shell, or a SessionDocument`);
  });

  test('twice in a stack, and not in two', () => {
    const other = new Stack(stack.node.root as App, 'Elsewhere');
    new SessionPreferences(other, 'Preferences', { session: Session.shell() });
    define();

    expect(() => new SessionPreferences(stack, 'More', { session: Session.shell() }))
      .toThrow(`the stack has session preferences already, "Stack/Preferences", and a Region has only one document ${NAME}; keep one of them`);
  });

  test.each([
    [{ existing: 'ADOPT' }, 'existing is "ADOPT"; "Adopt", "Replace", "Fail" are allowed, use a constant of ExistingPreferences'],
    [{ onDelete: '' }, 'onDelete is ""; "Leave", "Restore" are allowed, use a constant of PreferencesOnDelete'],
  ])('%j', (props, message) => {
    expect(() => define(props)).toThrow(message);
  });

  test('are told of the content at synthesis, all at once, as those of documents are', () => {
    define({ session: Session.shell({ inputs: { idleSessionTimeout: '61', runAsEnabled: 'maybe' }, shellProfile: { linux: DocumentParameter.ofString('p').valueAsString } }) });

    expect(() => Template.fromStack(stack)).toThrow(/Stack\/Preferences: the preferences document has 3 errors[^]*inputs\.runAsEnabled[^]*inputs\.idleSessionTimeout[^]*inputs\.shellProfile\.linux/);
  });

  test('and warnings are annotations', () => {
    define({ session: Session.shell({ runAsEnabled: true }) });
    stack.node.findAll().forEach(construct => construct.node.validate());

    Annotations.fromStack(stack).hasWarning('/Stack/Preferences', Match.stringLikeRegexp('runAsEnabled is true without a runAsDefaultUser.*cdk-systems-manager:session/run-as-user'));
  });
});
