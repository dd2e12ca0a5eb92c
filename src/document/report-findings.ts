import { Annotations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { findingsReport, readable } from './findings-report';
import { Finding } from '../content/finding';

/**
 * Tell of what was found in a document: warnings go into the assembly with their codes, and errors are given back for validation, where
 * they stop synthesis, all at once.
 *
 * @internal
 */
export function reportFindings(scope: IConstruct, noun: string, findings: readonly Finding[]): string[] {
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  for (const { code, path, message } of warnings) {
    Annotations.of(scope).addWarningV2(`cdk-systems-manager:${code}`, `${path === '' ? '' : `${readable(path)}: `}${readable(message)}`);
  }
  const errors = findings.filter(({ severity }) => severity === 'error');
  return errors.length === 0 ? [] : [findingsReport(scope.node.path, noun, [...errors, ...warnings])];
}
