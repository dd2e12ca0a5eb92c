import * as yaml from 'yaml';
import { ServiceError } from './service-error';

export type DocumentFormat = 'JSON' | 'YAML' | 'TEXT';

const MAX_BYTES = 64 * 1024;
/** Documented schema versions of the types whose content has one. */
const SCHEMA_VERSIONS: Readonly<Record<string, readonly string[]>> = {
  'Command': ['1.2', '2.0', '2.2'],
  'Session': ['1.0'],
  'Automation': ['0.3'],
  'Automation.ChangeTemplate': ['0.3'],
};

/** What DescribeDocument tells of a content. */
export interface ContentSummary {
  readonly Description?: string;
  readonly Parameters?: readonly object[];
  readonly PlatformTypes: readonly string[];
  readonly SchemaVersion: string;
}

/**
 * The shape checks of CreateDocument and UpdateDocument. The service checks far more (plugins, inputs, references); whoever needs that
 * has the rules of this library, or a fault that answers InvalidDocumentContent.
 */
export function checkContent(content: string, type: string, format: DocumentFormat): void {
  const bytes = Buffer.byteLength(content, 'utf8');
  if (bytes > MAX_BYTES) {
    throw new ServiceError('MaxDocumentSizeExceeded', `The size limit of a document is 64 KB, this one has ${bytes} bytes`); // wording unproven
  }
  if (format === 'TEXT') {
    if (type !== 'ChangeCalendar') throw new ServiceError('InvalidDocumentContent', 'Document format not supported: TEXT');
    return;
  }
  const parsed = parseContent(content, format);
  const schemaVersions = SCHEMA_VERSIONS[type];
  if (!schemaVersions) return;
  const missing = (key: string) => new ServiceError('InvalidDocumentContent', `Missing "${key}" in the document.`);
  if (!isObject(parsed) || parsed.schemaVersion === undefined) throw missing('schemaVersion');
  if (!schemaVersions.includes(String(parsed.schemaVersion))) {
    // wording unproven
    throw new ServiceError('InvalidDocumentSchemaVersion', `Schema version ${String(parsed.schemaVersion)} is not supported for document type ${type}`);
  }
  const needsSteps = type.startsWith('Automation') || String(parsed.schemaVersion).startsWith('2');
  if (needsSteps && parsed.mainSteps === undefined) throw missing('mainSteps');
}

export function summarize(content: string, type: string, format: DocumentFormat): ContentSummary {
  const parsed = format === 'TEXT' ? undefined : parseContent(content, format);
  if (!isObject(parsed) || !(type in SCHEMA_VERSIONS)) return { PlatformTypes: [], SchemaVersion: '' };
  return {
    ...(typeof parsed.description === 'string' && { Description: parsed.description }),
    ...(isObject(parsed.parameters) && { Parameters: Object.entries(parsed.parameters).map(describeParameter) }),
    PlatformTypes: platforms(content, type),
    SchemaVersion: String(parsed.schemaVersion),
  };
}

/**
 * A content in another format, as GetDocument converts it. JSON to YAML follows the one recorded conversion (Jackson: a "---" line, every
 * string in double quotes); YAML to JSON was not recorded. Neither is byte for byte what the service would answer.
 */
export function convert(content: string, from: DocumentFormat, to: DocumentFormat): string {
  if (from === to || from === 'TEXT' || to === 'TEXT') return content;
  const parsed = parseContent(content, from);
  if (to === 'JSON') return JSON.stringify(parsed, undefined, 2);
  const document = new yaml.Document(parsed, { aliasDuplicateObjects: false });
  return '---\n' + document.toString({ defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN', indentSeq: false, lineWidth: 0 });
}

export function parseContent(content: string, format: DocumentFormat): unknown {
  if (format === 'YAML') {
    try {
      return yaml.parse(content);
    } catch (error) {
      const { line, col } = (error as yaml.YAMLParseError).linePos?.[0] ?? { line: 1, col: 1 };
      throw new ServiceError('InvalidDocumentContent', `YAML not well-formed. at Line: ${line}, Column: ${col}`); // wording unproven
    }
  }
  try {
    return JSON.parse(content);
  } catch (error) {
    const position = /at position (\d+)/.exec((error as Error).message)?.[1];
    const before = content.slice(0, position === undefined ? content.length : Number(position)).split('\n');
    // Recorded for "{"; where exactly the service's parser stops elsewhere is not known.
    throw new ServiceError('InvalidDocumentContent', `JSON not well-formed. at Line: ${before.length}, Column: ${before[before.length - 1].length + 1}`);
  }
}

function describeParameter([name, parameter]: [string, unknown]): object {
  const { type, description, default: value } = isObject(parameter) ? parameter : {};
  return {
    Name: name,
    // The model knows two types; how the service tells the others of runbooks was not recorded.
    Type: type === 'StringList' ? 'StringList' : 'String',
    ...(typeof description === 'string' && { Description: description }),
    ...(value !== undefined && value !== null && { DefaultValue: typeof value === 'string' ? value : JSON.stringify(value) }),
  };
}

/** Recorded for aws:runShellScript; the rest is a guess. */
function platforms(content: string, type: string): string[] {
  if (type !== 'Command') return ['Windows', 'Linux', 'MacOS'];
  const unixOnly = content.includes('aws:runShellScript') && !content.includes('aws:runPowerShellScript');
  return unixOnly ? ['Linux', 'MacOS'] : ['Windows', 'Linux', 'MacOS'];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
