import { App } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { OperationsStack } from '../../examples/operations';

const PLACE = '<AWS::Region>:<AWS::AccountId>';

/** Findings that stay, each with its reason. None is about an operation; they are about what the runbooks of the example do. */
const ACKNOWLEDGED: Record<string, string> = {
  'AwsSolutions-IAM5[Resource::*]': 'ec2:DescribeInstanceStatus, of which the runbooks ask for the state of instances, has no resources in IAM',
  [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ec2:${PLACE}:instance/*]`]: 'whoever starts the runbook says which instance; its parameter can be any',
  [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ssm:${PLACE}:automation-execution/*]`]: 'the id of an execution that a runbook starts is made when it is started',
  [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ssm:${PLACE}:automation-definition/<Restart749B269D>:*]`]: 'the version of the other runbook is not pinned',
};

test('the rules of AwsSolutions find nothing about the operations, in an app that uses every one of them', () => {
  const app = new App();
  const { violations } = new AwsSolutionsChecks(app).validateScope(new OperationsStack(app, 'Operations'));
  const found = violations.map(({ ruleName, violatingResources }) =>
    [ruleName, violatingResources.map(each => (each as unknown as { constructPath: string }).constructPath)] as const);
  if (process.env.SHOW_POLICIES !== undefined) process.stdout.write(`${JSON.stringify(found, undefined, 1)}\n`);
  expect(found.map(([rule]) => rule).sort()).toEqual(Object.keys(ACKNOWLEDGED).sort());
  for (const [, paths] of found) expect(paths).toEqual(paths.filter(path => /^Operations\/Restart(Twice)?\/AssumeRole\//.test(path)));
});
