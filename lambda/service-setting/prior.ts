import type { ServiceSetting } from '@aws-sdk/client-ssm';
import type { PriorServiceSettingProperties } from '../../src/operations/provider/service-setting-properties';
import type { Decision, Request } from '../shared/operation';

/** What CloudFormation takes as a physical id, in bytes. */
const LONGEST_ID = 1_024;
const CUSTOMIZED = 'Customized:';

/** What is seen of a setting; undefined where the service has none of that id. */
export interface Observed {
  readonly setting?: ServiceSetting;
}

/** One text, which is never empty as values may be. */
export function priorOf({ Status, SettingValue = '' }: ServiceSetting): string {
  return Status === 'Default' ? Status : `${CUSTOMIZED}${SettingValue}`;
}

/** The value that was set before; undefined where it was the default of the service. */
export function priorValue(prior: string): string | undefined {
  return prior.startsWith(CUSTOMIZED) ? prior.slice(CUSTOMIZED.length) : undefined;
}

/**
 * The id says what was found: CloudFormation hands it back with every later request, and only a creation can look, as what stands there
 * later is what this stack put there.
 */
export function priorId({ SettingId }: PriorServiceSettingProperties, observed: Observed | undefined, currentId?: string): string {
  const id = beginning(SettingId);
  if (currentId?.startsWith(id)) return currentId;
  return observed?.setting === undefined ? id : `${id}${priorOf(observed.setting)}`;
}

export function planPrior(request: Request<PriorServiceSettingProperties>, { setting }: Observed): Decision {
  if (request.type === 'Delete') return { done: {} };
  const { SettingId } = request.properties;
  if (request.type === 'Update') {
    const Prior = request.physicalId.slice(beginning(SettingId).length);
    return Prior === '' ? { refused: `the physical id ${request.physicalId} does not say what stood there before` } : { done: { Prior } };
  }
  if (setting === undefined) return { refused: missing(SettingId) };
  if (setting.Status === 'PendingUpdate') return { waitFor: pending(SettingId) };
  const size = Buffer.byteLength(priorId(request.properties, { setting }));
  if (size > LONGEST_ID) {
    return { refused: `the value of service setting "${SettingId}" is too long to be kept in mind (${size - LONGEST_ID} bytes too many); reset it, or set it by other means` };
  }
  return { done: { Prior: priorOf(setting) } };
}

export function missing(settingId: string): string {
  return `service setting "${settingId}" does not exist in this Region; look for its id in the API reference of UpdateServiceSetting`;
}

export function pending(settingId: string): string {
  return `the pending update of service setting "${settingId}"`;
}

function beginning(settingId: string): string {
  return `prior-service-setting:${settingId}:`;
}
