import { QueryAnswer, QueryDouble, queryError, unknownAction } from './query-double';

const NAMESPACE = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';

/** What the next request meets. */
export type StackFault =
  /** The service refuses; throttling is 400 `Throttling`, a missing permission 403 `AccessDenied`. */
  | { readonly code: string; readonly message: string; readonly status: number }
  /** The connection is cut. */
  | 'drop';

/** A request for the description of a stack. */
export interface DescribedStack {
  readonly stackName: string;
  /** The access key id that asked. */
  readonly caller: string;
}

/** A double of CloudFormation, which knows DescribeStacks alone: every stack is there, in the status that a test sets. */
export class CloudFormationDouble extends QueryDouble {
  public static start(): Promise<CloudFormationDouble> {
    return new CloudFormationDouble().listen();
  }

  /** The status of every stack that has none of its own. */
  public status = 'UPDATE_IN_PROGRESS';
  /** Statuses by stack id or name; undefined: there is no such stack. */
  public readonly stacks = new Map<string, string | undefined>();
  /** What the next requests meet, one after the other. */
  public readonly faults: StackFault[] = [];
  public readonly requests: DescribedStack[] = [];

  protected answer(input: URLSearchParams, caller: string, requestId: string): QueryAnswer {
    if (input.get('Action') !== 'DescribeStacks') return unknownAction(input);
    const stackName = input.get('StackName') ?? '';
    this.requests.push({ stackName, caller });
    const fault = this.faults.shift();
    if (fault === 'drop') return undefined;
    if (fault) return queryError(NAMESPACE, fault.status, fault.code, fault.message, requestId);
    const status = this.stacks.has(stackName) ? this.stacks.get(stackName) : this.status;
    if (status === undefined) return queryError(NAMESPACE, 400, 'ValidationError', `Stack with id ${stackName} does not exist`, requestId);
    return [200, `<DescribeStacksResponse xmlns="${NAMESPACE}"><DescribeStacksResult><Stacks><member><StackId>${stackName}</StackId>`
      + `<StackName>${stackName.split('/')[1] ?? stackName}</StackName><CreationTime>2026-01-01T00:00:00.000Z</CreationTime><StackStatus>${status}</StackStatus>`
      + `</member></Stacks></DescribeStacksResult><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></DescribeStacksResponse>`];
  }
}
