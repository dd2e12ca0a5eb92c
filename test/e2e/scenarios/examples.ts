import assert from 'node:assert/strict';
import { addExamples } from '../../../examples/app';
import { Scenario } from '../scenario';
import { Assembly, Stage, Template } from '../stage';

/** What a stack is given, what it tells, and what stays when it is destroyed. */
interface Example {
  readonly stack: string;
  readonly parameters?: readonly string[];
  /** What people read after the deployment. */
  readonly output?: RegExp;
  /** Documents that are there on purpose when the stack is gone. */
  readonly leaves?: readonly string[];
  /** More to look at when it is deployed, and when it is destroyed. */
  deployed?(stage: Stage): void;
  destroyed?(stage: Stage): void;
}

const EXAMPLES: readonly Example[] = [
  { stack: 'LoggedShell', output: /LoggedShell\.Connect = aws ssm start-session --target i-0123456789abcdef0 --document-name 'Ops-Shell'/ },
  { stack: 'Tunnels', parameters: ['--parameters', 'DatabaseHost=db.example.com'] },
  { stack: 'Commands', output: /Commands\.FollowMessages = aws ssm start-session/ },
  { stack: 'PatchWithBackup', output: /--document-name 'Web-PatchWithBackup'/ },
  { stack: 'ExistingDocuments' },
  {
    stack: 'Operations',
    leaves: ['SSM-SessionManagerRunShell'],
    deployed: stage => {
      const shares = Object.keys(stage.double.document('Platform-Restart')!.shares);
      assert.deepEqual(shares.sort(), ['444455556666', '777788889999']);
      assert.equal(stage.double.settings.get('/ssm/documents/console/public-sharing-permission'), 'Disable');
      assert.equal(stage.double.settings.get('/ssm/automation/customer-script-log-destination'), 'CloudWatch');
      // The runbook that is made for the other one's content says its hash.
      assert.ok(stage.current('Platform-RestartTwice').content.includes(stage.current('Platform-Restart').hash));
    },
  },
  {
    stack: 'Change',
    output: /Change\.ChangeRequestId = [0-9a-f-]{36}/,
    deployed: stage => {
      assert.deepEqual(executions(stage), ['Automation Success', 'ChangeRequest PendingApproval']);
      assert.equal(stage.current('Web-RestartTemplate').reviewStatus, 'APPROVED');
    },
    destroyed: stage => assert.deepEqual(executions(stage), ['Automation Success', 'ChangeRequest Cancelled']),
  },
  {
    stack: 'NodeAccess',
    output: /NodeAccess\.AccessRequestId = oi-[0-9a-f]{12}/,
    deployed: stage => {
      assert.deepEqual(stage.documents().map(({ name, type }) => `${type} ${name}`).sort(), [
        'AutoApprovalPolicy SSM-JustInTimeAccessAutoApprovalPolicy', 'ManualApprovalPolicy Access', 'ManualApprovalPolicy Payments-Access',
      ]);
      assert.deepEqual(accessRequests(stage), ['PendingApproval']);
      const [{ tags, createdBy }] = stage.double.accessRequests.all;
      const { 'cdk-systems-manager:access-request': owner, ...others } = tags;
      assert.deepEqual(others, { Ticket: 'OPS-2', Phase: 'one' });
      assert.match(owner, /:stack\/NodeAccess\//);
      assert.match(createdBy, /:assumed-role\/NodeAccess-Engineers[^/]+\/cdk-systems-manager$/);
    },
    destroyed: stage => assert.deepEqual(accessRequests(stage), ['Cancelled']),
  },
];

let assembly: Assembly | undefined;

/** Each example app is deployed, deployed again, and destroyed. */
export const examples: readonly Scenario[] = EXAMPLES.map(example => ({
  title: `example ${example.stack}: first deployment, deployment without changes, destruction`,
  service: { reviews: 'required' },
  run: async stage => {
    const { stack, parameters = [], output, leaves = [] } = example;
    assembly ??= stage.synth(addExamples);
    const template = assembly.template(stack);
    const settings = { ...stage.double.settings.all };

    const first = await stage.deploy(assembly, stack, ...parameters);
    if (output) assert.match(first.output, output);
    await stage.isAsSynthesized(assembly, stack);
    assert.deepEqual(stage.exchanges().map(({ event, answer }) => `${event.RequestType} ${event.LogicalResourceId} ${answer?.Status}`).sort(),
      customResources(template).map(logicalId => `Create ${logicalId} SUCCESS`).sort());
    example.deployed?.(stage);
    await carriesTags(stage, stack, template);

    const before = { state: stage.state(), calls: callsBeside(stage, 'cli'), requests: stage.exchanges().length };
    const second = await stage.deploy(assembly, stack, ...parameters);
    assert.match(second.output, /\(no changes\)/);
    const after = { state: stage.state(), calls: callsBeside(stage, 'cli'), requests: stage.exchanges().length };
    assert.deepEqual(after, before);

    const physical = await stage.resources(stack);
    const retained = (type: string) => Object.entries(template.Resources)
      .filter(([, { DeletionPolicy, Type }]) => DeletionPolicy === 'Retain' && Type === type).map(([logicalId]) => physical[logicalId]).sort();
    await stage.destroy(assembly, stack);
    assert.deepEqual(stage.documents().map(({ name }) => name), leaves);
    assert.deepEqual(stage.double.settings.all, settings);
    const { logGroups, buckets, ...others } = await stage.cloud.remains();
    assert.deepEqual(others, { roles: [], policies: [], functions: [], stateMachines: [], rules: [] });
    assert.deepEqual([...logGroups].sort(), retained('AWS::Logs::LogGroup'));
    assert.deepEqual([...buckets].sort(), retained('AWS::S3::Bucket'));
    assert.deepEqual(stage.exchanges().filter(({ event }) => event.RequestType === 'Delete').map(({ answer }) => answer?.Status),
      customResources(template).map(() => 'SUCCESS'));
    example.destroyed?.(stage);
  },
}));

function customResources(template: Template): string[] {
  return Object.entries(template.Resources).filter(([, { Type }]) => Type.startsWith('Custom::')).map(([logicalId]) => logicalId);
}

function callsBeside(stage: Stage, caller: string): number {
  return stage.cloud.gateway.calls.filter(call => call.caller !== caller).length;
}

function executions(stage: Stage): string[] {
  return stage.double.executions.all.map(({ kind, status }) => `${kind} ${status}`).sort();
}

function accessRequests(stage: Stage): string[] {
  return stage.double.accessRequests.all.map(({ status }) => status);
}

/** CloudFormation tags the documents that it makes. */
async function carriesTags(stage: Stage, stack: string, { Resources }: Template): Promise<void> {
  for (const [logicalId, name] of Object.entries(await stage.resources(stack))) {
    if (Resources[logicalId].Type !== 'AWS::SSM::Document') continue;
    assert.equal(stage.double.document(name)!.tags['aws:cloudformation:stack-name'], stack, name);
  }
}
