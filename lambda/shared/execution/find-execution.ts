import type { AutomationExecution } from '@aws-sdk/client-ssm';
import { pause } from '../patience';
import { Ssm, unlessMissing } from '../ssm';

/** How long is waited for what an answer is made richer by, which is throttled when many are deployed at once. */
const BRIEFLY = 120_000;
const BETWEEN_LOOKS = 1_000;

/** An execution; undefined where the service does not know it, as after 30 days, or where none is asked for. */
export async function findExecution(ssm: Ssm, id: string | undefined): Promise<AutomationExecution | undefined> {
  if (id === undefined) return undefined;
  return (await unlessMissing(ssm.read('GetAutomationExecution', { AutomationExecutionId: id }), 'AutomationExecutionNotFoundException'))?.AutomationExecution;
}

/**
 * An execution that an answer is made richer by; undefined where it cannot be read in some seconds.
 *
 * @param isNew whether it was started a moment ago, so that it may take until it can be read.
 */
export async function glimpseExecution(ssm: Ssm, id: string, isNew: boolean): Promise<AutomationExecution | undefined> {
  return glimpse(ssm, isNew, brief => findExecution(brief, id));
}

/** What an answer is made richer by; see `glimpseExecution`. */
export async function glimpse<Thing>(ssm: Ssm, isNew: boolean, find: (brief: Ssm) => Promise<Thing | undefined>): Promise<Thing | undefined> {
  return ssm.briefly(BRIEFLY, async brief => {
    for (;;) {
      const found = await find(brief);
      if (found !== undefined || !isNew) return found;
      await pause(BETWEEN_LOOKS);
    }
  });
}
