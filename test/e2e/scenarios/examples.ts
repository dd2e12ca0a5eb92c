import assert from 'node:assert/strict';
import { addExamples } from '../../../examples/app';
import { KINDS, Remains } from '../local/remains';
import { Scenario } from '../scenario';
import { Assembly, Resource, Stage, Template } from '../stage';

/** Types that stand on others and go with them, or that are Systems Manager's. */
const PARTS = /^(AWS::IAM::(Role)?Policy|AWS::S3::BucketPolicy|AWS::SNS::TopicPolicy|AWS::Lambda::EventInvokeConfig|AWS::SSM::Document|Custom::SSM\w+)$/;

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
    await stage.isAsSynthesized(assembly, stack, parameters);
    assert.deepEqual(stage.exchanges().map(({ event }) => `${event.RequestType} ${event.LogicalResourceId}`).sort(),
      customResources(template).map(logicalId => `Create ${logicalId}`).sort());
    assert.deepEqual(stage.answers().filter(answer => !/^Create \w+ SUCCESS$/.test(answer)), []);
    example.deployed?.(stage);
    await isAllThere(stage, stack, template);

    await stage.deployUnchanged(assembly, stack, ...parameters);

    const physical = await stage.resources(stack);
    const count = stage.exchanges().length;
    await stage.destroy(assembly, stack);
    await stage.holdsOnly({ documents: leaves, settings, remains: byKind(template, physical, ({ DeletionPolicy }) => DeletionPolicy === 'Retain') });
    assert.deepEqual(stage.exchanges().slice(count).map(({ event }) => `${event.RequestType} ${event.LogicalResourceId}`).sort(),
      customResources(template).map(logicalId => `Delete ${logicalId}`).sort());
    assert.deepEqual(stage.answers().slice(count).filter(answer => !/^Delete \w+ SUCCESS$/.test(answer)), []);
    example.destroyed?.(stage);
  },
}));

/** That whatever the template has is found where it is looked for later: else nothing would ever be left. */
async function isAllThere(stage: Stage, stack: string, template: Template): Promise<void> {
  const types = new Set(Object.values(template.Resources).map(({ Type }) => Type));
  assert.deepEqual([...types].filter(type => !(type in KINDS) && !PARTS.test(type)), [], 'a type of resource that nobody looks for when the stack is gone');
  const found = await stage.cloud.remains();
  const expected = byKind(template, await stage.resources(stack), () => true);
  assert.deepEqual(sizes(found), sizes(expected));
}

/** Physical ids of resources of a template, by their kind. */
function byKind(template: Template, physical: Readonly<Record<string, string>>, isMeant: (resource: Resource) => boolean): Remains {
  const all = Object.entries(template.Resources).filter(([, resource]) => isMeant(resource));
  return Object.fromEntries(Object.entries(KINDS).map(([type, kind]) =>
    [kind, all.filter(([, { Type }]) => Type === type).map(([logicalId]) => physical[logicalId])])) as unknown as Remains;
}

function sizes(remains: Remains): object {
  return Object.fromEntries(Object.entries(remains).map(([kind, names]: [string, readonly string[]]) => [kind, names.length]));
}

function customResources(template: Template): string[] {
  return Object.entries(template.Resources).filter(([, { Type }]) => Type.startsWith('Custom::')).map(([logicalId]) => logicalId);
}

function executions(stage: Stage): string[] {
  return stage.double.executions.all.map(({ kind, status }) => `${kind} ${status}`).sort();
}

function accessRequests(stage: Stage): string[] {
  return stage.double.accessRequests.all.map(({ status }) => status);
}
