import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { IConstruct } from 'constructs';
import { asJson, option } from '../document/command-line';
import { DocumentParameter } from '../document/document-parameter';
import { inLastingOrder, ValidationError } from '../document/host-language';
import { parameterFaults } from '../document/parameter-faults';
import { textFaults } from '../document/text-faults';

/** The limits of the StartSession operation. */
const MAX_TARGET = 400;
const MAX_REASON = 256;
const MAX_VALUE = 65_535;

/** A call of StartSession. */
export interface SessionStart {
  readonly target: string;
  readonly documentName: string;
  readonly parameters?: Record<string, string[]>;
  readonly reason?: string;
}

/** The request with the names of the API. */
export function startSessionRequest({ target, documentName, parameters, reason }: SessionStart): Record<string, any> {
  return {
    Target: target,
    DocumentName: documentName,
    ...hasEntries(parameters) ? { Parameters: parameters } : {},
    ...reason === undefined ? {} : { Reason: reason },
  };
}

/** The line for a POSIX shell. */
export function startSessionCommand({ target, documentName, parameters, reason }: SessionStart): string {
  return [
    'aws ssm start-session',
    option('target', target),
    option('document-name', documentName),
    ...hasEntries(parameters) ? [option('parameters', asJson(inLastingOrder(parameters)))] : [],
    ...reason === undefined ? [] : [option('reason', reason)],
  ].join(' ');
}

/** One error with everything that is wrong with a call, as far as it is known before deployment. */
export function checkSessionStart(scope: IConstruct, start: SessionStart, declared: readonly DocumentParameter[]): void {
  const faults = [...textFaults('target', start.target, MAX_TARGET), ...textFaults('reason', start.reason, MAX_REASON), ...parameterFaults(start.parameters ?? {}, declared, MAX_VALUE)];
  if (faults.length > 0) {
    throw new ValidationError(lit`InvalidSessionStart`,
      `a session cannot be started like this:${faults.length === 1 ? ` ${faults[0]}` : faults.map(fault => `\n  - ${fault}`).join('')}`, scope);
  }
}

function hasEntries(parameters: Record<string, string[]> | undefined): parameters is Record<string, string[]> {
  return parameters !== undefined && Object.keys(parameters).length > 0;
}
