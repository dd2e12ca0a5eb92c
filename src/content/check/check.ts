import { graphOf, RunbookGraph } from '../automation/graph';
import { readRunbook, Runbook } from '../automation/runbook';
import { Finding } from '../finding';
import { isIntrinsic } from '../intrinsic';
import { TEXT_CODES } from '../parse/text-codes';
import { formatPath, Path } from '../path';
import { recogniseDocumentType } from '../recognise';
import { DocumentType } from '../schema/document-types';
import { ContentValue, isMap } from '../value';
import { sizeRule } from './document-rules';
import { intrinsicRule } from './intrinsic-rules';
import { CheckContext, CodeDescriptions } from './rule';
import { RULES } from './rules';

export interface CheckOptions {
  /** The document type; recognised from the content when omitted. */
  readonly type?: DocumentType;
  /** The physical name the document will have. */
  readonly name?: string;
  /** Whether a value is only known when the document is deployed. */
  readonly isUnresolved?: (value: unknown) => boolean;
  /** What such a value looks like inside a text, as a pattern for all of them; omitted where none can stand. */
  readonly deployTimePart?: RegExp;
  /** Whether such a part of a Cedar text stands for itself, whatever it holds; all do when omitted. */
  readonly isSafeInCedar?: (part: string) => boolean;
  /** What is surely meant as a reference, by what stands between its braces, with the path of the first of each. */
  readonly references?: ReadonlyMap<string, string>;
  /** Whether functions of CloudFormation have been replaced, so that none can be left. */
  readonly hasNoFunctions?: boolean;
  /** Whether the size of the text has been checked. */
  readonly isMeasured?: boolean;
}

/**
 * Check a content against everything known about its document type.
 *
 * All findings are returned at once, in the order of the rules. Unknown types get the rules that hold for all documents.
 */
export function check(content: ContentValue, options: CheckOptions = {}): Finding[] {
  const type = options.type ?? recogniseDocumentType(content);
  const checking = new Checking(content, type, options);
  const { hasNoFunctions = false, isMeasured = false } = options;
  for (const rule of RULES) {
    if (rule.types !== undefined && (type === undefined || !rule.types.includes(type))) continue;
    if ((hasNoFunctions && rule === intrinsicRule) || (isMeasured && rule === sizeRule)) continue;
    checking.codes = rule.codes;
    rule.check(checking);
  }
  return checking.findings;
}

const NO_REFERENCES: ReadonlyMap<string, string> = new Map();

/** One for all rules, as making one costs about as much as most rules do. */
class Checking implements CheckContext {
  public readonly findings: Finding[] = [];
  /** Those of the rule that looks. */
  public codes: CodeDescriptions = {};
  public readonly name: string | undefined;
  public readonly references: ReadonlyMap<string, string>;
  public readonly isUnresolved: (value: unknown) => boolean;
  public readonly deployTimePart: RegExp | undefined;
  public readonly isSafeInCedar: ((part: string) => boolean) | undefined;
  private readRunbook?: Runbook;
  private readGraph?: RunbookGraph;

  constructor(public readonly content: ContentValue, public readonly type: DocumentType | undefined, options: CheckOptions) {
    const { isUnresolved = () => false } = options;
    this.name = options.name;
    this.references = options.references ?? NO_REFERENCES;
    this.deployTimePart = options.deployTimePart;
    this.isSafeInCedar = options.isSafeInCedar;
    this.isUnresolved = options.hasNoFunctions ? isUnresolved : value => isIntrinsic(value) || isUnresolved(value);
  }

  public get runbook(): Runbook | undefined {
    return this.readRunbook ??= isMap(this.content) ? readRunbook(this.content, this.isUnresolved) : undefined;
  }

  public get graph(): RunbookGraph | undefined {
    return this.readGraph ??= this.runbook === undefined ? undefined : graphOf(this.runbook, this.isUnresolved);
  }

  // Rules take it out of the context.
  public readonly report = (code: string, path: Path, message: string, allowed?: readonly string[]): void => {
    this.findings.push({ severity: this.codes[code].severity, code, path: formatPath(path), message, ...allowed === undefined ? {} : { allowed } });
  };

  public readonly reportAt = (code: string, path: Path, offset: number, message: string): void => {
    const place = path.length === 0 ? { offset } : { textOffset: offset };
    this.findings.push({ severity: this.codes[code].severity, code, path: formatPath(path), message, ...place });
  };
}

/** Every code that reading and checking can report, with its severity and what it means. */
export function findingCodes(): CodeDescriptions {
  return Object.assign({}, TEXT_CODES, ...RULES.map(rule => rule.codes));
}
