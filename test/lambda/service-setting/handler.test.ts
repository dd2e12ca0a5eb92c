import type { PriorServiceSettingProperties, ServiceSettingProperties } from '../../../src/operations/provider/service-setting-properties';
import { SsmDouble } from '../../ssm-double/ssm-double';
import { startDouble } from '../../ssm-double/started-double';
import { StackResource } from '../stack-resource';

const ID = '/ssm/documents/console/public-sharing-permission';

let ssm: SsmDouble;
let setting: StackResource<ServiceSettingProperties>;
let prior: StackResource<PriorServiceSettingProperties>;
let before: string;

beforeEach(async () => {
  ({ double: ssm } = await startDouble());
  setting = new StackResource('service-setting', 'Custom::SSMServiceSetting', ssm.endpoint);
  prior = new StackResource('service-setting', 'Custom::SSMPriorServiceSetting', ssm.endpoint);
});

async function look(): Promise<void> {
  const { Status, Data } = await prior.deploy({ SettingId: ID });
  expect(Status).toBe('SUCCESS');
  before = Data!.Prior;
}

const properties = (SettingValue: string, OnDelete = 'Restore'): ServiceSettingProperties => ({ SettingId: ID, SettingValue, OnDelete, Prior: before });

test.each([
  ['the default', () => undefined, undefined],
  ['a value', () => ssm.settings.set(ID, 'Enable'), 'Enable'],
  ['the same value', () => ssm.settings.set(ID, 'Disable'), 'Disable'],
])('over %s is set, changed, and put back', async (_, prepare, value) => {
  prepare();
  await look();
  for (const each of ['Disable', 'Enable', 'Disable']) {
    expect(await setting.deploy(properties(each))).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: `service-setting:${ID}` });
    expect(ssm.settings.get(ID)).toBe(each);
  }
  // What stood there before is remembered, not looked at again.
  expect(await prior.deploy({ SettingId: ID })).toMatchObject({ Status: 'SUCCESS', Data: { Prior: before } });

  expect(await setting.delete()).toMatchObject({ Status: 'SUCCESS' });
  expect(await prior.delete()).toMatchObject({ Status: 'SUCCESS' });
  expect(ssm.settings.all).toEqual(value === undefined ? {} : { [ID]: value });
});

test('that is to stay stays, without a call', async () => {
  await look();
  await setting.deploy(properties('Disable', 'Leave'));
  const calls = ssm.requests.length;

  expect(await setting.delete()).toMatchObject({ Status: 'SUCCESS' });
  expect(ssm.settings.get(ID)).toBe('Disable');
  expect(ssm.requests).toHaveLength(calls);
});

test('that somebody else changed stays', async () => {
  const SettingId = '/ssm/parameter-store/default-parameter-tier';
  const { Data } = await prior.deploy({ SettingId });
  await setting.deploy({ SettingId, SettingValue: 'Advanced', OnDelete: 'Restore', Prior: Data!.Prior });
  ssm.settings.set(SettingId, 'Intelligent-Tiering');

  expect(await setting.delete()).toMatchObject({ Status: 'SUCCESS' });
  expect(ssm.settings.all).toEqual({ [SettingId]: 'Intelligent-Tiering' });
});

test('that does not exist is refused, and nothing was made', async () => {
  const told = { Status: 'FAILED', PhysicalResourceId: 'nothing-made:Resource' };
  const reason = 'service setting "/ssm/none" does not exist in this Region; look for its id in the API reference of UpdateServiceSetting';
  expect(await prior.deploy({ SettingId: '/ssm/none' })).toMatchObject({ ...told, Reason: `prior service setting: ${reason}` });
  before = 'Default';
  expect(await setting.deploy({ ...properties('x'), SettingId: '/ssm/none' })).toMatchObject({ ...told, Reason: `service setting: ${reason}` });
});

test('whose value the service refuses fails with its words, and leaves what stood there', async () => {
  await look();
  const { Reason, PhysicalResourceId } = await setting.deploy(properties('Off'));
  expect(Reason).toMatch(/^service setting: UpdateServiceSetting: Setting value Off is not valid .* \(ValidationException, request id /);
  expect(await setting.delete(properties('Off'), PhysicalResourceId)).toMatchObject({ Status: 'SUCCESS' });
  expect(ssm.settings.all).toEqual({});
});

test('that somebody changes at the same moment is tried again', async () => {
  await look();
  ssm.faults.add({ kind: 'error', operation: 'UpdateServiceSetting', code: 'TooManyUpdates', message: 'There are concurrent updates', times: 2 });
  expect(await setting.deploy(properties('Disable'))).toMatchObject({ Status: 'SUCCESS' });
  expect(ssm.settings.get(ID)).toBe('Disable');

  ssm.faults.add({ kind: 'error', operation: 'ResetServiceSetting', code: 'TooManyUpdates', message: 'There are concurrent updates' });
  expect(await setting.delete()).toMatchObject({ Status: 'SUCCESS' });
  expect(ssm.settings.all).toEqual({});
  expect(ssm.faults.pending).toEqual([]);
});
