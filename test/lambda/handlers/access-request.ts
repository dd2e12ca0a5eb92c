import type { HandlerCase } from './handler-case';
import { ACCESS_REQUEST_TYPE, AccessRequestProperties, OWN_TAG } from '../../../src/operations/provider/access-request-properties';
import { SsmDouble } from '../../ssm-double/ssm-double';
import { accessKeyIdOf } from '../../sts-double';
import { STACK_ID } from '../invoke';

/** Roles in whose name access is requested; their sessions do not tell of the path. */
export const REQUESTER = 'arn:aws:iam::111122223333:role/people/OnCall';
export const OTHER_REQUESTER = 'arn:aws:iam::111122223333:role/Auditor';
export const OWNER = `${STACK_ID}/Stack/Access`;
const SESSION = 'arn:aws:sts::111122223333:assumed-role/OnCall/cdk-systems-manager';

/** Who calls with the credentials of these roles. */
export const CALLERS: Readonly<Record<string, string>> = {
  [accessKeyIdOf(REQUESTER)]: SESSION,
  [accessKeyIdOf(OTHER_REQUESTER)]: 'arn:aws:sts::111122223333:assumed-role/Auditor/cdk-systems-manager',
};

export type Properties = AccessRequestProperties & { readonly ActAsRoleArn: string };

export function accessRequest(given: Partial<Properties> = {}): Properties {
  return {
    Reason: 'Look at the disk',
    Targets: [{ Key: 'InstanceIds', Values: ['i-0123456789abcdef0'] }],
    Owner: OWNER,
    PendingOnDelete: 'Cancel',
    ActAsRoleArn: REQUESTER,
    ...given,
  };
}

const FOREIGN = 'Of somebody else';

/** Requests of the same role for another owner, of the same role without a tag, and of another role: they are there before, and stay as they are. */
export function putForeign({ accessRequests }: SsmDouble): void {
  const input = { Reason: FOREIGN, Targets: [{ Key: 'InstanceIds', Values: ['i-0fedcba9876543210'] }] };
  accessRequests.start({ ...input, Tags: [{ Key: OWN_TAG, Value: `${OWNER}Further/0123456789abcdef` }] }, SESSION);
  accessRequests.start(input, SESSION);
  accessRequests.start(input, 'arn:aws:sts::111122223333:assumed-role/Auditor/jane');
}

/** The requests that there are beside those, oldest first. */
export function ownRequests({ accessRequests }: SsmDouble) {
  const foreign = accessRequests.all.filter(({ reason }) => reason === FOREIGN);
  if (foreign.some(({ status }) => status !== 'PendingApproval')) throw new Error('Something was done about the requests of somebody else');
  return accessRequests.all.filter(({ reason }) => reason !== FOREIGN);
}

/** Requests that are not cancelled, with their tags, and whether the resource still bears them in mind. */
function holds(double: SsmDouble): object[] {
  return ownRequests(double).filter(({ status }) => status !== 'Cancelled').map(({ reason, status, tags }) => {
    const { [OWN_TAG]: own, ...others } = tags;
    return { reason, status, tags: others, isOwn: own !== undefined && /^.{16}$/.test(own.slice(OWNER.length + 1)) };
  });
}

/** What stays for good, whoever bears it in mind. */
function holdsForGood(double: SsmDouble): object[] {
  return holds(double).map(request => ({ ...request, isOwn: undefined }));
}

function vanish(double: SsmDouble): void {
  double.accessRequests.forgetAll();
  double.executions.forgetAll();
  double.faults.add({ kind: 'error', operation: 'StartAccessRequest', code: 'ResourceNotFoundException', message: 'No such node.', times: 1_000 });
}

const COMMON = {
  handler: 'access-request',
  resourceType: ACCESS_REQUEST_TYPE,
  optional: ['GetOpsItem'],
  callers: CALLERS,
  isCleanedUp: true,
  prepare: putForeign,
  malformed: { ...accessRequest(), Targets: 'all' },
  vanish,
  missing: /No such node\. \(ResourceNotFoundException.*; look whether the nodes exist/,
};
const TAGS = { team: 'web', cost: '7' };
const FIRST = { reason: 'November', status: 'PendingApproval', tags: TAGS, isOwn: true };
const SECOND = { ...FIRST, reason: 'December' };
const forGood = (request: typeof FIRST, status = request.status) => ({ ...request, status, isOwn: undefined });

export const ACCESS_REQUEST: readonly HandlerCase[] = [
  {
    ...COMMON,
    story: 'cancelled when it is deleted or replaced',
    created: accessRequest({ Reason: 'November', Tags: TAGS }),
    updated: accessRequest({ Reason: 'December', Tags: TAGS }),
    withoutIt: { Create: 'FAILED', Update: 'FAILED' },
    holds,
    // CloudFormation deletes the one that was replaced at the end of the deployment.
    after: { create: [FIRST], update: [FIRST, SECOND], rolledBack: [FIRST], delete: [] },
  },
  {
    ...COMMON,
    story: 'left when the resource is deleted',
    created: accessRequest({ Reason: 'November', Tags: TAGS, PendingOnDelete: 'Leave' }),
    updated: accessRequest({ Reason: 'November', Tags: TAGS, PendingOnDelete: 'Leave', Trigger: 'again' }),
    withoutIt: { Create: 'FAILED', Update: 'FAILED' },
    // It is only taken out of mind, with the function's own role.
    withoutPermission: { Delete: 'SUCCESS' },
    blind: ['RemoveTagsFromResource'],
    staysDone: true,
    isCleanedUp: false,
    holds: double => holdsForGood(double).slice(0, 1),
    after: { create: [forGood(FIRST)], update: [forGood(FIRST)], rolledBack: [forGood(FIRST)], delete: [forGood(FIRST)] },
  },
  {
    ...COMMON,
    story: 'with other tags',
    created: accessRequest({ Reason: 'November', Tags: TAGS }),
    updated: accessRequest({ Reason: 'November', Tags: { team: 'shop', ticket: '42' } }),
    withoutIt: { Create: 'FAILED', Update: 'SUCCESS' },
    holds,
    after: { create: [FIRST], update: [{ ...FIRST, tags: { team: 'shop', ticket: '42' } }], rolledBack: [FIRST], delete: [] },
  },
  {
    ...COMMON,
    story: 'approved automatically',
    prepare: double => {
      putForeign(double);
      double.accessRequests.rules.approval = 'automatic';
    },
    created: accessRequest({ Reason: 'November', Tags: TAGS }),
    updated: accessRequest({ Reason: 'November', Tags: { ...TAGS, ticket: '42' } }),
    withoutIt: { Create: 'FAILED', Update: 'SUCCESS' },
    // Nobody waits for what is decided, so there is nothing to cancel.
    staysDone: true,
    holds: holdsForGood,
    after: {
      create: [forGood(FIRST, 'Approved')],
      update: [{ ...forGood(FIRST, 'Approved'), tags: { ...TAGS, ticket: '42' } }],
      rolledBack: [forGood(FIRST, 'Approved')],
      delete: [forGood(FIRST, 'Approved')],
    },
  },
];
