import { missing, Observed, pending, priorValue } from './prior';
import { ON_DELETE, ServiceSettingProperties } from '../../src/operations/provider/service-setting-properties';
import type { Call } from '../shared/calls';
import type { Decision, Request } from '../shared/operation';

export function plan(request: Request<ServiceSettingProperties>, { setting }: Observed): Decision {
  if (request.type === 'Delete') return isRestored(request) ? planRestore(request.properties, { setting }) : { done: {} };
  const { SettingId, SettingValue } = request.properties;
  if (setting === undefined) return { refused: missing(SettingId) };
  if (setting.Status === 'PendingUpdate') return { waitFor: pending(SettingId) };
  if (setting.SettingValue !== SettingValue) return { calls: [update(SettingId, SettingValue)] };
  return { done: {} };
}

/** Whether a deletion puts back what stood there before. */
export function isRestored({ properties }: Request<ServiceSettingProperties>): boolean {
  return properties.OnDelete === ON_DELETE.RESTORE;
}

function planRestore({ SettingId, SettingValue, Prior }: ServiceSettingProperties, { setting }: Observed): Decision {
  if (setting === undefined) return { done: {} };
  if (setting.Status === 'PendingUpdate') return { waitFor: pending(SettingId) };
  const before = priorValue(Prior);
  const isBack = before === undefined ? setting.Status === 'Default' : setting.SettingValue === before;
  if (isBack) return { done: {} };
  if (setting.SettingValue !== SettingValue) {
    return { done: {}, note: `service setting "${SettingId}" stays: it was ${JSON.stringify(SettingValue)} here, and somebody made it ${JSON.stringify(setting.SettingValue)}` };
  }
  return { calls: [before === undefined ? reset(SettingId) : update(SettingId, before)] };
}

function update(SettingId: string, SettingValue: string): Call {
  return { api: 'UpdateServiceSetting', input: { SettingId, SettingValue } };
}

function reset(SettingId: string): Call {
  return { api: 'ResetServiceSetting', input: { SettingId } };
}
