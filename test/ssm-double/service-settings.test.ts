import { GetServiceSettingCommand, ResetServiceSettingCommand, SSMClient, UpdateServiceSettingCommand } from '@aws-sdk/client-ssm';
import { PUBLIC_SHARING } from './service-settings';
import { refusal } from './ssm-client';
import { SsmDouble } from './ssm-double';
import { startDouble } from './started-double';

const ARN = `arn:aws:ssm:us-east-1:111122223333:servicesetting${PUBLIC_SHARING}`;
let double: SsmDouble;
let client: SSMClient;

beforeEach(async () => {
  ({ double, client } = await startDouble({ callers: { AKIDEXAMPLE: 'arn:aws:sts::111122223333:assumed-role/Handler/session' } }));
});

const get = async (SettingId: string) => (await client.send(new GetServiceSettingCommand({ SettingId }))).ServiceSetting!;
const set = (SettingId: string, SettingValue: string) => client.send(new UpdateServiceSettingCommand({ SettingId, SettingValue }));
const reset = async (SettingId: string) => (await client.send(new ResetServiceSettingCommand({ SettingId }))).ServiceSetting!;

test('a setting as it comes', async () => {
  expect(await get(PUBLIC_SHARING)).toEqual({
    SettingId: PUBLIC_SHARING, SettingValue: 'Enable', Status: 'Default', LastModifiedUser: 'System', ARN, LastModifiedDate: expect.any(Date),
  });
});

test.each([['its id', PUBLIC_SHARING], ['its ARN', ARN]])('set and reset by %s', async (_by, id) => {
  await set(id, 'Disable');
  expect(await get(id)).toMatchObject({
    SettingId: PUBLIC_SHARING,
    SettingValue: 'Disable',
    Status: 'Customized',
    LastModifiedUser: 'arn:aws:sts::111122223333:assumed-role/Handler/session',
  });
  expect([double.settings.get(PUBLIC_SHARING), double.settings.isCustomized(PUBLIC_SHARING)]).toEqual(['Disable', true]);
  expect(await reset(id)).toMatchObject({ SettingValue: 'Enable', Status: 'Default' });
  expect(double.settings.all).toEqual({});
});

test('what someone else set', async () => {
  double.settings.set('/ssm/automation/customer-script-log-group-name', '/mine');
  expect(await get('/ssm/automation/customer-script-log-group-name')).toMatchObject({
    SettingValue: '/mine', Status: 'Customized', LastModifiedUser: 'arn:aws:iam::111122223333:user/someone',
  });
  expect(() => double.settings.set('/ssm/absent', 'x')).toThrow('The double has no service setting /ssm/absent');
});

test('an unknown setting and a value that is not allowed are refused', async () => {
  const other = ARN.replace('us-east-1', 'eu-west-1');
  const calls = [() => get('/ssm/absent'), () => set('/ssm/absent', 'x'), () => reset('/ssm/absent'), () => get(other), () => get('toString')];
  for (const call of calls) {
    expect(await refusal(call())).toMatchObject({ name: 'ServiceSettingNotFound', message: expect.stringContaining('wasn\'t found') });
  }
  expect(await refusal(set(PUBLIC_SHARING, 'disable'))).toMatchObject({ name: 'ValidationException' });
  expect(double.settings.get(PUBLIC_SHARING)).toBe('Enable');
});
