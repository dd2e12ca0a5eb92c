import { event, Invocation, invoke } from './invoke';
import { contentHash } from '../../src/content/hash';
import { SsmDouble } from '../ssm-double/ssm-double';
import { StsDouble } from '../sts-double';

const ROLE = 'arn:aws:iam::111122223333:role/Further';
const REVIEWER = 'arn:aws:iam::111122223333:role/reviewer';
const CONTENT = '{"schemaVersion":"0.3","mainSteps":[]}';

let ssm: SsmDouble;
let sts: StsDouble;

beforeEach(async () => {
  ssm = await SsmDouble.start();
  sts = await StsDouble.start();
  ssm.documents.put({ name: 'Doc', type: 'Automation', contents: [CONTENT] });
});

afterEach(async () => {
  await ssm.stop();
  await sts.stop();
});

function run(properties: object = {}): Promise<Invocation> {
  const request = event({ RequestType: 'Create', ResourceProperties: { DocumentName: 'Doc', DocumentVersion: '$LATEST', ...properties } });
  return invoke('content-hash', ssm.endpoint, request, { stsEndpoint: sts.endpoint });
}

test('a handler acts with the role that its properties name', async () => {
  const { told, log } = await run({ RoleArn: ROLE });

  expect(told).toMatchObject({ Status: 'SUCCESS', Data: { Hash: contentHash(CONTENT) } });
  expect(sts.requests).toEqual([{ roleArn: ROLE, sessionName: 'cdk-systems-manager', caller: 'AKIDEXAMPLE' }]);
  expect(ssm.requests.map(({ accessKeyId }) => accessKeyId)).toEqual(['ASIA3roleFurther']);
  for (const secret of ['assumed-secret', 'assumed-token']) expect(log).not.toContain(secret);
});

test('a handler acts in the name of another role, which it assumes with the one that it has', async () => {
  expect((await run({ ActAsRoleArn: REVIEWER })).told).toMatchObject({ Status: 'SUCCESS' });
  expect((await run({ RoleArn: ROLE, ActAsRoleArn: REVIEWER })).told).toMatchObject({ Status: 'SUCCESS' });

  expect(sts.requests.map(({ roleArn, caller }) => [roleArn, caller])).toEqual([[REVIEWER, 'AKIDEXAMPLE'], [ROLE, 'AKIDEXAMPLE'], [REVIEWER, 'ASIA3roleFurther']]);
  expect(ssm.requests.map(({ accessKeyId }) => accessKeyId)).toEqual(['ASIArolereviewer', 'ASIArolereviewer']);
});

test('and with its own where they name none', async () => {
  await run();

  expect(sts.requests).toEqual([]);
  expect(ssm.requests.map(({ accessKeyId }) => accessKeyId)).toEqual(['AKIDEXAMPLE']);
});

test('a role that was made a moment ago is waited for, and one that stays closed is told', async () => {
  sts.denials = 4;
  expect((await run({ RoleArn: ROLE })).told).toMatchObject({ Status: 'SUCCESS' });
  expect(sts.requests).toHaveLength(5);

  sts.denials = 1_000;
  const { told } = await run({ RoleArn: ROLE });
  expect(told).toMatchObject({
    Status: 'FAILED',
    Reason: expect.stringMatching(new RegExp(`^content hash: .*: User: x is not authorized to perform: sts:AssumeRole on resource: ${ROLE}; look whether that role exists and trusts .* \\(AccessDenied, request id [0-9a-f-]+\\)$`)),
  });
});
