import { RunbookGraph } from '../automation/graph';
import { Runbook } from '../automation/runbook';
import { Severity } from '../finding';
import { Path } from '../path';
import { DocumentType } from '../schema/document-types';
import { ContentValue } from '../value';

export interface CodeDescription {
  readonly severity: Severity;
  readonly summary: string;
}

export type CodeDescriptions = Readonly<Record<string, CodeDescription>>;

/** What a rule sees of a document, and where it says what it found. */
export interface CheckContext<Code extends string = string> {
  readonly content: ContentValue;
  /** The type given, else the type recognised; undefined when neither is known. */
  readonly type: DocumentType | undefined;
  /** The physical name of the document, when it is known. */
  readonly name: string | undefined;
  /** What is surely meant as a reference, by what stands between its braces, with the path of the first of each. */
  readonly references: ReadonlyMap<string, string>;
  /** The content as a runbook; undefined when it is no map. Read once for all rules. */
  readonly runbook: Runbook | undefined;
  /** The ways that a run of the runbook can take. */
  readonly graph: RunbookGraph | undefined;
  /** What a value that is only known at deployment looks like inside a text; undefined where none can stand. */
  readonly deployTimePart: RegExp | undefined;
  /** Whether such a part of a Cedar text stands for itself, whatever it holds. */
  readonly isSafeInCedar: ((part: string) => boolean) | undefined;
  /** Whether a value is only known when the document is deployed, so that nothing can be said of it. */
  isUnresolved(value: unknown): boolean;
  report(code: Code, path: Path, message: string, allowed?: readonly string[]): void;
  /** Report what stands at a place inside a text: one in the content, or the content itself when the path is empty. */
  reportAt(code: Code, path: Path, offset: number, message: string): void;
}

/** One concern of the check: the codes it can report and the function that looks. */
export interface Rule {
  readonly codes: CodeDescriptions;
  /** The document types that the rule is for; all types when omitted. */
  readonly types?: readonly DocumentType[];
  check(context: CheckContext): void;
}

/** Define a rule; its function can report the declared codes only. */
export function defineRule<const Codes extends CodeDescriptions>(rule: {
  readonly codes: Codes;
  readonly types?: readonly DocumentType[];
  check(context: CheckContext<Extract<keyof Codes, string>>): void;
}): Rule {
  return rule as unknown as Rule;
}
