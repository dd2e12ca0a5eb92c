import { App, aws_iam as iam, aws_ssm as ssm, Fn, Stack } from 'aws-cdk-lib';
import { AssumeRole, Content, DocumentParameter, Runbook, RunbookGrants, steps, SystemVariable } from '../../src';
import { templateOf } from '../document/deployed-content';

const ACCOUNT = '111122223333';
const PAUSE = new steps.Pause('Stop', {});
const ROLE = 'arn:aws:iam::111122223333:role/Ops';

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

const EXECUTIONS = arn(`${ACCOUNT}:automation-execution/*`);

function statements(of: Stack = stack): any[] {
  const policies = Object.values(templateOf(of).findResources('AWS::IAM::Policy'));
  return policies.flatMap(policy => policy.Properties.PolicyDocument.Statement);
}

function start(...resources: unknown[]): object {
  return { Action: 'ssm:StartAutomationExecution', Effect: 'Allow', Resource: resources };
}

function pass(resource: unknown): object {
  return { Action: 'iam:PassRole', Condition: { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } }, Effect: 'Allow', Resource: resource };
}

const OWN = { Ref: 'Runbook246ED732' };
const START_OWN = start(arn(`${ACCOUNT}:automation-definition/`, OWN, ':*'), EXECUTIONS, arn(`${ACCOUNT}:document/`, OWN));

/** The ARNs of each statement in one order, as CDK has orders of its own. */
function sorted(all: any[]): any[] {
  const text = (value: unknown): string => JSON.stringify(value);
  return all.map(({ Resource, ...rest }) => ({
    ...rest, Resource: Array.isArray(Resource) ? [...Resource].sort((left, right) => text(left) < text(right) ? -1 : 1) : Resource,
  }));
}

function expectStatements(...expected: any[]): void {
  expect(sorted(statements())).toEqual(sorted(expected));
}

describe('starting', () => {
  test('a runbook with a role of its own', () => {
    const grant = new Runbook(stack, 'Runbook', { steps: [PAUSE] }).grants.startAutomation(user);
    expect(grant.principalStatements.map(({ actions }) => actions)).toEqual([['ssm:StartAutomationExecution'], ['iam:PassRole']]);
    expectStatements(START_OWN, pass({ 'Fn::GetAtt': ['RunbookAssumeRoleA2997F2C', 'Arn'] }));
  });

  const id = DocumentParameter.ofIamRoleArn('Role', { defaultValue: ROLE });
  test.each<[string, AssumeRole, DocumentParameter[], unknown]>([
    ['none', AssumeRole.caller(), [], undefined],
    ['one that is known by its ARN', AssumeRole.fromRoleArn(ROLE), [], ROLE],
    ['one that only deployment knows', AssumeRole.fromRoleArn(Fn.importValue('Role')), [], { 'Fn::ImportValue': 'Role' }],
    ['the default of a parameter', AssumeRole.fromParameter(id), [id], ROLE],
    ['a parameter without default', AssumeRole.fromParameter(id), [DocumentParameter.ofIamRoleArn('Role')], undefined],
    ['an empty default', AssumeRole.fromParameter(id), [DocumentParameter.ofIamRoleArn('Role', { defaultValue: '' })], undefined],
    ['one of the account where it runs', AssumeRole.fromRoleArn(`arn:aws:iam::${SystemVariable.accountId}:role/Ops`), [], undefined],
    ['one that only SSM knows', AssumeRole.fromRoleArn('arn:aws:iam::{{ global:ACCOUNT_ID }}:role/Ops'), [], undefined],
  ])('passes the role it has: %s', (_, assumeRole, parameters, passed) => {
    new Runbook(stack, 'Runbook', { steps: [PAUSE], assumeRole, parameters }).grants.startAutomation(user);
    expectStatements(START_OWN, ...passed === undefined ? [] : [pass(passed)]);
  });

  test.each<[string, Record<string, any>, unknown]>([
    ['a literal', { assumeRole: ROLE }, ROLE],
    ['a default', { assumeRole: '{{ Role }}', parameters: { Role: { type: 'String', default: ROLE } } }, ROLE],
    ['none', {}, undefined],
  ])('passes the role of a content: %s', (_, parts, passed) => {
    const content = Content.fromObject({ schemaVersion: '0.3', ...parts, mainSteps: [{ name: 'Stop', action: 'aws:pause', inputs: {} }] });
    new Runbook(stack, 'Runbook', { content }).grants.startAutomation(user);
    expect(statements().filter(({ Action }) => Action === 'iam:PassRole')).toEqual(passed === undefined ? [] : [pass(passed)]);
  });

  test('an L1 document', () => {
    const document = new ssm.CfnDocument(stack, 'L1', { content: {} });
    RunbookGrants.fromRunbook(document, { assumeRoleArn: ROLE }).startAutomation(user);
    expectStatements(start(arn(`${ACCOUNT}:automation-definition/`, { Ref: 'L1' }, ':*'), EXECUTIONS, arn(`${ACCOUNT}:document/`, { Ref: 'L1' })), pass(ROLE));
  });

  test('one that is known by its name, with its role', () => {
    const role = iam.Role.fromRoleArn(stack, 'Role', ROLE);
    const runbook = Runbook.fromRunbookAttributes(stack, 'Imported', { documentName: 'Mine', assumeRole: role });
    expect(runbook.assumeRole).toBe(role);
    runbook.grants.startAutomation(user);
    expectStatements(start(arn(`${ACCOUNT}:automation-definition/Mine:*`), EXECUTIONS, arn(`${ACCOUNT}:document/Mine`)), pass(ROLE));
  });

  test.each([['by name', true], ['from Amazon', false]])('one of Amazon, %s', (_, byName) => {
    const runbook = byName ? Runbook.fromRunbookName(stack, 'I', 'AWS-StopEC2Instance') : Runbook.fromAmazon(stack, 'I', 'AWS-StopEC2Instance');
    runbook.grants.startAutomation(user);
    expectStatements(start(arn(':automation-definition/AWS-StopEC2Instance:*'), EXECUTIONS, arn(':document/AWS-StopEC2Instance')));
  });

  test('one that another account shares, whose executions are those of whoever starts it', () => {
    Runbook.fromRunbookArn(stack, 'I', 'arn:aws:ssm:eu-west-1:444455556666:document/Shared').grants.startAutomation(user);
    expectStatements(start('arn:aws:ssm:eu-west-1:444455556666:automation-definition/Shared:*', EXECUTIONS, 'arn:aws:ssm:eu-west-1:444455556666:document/Shared'));
  });

  test('by somebody in another account', () => {
    const there = new Stack(stack.node.root as App, 'There', { env: { account: '444455556666', region: 'eu-west-1' } });
    const other = new iam.Role(there, 'User', { assumedBy: new iam.AccountRootPrincipal(), roleName: 'other' });
    new Runbook(stack, 'Runbook', { documentName: 'Shared', steps: [PAUSE], assumeRole: AssumeRole.caller() }).grants.startAutomation(other);
    expect(sorted(statements(there))).toEqual(sorted([start(
      arn(`${ACCOUNT}:automation-definition/Shared:*`), arn('444455556666:automation-execution/*'), arn(`${ACCOUNT}:document/Shared`))]));
  });

  test('in another stack', () => {
    const there = new Stack(stack.node.root as App, 'There', { env: stack.env });
    const other = new iam.Role(there, 'User', { assumedBy: new iam.AccountRootPrincipal() });
    new Runbook(stack, 'Runbook', { steps: [PAUSE], assumeRole: AssumeRole.caller() }).grants.startAutomation(other);
    expect(sorted(statements(there))).toEqual(sorted([start(
      arn(`${ACCOUNT}:automation-definition/`, expect.objectContaining({ 'Fn::ImportValue': expect.any(String) }), ':*'), EXECUTIONS,
      arn(`${ACCOUNT}:document/`, expect.objectContaining({ 'Fn::ImportValue': expect.any(String) })))]));
  });
});

