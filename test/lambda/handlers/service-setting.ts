import { HandlerCase } from './handler-case';

const SETTING = '/ssm/managed-instance/activation-tier';

const EVERY_STORY: Pick<HandlerCase, 'handler' | 'vanish' | 'withoutIt' | 'holds'> = {
  handler: 'service-setting',
  vanish: double => double.faults.add({ kind: 'error', operation: 'GetServiceSetting', code: 'ServiceSettingNotFound', message: 'not found' }),
  withoutIt: { Create: 'FAILED', Update: 'FAILED' },
  holds: double => double.settings.all,
};

export const SERVICE_SETTING: readonly HandlerCase[] = [
  {
    ...EVERY_STORY,
    resourceType: 'Custom::SSMServiceSetting',
    story: 'over a value',
    prepare: double => double.settings.set(SETTING, 'advanced'),
    created: { SettingId: SETTING, SettingValue: 'standard', OnDelete: 'Restore', Prior: 'Customized:advanced' },
    updated: { SettingId: SETTING, SettingValue: 'advanced', OnDelete: 'Restore', Prior: 'Customized:advanced' },
    malformed: { SettingId: SETTING, SettingValue: 'standard', OnDelete: 'Reset', Prior: '' },
    after: { create: { [SETTING]: 'standard' }, update: { [SETTING]: 'advanced' }, rolledBack: { [SETTING]: 'standard' }, delete: { [SETTING]: 'advanced' } },
  },
  {
    ...EVERY_STORY,
    resourceType: 'Custom::SSMServiceSetting',
    story: 'over the default',
    prepare: () => undefined,
    created: { SettingId: SETTING, SettingValue: 'advanced', OnDelete: 'Restore', Prior: 'Default' },
    updated: { SettingId: SETTING, SettingValue: 'standard', OnDelete: 'Restore', Prior: 'Default' },
    malformed: { SettingId: '', SettingValue: 'standard', OnDelete: 'Restore', Prior: 'Default' },
    after: { create: { [SETTING]: 'advanced' }, update: { [SETTING]: 'standard' }, rolledBack: { [SETTING]: 'advanced' }, delete: {} },
  },
  {
    ...EVERY_STORY,
    resourceType: 'Custom::SSMPriorServiceSetting',
    story: 'what stood there before',
    prepare: double => double.settings.set(SETTING, 'advanced'),
    created: { SettingId: SETTING },
    updated: { SettingId: SETTING },
    malformed: { SettingId: SETTING, Prior: 'Default' },
    withoutIt: { Create: 'FAILED', Update: 'SUCCESS' },
    after: { create: { [SETTING]: 'advanced' }, update: { [SETTING]: 'advanced' }, rolledBack: { [SETTING]: 'advanced' }, delete: { [SETTING]: 'advanced' } },
  },
];
