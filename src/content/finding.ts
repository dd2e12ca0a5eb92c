/**
 * How much a finding weighs: an error is what the service refuses or what is certain to fail; a warning is what it
 * discourages, or what nobody outside the service can be sure of.
 */
export type Severity = 'error' | 'warning';

/** One thing that a check found in a document. */
export interface Finding {
  readonly severity: Severity;
  /** Stable code, `family/what`; see `findingCodes`. */
  readonly code: string;
  /** Where, as `formatPath` writes it; empty for the document as a whole. */
  readonly path: string;
  /** What was found, what is allowed and what to do. */
  readonly message: string;
  /** The allowed values, where they can be listed. */
  readonly allowed?: readonly string[];
  /** For findings about text rather than content: the zero-based offset in the text. */
  readonly offset?: number;
  /** For findings inside a text that the content holds at the path: the zero-based offset in that text. */
  readonly textOffset?: number;
}

export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some(finding => finding.severity === 'error');
}
