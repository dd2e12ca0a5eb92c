import { App, aws_iam as iam, aws_ssm as ssm, CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Content, Document, DocumentType, ReviewAction, Runbook, steps, TemplateReview, TemplateReviewProps } from '../../src';
import { contentHash } from '../../src/content/hash';
import { operationsOf } from '../operations/operation-template';

const TYPE = 'Custom::SSMTemplateReview';
const CONTENT = {
  schemaVersion: '0.3',
  mainSteps: [{
    name: 'Approve', action: 'aws:approve', inputs: { EnhancedApprovals: { Approvers: [{ approver: 'lead', type: 'IamUser', minRequiredApprovals: 1 }] } },
  }],
};
const TEMPLATE = { Ref: 'Template576A9730' };
const REVISION = [contentHash(JSON.stringify(JSON.stringify(CONTENT)))];
const ASK_STACK = { Action: 'cloudformation:DescribeStacks', Effect: 'Allow', Resource: { Ref: 'AWS::StackId' } };
const REVIEW = {
  Action: ['ssm:DescribeDocument', 'ssm:UpdateDocumentMetadata'],
  Effect: 'Allow',
  Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:eu-west-1:111122223333:document/', TEMPLATE]] },
};

let stack: Stack;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: { region: 'eu-west-1', account: '111122223333' } });
});

function template(): Document {
  const documentType = DocumentType.CHANGE_TEMPLATE;
  return new Document(stack, 'Template', { documentName: 'Web-Patch', documentType, content: Content.fromObject(CONTENT) });
}

function review(props: Partial<TemplateReviewProps> = {}): TemplateReview {
  return new TemplateReview(stack, 'Review', { template: template(), action: ReviewAction.approve(), ...props });
}

test('a template is approved whenever its content changes, by the function itself', () => {
  const { reviewStatus, documentVersion } = review();

  expect(operationsOf(stack, TYPE)).toEqual([{
    properties: { DocumentName: TEMPLATE, Action: 'Approve', Revision: REVISION },
    statements: [REVIEW, ASK_STACK],
  }]);
  expect(stack.resolve([reviewStatus, documentVersion])).toEqual(
    ['ReviewStatus', 'DocumentVersion'].map(name => ({ 'Fn::GetAtt': [expect.stringMatching(/^Review/), name] })));
});

test.each<[Partial<TemplateReviewProps>, object]>([
  [{ action: ReviewAction.sendForReview() }, { Action: 'SendForReview' }],
  [{ action: ReviewAction.reject('Too wide') }, { Action: 'Reject', Comment: 'Too wide' }],
  [{ action: ReviewAction.approve('x'.repeat(1024)), documentVersion: '3' }, { Action: 'Approve', Comment: 'x'.repeat(1024), DocumentVersion: '3' }],
  [{ action: ReviewAction.approve('👍'.repeat(1024)), documentVersion: '$DEFAULT' }, { Comment: '👍'.repeat(1024), DocumentVersion: '$DEFAULT' }],
])('%#', (props, expected) => {
  review(props);
  expect(operationsOf(stack, TYPE)[0].properties).toMatchObject({ DocumentName: TEMPLATE, ...expected });
});

test('comment and version may be known only at deployment', () => {
  const parameter = new CfnParameter(stack, 'P').valueAsString;
  review({ action: ReviewAction.approve(parameter), documentVersion: parameter });
  expect(operationsOf(stack, TYPE)[0].properties).toMatchObject({ Comment: { Ref: 'P' }, DocumentVersion: { Ref: 'P' } });
});

test.each<[Partial<TemplateReviewProps>, string]>([
  [{ documentVersion: '0' }, 'documentVersion "0" is not allowed; it is a number from 1, $LATEST or $DEFAULT'],
  [{ action: ReviewAction.approve('') }, 'the comment "" says nothing; give 1 to 1024 characters, or leave it out'],
  [{ action: ReviewAction.approve(' \t') }, 'the comment " \\t" says nothing; give 1 to 1024 characters, or leave it out'],
  [{ action: ReviewAction.approve('x'.repeat(1025)) }, 'the comment has 1025 characters; SSM takes 1024 at most'],
  [{ action: ReviewAction.approve('one\ntwo') }, 'the comment "one\\ntwo" has several lines; SSM takes one'],
  [
    { action: ReviewAction.approve(''), documentVersion: 'latest' },
    'the change template cannot be reviewed like this:\n  - documentVersion "latest" is not allowed; it is a number from 1, $LATEST or $DEFAULT'
    + '\n  - the comment "" says nothing; give 1 to 1024 characters, or leave it out',
  ],
])('%# is refused', (props, message) => {
  expect(() => review(props)).toThrow(message);
});

