/** A document's name in operations that write (CreateDocument). */
export const DOCUMENT_NAME = /^[a-zA-Z0-9_\-.]{3,128}$/;
/** A document where an operation takes its name or its ARN, such as StartChangeRequestExecution. */
export const DOCUMENT_NAME_OR_ARN = /^[a-zA-Z0-9_\-.:/]{3,128}$/;
/** CreateDocument, VersionName. */
export const VERSION_NAME = /^[a-zA-Z0-9_\-.]{1,128}$/;
/** CreateDocument, TargetType. */
export const TARGET_TYPE = /^\/[\w.\-:/]{0,199}$/;

/** A version of a document where one is asked for, such as DescribeDocument, StartAutomationExecution, and Requires.Version of CreateDocument. */
export const DOCUMENT_VERSION = /^(?:\$LATEST|\$DEFAULT|[1-9][0-9]*)$/;

/** Prefixes that CreateDocument refuses in any case, as its API reference lists them; "aws" alone is measured as "aws-". */
export const RESERVED_NAME_PREFIXES = ['aws-', 'amazon', 'amzn', 'AWSEC2', 'AWSConfigRemediation', 'AWSSupport'] as const;

export function reservedPrefixOf(name: string): string | undefined {
  const lower = name.toLowerCase();
  return RESERVED_NAME_PREFIXES.find(prefix => lower.startsWith(prefix.toLowerCase()));
}

/** How Amazon's own documents are named beside, such as AWSFleetManager-…; people write their own words in lower case: AWSome-Document. */
const AMAZON_NAME = /^(?:AWS(?:[A-Z0-9][A-Za-z0-9]*)?-|Amazon[A-Z]|Amzn)/;

/** Whether a name is taken to be that of a document that Amazon owns, whose ARN has no account. */
export function isAmazonName(name: string): boolean {
  return reservedPrefixOf(name) !== undefined || AMAZON_NAME.test(name);
}
