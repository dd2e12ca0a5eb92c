import { randomBytes } from 'node:crypto';
import { ExecutionStore, FINAL_STATUSES } from './execution-store';
import { Place } from './operation';
import { serviceModel } from './service-model';
import { Tags } from './tags';

/** The type of the OpsItems that access requests are. */
export const ACCESS_REQUEST_TYPE = '/aws/accessrequest';
/** What asks the approvers; its name is the tests' own. */
const APPROVAL_POLICY = 'ApprovalPolicy';
/** How long approved access lasts. */
const ACCESS_SECONDS = 3600;
/** The guide's policies for requesters and approvers rely on it; that the service gives it was not seen. */
const MANAGED = { SystemsManagerJustInTimeNodeAccessManaged: 'true' };
const SERVICE_SESSION = 'assumed-role/AWSServiceRoleForSystemsManagerJustInTimeAccess/JustInTimeAccessService';

/** In which a request can be: OpsItemStatus of the model, and Expired, which only the model of access tokens has. */
const STATUSES: readonly string[] = [...serviceModel.shapes.OpsItemStatus.enum!, 'Expired'];
/** What becomes of the execution that asks the approvers, when the request gets a status. The words for executions are unproven. */
const EXECUTION_STATUS: Readonly<Record<string, string>> = {
  PendingApproval: 'PendingApproval', Approved: 'Success', Rejected: 'Rejected', Cancelled: 'Cancelled', TimedOut: 'TimedOut', Failed: 'Failed',
};

/** How requests that are made from now on go on, and how they are listed. */
export interface AccessRequestRules {
  /** 'automatic' approves at once, as an auto-approval policy does. @default 'manual' */
  approval: 'manual' | 'automatic';
  /** How many lists, each with all of its pages, do not show a request yet that was made just now. @default 0 */
  listingLag: number;
  /** Which order lists have is not documented. @default 'newest first' */
  order: 'newest first' | 'oldest first';
  /** Entries of a page for those who do not say how many; how many it is in truth is not known. @default 10 */
  pageSize: number;
  /** Whether pages are cut before they are filtered, so that some are short or empty and still have a token. @default false */
  filterPages: boolean;
}

/** What a request was made with. */
export interface AccessRequestInput {
  readonly Reason: string;
  readonly Targets: readonly { readonly Key?: string; readonly Values?: readonly string[] }[];
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
}

/** A request for access to nodes, as tests see it. */
export interface AccessRequestState {
  readonly id: string;
  readonly status: string;
  readonly reason: string;
  readonly targets: AccessRequestInput['Targets'];
  readonly tags: Readonly<Record<string, string>>;
  /** ARN of the caller. */
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly changedAt: Date;
  /** When it was approved, at first. */
  readonly approvedAt?: Date;
  /** What asks its approvers; undefined for what was approved automatically. */
  readonly executionId?: string;
}

interface StoredRequest extends Omit<AccessRequestState, 'tags' | 'status' | 'changedAt' | 'approvedAt'> {
  status: string;
  changedAt: Date;
  approvedAt?: Date;
  lastModifiedBy: string;
  /** The list that shows it first. */
  listedFrom: number;
}

/** All access requests of one account and Region. */
export class AccessRequestStore {
  public readonly rules: AccessRequestRules = { approval: 'manual', listingLag: 0, order: 'newest first', pageSize: 10, filterPages: false };
  private readonly byId = new Map<string, StoredRequest>();
  private lists = 0;

  public constructor(
    private readonly place: Place, private readonly tags: Tags, private readonly executions: ExecutionStore, private readonly now: () => number,
  ) {
    // Which status a request has whose approval was stopped is unproven, and whether it has it at once.
    executions.onStop(id => {
      const request = [...this.byId.values()].find(candidate => candidate.executionId === id);
      if (request) this.change(request, 'Cancelled', request.createdBy);
    });
  }

  /** Every request that was ever made, oldest first. */
  public get all(): readonly AccessRequestState[] {
    return [...this.byId.values()].map(request => this.state(request));
  }

  public get(id: string): AccessRequestState | undefined {
    const request = this.byId.get(id);
    return request && this.state(request);
  }

  /** Changes a request, as approvers, the end of its access or an administrator do. */
  public set(id: string, { status }: { readonly status: string }): AccessRequestState {
    const request = this.byId.get(id);
    if (!request) throw new Error(`There is no access request ${id}; there are ${[...this.byId.keys()].join(', ') || 'none'}`);
    if (!STATUSES.includes(status)) throw new Error(`No status of an access request: ${status}; there are ${STATUSES.join(', ')}`);
    this.change(request, status, this.serviceSession);
    const execution = request.executionId === undefined ? undefined : this.executions.get(request.executionId);
    const executionStatus = EXECUTION_STATUS[status];
    // What was decided stays so: access that is revoked later does not make its approval undone.
    if (execution && executionStatus !== undefined && !FINAL_STATUSES.includes(execution.status)) {
      this.executions.set(execution.id, { status: executionStatus });
    }
    return this.state(request);
  }

  /** As the service does after a year: nothing is known of any request, nor of its tags. */
  public forgetAll(): void {
    for (const id of this.byId.keys()) this.tags.forget('OpsItem', id);
    this.byId.clear();
  }

