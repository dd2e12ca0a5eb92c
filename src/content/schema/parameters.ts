/** The kinds of value that a parameter can hold. */
export type ParameterShape = 'text' | 'text-list' | 'integer' | 'boolean' | 'map' | 'map-list';

/** The parameter types that every document type knows. */
export const BASIC_PARAMETER_TYPES = ['String', 'StringList', 'Integer', 'Boolean', 'StringMap', 'MapList'] as const;

/** The types for which the console offers a picker; the user guide lists them for runbooks. */
export const AWS_PARAMETER_TYPES = [
  'AWS::EC2::Instance::Id', 'List<AWS::EC2::Instance::Id>',
  'AWS::S3::Bucket::Name', 'List<AWS::S3::Bucket::Name>',
  'AWS::IAM::Role::Arn', 'List<AWS::IAM::Role::Arn>',
] as const;

export const PARAMETER_TYPES: readonly string[] = [...BASIC_PARAMETER_TYPES, ...AWS_PARAMETER_TYPES];

/** An AWS-specific type that the guide does not list; the service may know more than its guide. */
export const UNLISTED_AWS_TYPE = /^(?:List<AWS(?:::[A-Za-z0-9]+){2,3}>|AWS(?:::[A-Za-z0-9]+){2,3})$/;

/** What every type but the text-like ones holds. */
const SHAPES: Readonly<Record<string, ParameterShape>> = {
  StringList: 'text-list', Integer: 'integer', Boolean: 'boolean', StringMap: 'map', MapList: 'map-list',
};

export function shapeOf(type: string): ParameterShape {
  return SHAPES[type] ?? (type.startsWith('List<') ? 'text-list' : 'text');
}

/** What the service holds values of the AWS-specific types against (user guide, runbook parameters). */
export const AWS_TYPE_PATTERNS: Readonly<Record<string, RegExp>> = {
  'AWS::EC2::Instance::Id': /^m?i-([a-z0-9]{8}|[a-z0-9]{17})$/,
  'AWS::S3::Bucket::Name': /^[0-9a-z][a-z0-9\-.]{2,62}$/,
  'AWS::IAM::Role::Arn': /^arn:aws[a-z-]*:iam::[0-9]{12}:role\/.*$/,
};

export function elementTypeOf(type: string): string {
  return /^List<(.*)>$/.exec(type)?.[1] ?? type;
}

/** The fields of a parameter. */
export const PARAMETER_FIELDS: readonly string[] = [
  'type', 'description', 'default', 'allowedValues', 'allowedPattern', 'displayType', 'interpolationType',
  'minItems', 'maxItems', 'minChars', 'maxChars',
];

export const DISPLAY_TYPES = ['textfield', 'textarea'] as const;
/** Seen in documents that Amazon publishes since 2025; for Command documents, with agents from 3.3.2746.0. */
export const INTERPOLATION_TYPES = ['ENV_VAR'] as const;

/** The service takes letters and digits only; the agent silently leaves other names unreplaced. */
export const PARAMETER_NAME = /^[a-zA-Z0-9]+$/;
/** The longest key of StartAutomationExecution.Parameters. */
export const MAX_AUTOMATION_PARAMETER_NAME = 50;

/** Names that Systems Manager puts in place when a document runs as a task of a maintenance window. */
export const TASK_PARAMETERS: readonly string[] = [
  'TARGET_ID', 'TARGET_TYPE', 'RESOURCE_ID', 'WINDOW_ID', 'WINDOW_TASK_ID', 'WINDOW_EXECUTION_ID', 'TASK_EXECUTION_ID', 'INVOCATION_ID',
];
