import type { ServiceSetting } from '@aws-sdk/client-ssm';
import * as fc from 'fast-check';
import { isRestored, plan } from '../../../lambda/service-setting/plan';
import { planPrior, priorId, priorOf, priorValue } from '../../../lambda/service-setting/prior';
import type { Decision, Request } from '../../../lambda/shared/operation';
import type { ServiceSettingProperties } from '../../../src/operations/provider/service-setting-properties';

const ID = '/ssm/some/setting';
const BEGINNING = `prior-service-setting:${ID}:`;
const DEFAULT: ServiceSetting = { Status: 'Default', SettingValue: 'Enable' };
const missing = 'service setting "/ssm/some/setting" does not exist in this Region; look for its id in the API reference of UpdateServiceSetting';
const waitFor = 'the pending update of service setting "/ssm/some/setting"';

const customized = (SettingValue: string): ServiceSetting => ({ Status: 'Customized', SettingValue });
const update = (SettingValue: string) => ({ calls: [{ api: 'UpdateServiceSetting', input: { SettingId: ID, SettingValue } }] });
const RESET = { calls: [{ api: 'ResetServiceSetting', input: { SettingId: ID } }] };

describe('what stood there before', () => {
  const properties = { SettingId: ID };
  const create = (setting?: ServiceSetting) => planPrior({ type: 'Create', properties }, { setting });
  const later = (physicalId: string) => planPrior({ type: 'Update', properties, old: properties, physicalId }, { setting: customized('ours') });

  test.each([
    [DEFAULT, 'Default', undefined],
    [customized('Disable'), 'Customized:Disable', 'Disable'],
    [customized(''), 'Customized:', ''],
    [{ Status: 'Customized' }, 'Customized:', ''],
    [customized('Default'), 'Customized:Default', 'Default'],
  ])('%j is kept in mind', (setting, prior, value) => {
    expect(priorOf(setting)).toBe(prior);
    expect(priorValue(prior)).toBe(value);
    expect(create(setting)).toEqual({ done: { Prior: prior } });
    expect(priorId(properties, { setting })).toBe(`${BEGINNING}${prior}`);
    expect(later(`${BEGINNING}${prior}`)).toEqual({ done: { Prior: prior } });
  });

  test('is only looked at in the creation', () => {
    expect(priorId(properties, { setting: customized('ours') }, `${BEGINNING}Default`)).toBe(`${BEGINNING}Default`);
    expect(priorId(properties, undefined, `${BEGINNING}Default`)).toBe(`${BEGINNING}Default`);
    expect(priorId(properties, { setting: DEFAULT }, 'prior-service-setting:/ssm/other:Customized:x')).toBe(`${BEGINNING}Default`);
    expect(priorId(properties, undefined)).toBe(BEGINNING);
    expect(later(BEGINNING)).toEqual({ refused: `the physical id ${BEGINNING} does not say what stood there before` });
  });

  test('cannot be told while it changes, or of a setting that does not exist', () => {
    expect(create({ Status: 'PendingUpdate', SettingValue: 'Enable' })).toEqual({ waitFor });
    expect(create()).toEqual({ refused: missing });
  });

  test('fits into a physical id, or is refused', () => {
    const room = 1_024 - BEGINNING.length - 'Customized:'.length;
    expect(create(customized('x'.repeat(room)))).toHaveProperty('done');
    expect(create(customized('x'.repeat(room + 1)))).toEqual({
      refused: 'the value of service setting "/ssm/some/setting" is too long to be kept in mind (1 bytes too many); reset it, or set it by other means',
    });
    expect(create(customized('é'.repeat(room - 1)))).toHaveProperty('refused');
  });

  test('is nothing to delete', () => {
    expect(planPrior({ type: 'Delete', properties, physicalId: 'id' }, {})).toEqual({ done: {} });
  });
});

const PROPERTIES: ServiceSettingProperties = { SettingId: ID, SettingValue: 'Disable', OnDelete: 'Restore', Prior: 'Default' };

