import type { AutomationInput } from '../../../src/operations/provider/automation-properties';
import { Reader } from '../contract';

/** Members of inputs that are flags. CloudFormation sends texts, and the API takes none. */
const FLAGS = ['AutoApprove', 'IncludeChildOrganizationUnits', 'IgnorePollAlarmFailure'];
const TIMES = ['ScheduledTime', 'ScheduledEndTime'];
/** Their keys are the user's, and their values texts. */
const MAPS = ['Parameters', 'TargetMaps'];

/** Reads the input of an operation that starts an execution, with its flags. */
export const automationInput: Reader<AutomationInput> = value => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(value === undefined ? 'is missing' : `is ${JSON.stringify(value)}, the input of a call is needed`);
  }
  const input = withFlags(value) as AutomationInput;
  TIMES.forEach(key => checkTime(key, input[key]));
  return input;
};

function withFlags(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withFlags);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => {
    if (MAPS.includes(key)) return [key, item];
    return [key, FLAGS.includes(key) ? flagIn(key, item) : withFlags(item)];
  }));
}

/** What is no time, such as a value that is only known at deployment, would otherwise fail in the SDK, in words that say nothing. */
function checkTime(key: string, value: unknown): void {
  if (value === undefined || (typeof value === 'string' && !Number.isNaN(Date.parse(value)))) return;
  throw new Error(`has ${key} ${JSON.stringify(value)}, a time in the form of ISO 8601 is needed, such as "2030-01-31T18:00:00Z"`);
}

function flagIn(key: string, value: unknown): boolean {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw new Error(`has ${key} ${JSON.stringify(value)}, "true" or "false" is needed`);
}

/** The input as the SDK takes it, where times are no texts. */
export function forSdk<Input>(input: AutomationInput): Input {
  return Object.fromEntries(Object.entries(input).map(([key, value]) => [key, TIMES.includes(key) ? new Date(value as string) : value])) as Input;
}
