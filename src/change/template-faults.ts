import { aws_ssm as ssm, Reference, Token, Tokenization } from 'aws-cdk-lib';
import { ChangeRequestInput } from './change-request-input';
import { DOCUMENT_VERSION } from '../content/schema/names';
import { isPlainMap } from '../content/value';
import { declaredOf, isContentDocument } from '../document/content-document';
import { breaks } from '../document/limits';
import { parameterFaults } from '../document/parameter-faults';
import { parameterValueDoubts, parameterValueFaults } from '../document/parameter-value-limits';

/** What is wrong between a change request and its template. @internal */
export function templateFaults({ template, runbookName, props: { templateVersion, templateParameters = {} } }: ChangeRequestInput): string[] {
  const versionFaults = breaks('templateVersion', templateVersion, DOCUMENT_VERSION, '"$DEFAULT", "$LATEST" or a number from 1 is allowed');
  if (isContentDocument(template) && template._type !== 'Automation.ChangeTemplate') {
    return [`${template.node.path} is a document of type ${template._type}; give a change template (type Automation.ChangeTemplate)`, ...versionFaults];
  }
  const declared = declaredOf(template, templateVersion);
  const allowed = allowedRunbooks(template, templateVersion);
  return [
    ...versionFaults,
    ...[
      ...declared === undefined ? [] : parameterFaults(templateParameters, declared, Infinity),
      ...parameterValueFaults(templateParameters, declared !== undefined),
    ].map(fault => `templateParameters: ${fault}`),
    ...allowed !== undefined && allowed.every(({ name }) => areDifferent(name, runbookName))
      ? [`runbook: ${template.node.path} does not allow ${told(runbookName)}; it allows ${allowed.map(({ name }) => told(name)).join(', ')}`] : [],
  ];
}

/** What is odd between a change request and its template; whether the service refuses it is not verified. @internal */
export function templateDoubts({ template, runbook, runbookName, props }: ChangeRequestInput): string[] {
  const { autoApprove, templateVersion, templateParameters = {} } = props;
  const version = runbook.documentVersion ?? '$DEFAULT';
  const others = allowedRunbooks(template, templateVersion)?.filter(({ name }) => isSame(name, runbookName)) ?? [];
  const versions = others.map(other => other.version ?? '$DEFAULT');
  const isOtherVersion = versions.length > 0 && ![version, ...versions].some(Token.isUnresolved) && !versions.includes(version);
  const content = contentOf(template, templateVersion);
  return [
    ...parameterValueDoubts(templateParameters).map(doubt => `templateParameters: ${doubt}`),
    ...isOtherVersion ? [`runbook: the template allows version ${versions.join(', ')} of ${told(runbookName)}, and the request asks for ${version}; give that as documentVersion`] : [],
    ...autoApprove === true && content !== undefined && (content.autoApprovable === undefined || content.autoApprovable === false)
      ? ['autoApprove is true, but the template is not auto-approvable, so that people must approve or the request is refused; make the template auto-approvable, or leave it out'] : [],
  ];
}

interface AllowedRunbook {
  readonly name: string;
  readonly version?: string;
}

/** The runbooks that a template of this app allows; undefined where it allows any, or that is not known. */
function allowedRunbooks(template: ssm.IDocumentRef, version: string | undefined): AllowedRunbook[] | undefined {
  const listed = contentOf(template, version)?.executableRunBooks;
  if (!Array.isArray(listed) || listed.length === 0 || Token.isUnresolved(listed)) return undefined;
  const isKnown = (item: unknown): boolean => isPlainMap(item) && typeof item.name === 'string'
    && (item.version === undefined || typeof item.version === 'string');
  return listed.every(isKnown) ? listed as unknown as AllowedRunbook[] : undefined;
}

function contentOf(template: ssm.IDocumentRef, version: string | undefined): Record<string, unknown> | undefined {
  const isCurrent = declaredOf(template, version) !== undefined;
  return isCurrent && isContentDocument(template) && isPlainMap(template._given) ? template._given : undefined;
}

function isSame(name: string, other: string): boolean {
  return name === other || (knownName(name) !== undefined && knownName(name) === knownName(other));
}

/** Whether two names are known to be those of different documents. */
function areDifferent(name: string, other: string): boolean {
  if (isSame(name, other)) return false;
  if (knownName(name) !== undefined && knownName(other) !== undefined) return true;
  const [mine, theirs] = [documentBehind(name), documentBehind(other)];
  return mine !== undefined && theirs !== undefined && mine !== theirs;
}

/** A name, or the one in an ARN, as it is known before deployment. */
function knownName(nameOrArn: string): string | undefined {
  const text = documentBehind(nameOrArn)?.name ?? nameOrArn;
  return Token.isUnresolved(text) ? undefined : text.slice(text.lastIndexOf('/') + 1);
}

/** The document of this app whose name a token is. */
function documentBehind(name: string): ssm.CfnDocument | undefined {
  const { firstToken, length } = Tokenization.reverseString(name);
  const target = length === 1 && Reference.isReference(firstToken) ? firstToken.target : undefined;
  return ssm.CfnDocument.isCfnDocument(target) ? target : undefined;
}

function told(name: string): string {
  return documentBehind(name)?.node.path.replace(/\/Resource$/, '') ?? (Token.isUnresolved(name) ? 'one that is only known at deployment' : JSON.stringify(name));
}
