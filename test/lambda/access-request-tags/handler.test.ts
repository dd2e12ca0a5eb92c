import { ACCESS_REQUEST_TAGS_TYPE } from '../../../src/operations/provider/access-request-properties';
import { CloudFormationDouble } from '../../cloudformation-double';
import { SsmDouble } from '../../ssm-double/ssm-double';
import { accessRequestTags, OTHER_REQUEST_ID, REQUEST_ID } from '../handlers/access-request-tags';
import { event, invoke } from '../invoke';

let double: SsmDouble;
let cloudFormation: CloudFormationDouble;

beforeEach(async () => {
  double = await SsmDouble.start();
  cloudFormation = await CloudFormationDouble.start();
  for (const id of [REQUEST_ID, OTHER_REQUEST_ID]) double.tags.put('OpsItem', id);
});
afterEach(async () => {
  await double.stop();
  await cloudFormation.stop();
});

test.each([
  ['UPDATE_ROLLBACK_IN_PROGRESS', 'SUCCESS', 'web'],
  ['UPDATE_IN_PROGRESS', 'FAILED', 'hers'],
])('%s: back to a request of which somebody has changed a tag meanwhile: %s', async (status, Status, team) => {
  cloudFormation.status = status;
  double.tags.put('OpsItem', REQUEST_ID, { team: 'hers' });
  const request = event({
    RequestType: 'Update',
    ResourceType: ACCESS_REQUEST_TAGS_TYPE,
    PhysicalResourceId: `access-request-tags:${OTHER_REQUEST_ID}`,
    ResourceProperties: accessRequestTags({ team: 'web' }),
    OldResourceProperties: accessRequestTags({ team: 'web' }, OTHER_REQUEST_ID),
  });
  const { told } = await invoke('access-request-tags', double.endpoint, request, { cloudFormationEndpoint: cloudFormation.endpoint });
  expect(told).toMatchObject({ Status });
  expect(double.tags.get('OpsItem', REQUEST_ID)).toEqual({ team });
});
