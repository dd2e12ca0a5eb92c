import { shortened } from './answer';
import { CustomResourceEvent, outcomeOf, rolesIn, TimeLeft } from './custom-resource';
import { log } from './log';
import type { Operation } from './operation';
import { CallFailed, Ssm } from './ssm';

/** The framework puts some lines of its own behind a reason, and CloudFormation takes an answer of 4,096 bytes. */
const MAX_REASON = 1_500;
const MAX_DATA = 2_000;
/** What one look may take; the next one comes soon. */
const TIME_TO_LOOK = 120_000;

/** What a request to begin something comes to; the framework hands it to the requests that ask whether it is complete. */
export interface Begun<Awaited> {
  readonly PhysicalResourceId: string;
  readonly Data?: Readonly<Record<string, string>>;
  readonly Awaited?: Awaited;
}

/** The answer to the question whether something is complete. */
export type Completion =
  | { readonly IsComplete: false }
  | { readonly IsComplete: true; readonly Data: Readonly<Record<string, string>> };

/** A failure as the framework tells it to CloudFormation: without a stack trace, which would say nothing to people. */
export class Failure extends Error {
  public constructor(reason: string) {
    const { AWS_LAMBDA_LOG_GROUP_NAME: logGroup } = process.env;
    // The framework goes on with the log group that a function has where it is given none.
    super(`${shortened(reason, MAX_REASON)}${logGroup === undefined ? '' : `\n\nThe log is in ${logGroup}.`}`);
    this.name = 'Failure';
    this.stack = '';
  }
}

/** Do what a request asks for. Unlike a custom resource by itself it does not answer CloudFormation, which the framework does. */
export async function begin<Properties, Observed>(
  operation: Operation<Properties, Observed>, event: CustomResourceEvent, context: TimeLeft,
): Promise<Begun<never>> {
  const { RequestType, StackId, RequestId, LogicalResourceId } = event;
  log({ request: RequestType, RequestId, StackId, LogicalResourceId, PhysicalResourceId: event.PhysicalResourceId });
  const { Status, Reason = '', PhysicalResourceId, Data, note } = await outcomeOf(operation, event, context);
  log({ outcome: Status, reason: Reason, PhysicalResourceId });
  // The framework deletes nothing that failed when it was created, so what was made by then is left behind.
  if (Status === 'FAILED') throw new Failure(note === undefined ? Reason : `${Reason}; ${note}`);
  checkSize(Data ?? {});
  return { PhysicalResourceId, Data };
}

/** Look at something once; undefined where that cannot be done just now. Errors where it never can. */
export async function look<Seen>(event: CustomResourceEvent, act: (ssm: Ssm) => Promise<Seen>): Promise<Seen | undefined> {
  const time = new AbortController();
  const timer = setTimeout(() => time.abort(new Error('it took too long')), TIME_TO_LOOK);
  try {
    return await act(new Ssm(time.signal, rolesIn(event)));
  } catch (error) {
    if (error instanceof CallFailed && !time.signal.aborted) throw new Failure(error.message);
    log({ note: `looked in vain: ${(error as Error).message}` });
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/** All is done. Errors where the attributes are more than CloudFormation takes. */
export function complete(data: Readonly<Record<string, string>>): Completion {
  checkSize(data);
  return { IsComplete: true, Data: data };
}

function checkSize(data: Readonly<Record<string, string>>): void {
  const size = Buffer.byteLength(JSON.stringify(data));
  if (size > MAX_DATA) {
    throw new Failure(`the attributes ${Object.keys(data).join(', ')} have ${size} bytes together, and there is room for ${MAX_DATA}; ask for fewer outputs, or for shorter ones`);
  }
}
