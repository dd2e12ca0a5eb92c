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
  return withFlags(value) as AutomationInput;
};

function withFlags(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withFlags);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => {
    if (MAPS.includes(key)) return [key, item];
    return [key, FLAGS.includes(key) ? flagIn(key, item) : withFlags(item)];
  }));
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
