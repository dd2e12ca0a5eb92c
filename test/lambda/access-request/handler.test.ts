import type { Answer } from '../../../lambda/shared/answer';
import { OWN_TAG } from '../../../src/operations/provider/access-request-properties';
import { SsmDouble } from '../../ssm-double/ssm-double';
import { accessKeyIdOf, StsDouble } from '../../sts-double';
import { accessRequest, CALLERS, OTHER_REQUESTER, OWNER, Properties, REQUESTER } from '../handlers/access-request';
import { event, invoke } from '../invoke';

const TARGETS = [{ Key: 'InstanceIds', Values: ['i-0123456789abcdef0'] }];

let ssm: SsmDouble;
let sts: StsDouble;

beforeEach(async () => {
  ssm = await SsmDouble.start({ callers: CALLERS });
  sts = await StsDouble.start();
});

afterEach(async () => {
  await ssm.stop();
  await sts.stop();
});

async function ask(RequestType: 'Create' | 'Update' | 'Delete', properties: Properties, PhysicalResourceId?: string, old?: Properties): Promise<Answer> {
  const request = event({
    RequestType, ResourceProperties: properties, PhysicalResourceId, ...old && { OldResourceProperties: old }, RequestId: `${RequestType} ${ssm.requests.length}`,
  });
  const { told, error } = await invoke('access-request', ssm.endpoint, request, { stsEndpoint: sts.endpoint });
  expect(error).toBeUndefined();
  return told!;
}

const requests = () => ssm.accessRequests.all.map(({ status, createdBy, tags }) => [/assumed-role\/(\w+)/.exec(createdBy)![1], status, OWN_TAG in tags]);

const ONE = accessRequest({ ActAsRoleArn: REQUESTER });
const TWO = accessRequest({ ActAsRoleArn: OTHER_REQUESTER });

test('a requester that cannot be assumed is told, with what to look at', async () => {
  sts.denials = 1_000;
  expect(await ask('Create', ONE)).toMatchObject({
    Status: 'FAILED',
    Reason: expect.stringMatching(new RegExp(`^access request: DescribeOpsItems: .* sts:AssumeRole on resource: ${REQUESTER}; look whether that role exists and trusts the role of the function`)),
  });
  expect(ssm.requests).toEqual([]);
});

test('a request whose requester trusts the function no more cannot be cancelled: it is told, and nobody takes it for the stack\'s again', async () => {
  const { PhysicalResourceId: first } = await ask('Create', ONE);
  const { PhysicalResourceId: second } = await ask('Update', TWO, first, ONE);
  sts.denials = 1_000;
  expect(await ask('Delete', ONE, first)).toMatchObject({
    Status: 'FAILED',
    Reason: expect.stringMatching(/sts:AssumeRole.*; access request oi-[0-9a-f]{12} is not the stack's any more, but may still wait for approvals: reject it or cancel it/),
  });
  expect(requests()).toEqual([['OnCall', 'PendingApproval', false], ['Auditor', 'PendingApproval', true]]);
  // It is the function's own role that may do so.
  expect(ssm.requests.filter(({ operation }) => operation === 'RemoveTagsFromResource').map(({ accessKeyId }) => accessKeyId)).toEqual(['AKIDEXAMPLE']);

  sts.denials = 0;
  expect(await ask('Delete', ONE, first)).toMatchObject({ Status: 'SUCCESS' });
  // No rollback, as which it would look if the old request was still the stack's.
  expect(await ask('Update', ONE, second, TWO)).toMatchObject({ Status: 'SUCCESS' });
  expect(requests()).toEqual([['OnCall', 'PendingApproval', false], ['Auditor', 'PendingApproval', true], ['OnCall', 'PendingApproval', true]]);
});

test('hundreds of requests that people made in the name of the same role cost some lists, and no call each', async () => {
  for (let index = 0; index < 300; index += 1) ssm.accessRequests.start({ Reason: 'Other', Targets: TARGETS }, 'arn:aws:sts::111122223333:assumed-role/OnCall/jane');
  expect(await ask('Create', ONE)).toMatchObject({ Status: 'SUCCESS' });
  expect(ssm.requests.map(({ operation }) => operation)).toEqual([...Array.from({ length: 6 }, () => 'DescribeOpsItems'), 'StartAccessRequest', 'GetOpsItem']);
});

test('what a failed update to another requester has left is found without knowing who that was', async () => {
  const { PhysicalResourceId: first } = await ask('Create', ONE);
  ssm.accessRequests.start({ Reason: 'Lost', Targets: TARGETS, Tags: [{ Key: OWN_TAG, Value: `${OWNER}/lost` }] }, CALLERS[accessKeyIdOf(OTHER_REQUESTER)]);
  expect(await ask('Update', accessRequest({ Reason: 'Something else' }), first, ONE)).toMatchObject({ Status: 'SUCCESS' });
  expect(requests()).toEqual([['OnCall', 'PendingApproval', true], ['Auditor', 'Cancelled', false], ['OnCall', 'PendingApproval', true]]);
});

test('tags of a request whose own tag somebody has taken off are not changed, and what to do is told', async () => {
  const { PhysicalResourceId: id } = await ask('Create', ONE);
  ssm.tags.put('OpsItem', ssm.accessRequests.all[0].id, {});
  const tagged = accessRequest({ Tags: { team: 'web' } });
  expect(await ask('Update', tagged, id, ONE)).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining(`put it back with the value ${OWNER}/`), PhysicalResourceId: id });
  // The rollback has nothing to change.
  expect(await ask('Update', ONE, id, tagged)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: id });
  expect(ssm.accessRequests.all.map(({ tags }) => tags)).toEqual([{}]);
});