test('a document of this app that is no change template is refused', () => {
  const runbook = new Runbook(stack, 'Runbook', { steps: [new steps.Pause('Stop', {})] });
  expect(() => review({ template: runbook })).toThrow(
    'the change template cannot be reviewed like this: Stack/Runbook is a document of type Automation; give a change template (type Automation.ChangeTemplate)');
});

test('what is no template, and no action, is refused where no compiler looks', () => {
  expect(() => new TemplateReview(stack, 'Review', { template: 'Web-Patch', action: 'approve' } as never)).toThrow([
    'the change template cannot be reviewed like this:',
    '  - template is "Web-Patch"; give the change template, as a construct',
    '  - action is "approve"; give ReviewAction.sendForReview(), ReviewAction.approve() or ReviewAction.reject()',
  ].join('\n'));
  expect(() => new TemplateReview(stack, 'Other', {} as never)).toThrow('template is nothing; give the change template');
});

describe('a reviewer', () => {
  const assume = (Resource: unknown) => ({ Action: 'sts:AssumeRole', Effect: 'Allow', Resource });

  /** The policies that are attached to a role, and whom it trusts. */
  function roleOf(logicalId: RegExp): { trusted: any[]; policies: any[] } {
    const resources: [string, any][] = Object.entries(Template.fromStack(stack).toJSON().Resources);
    const [id, role] = resources.find(([key, { Type }]) => Type === 'AWS::IAM::Role' && logicalId.test(key))!;
    const policies = resources.filter(([, { Type, Properties }]) => Type === 'AWS::IAM::Policy' && Properties.Roles.some((each: any) => each.Ref === id));
    return {
      trusted: role.Properties.AssumeRolePolicyDocument.Statement,
      policies: policies.map(([key, { Properties }]) => [key, Properties.PolicyDocument.Statement]),
    };
  }

  test('of the same stack may be assumed, and may do what it does; the function may assume it, and nothing else', () => {
    const reviewer = new iam.Role(stack, 'Lead', { assumedBy: new iam.AccountRootPrincipal() });
    review({ reviewer });

    const leadArn = { 'Fn::GetAtt': [expect.stringMatching(/^Lead/), 'Arn'] };
    const [{ properties, statements }] = operationsOf(stack, TYPE);
    expect(properties).toEqual({ DocumentName: TEMPLATE, Action: 'Approve', Revision: REVISION, ActAsRoleArn: leadArn });
    expect(statements).toEqual([ASK_STACK, assume(leadArn)]);

    const { trusted, policies } = roleOf(/^Lead/);
    expect(trusted).toHaveLength(2);
    const functionRole = { AWS: { 'Fn::GetAtt': [expect.stringMatching(/^cdksystemsmanagertemplatereviewRole/), 'Arn'] } };
    expect(trusted[1]).toEqual({ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: functionRole });
    expect(policies).toEqual([[expect.any(String), [REVIEW]]]);
    const [resource] = Object.values(Template.fromStack(stack).findResources(TYPE));
    expect(resource.DependsOn).toContain(policies[0][0]);
  });

  test('is trusted once for all that it reviews, with a policy for each', () => {
    const reviewer = new iam.Role(stack, 'Lead', { assumedBy: new iam.AccountRootPrincipal() });
    review({ reviewer });
    new TemplateReview(stack, 'Other', { template: Document.fromDocumentName(stack, 'Mine', 'Mine'), action: ReviewAction.reject(), reviewer });
    const { trusted, policies } = roleOf(/^Lead/);
    expect(trusted).toHaveLength(2);
    expect(policies).toHaveLength(2);
  });

  test('of another stack is given its permissions, and its stack nothing, which would be a circle', () => {
    const app = App.of(stack) as App;
    const people = new Stack(app, 'People', { env: { region: 'eu-west-1', account: '111122223333' } });
    review({ reviewer: new iam.Role(people, 'Lead', { roleName: 'Lead', assumedBy: new iam.AccountRootPrincipal() }) });
    app.synth();
    expect(Object.values(Template.fromStack(people).findResources('AWS::IAM::Role'))[0].Properties.AssumeRolePolicyDocument.Statement).toHaveLength(1);
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 1);
  });

  test('that is imported is given its permissions where it may be', () => {
    const arn = 'arn:aws:iam::111122223333:role/lead';
    review({ reviewer: iam.Role.fromRoleArn(stack, 'Lead', arn) });
    expect(operationsOf(stack, TYPE)[0]).toMatchObject({ properties: { ActAsRoleArn: arn }, statements: [ASK_STACK, assume(arn)] });
    expect(Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'))).toMatchObject([{ Properties: { Roles: ['lead'], PolicyDocument: { Statement: [REVIEW] } } }]);
  });

  test('that must not be changed, or is only known as a reference, is left as it is', () => {
    review({ reviewer: iam.Role.fromRoleArn(stack, 'Lead', 'arn:aws:iam::111122223333:role/lead', { mutable: false }) });
    const raw = new iam.CfnRole(stack, 'Raw', { assumeRolePolicyDocument: {} });
    new TemplateReview(stack, 'Other', { template: Document.fromDocumentName(stack, 'Mine', 'Mine'), action: ReviewAction.reject(), reviewer: raw });
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 0);
    expect(operationsOf(stack, TYPE)[1].properties).toEqual({ DocumentName: 'Mine', Action: 'Reject', ActAsRoleArn: { 'Fn::GetAtt': ['Raw', 'Arn'] } });
  });
});

