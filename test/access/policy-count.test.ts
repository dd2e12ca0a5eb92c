import { App, CfnCondition, CfnResource, Environment, Fn, Stack, Stage } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { ApprovalLevel, Approver, Content, ManualApprovalPolicy, Target } from '../../src';
import { templateOf } from '../document/deployed-content';

const HERE: Environment = { account: '111122223333', region: 'eu-west-1' };
const THERE: Environment = { account: '111122223333', region: 'eu-central-1' };
const approvals = [ApprovalLevel.of([Approver.ssoGroup('g')], { required: 1 })];

let app: App;

beforeEach(() => {
  app = new App();
});

function policy(scope: Construct, id: string, ...targets: Target[]): ManualApprovalPolicy {
  return new ManualApprovalPolicy(scope, id, { targets, approvals });
}

function overlaps(stack: Stack): string[] {
  templateOf(stack);
  return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('manualApprovalPoliciesOverlap')).map(({ id, entry }) => `${id}: ${entry.data as string}`);
}

/** The reports of the policies that are one too many. */
function messageOf(stack: Stack): string {
  try {
    templateOf(stack);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

describe('fifty manual policies', () => {
  function define(stack: Stack, count: number): void {
    for (let index = 0; index < count; index++) policy(stack, `P${index}`, Target.tag('Workload', `${stack.node.id}-${index}`));
  }

  test('are allowed, and one more is not, over all stacks of an account and Region', () => {
    const [one, other, far] = [new Stack(app, 'One', { env: HERE }), new Stack(app, 'Other', { env: HERE }), new Stack(app, 'Far', { env: THERE })];
    define(one, 40);
    define(other, 10);
    define(far, 50);
    expect(messageOf(one)).toBe('');
    const more = new App();
    const [first, second] = [new Stack(more, 'One', { env: HERE }), new Stack(more, 'Other', { env: HERE })];
    define(first, 40);
    define(second, 12);
    const message = messageOf(second);
    expect(message).toContain('[Other/P10] 52 manual approval policies are declared for account 111122223333 in eu-west-1, which takes 50 at most; '
      + 'put tags that need the same approvals into one policy');
    expect(message.match(/manual approval policies are declared/g)).toHaveLength(1);
  });

  test('are counted by stack where the account is not known', () => {
    const [one, other] = [new Stack(app, 'One'), new Stack(app, 'Other')];
    define(one, 40);
    define(other, 40);
    expect(messageOf(one)).toBe('');
    const third = new Stack(new App(), 'Third');
    define(third, 51);
    expect(messageOf(third)).toContain('[Third/P50] 51 manual approval policies are declared for the account and Region of the stack Third, which takes 50 at most');
  });
});

describe('two policies of one target', () => {
  test('get a warning that names both, and what both are for', () => {
    const stack = new Stack(app, 'Stack', { env: HERE });
    policy(stack, 'A', Target.tag('Workload', 'x', 'y'), Target.tag('Tier', 'x'), Target.allInstances());
    policy(stack, 'B', Target.tag('Workload', 'y'), Target.tag('Tier', 'x', 'x'), Target.tag('Other', 'x'));
    policy(stack, 'C', Target.allInstances());
    policy(stack, 'D', Target.tag('workload', 'x'), Target.tag('Workload', 'z'));
    expect(overlaps(stack)).toEqual([
      '/Stack/B: Stack/A and Stack/B both are for nodes with "tag:Workload" "y", nodes with "tag:Tier" "x": where two manual approval policies match one node, every request '
        + 'for it fails; name each target in one of them [ack: cdk-systems-manager:manualApprovalPoliciesOverlap]',
      '/Stack/C: Stack/A and Stack/C both are for all nodes: where two manual approval policies match one node, every request for it fails; name each target in one of them '
        + '[ack: cdk-systems-manager:manualApprovalPoliciesOverlap]',
    ]);
  });

  test('are found in other stacks and stages of the same account and Region, in contents too', () => {
    const stage = new Stage(app, 'Stage', { env: HERE });
    const [one, other, far] = [new Stack(app, 'One', { env: HERE }), new Stack(stage, 'Other'), new Stack(app, 'Far', { env: THERE })];
    for (const stack of [one, far]) policy(stack, 'P', Target.tag('Workload', 'x'));
    new ManualApprovalPolicy(other, 'P', {
      content: Content.fromObject({
        schemaVersion: '0.3',
        accessDuration: 3600,
        accessTokenRole: 'r',
        targets: [{ Key: 'tag:Workload', Values: ['x'] }],
        mainSteps: [
          { name: 'a', action: 'aws:approve', inputs: { MinRequiredApprovals: 1, EnhancedApprovals: { Approvers: [{ approver: 'a', type: 'SSOUser' }] } } },
        ],
      }),
    });
    expect([one, far].flatMap(overlaps)).toEqual([]);
    expect(overlaps(other)).toEqual([expect.stringContaining('One/P and Stage/Other/P both are for nodes with "tag:Workload" "x"')]);
  });

  test('are not those of stacks that may be deployed anywhere, nor those that a condition chooses between', () => {
    const [one, other] = [new Stack(app, 'One'), new Stack(app, 'Other')];
    for (const stack of [one, other]) policy(stack, 'P', Target.tag('Workload', 'x'));
    const condition = new CfnCondition(one, 'Condition', { expression: Fn.conditionEquals('a', 'b') });
    (policy(one, 'Conditional', Target.tag('Workload', 'x')).node.defaultChild as CfnResource).cfnOptions.condition = condition;
    policy(other, 'Q', Target.tag('Workload', 'x'));
    expect(overlaps(one)).toEqual([]);
    expect(overlaps(other)).toEqual([expect.stringContaining('Other/P and Other/Q both are for')]);
  });

  test('are looked for in no more than a moment', () => {
    // The time of a search that compares each with each would be a hundred times that of the first.
    const time = (count: number): number => {
      const stack = new Stack(new App(), 'Stack', { env: HERE });
      const policies = Array.from({ length: count }, (_, index) => policy(stack, `P${index}`, Target.tag('Workload', `${index}`)));
      const start = process.hrtime.bigint();
      for (const { node } of policies) node.validate();
      return Number(process.hrtime.bigint() - start) / 1e6;
    };
    time(50);
    expect(time(1000)).toBeLessThan(60 * Math.max(1, time(100)));
  });
});
