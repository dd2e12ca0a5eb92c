import { Arn, ArnFormat, ResourceProps, Stack, Token } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { checkContent } from './check-content';
import type { Content } from './content';
import { ContentDocument, ContentDocumentSpec } from './content-document';
import { declaredParameter } from './declared-parameter';
import { DocumentBase, IDocument } from './document-base';
import { amazonDocumentArn, DocumentGrants, importedDocumentArn } from './document-grants';
import { DocumentOptions } from './document-options';
import { DocumentParameter } from './document-parameter';
import { DocumentType } from './document-type';
import { ValidationError } from './host-language';
import { withKey } from '../content/key-order';
import { recogniseDocumentType } from '../content/recognise';
import { DOCUMENT_GRAMMARS, DOCUMENT_TYPES, DocumentType as WireType } from '../content/schema/document-types';
import { ContentMap, isMap } from '../content/value';

const MARKER = Symbol.for('cdk-systems-manager.Document');

/**
 * What is known of a document that exists already; the ARN counts when both are given.
 */
export interface DocumentAttributes {
  /**
   * The name of the document.
   *
   * @default - taken from the ARN
   */
  readonly documentName?: string;

  /**
   * The ARN of the document.
   *
   * @default - made from the name, for the Region and the account of the scope; without an account where the name is one
   * that Amazon gives its own documents, such as `AWS-RunShellScript`
   */
  readonly documentArn?: string;
}

/**
 * Properties of a document of any type.
 */
export interface DocumentProps extends DocumentOptions {
  /**
   * The content.
   */
  readonly content: Content;

  /**
   * The type of the document.
   *
   * @default - recognised from the content; an error when the content does not tell
   */
  readonly documentType?: DocumentType;

  /**
   * Deploy the text of the content exactly as it was written, with its comments and its layout.
   *
   * Otherwise the content is written anew, in `documentFormat`.
   *
   * @default false
   */
  readonly verbatim?: boolean;
}

/**
 * A document of any type, with a content from a file, a text or an object.
 *
 * @stateless
 */
@propertyInjectable
export class Document extends ContentDocument implements IDocument {
  /** Uniquely identifies this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-systems-manager.Document';

  /**
   * Use a document of this account and Region, or one that Amazon publishes.
   *
   * @param scope where the document is used.
   * @param id the construct id.
   * @param documentName the name of the document.
   */
  public static fromDocumentName(scope: Construct, id: string, documentName: string): IDocument {
    return Document.fromDocumentAttributes(scope, id, { documentName });
  }

  /**
   * Use a document, possibly one that another account shares.
   *
   * @param scope where the document is used.
   * @param id the construct id.
   * @param documentArn the ARN of the document.
   */
  public static fromDocumentArn(scope: Construct, id: string, documentArn: string): IDocument {
    return Document.fromDocumentAttributes(scope, id, { documentArn });
  }

  /**
   * Use a document that exists already. Errors when neither its name nor its ARN is given.
   *
   * @param scope where the document is used.
   * @param id the construct id.
   * @param attributes what is known of the document.
   */
  public static fromDocumentAttributes(scope: Construct, id: string, attributes: DocumentAttributes): IDocument {
    const { documentName, documentArn } = attributes;
    if (documentArn !== undefined) {
      const name = documentName ?? Arn.split(documentArn, ArnFormat.SLASH_RESOURCE_NAME).resourceName!;
      return new ImportedDocument(scope, id, name, documentArn, { environmentFromArn: documentArn });
    }
    if (documentName === undefined) {
      throw new ValidationError(lit`DocumentAttributesMissing`, 'neither documentName nor documentArn is given; give one of them', scope);
    }
    return new ImportedDocument(scope, id, documentName, importedDocumentArn(Stack.of(scope), documentName));
  }

  /**
   * Use a document that Amazon publishes, such as `AWS-RunPatchBaseline`.
   *
   * @param scope where the document is used.
   * @param id the construct id.
   * @param documentName the name of the document.
   */
  public static fromAmazon(scope: Construct, id: string, documentName: string): IDocument {
    return new ImportedDocument(scope, id, documentName, amazonDocumentArn(Stack.of(scope), documentName));
  }