  /** As time does: lists show every request that there is. */
  public catchUp(): void {
    for (const request of this.byId.values()) request.listedFrom = 0;
  }

  /** Another request, whatever there is already. */
  public start(input: AccessRequestInput, createdBy: string): string {
    const id = `oi-${randomBytes(6).toString('hex')}`;
    const at = new Date(this.now());
    const isAutomatic = this.rules.approval === 'automatic';
    const executionId = isAutomatic ? undefined : this.executions.start({
      kind: 'AccessRequest',
      input: {},
      documentName: APPROVAL_POLICY,
      documentVersion: '1',
      steps: [{ name: 'ManualApproval', action: 'aws:approve' }],
      executedBy: createdBy,
      opsItemId: id,
    }, '');
    if (executionId !== undefined) this.tags.put('Automation', executionId, MANAGED);
    const request: StoredRequest = {
      id,
      status: 'PendingApproval',
      reason: input.Reason,
      targets: input.Targets,
      createdBy,
      createdAt: at,
      changedAt: at,
      executionId,
      lastModifiedBy: createdBy,
      listedFrom: this.lists + this.rules.listingLag + 1,
    };
    this.byId.set(id, request);
    this.tags.put('OpsItem', id, Object.fromEntries((input.Tags ?? []).map(({ Key, Value }) => [Key, Value])));
    if (isAutomatic) this.change(request, 'Approved', this.serviceSession);
    return id;
  }

  /** Counts as a list, unless it continues one. */
  public list(isContinued: boolean): readonly AccessRequestState[] {
    if (!isContinued) this.lists += 1;
    const listed = [...this.byId.values()].filter(request => request.listedFrom <= this.lists).map(request => this.state(request));
    return this.rules.order === 'newest first' ? listed.reverse() : listed;
  }

  /** What GetOpsItem tells, as in an example of AWS for a request that was approved automatically. */
  public opsItem(id: string): object {
    const request = this.byId.get(id)!;
    const { account, region } = this.place;
    return {
      ...this.summary(id),
      Description: `OpsItem created for AccessRequest ${id}.`,
      Notifications: [],
      RelatedOpsItems: [],
      Version: String(request.changedAt.getTime()),
      OpsItemArn: `arn:aws:ssm:${region}:${account}:opsitem/${id}`,
    };
  }

  /** What lists tell of a request. */
  public summary(id: string): object {
    const request = this.byId.get(id)!;
    return {
      CreatedBy: request.createdBy,
      CreatedTime: request.createdAt.getTime() / 1000,
      LastModifiedBy: request.lastModifiedBy,
      LastModifiedTime: request.changedAt.getTime() / 1000,
      Source: 'aws.ssm',
      Status: request.status,
      OpsItemId: id,
      OpsItemType: ACCESS_REQUEST_TYPE,
      Title: `Access Request - ${minutes(request.createdAt)} UTC`,
      OperationalData: this.operationalData(request),
    };
  }

  private operationalData(request: StoredRequest): object {
    const { id, createdBy, executionId = '', approvedAt, targets } = request;
    const instances = targets.flatMap(({ Key, Values }) => Key === 'InstanceIds' ? Values ?? [] : []);
    const { account, region } = this.place;
    const values: Record<string, string> = {
      [ACCESS_REQUEST_TYPE]: JSON.stringify({
        requester: { isReplica: 'false', sourceOpsItemId: id, sourceAccountId: '', id: '', sourceRegion: '', arn: createdBy },
        approvalPolicy: executionId === '' ? 'SSM-JustInTimeAccessAutoApprovalPolicy' : APPROVAL_POLICY,
        approvalPolicyVersion: '1',
        automationExecutionId: executionId,
      }),
      '/aws/accessrequest/approvaldetails': request.reason,
      // Seen for one node; what it is for several, and for other keys, is unproven.
      '/aws/accessrequest/context': JSON.stringify({
        targets: instances.length === 1 ? { instanceId: `arn:aws:ec2:${region}:${account}:instance/${instances[0]}` } : targets,
        accessTokenRole: 'SSM-JustInTimeAccessTokenRole',
      }),
      '/aws/accessrequest/accessduration': `PT${ACCESS_SECONDS}S`,
      ...approvedAt && {
        '/aws/accessrequest/starttime': `${seconds(approvedAt)} UTC`,
        '/aws/accessrequest/endtime': `${seconds(new Date(approvedAt.getTime() + ACCESS_SECONDS * 1000))} UTC`,
      },
    };
    return Object.fromEntries(Object.entries(values).map(([key, Value]) => [key, { Value, Type: 'SearchableString' }]));
  }

  private get serviceSession(): string {
    return `arn:aws:sts::${this.place.account}:${SERVICE_SESSION}`;
  }

  private change(request: StoredRequest, status: string, by: string): void {
    request.status = status;
    request.changedAt = new Date(this.now());
    request.lastModifiedBy = by;
    if (status === 'Approved') request.approvedAt ??= request.changedAt;
  }

  private state({ lastModifiedBy: _by, listedFrom: _list, ...request }: StoredRequest): AccessRequestState {
    return { ...request, tags: this.tags.get('OpsItem', request.id)! };
  }
}

function seconds(time: Date): string {
  return time.toISOString().slice(0, 19).replace('T', ' ');
}

function minutes(time: Date): string {
  return seconds(time).slice(0, 16);
}
