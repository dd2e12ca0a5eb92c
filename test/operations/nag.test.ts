import { App, Stack } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ChangeStack } from '../../examples/change';
import { NodeAccessStack } from '../../examples/node-access';
import { OperationsStack } from '../../examples/operations';

const PLACE = '<AWS::Region>:<AWS::AccountId>';

/** Findings about what the runbooks of the examples do, each with its reason. */
const OF_RUNBOOKS: Record<string, string> = {
  'AwsSolutions-IAM5[Resource::*]': 'ec2:DescribeInstanceStatus, of which the runbooks ask for the state of instances, has no resources in IAM',
  [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ec2:${PLACE}:instance/*]`]: 'whoever starts the runbook says which instance; its parameter can be any',
  [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ssm:${PLACE}:automation-execution/*]`]: 'the id of an execution that a runbook starts is made when it is started',
  [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ssm:${PLACE}:automation-definition/<Restart749B269D>:*]`]: 'the version of the other runbook is not pinned',
};

const [ON_EVENT, IS_COMPLETE] = ['<cdksystemsmanagerautomationexecutionOnEvent227AB5C1.Arn>', '<cdksystemsmanagerautomationexecutionIsComplete3A101B31.Arn>'];
const FRAMEWORK = '<cdksystemsmanagerautomationexecutionProviderframework';

/** Findings about what the CDK's provider framework makes, which waits for executions. */
const OF_THE_FRAMEWORK: Record<string, string> = {
  [`AwsSolutions-IAM5[Resource::${ON_EVENT}:*]`]: 'the framework may invoke every version of the function, of which there is one',
  [`AwsSolutions-IAM5[Resource::${IS_COMPLETE}:*]`]: 'the same',
  [`AwsSolutions-IAM5[Resource::${FRAMEWORK}isComplete85496F86.Arn>:*]`]: 'the same, for the state machine and the functions of the framework',
  [`AwsSolutions-IAM5[Resource::${FRAMEWORK}onTimeout4A9BC229.Arn>:*]`]: 'the same',
  'AwsSolutions-SF1': 'events would be logged with the properties of custom resources; the functions log what matters',
  'AwsSolutions-SF2': 'the state machine waits and asks again, which no trace tells more of',
};

/** What the rules find, and where. */
function findings(stack: Stack): Record<string, readonly string[]> {
  const { violations } = new AwsSolutionsChecks(stack.node.root as App).validateScope(stack);
  const found = Object.fromEntries(violations.map(({ ruleName, violatingResources }) =>
    [ruleName, violatingResources.map(each => (each as unknown as { constructPath: string }).constructPath)]));
  if (process.env.SHOW_POLICIES !== undefined) process.stdout.write(`${JSON.stringify(found, undefined, 1)}\n`);
  return found;
}

// IAM5 does not look into AWS::IAM::RolePolicy, in which the permissions of custom resources are; policies.test.ts has them all.
test('the rules of AwsSolutions find nothing about operations that answer at once', () => {
  const found = findings(new OperationsStack(new App(), 'Operations'));
  expect(Object.keys(found).sort()).toEqual(Object.keys(OF_RUNBOOKS).sort());
  for (const paths of Object.values(found)) expect(paths).toEqual(paths.filter(path => /^Operations\/Restart(Twice)?\/AssumeRole\//.test(path)));
});

test('about those that wait they find what belongs to the provider framework', () => {
  const found = findings(new ChangeStack(new App(), 'Change'));
  const ofRunbooks = Object.keys(OF_RUNBOOKS).filter(rule => Object.hasOwn(found, rule));
  expect(Object.keys(found).sort()).toEqual([...ofRunbooks, ...Object.keys(OF_THE_FRAMEWORK)].sort());
  for (const rule of ofRunbooks) expect(found[rule]).toEqual(['Change/Restart/AssumeRole/Resource']);
  for (const rule of Object.keys(OF_THE_FRAMEWORK)) {
    for (const path of found[rule]) expect(path).toMatch(/^Change\/cdk-systems-manager.automation-execution\/(Framework\w+Role|Provider\/waiter-state-machine)\//);
  }
});

/** Findings about what the people of just-in-time node access may do, and the role of its sessions. */
const OF_PEOPLE: Record<string, string> = {
  'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AWSSystemsManagerJustInTimeAccessTokenPolicy]': 'the token role is meant to have this policy of AWS',
  'AwsSolutions-IAM5[Resource::*]': 'lists of OpsItems have no resources in IAM',
  [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ec2:${PLACE}:instance/*]`]: 'nodes are told by their tags',
  [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ssm:${PLACE}:managed-instance/*]`]: 'the same',
  [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ssm:${PLACE}:opsitem/*]`]: 'the id of a request is made when it is made',
  [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ssm:${PLACE}:automation-execution/*]`]: 'so is that of the execution that asks the approvers',
  [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ssm:${PLACE}:document/*]`]: 'the service chooses the approval policy; a condition allows no other documents',
};

test('about access to nodes they find what people may do, and nothing of the functions', () => {
  const found = findings(new NodeAccessStack(new App(), 'NodeAccess'));
  expect(Object.keys(found).sort()).toEqual(Object.keys(OF_PEOPLE).sort());
  for (const paths of Object.values(found)) {
    for (const path of paths) expect(path).toMatch(/^NodeAccess\/(TokenRole|Requesting|Approving|(Migration\/Default|cdk-systems-manager\.access-request)\/ActAsPolicy[0-9a-f]{8})\/Resource$/);
  }
});
