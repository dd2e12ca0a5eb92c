import type { Target } from './target';
import { breaks, tooMany } from '../document/limits';

const MAX_TARGET_VALUES = 50;
const TARGET_KEY = /^[\p{L}\p{Z}\p{N}_.:/=\-@]{1,163}$/u;

/** What is wrong with a target in any request. @internal */
export function targetFaults(where: string, { _content: { Key: key, Values: values } }: Target): string[] {
  return [
    ...typeof key === 'string' ? breaks(`the key of ${where}`, key, TARGET_KEY, '1 to 163 letters, digits, spaces and _.:/=-@ are allowed') : [],
    ...tooMany(`the values of ${where}`, values as string[] | undefined, MAX_TARGET_VALUES),
  ];
}

/** What only commands and maintenance windows are documented to take, and what runbooks take instead. */
const NOT_FOR_RUNBOOKS: readonly (readonly [RegExp, string])[] = [
  [/^InstanceIds$/, 'for single ones write Target.parameterValues(…), for all of them Target.allInstances()'],
  [/^resource-groups:Name$/, 'write Target.resourceGroup(…)'],
  [/^resource-groups:ResourceTypeFilters$/, 'write Target.resourceGroup(…), and give the runbook a targetType'],
];

/**
 * What is odd about a target of a runbook: that it has no values, which the API's model allows, or a form that the API reference (data type Target)
 * lists for others than "Automation and Change Manager". Whether the service refuses it is not verified.
 *
 * @internal
 */
export function targetDoubts(where: string, { _content: { Key: key, Values: values } }: Target): string[] {
  const [, instead] = NOT_FOR_RUNBOOKS.find(([form]) => typeof key === 'string' && form.test(key)) ?? [];
  const areAll = key === 'InstanceIds' && Array.isArray(values) && values.length === 1 && values[0] === '*';
  return [
    ...Array.isArray(values) && values.length === 0 ? [`${where} (${JSON.stringify(key)}) has no values, so that nothing may be found; give one at least`] : [],
    ...instead === undefined || areAll ? [] : [`${where} has the key ${JSON.stringify(key)}, which is documented for commands and not for runbooks; ${instead}`],
  ];
}
