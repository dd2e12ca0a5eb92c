import { Token } from 'aws-cdk-lib';
import { known, tooMany, wrongLength } from './limits';

/** The limits of StartAutomationExecution and StartChangeRequestExecution. */
const MAX_PARAMETERS = 200;
/** @internal */
export const MAX_PARAMETER_NAME = 50;
const MAX_VALUES = 50;
/** What the API reference says; runbooks of Amazon's solutions are started with more than that. */
const MAX_LENGTH = 512;

/**
 * What of the values of parameters breaks the limits of the operations, whatever the document declares.
 *
 * @param areChecked whether they are held against what the document declares anyway.
 * @internal
 */
export function parameterValueFaults(parameters: Readonly<Record<string, string[]>>, areChecked: boolean): string[] {
  const entries = Object.entries(parameters);
  return [
    ...entries.flatMap(([name, values]) => Array.isArray(values) && values.length > MAX_VALUES
      ? [`parameter ${name}: ${values.length} values are given; at most ${MAX_VALUES} are allowed`] : []),
    ...tooMany('parameters', entries.map(([name]) => name), MAX_PARAMETERS),
    ...areChecked ? [] : entries.flatMap(([name, values]) => [
      ...wrongLength(`parameter ${name}: the name`, name, 1, MAX_PARAMETER_NAME),
      ...Array.isArray(values) || Token.isUnresolved(values) ? [] : [`parameter ${name}: the value is ${JSON.stringify(values)}; give a list, such as ["80"]`],
      ...known(values).includes('') ? [`parameter ${name}: a value is empty; leave the parameter out`] : [],
    ]),
  ];
}

/** What breaks a limit that is documented, though the service is known to take more. @internal */
export function parameterValueDoubts(parameters: Readonly<Record<string, string[]>>): string[] {
  return Object.entries(parameters).flatMap(([name, values]) => known(values).filter(value => [...value].length > MAX_LENGTH)
    .map(value => `parameter ${name}: a value has ${[...value].length} characters; ${MAX_LENGTH} are documented, and longer ones may be refused`));
}