describe('the others', () => {
  test.each<[string, (grants: RunbookGrants, grantee: iam.IGrantable) => iam.Grant, object[]]>([
    ['stopping', (grants, grantee) => grants.stopAutomation(grantee), [{ Action: 'ssm:StopAutomationExecution', Effect: 'Allow', Resource: EXECUTIONS }]],
    ['signals', (grants, grantee) => grants.signalAutomation(grantee), [{ Action: 'ssm:SendAutomationSignal', Effect: 'Allow', Resource: EXECUTIONS }]],
    ['reading the document', (grants, grantee) => grants.read(grantee), [
      { Action: ['ssm:DescribeDocument', 'ssm:GetDocument', 'ssm:ListDocumentVersions'], Effect: 'Allow', Resource: arn(`${ACCOUNT}:document/`, OWN) },
    ]],
    ['reading', (grants, grantee) => grants.readAutomation(grantee), [
      { Action: ['ssm:DescribeDocument', 'ssm:GetDocument', 'ssm:ListDocumentVersions'], Effect: 'Allow', Resource: arn(`${ACCOUNT}:document/`, OWN) },
      { Action: ['ssm:DescribeAutomationStepExecutions', 'ssm:GetAutomationExecution'], Effect: 'Allow', Resource: EXECUTIONS },
      { Action: 'ssm:DescribeAutomationExecutions', Effect: 'Allow', Resource: '*' },
    ]],
  ])('%s', (_, grant, expected) => {
    const { grants } = new Runbook(stack, 'Runbook', { steps: [PAUSE], assumeRole: AssumeRole.caller() });
    grant(grants, user).assertSuccess();
    expect(statements()).toEqual(expected);
  });
});

describe('imports', () => {
  test('are known by name or ARN', () => {
    const byArn = Runbook.fromRunbookArn(stack, 'A', 'arn:aws:ssm:eu-west-1:444455556666:document/Shared');
    expect([byArn.documentName, byArn.documentArn, byArn.env.account]).toEqual(['Shared', 'arn:aws:ssm:eu-west-1:444455556666:document/Shared', '444455556666']);
    const both = Runbook.fromRunbookAttributes(stack, 'B', { documentName: 'Other', documentArn: byArn.documentArn });
    expect([both.documentName, both.documentArn]).toEqual(['Other', byArn.documentArn]);
    const byName = Runbook.fromRunbookName(stack, 'C', 'Mine');
    expect(stack.resolve(byName.documentArn)).toEqual(arn(`${ACCOUNT}:document/Mine`));
    expect(byName.documentRef).toEqual({ documentName: 'Mine' });
    expect(byName.assumeRole).toBeUndefined();
    expect(Runbook.isRunbook(byName)).toBe(false);
    expect(stack.resolve(Runbook.fromAmazon(stack, 'D', 'Custom').documentArn)).toEqual(arn(':document/Custom'));
  });

  test('by nothing are refused', () => {
    expect(() => Runbook.fromRunbookAttributes(stack, 'A', {})).toThrow('neither documentName nor documentArn is given; give one of them');
  });
});
