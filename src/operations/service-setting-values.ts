import { Token } from 'aws-cdk-lib';
import { PUBLIC_SHARING_SETTING } from './provider/service-setting-properties';

const ID = /^(?=.{1,1000}$)(?:\/[A-Za-z0-9._-]+)+$/;
const MAX_VALUE = 4_096;

/** Names of log groups, as CloudWatch Logs takes them. */
const LOG_GROUP_NAME = /^[.\-_/#A-Za-z0-9]{1,512}$/;

/** The values that the API reference of UpdateServiceSetting lists; settings that it says nothing of take any. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  '/ssm/appmanager/appmanager-enabled': ['True', 'False'],
  '/ssm/automation/customer-script-log-destination': ['CloudWatch'],
  [PUBLIC_SHARING_SETTING]: ['Enable', 'Disable'],
  '/ssm/managed-instance/activation-tier': ['standard', 'advanced'],
  '/ssm/opsinsights/opscenter': ['Enabled', 'Disabled'],
  '/ssm/parameter-store/default-parameter-tier': ['Standard', 'Advanced', 'Intelligent-Tiering'],
  '/ssm/parameter-store/high-throughput-enabled': ['true', 'false'],
};
const LOG_GROUP_SETTING = '/ssm/automation/customer-script-log-group-name';

/**
 * What is wrong with a setting, as far as it is known before deployment.
 *
 * @internal
 */
export function settingFaults(settingId: string, settingValue: string): string[] {
  if (Token.isUnresolved(settingId)) return ['settingId is only known at deployment; give it as a literal, for it says which resource of the stack it is'];
  if (!ID.test(settingId)) return [`settingId is ${JSON.stringify(settingId)}; an id such as "${PUBLIC_SHARING_SETTING}" is needed, not an ARN`];
  if (Token.isUnresolved(settingValue)) return [];
  const shown = `settingValue of ${settingId} is ${JSON.stringify(settingValue.slice(0, 100))}`;
  const allowed = VALUES[settingId];
  if (allowed !== undefined && !allowed.includes(settingValue)) return [`${shown}; ${allowed.map(value => JSON.stringify(value)).join(', ')} ${allowed.length === 1 ? 'is' : 'are'} allowed`];
  if (settingId === LOG_GROUP_SETTING && !LOG_GROUP_NAME.test(settingValue)) {
    return [`${shown}; the name of a log group is needed: 1 to 512 letters, digits and the characters . - _ / #`];
  }
  if (settingValue.length < 1 || settingValue.length > MAX_VALUE) return [`${shown}, of ${settingValue.length} characters; 1 to ${MAX_VALUE} are allowed`];
  return [];
}
