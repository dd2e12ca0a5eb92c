import { Arn, ArnFormat, aws_ssm as ssm, IResource, ResourceProps, Stack } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { Session } from './session';
import { SessionDocumentGrants } from './session-document-grants';
import { SessionResources } from './session-resources';
import { checkSessionStart, SessionStart, startSessionCommand, startSessionRequest } from './start-session';
import { checkForFiles } from '../document/command-line';
import { ContentDocument } from '../document/content-document';
import { DocumentBase } from '../document/document-base';
import { amazonDocumentArn, importedDocumentArn } from '../document/document-grants';
import { DocumentOptions } from '../document/document-options';
import { DocumentParameter } from '../document/document-parameter';
import { ValidationError } from '../document/host-language';

const MARKER = Symbol.for('cdk-systems-manager.SessionDocument');

/**
 * A Session document. It is no `IDocument`, as its `grants` have a type of their own; constructs that take any document take it.
 */
export interface ISessionDocument extends IResource, ssm.IDocumentRef {
  /**
   * The name of the document.
   *
   * @attribute
   */
  readonly documentName: string;

  /**
   * The ARN of the document.
   *
   * @attribute
   */
  readonly documentArn: string;

  /**
   * Permissions on the document and for its sessions.
   */
  readonly grants: SessionDocumentGrants;
}

/**
 * What is known of a Session document that exists already; the ARN counts when both are given.
 */
export interface SessionDocumentAttributes extends SessionResources {
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
   * that Amazon gives its own documents, such as `AWS-StartSSHSession`
   */
  readonly documentArn?: string;
}

/**
 * Properties of a Session document.
 */
export interface SessionDocumentProps extends DocumentOptions {
  /**
   * What happens in a session.
   */
  readonly session: Session;

  /**
   * The parameters that are given when a session is started. Session documents are known to take strings and lists of strings.
   *
   * @default - no parameters
   */
  readonly parameters?: DocumentParameter[];
}

/**
 * A Session document: what sessions are that are started with it.
 *
 * StartSession always takes its latest version, and the console shows the default version: `UpdateMethod.NEW_VERSION`, the
 * default, makes them the same.
 *
 * @stateless
 */
@propertyInjectable
export class SessionDocument extends ContentDocument implements ISessionDocument {
  /** Uniquely identifies this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-systems-manager.SessionDocument';

  /**
   * Use a Session document of this account and Region, or one that Amazon publishes.
   *
   * @param scope where the document is used.
   * @param id the construct id.
   * @param documentName the name of the document, such as `SSM-SessionManagerRunShell`.
   */
  public static fromSessionDocumentName(scope: Construct, id: string, documentName: string): ISessionDocument {
    return SessionDocument.fromSessionDocumentAttributes(scope, id, { documentName });
  }

  /**
   * Use a Session document, possibly one that another account shares.
   *
   * @param scope where the document is used.
   * @param id the construct id.
   * @param documentArn the ARN of the document.
   */
  public static fromSessionDocumentArn(scope: Construct, id: string, documentArn: string): ISessionDocument {
    return SessionDocument.fromSessionDocumentAttributes(scope, id, { documentArn });
  }

  /**
   * Use a Session document that exists already, with the key, the bucket and the log group that its sessions use, so that
   * grants include them. Errors when neither its name nor its ARN is given.
   *
   * @param scope where the document is used.
   * @param id the construct id.
   * @param attributes what is known of the document.
   */
  public static fromSessionDocumentAttributes(scope: Construct, id: string, attributes: SessionDocumentAttributes): ISessionDocument {
    const { documentName, documentArn, ...resources } = attributes;
    if (documentArn !== undefined) {
      const name = documentName ?? Arn.split(documentArn, ArnFormat.SLASH_RESOURCE_NAME).resourceName!;
      return new ImportedSessionDocument(scope, id, name, documentArn, resources, { environmentFromArn: documentArn });
    }
    if (documentName === undefined) {
      throw new ValidationError(lit`DocumentAttributesMissing`, 'neither documentName nor documentArn is given; give one of them', scope);
    }
    return new ImportedSessionDocument(scope, id, documentName, importedDocumentArn(Stack.of(scope), documentName), resources);
  }

  /**
   * Use a Session document that Amazon publishes, such as `AWS-StartSSHSession`.
   *
   * @param scope where the document is used.
   * @param id the construct id.
   * @param documentName the name of the document.
   */
  public static fromAmazon(scope: Construct, id: string, documentName: string): ISessionDocument {
    return new ImportedSessionDocument(scope, id, documentName, amazonDocumentArn(Stack.of(scope), documentName), {});
  }

  /**
   * Whether a value is a `SessionDocument`.
   *
   * @param x any value.
   */
  public static isSessionDocument(x: any): x is SessionDocument {
    return typeof x === 'object' && x !== null && MARKER in x;
  }

  /**
   * Permissions on the document and for its sessions.
   */
  public readonly grants: SessionDocumentGrants;

  private readonly parameters: readonly DocumentParameter[];

  constructor(scope: Construct, id: string, props: SessionDocumentProps) {
    const parameters = [...props.parameters ?? []];
    super(scope, id, props, { noun: 'session document', type: 'Session', content: props.session._content(props.description, parameters) });
    Object.defineProperty(this, MARKER, { value: true });
    this.parameters = parameters;
    this.grants = SessionDocumentGrants.fromSessionDocument(this, props.session._resources);
  }

  /**
   * The command line that starts a session with the document: `aws ssm start-session …`, quoted for a POSIX shell. Values that
   * are only known at deployment are quoted at deployment.
   *
   * Errors when a parameter is unknown or missing or has a value that it does not allow, and when a text has not the length
   * that the API allows; one error tells of all.
   *
   * @param target the id of the node, 1 to 400 characters.
   * @param parameters the values of the parameters, each a list; parameters of type String have one value.
   * @param reason why the session is started, 1 to 256 characters; it is kept with the session.
   */
  public startSessionCommand(target: string, parameters?: Record<string, string[]>, reason?: string): string {
    const start = this.sessionStart(target, parameters, reason);
    checkForFiles(this, { target: start.target, reason: start.reason });
    return startSessionCommand(start);
  }

  /**
   * The request that starts a session with the document, with the names of the API: `Target`, `DocumentName`, `Parameters`
   * and `Reason`.
   *
   * Errors as `startSessionCommand` does.
   *
   * @param target the id of the node, 1 to 400 characters.
   * @param parameters the values of the parameters, each a list; parameters of type String have one value.
   * @param reason why the session is started, 1 to 256 characters; it is kept with the session.
   */
  public startSessionRequest(target: string, parameters?: Record<string, string[]>, reason?: string): Record<string, any> {
    return startSessionRequest(this.sessionStart(target, parameters, reason));
  }

  private sessionStart(target: string, parameters: Record<string, string[]> | undefined, reason: string | undefined): SessionStart {
    const start = { target, documentName: this.documentName, parameters, reason };
    checkSessionStart(this, start, this.parameters);
    return start;
  }
}

class ImportedSessionDocument extends DocumentBase implements ISessionDocument {
  public readonly grants: SessionDocumentGrants;

  constructor(
    scope: Construct, id: string, public readonly documentName: string, public readonly documentArn: string,
    resources: SessionResources, props: ResourceProps = {},
  ) {
    super(scope, id, props);
    this.grants = SessionDocumentGrants.fromSessionDocument(this, resources);
  }
}
