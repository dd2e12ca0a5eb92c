import { App, aws_iam as iam, aws_ssm as ssm, Stack } from 'aws-cdk-lib';
import { ApprovalLevel, Approver, AssumeRole, ChangeTemplate, ChangeTemplateGrants, Runbook, steps } from '../../src';
import { templateOf } from '../document/deployed-content';

const ACCOUNT = '111122223333';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/Ops`;
const approvals = [ApprovalLevel.of([Approver.iamRole('Leads')])];

let stack: Stack;
let user: iam.Role;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  user = new iam.Role(stack, 'User', { assumedBy: new iam.AccountRootPrincipal() });
});

function arn(...rest: unknown[]): unknown {
  const [first, ...others] = rest;
  return { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:ssm:eu-west-1:${first as string}`, ...others]] };
}

const OWN = { Ref: 'Template576A9730' };
const DOCUMENT = arn(`${ACCOUNT}:document/`, OWN);
const EXECUTIONS = arn(`${ACCOUNT}:automation-execution/*`);
const WITHOUT_AUTO_APPROVAL = { BoolIfExists: { 'ssm:AutoApprove': 'false' } };

function statements(): any[] {
  const policies = Object.values(templateOf(stack).findResources('AWS::IAM::Policy'));
  return policies.flatMap(policy => policy.Properties.PolicyDocument.Statement as any[]).map(({ Resource, ...rest }) => ({
    ...rest,
    Resource: Array.isArray(Resource) ? [...Resource].sort((left, right) => JSON.stringify(left) < JSON.stringify(right) ? -1 : 1) : Resource,
  }));
}

describe('requesting changes', () => {
  const start = (definition: unknown, document: unknown, more: object = { Condition: WITHOUT_AUTO_APPROVAL }) =>
    ({ Action: 'ssm:StartChangeRequestExecution', Effect: 'Allow', Resource: [definition, EXECUTIONS, document], ...more });

  test('with approval', () => {
    new ChangeTemplate(stack, 'Template', { approvals }).grants.startChangeRequest(user).assertSuccess();
    expect(statements()).toEqual([start(arn(`${ACCOUNT}:automation-definition/`, OWN, ':*'), DOCUMENT)]);
  });

  test('without, where that is said', () => {
    new ChangeTemplate(stack, 'Template', { approvals }).grants.startChangeRequest(user, { autoApproval: true });
    expect(statements()).toEqual([start(arn(`${ACCOUNT}:automation-definition/`, OWN, ':*'), DOCUMENT, {})]);
  });

  test('passes the roles of the runbooks that are known, each once', () => {
    const pause = [new steps.Pause('Stop', {})];
    const runbooks = [
      new Runbook(stack, 'A', { steps: pause, assumeRole: AssumeRole.fromRoleArn(ROLE) }), new Runbook(stack, 'B', { steps: pause, assumeRole: AssumeRole.fromRoleArn(ROLE) }),
      new Runbook(stack, 'C', { steps: pause, assumeRole: AssumeRole.caller() }), 'AWS-HelloWorld',
      Runbook.fromRunbookAttributes(stack, 'D', { documentName: 'D-D', assumeRole: user }),
    ];
    new ChangeTemplate(stack, 'Template', { approvals, runbooks }).grants.startChangeRequest(user);
    const passed = statements().filter(({ Action }) => Action === 'iam:PassRole');
    expect(passed).toEqual([ROLE, { 'Fn::GetAtt': ['User00B015A1', 'Arn'] }].map(Resource => ({
      Action: 'iam:PassRole', Condition: { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } }, Effect: 'Allow', Resource,
    })));
  });

  test('of another account: the executions are those of the grantee', () => {
    const shared = 'arn:aws:ssm:eu-west-1:444455556666';
    ChangeTemplate.fromChangeTemplateArn(stack, 'Shared', `${shared}:document/Change`).grants.startChangeRequest(user);
    expect(statements()).toEqual([{
      ...start(undefined, undefined), Resource: [`${shared}:automation-definition/Change:*`, `${shared}:document/Change`, EXECUTIONS],
    }]);
  });

  test('of an L1 document', () => {
    const document = new ssm.CfnDocument(stack, 'Template', { content: {}, documentType: 'Automation.ChangeTemplate' });
    ChangeTemplateGrants.fromChangeTemplate(document).startChangeRequest(user);
    expect(statements()).toEqual([start(arn(`${ACCOUNT}:automation-definition/`, { Ref: 'Template' }, ':*'), arn(`${ACCOUNT}:document/`, { Ref: 'Template' }))]);
  });
});

test('reviewing', () => {
  new ChangeTemplate(stack, 'Template', { approvals }).grants.review(user);
  expect(statements()).toEqual([{ Action: ['ssm:DescribeDocument', 'ssm:UpdateDocumentMetadata'], Effect: 'Allow', Resource: DOCUMENT }]);
});

test('approving', () => {
  new ChangeTemplate(stack, 'Template', { approvals }).grants.approveChangeRequests(user);
  expect(statements()).toEqual([{ Action: 'ssm:SendAutomationSignal', Effect: 'Allow', Resource: EXECUTIONS }]);
});

test('reading', () => {
  new ChangeTemplate(stack, 'Template', { approvals }).grants.readChangeRequests(user);
  expect(statements()).toEqual([
    { Action: ['ssm:DescribeDocument', 'ssm:GetDocument', 'ssm:ListDocumentVersions'], Effect: 'Allow', Resource: DOCUMENT },
    { Action: ['ssm:DescribeAutomationStepExecutions', 'ssm:GetAutomationExecution'], Effect: 'Allow', Resource: EXECUTIONS },
    { Action: 'ssm:GetOpsItem', Effect: 'Allow', Resource: arn(`${ACCOUNT}:opsitem/*`) },
    { Action: ['ssm:DescribeAutomationExecutions', 'ssm:DescribeOpsItems', 'ssm:ListOpsItemEvents'], Effect: 'Allow', Resource: '*' },
  ]);
});