test('no circle: of two templates one names the reviewer\'s role and the version that was reviewed of the other', () => {
  const reviewer = new iam.Role(stack, 'Lead', { assumedBy: new iam.AccountRootPrincipal() });
  const { documentVersion } = review({ reviewer });
  const second = new Document(stack, 'Second', {
    documentType: DocumentType.CHANGE_TEMPLATE,
    content: Content.fromObject({ ...CONTENT, description: `after ${documentVersion}, by ${reviewer.roleArn}` }),
  });
  new TemplateReview(stack, 'SecondReview', { template: second, action: ReviewAction.approve(), reviewer });

  const made = Template.fromStack(stack); // finds circles
  made.resourceCountIs(TYPE, 2);
  made.resourceCountIs('AWS::Lambda::Function', 1);
});

test('a role that a further role of the function assumes trusts that one', () => {
  const reviewer = new iam.Role(stack, 'Lead', { assumedBy: new iam.AccountRootPrincipal() });
  for (let index = 0; index < 26; index += 1) {
    const mine = Document.fromDocumentName(stack, `Mine${index}`, `Mine${index}`);
    new TemplateReview(stack, `Review${index}`, { template: mine, action: ReviewAction.approve(), ...index === 25 && { reviewer } });
  }
  const { properties } = operationsOf(stack, TYPE)[25];
  const further = properties.RoleArn;
  expect(further).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/Role2/), 'Arn'] });
  const roles = Template.fromStack(stack).findResources('AWS::IAM::Role');
  const lead = Object.entries(roles).find(([id]) => id.startsWith('Lead'))![1];
  expect(lead.Properties.AssumeRolePolicyDocument.Statement[1].Principal).toEqual({ AWS: further });
});

describe('templates of other origins', () => {
  test('are an L1, and one that is known by its name, which nothing tells of changes', () => {
    new TemplateReview(stack, 'L1', { template: new ssm.CfnDocument(stack, 'Raw', { content: CONTENT }), action: ReviewAction.approve() });
    new TemplateReview(stack, 'Imported', { template: Document.fromDocumentName(stack, 'Mine', 'Mine'), action: ReviewAction.approve() });
    expect(operationsOf(stack, TYPE).map(({ properties }) => properties)).toEqual([
      { DocumentName: { Ref: 'Raw' }, Action: 'Approve', Revision: [expect.stringMatching(/^[0-9a-f]{64}$/)] }, { DocumentName: 'Mine', Action: 'Approve' },
    ]);
  });

  test.each([
    ['AWS-HelloWorldChangeTemplate', 'document "AWS-HelloWorldChangeTemplate" belongs to Amazon, and only a document of the account and the Region of this stack can be reviewed'],
    ['arn:aws:ssm:eu-west-1:444455556666:document/Theirs', 'document "Theirs" belongs to account 444455556666'],
  ])('%s is refused', (name, message) => {
    const other = name.startsWith('arn:') ? Document.fromDocumentArn(stack, 'Other', name) : Document.fromDocumentName(stack, 'Other', name);
    expect(() => review({ template: other })).toThrow(message);
  });
});
