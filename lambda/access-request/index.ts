import { createHash } from 'node:crypto';
import { findOwn, findOwnSoon, OwnRequest } from './find-own';
import { isOwn, lineageAfter, markOfRequest, Observed, plan, Properties } from './plan';
import { AccessRequestState, readRequest } from './read-request';
import { PENDING_ON_DELETE, TagMap } from '../../src/operations/provider/access-request-properties';
import { UNSURE } from '../shared/calls';
import { anyText, oneOf, optional, targets, text, textsByKey } from '../shared/contract';
import { customResource } from '../shared/custom-resource';
import { glimpse } from '../shared/execution/find-execution';
import { idOf, lineageIn, Link } from '../shared/execution/lineage';
import { log } from '../shared/log';
import type { Made, Origin, Request } from '../shared/operation';
import { readTags } from '../shared/ops-item/read-tags';
import { CallFailed, Ssm } from '../shared/ssm';

const KIND = 'access-request';

export const handler = customResource<Properties, Observed>({
  name: 'access request',
  contract: {
    Reason: text,
    Targets: targets,
    Tags: optional(textsByKey),
    Owner: text,
    Trigger: optional(anyText),
    PendingOnDelete: oneOf(...PENDING_ON_DELETE),
    ActAsRoleArn: text,
  },
  physicalId,
  observe,
  plan,
  made,
});

// Before anything is looked at it is the same resource, whatever is to become of it.
function physicalId(properties: Properties, observed: Observed | undefined, currentId?: string): string {
  if (observed === undefined) return currentId ?? idOf(KIND, [{ id: '', mark: markOfRequest(properties) }]);
  const lineage = lineageAfter(properties, observed, currentId);
  return lineage.length === 0 && currentId !== undefined ? currentId : idOf(KIND, lineage);
}

async function observe(request: Request<Properties>, ssm: Ssm, origin: Origin): Promise<Observed> {
  const { properties } = request;
  const { Owner } = properties;
  const old = request.type === 'Update' ? request.old : undefined;
  const tag = `${Owner}/${tokenOf(origin)}`;
  const before = request.type === 'Create' ? [] : lineageIn(request.physicalId);
  if (request.type === 'Delete') return { tag, letGo: await toLetGo(request, before, ssm) };

  const started = startedBy(ssm);
  if (started !== undefined) {
    // An earlier try may have made one that could not be seen yet.
    const letGo = ssm.met.includes(UNSURE) ? await strays(ssm, Owner, each => each.id === started || each.tag !== tag) : [];
    return { tag, letGo, id: started, status: await statusOf(ssm, started, true) };
  }

  const declared = before.find((link, index) => index === 0 && isOf(properties, link));
  if (declared !== undefined) {
    // Back from an update to another request that failed: it may have been made all the same.
    const isBack = old === undefined || markOfRequest(old) !== declared.mark;
    const letGo = isBack ? await strays(ssm, Owner, ({ id }) => before.some(link => link.id === id)) : [];
    return { tag, letGo, ...await seen(ssm, declared.id) };
  }

  // A request whose place was taken bears the tag until CloudFormation has it deleted, at the end of a deployment that succeeded.
  for (const { id } of before.slice(1).filter(link => isOf(properties, link))) {
    const tags = await readTags(ssm, id);
    if (isOwn(tags, Owner)) return { tag, letGo: [], ...await seen(ssm, id, tags) };
  }

  const own = await (ssm.met.includes(UNSURE) ? findOwnSoon(ssm, Owner, tag) : findOwn(ssm, Owner));
  const mine = own.find(each => each.tag === tag);
  const others = own.filter(each => each !== mine && !before.some(link => link.id === each.id));
  return { tag, letGo: await withState(ssm, others), ...mine === undefined ? {} : await seen(ssm, mine.id) };
}

/** Requests that no resource stands for. A deployment, and even more so a rollback, must not fail because they cannot be tidied up. */
async function strays(ssm: Ssm, owner: string, isKept: (request: OwnRequest) => boolean): Promise<Observed['letGo']> {
  try {
    return await withState(ssm, (await findOwn(ssm, owner)).filter(request => !isKept(request)));
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    log({ note: `what failed updates may have left is not looked for: ${error.message}` });
    return [];
  }
}

/** The request that a deletion lets go of, and those that no id names: the answer that named them got lost. */
async function toLetGo(
  { properties, physicalId: currentId }: Extract<Request<Properties>, { type: 'Delete' }>, lineage: readonly Link[], ssm: Ssm,
): Promise<Observed['letGo']> {
  const { Owner, PendingOnDelete } = properties;
  const [link] = lineage;
  if (link === undefined || link.id === '') return withState(ssm, await findOwn(ssm, Owner));
  const own = { id: link.id, tag: currentId };
  if (PendingOnDelete === 'Leave') return ssm.changes === 0 ? [own] : [];
  try {
    return isOwn(await readTags(ssm, own.id), Owner) ? await withState(ssm, [own]) : [];
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    // The tag goes all the same, so that nobody takes the request for one's own again; then it is told.
    if (ssm.changes === 0) return [own];
    error.message += `; access request ${own.id} is not the stack's any more, but may still wait for approvals: reject it or cancel it where that is not wanted`;
    throw error;
  }
}

async function seen(ssm: Ssm, id: string, known?: TagMap): Promise<Pick<Observed, 'id' | 'tags' | 'status'>> {
  return { id, tags: known ?? await readTags(ssm, id), status: await statusOf(ssm, id, false) };
}

async function statusOf(ssm: Ssm, id: string, isNew: boolean): Promise<string | undefined> {
  return (await glimpse(ssm, isNew, brief => readRequest(brief, id)))?.status;
}

async function withState(ssm: Ssm, requests: readonly OwnRequest[]): Promise<(OwnRequest & Partial<AccessRequestState>)[]> {
  const states: (OwnRequest & Partial<AccessRequestState>)[] = [];
  for (const own of requests) states.push({ ...own, ...await readRequest(ssm, own.id) });
  return states;
}

/** Whether it is a request that was made, and as it is declared. */
function isOf(properties: Properties, { id, mark }: Link): boolean {
  return id !== '' && mark === markOfRequest(properties);
}

/** The same for a request of CloudFormation that comes again, and for no other. */
function tokenOf({ requestId }: Origin): string {
  return createHash('sha256').update(requestId).digest('hex').slice(0, 16);
}

function made(_: Request<Properties>, ssm: Ssm): Made<Observed> | undefined {
  const id = startedBy(ssm);
  return id === undefined ? undefined : {
    observed: { id, letGo: [], tag: '' },
    note: `access request ${id} was made; the rollback of the deployment cancels it unless somebody decides about it before`,
  };
}

function startedBy(ssm: Ssm): string | undefined {
  return ssm.answer('StartAccessRequest')?.AccessRequestId;
}
