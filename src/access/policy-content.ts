import { ValidationError } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { Construct } from 'constructs';
import { withKey } from '../content/key-order';
import { isMap } from '../content/value';
import { checkContent } from '../document/check-content';
import type { Content } from '../document/content';
import { ContentDocumentSpec } from '../document/content-document';

/**
 * The content of a policy that is given as a whole.
 *
 * @param parts the properties that stand in such a content itself.
 * @param hint what to do where the content is text.
 * @internal
 */
export function givenPolicy<Props extends { readonly content?: Content; readonly description?: string }>(
  self: Construct, id: string, props: Props, parts: readonly (string & keyof Props)[], hint = '',
): Pick<ContentDocumentSpec, 'content' | 'isRead' | 'findings'> {
  const content = props.content!;
  checkContent(self, id, content);
  const both = parts.filter(key => props[key] !== undefined);
  if (both.length > 0) {
    throw new ValidationError(lit`ApprovalPolicyWithContentAndParts`,
      `${JSON.stringify(id)} has content and ${both.join(', ')} as well, but its content has these itself; change them there, or leave out content`, self);
  }
  const { _value: value } = content;
  if (!isMap(value)) {
    throw new ValidationError(lit`ContentIsNoApprovalPolicy`,
      `the content of ${JSON.stringify(id)} is text, where a map with schemaVersion "0.3" is needed${hint}`, self);
  }
  return {
    content: props.description === undefined ? value : withKey(value, 'description', props.description, 'schemaVersion'),
    isRead: content.text !== undefined,
    findings: content._findings,
  };
}
