/** The document types of the SSM API (CreateDocument, DocumentType). */
export const DOCUMENT_TYPES = [
  'Command', 'Policy', 'Automation', 'Session', 'Package', 'ApplicationConfiguration', 'ApplicationConfigurationSchema',
  'DeploymentStrategy', 'ChangeCalendar', 'Automation.ChangeTemplate', 'ProblemAnalysis', 'ProblemAnalysisTemplate',
  'CloudFormation', 'ConformancePackTemplate', 'QuickSetup', 'ManualApprovalPolicy', 'AutoApprovalPolicy',
] as const;

export type DocumentType = typeof DOCUMENT_TYPES[number];

/** The formats of the SSM API (CreateDocument, DocumentFormat). */
export const DOCUMENT_FORMATS = ['JSON', 'YAML', 'TEXT'] as const;

export type DocumentFormat = typeof DOCUMENT_FORMATS[number];

/** What is fixed about a document type. */
export interface DocumentTypeGrammar {
  /** The schema versions CreateDocument takes; undefined where the type has none, or where they are not documented. */
  readonly schemaVersions?: readonly string[];
  /** The formats CreateDocument takes. */
  readonly formats: readonly DocumentFormat[];
  /** The top-level keys; undefined where the content is free or not documented. */
  readonly keys?: readonly string[];
  /** Whether `parameters` at the top level are SSM parameters, to be checked as such. */
  readonly hasParameters?: boolean;
  /** Whether the document is nothing without steps (`mainSteps`). */
  readonly hasSteps?: boolean;
  /** What a `{{ X }}` is whose parameter is not declared: an error, or in texts only a warning; undefined where nothing is replaced. */
  readonly undeclaredIn?: 'error' | 'warning';
}

const JSON_OR_YAML: readonly DocumentFormat[] = ['JSON', 'YAML'];
const STEP_DOCUMENT = ['schemaVersion', 'description', 'parameters', 'mainSteps'];
const RUNBOOK = [...STEP_DOCUMENT, 'assumeRole', 'variables', 'outputs', 'files'];
const APPROVAL_POLICY = ['schemaVersion', 'description', 'accessTokenRole', 'accessDuration'];

/** The grammar of each type, as far as it is common to all documents of that type. */
export const DOCUMENT_GRAMMARS: Readonly<Record<DocumentType, DocumentTypeGrammar>> = {
  'Command': {
    schemaVersions: ['1.0', '1.2', '2.0', '2.2'],
    formats: JSON_OR_YAML,
    keys: [...STEP_DOCUMENT, 'runtimeConfig'],
    hasParameters: true,
    hasSteps: true,
    undeclaredIn: 'warning',
  },
  'Policy': { schemaVersions: ['2.0', '2.2'], formats: JSON_OR_YAML, keys: STEP_DOCUMENT, hasParameters: true, hasSteps: true, undeclaredIn: 'warning' },
  'Automation': { schemaVersions: ['0.3'], formats: JSON_OR_YAML, keys: RUNBOOK, hasParameters: true, hasSteps: true, undeclaredIn: 'error' },
  'Automation.ChangeTemplate': {
    schemaVersions: ['0.3'],
    formats: JSON_OR_YAML,
    keys: [...RUNBOOK, 'templateInformation', 'executableRunBooks', 'emergencyChange', 'autoApprovable', 'cloudWatchMonitors'],
    hasParameters: true,
    hasSteps: true,
    undeclaredIn: 'error',
  },
  'Session': {
    schemaVersions: ['1.0'],
    formats: JSON_OR_YAML,
    keys: ['schemaVersion', 'description', 'sessionType', 'inputs', 'parameters', 'properties'],
    hasParameters: true,
    undeclaredIn: 'error',
  },
  'ManualApprovalPolicy': { schemaVersions: ['0.3'], formats: JSON_OR_YAML, keys: [...APPROVAL_POLICY, 'targets', 'mainSteps'] },
  'AutoApprovalPolicy': { schemaVersions: ['0.3'], formats: JSON_OR_YAML, keys: [...APPROVAL_POLICY, 'AutoApprovalPolicyDocuments'] },
  'ChangeCalendar': { formats: ['TEXT'] },
  'Package': { schemaVersions: ['2.0'], formats: JSON_OR_YAML },
  'ApplicationConfiguration': { formats: JSON_OR_YAML },
  'ApplicationConfigurationSchema': { formats: JSON_OR_YAML },
  'DeploymentStrategy': { formats: JSON_OR_YAML },
  'ProblemAnalysis': { formats: JSON_OR_YAML },
  'ProblemAnalysisTemplate': { formats: JSON_OR_YAML },
  'CloudFormation': { formats: JSON_OR_YAML },
  'ConformancePackTemplate': { formats: JSON_OR_YAML },
  'QuickSetup': { formats: JSON_OR_YAML },
};

/** Contents above this many bytes are refused by CreateDocument; runtime parameter values count too. */
export const MAX_CONTENT_BYTES = 64 * 1024;
