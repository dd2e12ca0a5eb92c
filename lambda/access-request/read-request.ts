import type { OpsItem } from '@aws-sdk/client-ssm';
import { Ssm, unlessMissing } from '../shared/ssm';

/** Where an access request tells of itself. */
const DATA = '/aws/accessrequest';

/** What is known of an access request. */
export interface AccessRequestState {
  readonly id: string;
  readonly status: string;
  /** The execution that waits for approvals; undefined where nobody has to approve. */
  readonly executionId?: string;
}

/** An access request; undefined where the service does not know it, or not any more. */
export async function readRequest(ssm: Ssm, id: string): Promise<AccessRequestState | undefined> {
  const item = (await unlessMissing(ssm.read('GetOpsItem', { OpsItemId: id }), 'OpsItemNotFoundException'))?.OpsItem;
  return item && { id, status: `${item.Status}`, executionId: executionOf(item) };
}

function executionOf({ OperationalData = {} }: OpsItem): string | undefined {
  try {
    const { automationExecutionId: id } = JSON.parse(OperationalData[DATA]?.Value ?? '{}') as { automationExecutionId?: unknown };
    return typeof id === 'string' && id !== '' ? id : undefined;
  } catch {
    return undefined;
  }
}
