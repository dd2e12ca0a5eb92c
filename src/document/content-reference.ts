import { IResolvable, Token } from 'aws-cdk-lib';
import { referenceText } from '../content/references';

const MARKER = Symbol.for('cdk-systems-manager.ContentReference');
const references = new Map<string, ContentReference>();
/** By the text that stands for them. */
const tokens = new Map<string, ContentReference>();

/**
 * A token that stands for something SSM fills in when the document runs: `{{ Name }}`.
 *
 * Being a token, it can stand where a string, a list or a number is asked for. The content of a document gets its text,
 * and so does everything else that the token is put into.
 *
 * @internal
 */
export class ContentReference implements IResolvable {
  public static isContentReference(value: unknown): value is ContentReference {
    return typeof value === 'object' && value !== null && MARKER in value;
  }

  /**
   * The reference with that body. It is the same one each time: CDK keeps every token that is made, and makes each slowly.
   *
   * @param body what stands between the braces: the name of a parameter, `Step.Output`, `global:DATE`.
   */
  public static of(body: string): ContentReference {
    let reference = references.get(body);
    if (reference === undefined) {
      reference = new ContentReference(body);
      references.set(body, reference);
    }
    return reference;
  }

  /** The reference that a text stands for as a whole. */
  public static ofToken(text: string): ContentReference | undefined {
    return tokens.get(text);
  }

  public readonly creationStack: string[] = [];
  private token?: string;

  /**
   * @param body what stands between the braces: the name of a parameter, `Step.Output`, `global:DATE`.
   * @param text the reference as SSM reads it, where it was written by somebody else.
   */
  constructor(public readonly body: string, public readonly text: string = referenceText(body)) {
    Object.defineProperty(this, MARKER, { value: true });
  }

  public resolve(): string {
    return this.text;
  }

  public toString(): string {
    if (this.token === undefined) {
      this.token = Token.asString(this, { displayHint: this.body });
      tokens.set(this.token, this);
    }
    return this.token;
  }

  public toList(): string[] {
    return Token.asList(this, { displayHint: this.body });
  }

  public toNumber(): number {
    return Token.asNumber(this);
  }
}
