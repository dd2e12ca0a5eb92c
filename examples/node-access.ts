import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import {
  AccessApproverPolicy, AccessRequest, AccessRequesterPolicy, AccessRequestEvents, AccessRequestTags, ApprovalLevel, Approver, AutoApprovalPolicy,
  CedarAttribute, CedarPolicy, CedarPrincipal, CedarStatement, ManualApprovalPolicy, Nodes, Target, TokenRole,
} from '../src';

/**
 * Just-in-time access to nodes as a platform team sets it up for an account: who gets in at once, who has to be approved, the roles of the people, and one
 * request that a deployment makes.
 */
export class NodeAccessStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const tokenRole = new TokenRole(this, 'TokenRole');
    const environment = CedarAttribute.resourceTag('Environment');

    const autoApproval = new AutoApprovalPolicy(this, 'AutoApproval', {
      description: 'Development nodes for everybody, production nodes for those on call',
      tokenRole,
      policies: [CedarPolicy.fromStatements([
        CedarStatement.ofPermit({ id: 'development', when: [environment.isEqualTo('Development')] }),
        CedarStatement.ofPermit({
          id: 'on-call',
          comment: 'Whoever is on call, for nodes of their own division',
          principal: CedarPrincipal.group('34688438-1061-702c-a03d-1fa788dccfd1'),
          when: [environment.isEqualTo('Production'), CedarAttribute.resourceTag('Division').isSameAs(CedarAttribute.division())],
          unless: [CedarAttribute.resourceTag('Data').isOneOf('Payments', 'Health')],
        }),
      ])],
    });
    const payments = new ManualApprovalPolicy(this, 'Payments', {
      documentName: 'Payments-Access',
      tokenRole,
      accessDuration: Duration.hours(4),
      targets: [Target.tag('Data', 'Payments')],
      approvals: [
        ApprovalLevel.of([Approver.ssoGroup('ec4df598-7071-70a6-0de4-1234567890ab')], { required: 1, timeout: Duration.hours(8) }),
        ApprovalLevel.of([Approver.ssoUser('816b5550-f031-70c9-4d41-1234567890ab')], { required: 1, timeout: Duration.hours(8) }),
      ],
    });
    const allNodes = new ManualApprovalPolicy(this, 'AllNodes', {
      documentName: 'Access',
      tokenRole,
      accessDuration: Duration.days(1),
      targets: [Target.allInstances()],
      approvals: [ApprovalLevel.of([Approver.ssoGroup('ec4df598-7071-70a6-0de4-1234567890ab')], { required: 1 })],
    });

    const account = new iam.AccountRootPrincipal();
    const engineers = new iam.Role(this, 'Engineers', { assumedBy: account });
    const leads = new iam.Role(this, 'Leads', { assumedBy: account });
    engineers.addManagedPolicy(new AccessRequesterPolicy(this, 'Requesting', { nodes: Nodes.tagged('Team', 'web', 'shop') }));
    leads.addManagedPolicy(new AccessApproverPolicy(this, 'Approving'));

    const request = new AccessRequest(this, 'Migration', {
      requester: engineers,
      reason: 'Move the files of web-3 to the new volume',
      targets: [Target.instanceIds('i-0123456789abcdef0')],
      tags: { Ticket: 'OPS-2' },
    });
    // Without a policy for the node nobody can request access to it.
    request.node.addDependency(autoApproval, payments, allNodes);
    new AccessRequestTags(this, 'MigrationTags', { requestId: request.accessRequestId, tags: { Phase: 'one' } });
    // Where two policies apply to a node nobody gets in, and somebody has to mend them.
    const platform = new sns.Topic(this, 'Platform', { enforceSSL: true });
    new events.Rule(this, 'Failed', { eventPattern: AccessRequestEvents.requestFailed(), targets: [new targets.SnsTopic(platform)] });
    new CfnOutput(this, 'AccessRequestId', { value: request.accessRequestId });
  }
}
