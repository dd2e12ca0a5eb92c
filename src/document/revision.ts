import { createHash } from 'crypto';
import { aws_ssm as ssm, DefaultTokenResolver, IResolvable, Lazy, StringConcat, Tokenization } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * A document that can tell which content it has.
 *
 * @internal
 */
export interface KnownContent extends ssm.IDocumentRef {
  /** The text that is deployed, with tokens where it is only known at deployment. To be asked when the template is made. */
  readonly _text: string;
  /** The hash of the text, where it is known before deployment. To be asked when the template is made. */
  readonly _knownHash: string | undefined;
}

/** @internal */
export function isKnownContent(document: ssm.IDocumentRef): document is KnownContent {
  return '_text' in document;
}

/**
 * A list that becomes another one whenever the content of a document does, also where only values change that are not known before
 * deployment; undefined for a document of which only the name is known. It is short where the content is long.
 *
 * @internal
 */
export function revisionOf(document: ssm.IDocumentRef): IResolvable | undefined {
  const isL1 = ssm.CfnDocument.isCfnDocument(document);
  if (!isL1 && !isKnownContent(document)) return undefined;
  return Lazy.any({ produce: () => revision(isL1 ? [document.content, document.documentFormat] : document._text, document) });
}

function revision(content: unknown, scope: IConstruct): unknown[] {
  const collector = new TokenCollector();
  const known = JSON.stringify(Tokenization.resolve(content, { scope, resolver: collector, preparing: false }));
  return [createHash('sha256').update(known).digest('hex'), ...collector.tokens];
}

/** Leaves a mark where a token stands. */
class TokenCollector extends DefaultTokenResolver {
  public readonly tokens: IResolvable[] = [];

  public constructor() {
    super(new StringConcat());
  }

  public resolveToken(token: IResolvable): string {
    this.tokens.push(token);
    return '\0';
  }
}