  /**
   * Whether a value is a `Document`.
   *
   * @param x any value.
   */
  public static isDocument(x: any): x is Document {
    return typeof x === 'object' && x !== null && MARKER in x;
  }

  /**
   * Permissions on the document.
   */
  public readonly grants: DocumentGrants = DocumentGrants.fromDocument(this);

  /**
   * The type of the document.
   */
  public readonly documentType: DocumentType;

  private readonly content: unknown;

  constructor(scope: Construct, id: string, props: DocumentProps) {
    checkContent(scope, id, props.content);
    const type = props.documentType as string as WireType | undefined ?? recogniseDocumentType(props.content._value);
    if (type === undefined) {
      throw new ValidationError(lit`DocumentTypeNotRecognised`,
        `the content of ${JSON.stringify(id)} does not show the type of the document (is schemaVersion missing?); give documentType, one of ${DOCUMENT_TYPES.join(', ')}`, scope);
    }
    checkVerbatim(scope, id, props);
    const { _value } = props.content;
    const content = props.description === undefined ? _value : withDescription(scope, id, type, _value, props.description);
    super(scope, id, props, specOf(type, props, content));
    Object.defineProperty(this, MARKER, { value: true });
    this.documentType = type as string as DocumentType;
    this.content = content;
  }

  /**
   * A parameter that the content declares. Errors when there is none of that name.
   *
   * @param name the name of the parameter.
   */
  public parameter(name: string): DocumentParameter {
    return declaredParameter(this, this.content, name);
  }
}

class ImportedDocument extends DocumentBase implements IDocument {
  public readonly grants: DocumentGrants = DocumentGrants.fromDocument(this);

  constructor(scope: Construct, id: string, public readonly documentName: string, public readonly documentArn: string, props: ResourceProps = {}) {
    super(scope, id, props);
  }
}

function specOf(type: WireType, { content, verbatim }: DocumentProps, value: unknown): ContentDocumentSpec {
  const isText = typeof content._value === 'string';
  return {
    noun: 'document',
    type,
    content: value,
    format: isText ? 'TEXT' : verbatim ? content._format : undefined,
    verbatim: verbatim ? content.text : undefined,
    isRead: content.text !== undefined,
    // A byte order mark only matters where the text is deployed as it is.
    findings: content._findings.filter(({ code }) => code !== 'text/byte-order-mark' || verbatim || isText),
  };
}

function checkVerbatim(scope: Construct, id: string, props: DocumentProps): void {
  if (!props.verbatim) return;
  const refuse = (reason: string) => new ValidationError(lit`NotVerbatim`, `${JSON.stringify(id)} cannot be deployed verbatim: ${reason}`, scope);
  const { content, description, documentFormat } = props;
  if (content.text === undefined) throw refuse('its content is an object, which has no text of its own; use Content.fromFile or Content.fromString');
  if (Token.isUnresolved(content.text) || content.text.includes('e+289')) throw refuse('its text holds tokens; leave out verbatim');
  if (description !== undefined) throw refuse('description would change its text; write the description into the text, or leave out verbatim');
  if (documentFormat !== undefined && (documentFormat as string) !== content._format) {
    throw refuse(`documentFormat is ${documentFormat}, but its text is ${content._format}; leave out documentFormat`);
  }
}

/** The content with another description: in the place of the old one, else behind the schema version. */
function withDescription(scope: Construct, id: string, type: WireType, content: unknown, description: string): ContentMap {
  if (isMap(content) && DOCUMENT_GRAMMARS[type].keys?.includes('description') === true) return withKey(content, 'description', description, 'schemaVersion');
  throw new ValidationError(lit`NoDescription`,
    `${JSON.stringify(id)} has the description ${JSON.stringify(description)}, but the content of a document of type ${type} has none; leave it out`, scope);
}
