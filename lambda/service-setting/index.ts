import { isRestored, plan } from './plan';
import { Observed, planPrior, priorId } from './prior';
import {
  ON_DELETE, PRIOR_SERVICE_SETTING_TYPE, PriorServiceSettingProperties, ServiceSettingProperties,
} from '../../src/operations/provider/service-setting-properties';
import { matching, oneOf, text } from '../shared/contract';
import { customResource, CustomResourceEvent, TimeLeft } from '../shared/custom-resource';
import { Ssm, unlessMissing } from '../shared/ssm';

const setting = customResource<ServiceSettingProperties, Observed>({
  name: 'service setting',
  contract: {
    SettingId: text,
    SettingValue: text,
    OnDelete: oneOf(...Object.values(ON_DELETE)),
    Prior: matching(/^(Default$|Customized:)/, 'Default or a value that begins with Customized:'),
  },
  physicalId: ({ SettingId }) => `service-setting:${SettingId}`,
  observe: async (request, ssm) => request.type === 'Delete' && !isRestored(request) ? {} : read(ssm, request.properties.SettingId),
  plan,
});

const prior = customResource<PriorServiceSettingProperties, Observed>({
  name: 'prior service setting',
  contract: { SettingId: text },
  physicalId: priorId,
  observe: async (request, ssm) => request.type === 'Create' ? read(ssm, request.properties.SettingId) : {},
  plan: planPrior,
});

export async function handler(event: CustomResourceEvent, context: TimeLeft): Promise<void> {
  await (event.ResourceType === PRIOR_SERVICE_SETTING_TYPE ? prior : setting)(event, context);
}

async function read(ssm: Ssm, SettingId: string): Promise<Observed> {
  return { setting: (await unlessMissing(ssm.read('GetServiceSetting', { SettingId }), 'ServiceSettingNotFound'))?.ServiceSetting };
}
