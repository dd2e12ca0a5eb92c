import { App, Aws, CfnParameter, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import {
  ApprovalLevel, Approver, AutoApprovalPolicy, CedarAttribute, CedarCondition, CedarPolicy, CedarPrincipal, CedarStatement, Content, DenyAccessPolicy,
  Document, ManualApprovalPolicy, Target,
} from '../../src';
import { templateOf } from '../document/deployed-content';

const SCOPE = '(principal, action == AWS::SSM::Action::"getTokenForInstanceAccess", resource)';

let stack: Stack;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack');
});

function warnings(): string[] {
  templateOf(stack);
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => entry.data as string);
}

test('what is declared has no finding, also where it waits for deployment', () => {
  const token = new CfnParameter(stack, 'Value').valueAsString;
  const tag = CedarAttribute.resourceTag(token);
  const when = [
    CedarCondition.anyOf(tag.isEqualTo(token), tag.isLike(`${token}*`), tag.isOneOf(token, 'x')), CedarAttribute.division().isSameAs(CedarAttribute.principalTag('Division')),
  ];
  const policies = [CedarPolicy.fromStatements([CedarStatement.ofForbid({ id: token, principal: CedarPrincipal.group(token), when })])];
  new AutoApprovalPolicy(stack, 'Auto', { policies });
  new DenyAccessPolicy(stack, 'Deny', { policies });
  const approvals = [ApprovalLevel.of([Approver.ssoGroup(token)], { required: 1 })];
  new ManualApprovalPolicy(stack, 'Tagged', { targets: [Target.tag('Workload', token), Target.tag('Tier', 'db', 'web')], approvals });
  expect(warnings()).toEqual([]);
});

test('a generic document does not escape for Cedar, which is told', () => {
  const parameter = new CfnParameter(stack, 'Value').valueAsString;
  const of = (id: string, condition: string): Document => new Document(stack, id, {
    content: Content.fromObject({
      schemaVersion: '0.3',
      accessTokenRole: 'Role',
      accessDuration: 3600,
      AutoApprovalPolicyDocuments: [{ type: 'Cedar', content: `permit (principal, action, resource) when { ${condition} };` }],
    }),
  });
  const number = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;
  const found = (document: Document): string[] => {
    document.node.validate();
    return document.node.metadata.map(({ data }) => String(data).replace(/.*cdk-systems-manager:(.*)\]$/s, '$1'));
  };
  expect(found(of('Inside', `resource.hasTag("${parameter}")`))).toEqual(['cedar/unescaped']);
  expect(found(of('Outside', `resource.hasTag("a") && ${parameter}`))).toEqual(['cedar/unchecked']);
  expect(found(of('Safe', `resource.hasTag("${Aws.ACCOUNT_ID}-${number}")`))).toEqual([]);
});

test('what is wrong in a text is told with its place', () => {
  new AutoApprovalPolicy(stack, 'Auto', {
    policies: [
      CedarPolicy.fromText(`permit ${SCOPE};`),
      CedarPolicy.fromText(`permit ${SCOPE};\n\n  forbid ${SCOPE} when { principal.divison == "x" };`),
    ],
  });
  expect(() => templateOf(stack)).toThrow(/AutoApprovalPolicyDocuments\[1\]\.content +line 3, column \d+ of the policies, statement 2: [^]*cedar\/attribute/);
});

test('what is wrong in a text of a condition is told as well', () => {
  new AutoApprovalPolicy(stack, 'Auto', {
    policies: [CedarPolicy.fromStatements([CedarStatement.ofPermit({ id: 'mine', when: [CedarCondition.text('principal.divison == "x"')] })])],
  });
  expect(() => templateOf(stack)).toThrow(/statement "mine": [^]*cedar\/attribute/);
});

test('a text that permits is odd in a deny-access policy', () => {
  new DenyAccessPolicy(stack, 'Deny', { policies: [CedarPolicy.fromText(`permit ${SCOPE};`)] });
  expect(warnings()).toEqual([expect.stringContaining('permit')]);
});
