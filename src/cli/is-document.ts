import { extname } from 'node:path';
import { DocumentType } from '../content/schema/document-types';
import { ContentValue, isMap } from '../content/value';

/** Types whose content other tools use as well, in files that have nothing to do with SSM. */
const SHARED_TYPES: ReadonlySet<DocumentType> = new Set<DocumentType>([
  'CloudFormation', 'ConformancePackTemplate', 'ApplicationConfiguration', 'ApplicationConfigurationSchema', 'DeploymentStrategy',
  'ProblemAnalysis', 'ProblemAnalysisTemplate', 'QuickSetup',
]);

/** Top-level keys that documents have and hardly any other file. */
const TELLING_KEYS: ReadonlySet<string> = new Set([
  'schemaVersion', 'mainSteps', 'runtimeConfig', 'sessionType', 'assumeRole', 'templateInformation', 'executableRunBooks',
  'accessTokenRole', 'accessDuration', 'AutoApprovalPolicyDocuments',
]);

/** What Cedar policies of just-in-time node access name, and hardly any of another application. */
const NODE_ACCESS = /\bAWS::(?:SSM|IdentityStore)::|\bgetTokenForInstanceAccess\b/;

/** Whether a file that was found in a folder and has been read is meant for SSM at all. */
export function isDocument(content: ContentValue, type: DocumentType | undefined): boolean {
  if (type === 'AutoApprovalPolicy' && typeof content === 'string') return NODE_ACCESS.test(content);
  if (isMap(content) && (Object.hasOwn(content, 'schemaVersion') || Object.hasOwn(content, 'mainSteps'))) return true;
  return type !== undefined && !SHARED_TYPES.has(type);
}

/**
 * Whether a file that was found in a folder and cannot be read is meant for SSM, as far as its text shows.
 *
 * It is taken for a broken document unless it shows to be something else: a .txt that is no calendar, or a text that has
 * keys, but none of ours (a tsconfig.json with comments, a Helm chart, a template with `!Ref`).
 */
export function isBrokenDocument(path: string, text: string): boolean {
  if (/^\s*BEGIN:VCALENDAR\b/i.test(text)) return true;
  if (extname(path).toLowerCase() === '.txt') return false;
  const keys = topLevelKeys(text);
  return keys.length === 0 || keys.some(key => TELLING_KEYS.has(key));
}

/** Keys at the left margin, as in YAML; in JSON all keys, as the brackets of a broken text cannot be counted on. */
function topLevelKeys(text: string): string[] {
  const keys = [...text.matchAll(/^(["']?)([\w.$-]+)\1[ \t]*:(?=\s|$)/gm)];
  const isJson = /^[ \t]*[{[]/m.test(text);
  return [...keys, ...isJson ? text.matchAll(/(["'])([\w.$-]+)\1\s*:/g) : []].map(match => match[2]);
}
