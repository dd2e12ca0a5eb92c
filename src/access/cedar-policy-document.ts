import { aws_iam as iam, Token, UnscopedValidationError } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { Construct } from 'constructs';
import { CedarPolicy } from './cedar-policy';
import { cedarCode } from './cedar-text';
import { policyContent } from './policy-content';
import { tokenRoleName } from './token-role-name';
import { CEDAR_ADVICE, cedarEngine, cedarEngineFault } from '../content/cedar/engine';
import { isIntrinsic } from '../content/intrinsic';
import { withKey } from '../content/key-order';
import { AUTO_APPROVED_DURATION, CEDAR_DOCUMENTS } from '../content/schema/approval-policies';
import { ContentMap, ContentValue, isPlainMap } from '../content/value';
import type { Content } from '../document/content';
import { ContentDocumentSpec } from '../document/content-document';
import { DocumentFormat } from '../document/document-format';
import { givenContent } from '../document/given-content';
import { ValidationError } from '../document/host-language';

/**
 * What auto-approval and deny-access policies have in common: either Cedar policies and what belongs to them, or a content that has them. Their names are fixed.
 */
export interface CedarPolicyDocumentOptions {
  /**
   * The Cedar policies.
   *
   * @default - those of `content`
   */
  readonly policies?: CedarPolicy[];

  /**
   * What the document is for; it becomes `description` in the content.
   *
   * @default - the description in the content, if it has one
   */
  readonly description?: string;

  /**
   * The role, or its name, with which sessions are opened (`TokenRole`). Its name stands in the document. Whoever deploys it must be allowed to pass the role to
   * `justintimeaccess.ssm.amazonaws.com` (`iam:PassRole`); that the role of CloudFormation needs this as well is inferred from that.
   *
   * @default - SSM-JustInTimeAccessTokenRole, which Quick Setup makes; with `content` the role that it names
   */
  readonly tokenRole?: string | iam.IRoleRef;

  /**
   * A whole document from a file, a text or an object, in the place of all the others. It is deployed as it is, but for `description` where that is given,
   * and for values that are only known at deployment: in the strings of Cedar texts they are escaped, elsewhere in these they are refused. Cedar alone, as in a
   * `.cedar` file, is no such document: that is `CedarPolicy.fromFile`.
   *
   * @default - the document is put together from `policies`
   */
  readonly content?: Content;

  /**
   * The format in which the document is written.
   *
   * @default DocumentFormat.JSON
   */
  readonly documentFormat?: DocumentFormat;

  /**
   * A name for the version, 1 to 128 letters, digits, `_`, `-` and `.`, unique among the versions of the document. It must change with every change of the
   * content, and only then.
   *
   * @default - the version has a number only
   */
  readonly versionName?: string;

  /**
   * Tags of the document, beside those that `Tags.of(scope)` adds.
   *
   * @default - no tags of its own
   */
  readonly tags?: Record<string, string>;
}

const GIVEN = policyContent<CedarPolicyDocumentOptions>(['policies', 'tokenRole'], '; for Cedar alone write policies: [CedarPolicy.fromFile("policies.cedar")]');

/** Understand the properties of a document of Cedar policies. @internal */
export function cedarPolicyDocumentSpec(self: Construct, id: string, noun: string, props: CedarPolicyDocumentOptions): ContentDocumentSpec {
  if (cedarEngine() === undefined) {
    throw new ValidationError(lit`CedarEngineMissing`, `the Cedar policies of ${JSON.stringify(id)} cannot be checked: ${cedarEngineFault()!}. ${CEDAR_ADVICE}`, self);
  }
  return { noun, type: 'AutoApprovalPolicy', ...props.content === undefined ? { content: build(self, id, props) } : given(self, id, props) };
}

/** Put a document together; its keys in the order of AWS's sample. */
function build(self: Construct, id: string, { policies, description, tokenRole }: CedarPolicyDocumentOptions): Record<string, unknown> {
  if (policies === undefined) {
    throw new ValidationError(lit`ApprovalPolicyWithoutCedar`,
      `${JSON.stringify(id)} has neither policies nor content; give one of them, such as policies: [CedarPolicy.fromFile("policies.cedar")]`, self);
  }
  return {
    schemaVersion: '0.3',
    description,
    accessTokenRole: tokenRoleName(tokenRole),
    accessDuration: AUTO_APPROVED_DURATION,
    [CEDAR_DOCUMENTS]: policies.map(policy => policy._render()),
  };
}

function given(self: Construct, id: string, props: CedarPolicyDocumentOptions): ReturnType<typeof givenContent> {
  const spec = givenContent(self, id, props, GIVEN);
  const { content } = spec;
  const isRead = spec.isRead === true;
  refuseOpen('the content', content, isRead);
  const documents = content[CEDAR_DOCUMENTS];
  refuseOpen(CEDAR_DOCUMENTS, documents, isRead);
  if (!Array.isArray(documents)) return spec;
  const safe = documents.map((entry, index) => withTokensInStrings(entry, index, isRead));
  return safe.every((entry, index) => entry === documents[index]) ? spec : { ...spec, content: withKey(content, CEDAR_DOCUMENTS, safe) };
}

/** An entry whose text has nothing in it that could become code at deployment. */
function withTokensInStrings(entry: ContentValue, index: number, isRead: boolean): ContentValue {
  refuseOpen(`${CEDAR_DOCUMENTS}[${index}]`, entry, isRead);
  if (!isPlainMap(entry)) return entry;
  const { content } = entry;
  const where = `${CEDAR_DOCUMENTS}[${index}].content`;
  if (typeof content === 'string') {
    const safe = cedarCode(where, content);
    return safe === content ? entry : { ...entry, content: safe } as ContentMap;
  }
  refuseOpen(where, content, isRead);
  return entry;
}

/** What is only known later as a whole may bring Cedar along whose values nothing escapes. */
function refuseOpen(where: string, value: unknown, isRead: boolean): void {
  if (!Token.isUnresolved(value) && (isRead || !isIntrinsic(value))) return;
  throw new UnscopedValidationError(lit`TokenInCedarCode`,
    `${where} is only known later as a whole, and could be any code; give the text, with what is known later in its strings`);
}
