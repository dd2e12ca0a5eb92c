import { Aws, aws_iam as iam } from 'aws-cdk-lib';

/** To tell whether the stack is being rolled back, when nothing is started, decided or refused anew. @internal */
export const ASK_FOR_STACK: iam.PolicyStatementProps = { actions: ['cloudformation:DescribeStacks'], resources: [Aws.STACK_ID] };
