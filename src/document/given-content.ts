import type { LiteralString } from 'aws-cdk-lib/core/lib/helpers-internal';
import { Construct } from 'constructs';
import { checkContent } from './check-content';
import type { Content } from './content';
import type { ContentDocumentSpec } from './content-document';
import { ValidationError } from './host-language';
import { withKey } from '../content/key-order';
import { ContentMap, isMap } from '../content/value';

/**
 * What a kind of document says of a content that is given in the place of its parts.
 *
 * @internal
 */
export interface GivenContentRules<Props> {
  /** The properties that stand in such a content itself. */
  readonly parts: readonly (string & keyof Props)[];
  /** The code of the error where there are such properties as well. */
  readonly withParts: LiteralString;
  /** What to do then. @default 'change them there, or leave out content' */
  readonly instead?: string;
  /** The code of the error where the content is text, as a calendar is. */
  readonly isText: LiteralString;
  /** What is said behind "the content of … is text, ". */
  readonly needed: string;
}

/**
 * A content that is given as a whole, with the description that is given beside it.
 *
 * @internal
 */
export function givenContent<Props extends { readonly content?: Content; readonly description?: string }>(
  self: Construct, id: string, props: Props, rules: GivenContentRules<Props>,
): Pick<ContentDocumentSpec, 'isRead' | 'findings'> & { readonly content: ContentMap } {
  const { description } = props;
  const content = props.content!;
  checkContent(self, id, content);
  const both = rules.parts.filter(key => props[key] !== undefined);
  if (both.length > 0) {
    const { instead = 'change them there, or leave out content' } = rules;
    throw new ValidationError(rules.withParts,
      `${JSON.stringify(id)} has content and ${both.join(', ')} as well, but its content has these itself; ${instead}`, self);
  }
  const { _value: value } = content;
  if (!isMap(value)) throw new ValidationError(rules.isText, `the content of ${JSON.stringify(id)} is text, ${rules.needed}`, self);
  return {
    content: description === undefined ? value : withKey(value, 'description', description, 'schemaVersion'),
    isRead: content.text !== undefined,
    findings: content._findings,
  };
}