function decide(type: Request<unknown>['type'], setting?: ServiceSetting, some: Partial<ServiceSettingProperties> = {}): Decision {
  return plan({ type, properties: { ...PROPERTIES, ...some }, physicalId: `service-setting:${ID}` } as Request<ServiceSettingProperties>, { setting });
}

describe.each(['Create', 'Update'] as const)('%s', type => {
  test.each<[ServiceSetting | undefined, Decision]>([
    [DEFAULT, update('Disable') as Decision],
    [customized('Other'), update('Disable') as Decision],
    [customized('Disable'), { done: {} }],
    [{ Status: 'Default', SettingValue: 'Disable' }, { done: {} }],
    [{ Status: 'PendingUpdate', SettingValue: 'Disable' }, { waitFor }],
    [undefined, { refused: missing }],
  ])('finds %j', (setting, decision) => {
    expect(decide(type, setting)).toEqual(decision);
  });
});

describe('Delete', () => {
  const note = 'service setting "/ssm/some/setting" stays: it was "Disable" here, and somebody made it "Other"';

  test.each<[string, ServiceSetting | undefined, object]>([
    ['Default', customized('Disable'), RESET],
    ['Default', DEFAULT, { done: {} }],
    ['Default', { Status: 'Default', SettingValue: 'Disable' }, { done: {} }],
    ['Default', customized('Other'), { done: {}, note }],
    ['Customized:Enable', customized('Disable'), update('Enable')],
    ['Customized:Enable', customized('Enable'), { done: {} }],
    ['Customized:Enable', customized('Other'), { done: {}, note }],
    ['Customized:Disable', customized('Disable'), { done: {} }],
    ['Customized:Enable', { Status: 'PendingUpdate', SettingValue: 'Disable' }, { waitFor }],
    ['Default', undefined, { done: {} }],
  ])('after %s finds %j', (Prior, setting, decision) => {
    expect(decide('Delete', setting, { Prior })).toEqual(decision);
  });

  test('leaves everything where it is to be left', () => {
    expect(decide('Delete', customized('Disable'), { OnDelete: 'Leave' })).toEqual({ done: {} });
    expect(isRestored({ type: 'Delete', properties: { ...PROPERTIES, OnDelete: 'Leave' }, physicalId: '' })).toBe(false);
    expect(isRestored({ type: 'Delete', properties: PROPERTIES, physicalId: '' })).toBe(true);
  });
});

/** The service with one setting. */
class Service {
  public constructor(public value: string | undefined, private readonly byDefault: string) {
  }

  public get setting(): ServiceSetting {
    return this.value === undefined ? { Status: 'Default', SettingValue: this.byDefault } : customized(this.value);
  }

  public settle(type: Request<unknown>['type'], some: Partial<ServiceSettingProperties>): void {
    for (let round = 0; round < 2; round += 1) {
      const decision = decide(type, this.setting, some);
      if ('done' in decision) return;
      if (!('calls' in decision)) throw new Error(JSON.stringify(decision));
      for (const call of decision.calls) this.value = call.api === 'UpdateServiceSetting' ? call.input.SettingValue : undefined;
    }
    expect(decide(type, this.setting, some)).toHaveProperty('done');
  }
}

test('whatever stood there is there again after any updates, unless somebody else changed it', () => {
  const value = fc.constantFrom('a', 'b', 'c');
  const perhaps = fc.option(value, { nil: undefined });
  fc.assert(fc.property(perhaps, value, fc.array(value, { minLength: 1, maxLength: 4 }), perhaps, (before, byDefault, ours, theirs) => {
    const service = new Service(before, byDefault);
    const Prior = priorOf(service.setting);
    ours.forEach((SettingValue, index) => {
      service.settle(index === 0 ? 'Create' : 'Update', { SettingValue, Prior });
      expect(service.setting.SettingValue).toBe(SettingValue);
    });
    const SettingValue = ours[ours.length - 1];
    const isForeign = theirs !== undefined && theirs !== SettingValue;
    if (theirs !== undefined) service.value = theirs;
    service.settle('Delete', { SettingValue, Prior });
    expect(service.value).toBe(isForeign ? theirs : before);
  }));
});
