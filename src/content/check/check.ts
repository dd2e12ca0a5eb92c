import { graphOf, RunbookGraph } from '../automation/graph';
import { readRunbook, Runbook } from '../automation/runbook';
import { Finding } from '../finding';
import { isIntrinsic } from '../intrinsic';
import { TEXT_CODES } from '../parse/text-codes';
import { formatPath } from '../path';
import { recogniseDocumentType } from '../recognise';
import { DocumentType } from '../schema/document-types';
import { ContentValue, isMap } from '../value';
import { sizeRule } from './document-rules';
import { intrinsicRule } from './intrinsic-rules';
import { CodeDescriptions } from './rule';
import { RULES } from './rules';

export interface CheckOptions {
  /** The document type; recognised from the content when omitted. */
  readonly type?: DocumentType;
  /** The physical name the document will have. */
  readonly name?: string;
  /** Whether a value is only known when the document is deployed. */
  readonly isUnresolved?: (value: unknown) => boolean;
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
  const findings: Finding[] = [];
  const type = options.type ?? recogniseDocumentType(content);
  const { hasNoFunctions = false, isUnresolved: isToken = () => false } = options;
  const isUnresolved = hasNoFunctions ? isToken : (value: unknown): boolean => isIntrinsic(value) || isToken(value);
  let runbook: Runbook | undefined;
  let graph: RunbookGraph | undefined;
  for (const rule of RULES) {
    if (rule.types !== undefined && (type === undefined || !rule.types.includes(type))) continue;
    if ((hasNoFunctions && rule === intrinsicRule) || (options.isMeasured && rule === sizeRule)) continue;
    rule.check({
      content,
      type,
      name: options.name,
      references: options.references ?? new Map(),
      get runbook() {
        return runbook ??= isMap(content) ? readRunbook(content, isUnresolved) : undefined;
      },
      get graph() {
        return graph ??= this.runbook === undefined ? undefined : graphOf(this.runbook, isUnresolved);
      },
      isUnresolved,
      report: (code, path, message, allowed) => {
        findings.push({ severity: rule.codes[code].severity, code, path: formatPath(path), message, ...allowed === undefined ? {} : { allowed } });
      },
    });
  }
  return findings;
}

/** Every code that reading and checking can report, with its severity and what it means. */
export function findingCodes(): CodeDescriptions {
  return Object.assign({}, TEXT_CODES, ...RULES.map(rule => rule.codes));
}
