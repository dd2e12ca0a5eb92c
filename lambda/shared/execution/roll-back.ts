import { Ssm } from '../ssm';

/** Whether the stack is being rolled back. What it goes back to was started before, and must not be started again. */
export async function isRollingBack(ssm: Ssm, stackId: string): Promise<boolean> {
  return (await ssm.stackStatus(stackId)).endsWith('ROLLBACK_IN_PROGRESS');
}
