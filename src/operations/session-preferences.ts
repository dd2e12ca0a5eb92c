import { aws_ssm as ssm, Stack, Token } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { claim } from './claims';
import { ExistingPreferences } from './existing-preferences';
import { PreferencesOnDelete } from './preferences-on-delete';
import { OperationResource } from './provider/operation-resource';
import {
  EXISTING, ON_DELETE, PREFERENCES_NAME, PRIOR_SESSION_PREFERENCES_TYPE, SESSION_PREFERENCES_TYPE, SessionPreferencesProperties,
} from './provider/session-preferences-properties';
import { DocumentBase } from '../document/document-base';
import { importedDocumentArn } from '../document/document-grants';
import { DocumentText } from '../document/document-text';
import { ValidationError } from '../document/host-language';
import { reportFindings } from '../document/report-findings';
import { Session } from '../session/session';
import { ISessionDocument } from '../session/session-document';
import { SessionDocumentGrants } from '../session/session-document-grants';

/** What the service itself writes there. */
const DESCRIPTION = 'Document to hold regional settings for Session Manager';

/**
 * Properties of session preferences.
 */
export interface SessionPreferencesProps {
  /**
   * The settings: a shell, made with `Session.shell`. Errors when it is another kind of session.
   */
  readonly session: Session;

  /**
   * What the document is for; it becomes `description` in the content.
   *
   * @default 'Document to hold regional settings for Session Manager'
   */
  readonly description?: string;

  /**
   * What the first deployment does about preferences that exist already: one of `ExistingPreferences`.
   *
   * @default ExistingPreferences.ADOPT
   */
  readonly existing?: string;

  /**
   * What becomes of the preferences when they are taken out of the stack: one of `PreferencesOnDelete`. It can be changed at any time: what
   * stood there before the first deployment is kept in mind in any case.
   *
   * @default PreferencesOnDelete.LEAVE
   */
  readonly onDelete?: string;
}

/**
 * The Session Manager preferences of an account and a Region: the document `SSM-SessionManagerRunShell`, which holds the settings of all
 * sessions that are started without a document of their own.
 *
 * There is one such document in a Region, and the console makes it at the first opportunity, so that CloudFormation cannot. A custom
 * resource takes it over instead. Each change becomes a new version, which is made the default version: sessions take the latest version,
 * the console shows the default version, and so they are always the same.
 *
 * A stack holds these preferences once, and errors when it is to hold them twice. That two stacks hold those of the same Region cannot be
 * seen here: the one that was deployed last wins. To move them to another stack, deploy with `PreferencesOnDelete.LEAVE` before.
 *
 * @stateless
 */
@propertyInjectable
export class SessionPreferences extends DocumentBase implements ISessionDocument {
  /** Uniquely identifies this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-systems-manager.SessionPreferences';

  /** The name of the document: `SSM-SessionManagerRunShell`. */
  public readonly documentName: string = PREFERENCES_NAME;
  /** The ARN of the document. */
  public readonly documentArn: string;
  /** Permissions on the document and for its sessions. */
  public readonly grants: SessionDocumentGrants;
  /** The number of the latest version, which is the default version too. */
  public readonly documentVersion: string;
  /** The number of the version that stood there before the first deployment, or `none`. */
  public readonly priorVersion: string;

  private readonly documentText: DocumentText;
  private readonly resource: OperationResource<SessionPreferencesProperties>;
  private hash?: string;

  constructor(scope: Construct, id: string, props: SessionPreferencesProps) {
    super(scope, id);
    const { session, description = DESCRIPTION, existing = ExistingPreferences.ADOPT, onDelete = PreferencesOnDelete.LEAVE } = props;
    this.checkProps(session, existing, onDelete);
    this.documentArn = importedDocumentArn(Stack.of(this), PREFERENCES_NAME);
    this.grants = SessionDocumentGrants.fromSessionDocument(this, session._resources);
    this.documentText = new DocumentText(this, { name: PREFERENCES_NAME, type: 'Session', format: 'JSON', content: session._content(description) });

    // Only before the first deployment there is something to see, so that this one is made also where nothing is to be restored yet.
    const prior = new OperationResource<object>(this, 'Prior', {
      handler: 'session-preferences',
      resourceType: PRIOR_SESSION_PREFERENCES_TYPE,
      logicalId: 'SSMSessionManagerRunShellPrior',
      properties: {},
      permissions: [{ actions: ['ssm:DescribeDocument'], resources: [this.documentArn] }],
    });
    this.priorVersion = prior.attribute('PriorVersion');
    this.resource = new OperationResource<SessionPreferencesProperties>(this, 'Default', {
      handler: 'session-preferences',
      resourceType: SESSION_PREFERENCES_TYPE,
      // Were the id to change with the construct's path, the resource under the old id would be deleted after the one under the new id was
      // made, and would put back what stood there before.
      logicalId: 'SSMSessionManagerRunShell',
      properties: {
        Content: this.documentText.asProperty(),
        Existing: existing,
        OnDelete: onDelete,
        PriorVersion: this.priorVersion,
        PriorHash: prior.attribute('PriorHash'),
      },
      permissions: [{ actions: actionsFor(onDelete), resources: [this.documentArn] }],
    });
    this.documentVersion = this.resource.attribute('LatestVersion');
    this.node.addValidation({ validate: () => reportFindings(this, 'preferences document', this.documentText.findings()) });
  }

  /**
   * A reference to the document; who uses its name waits until the preferences are deployed.
   */
  public get documentRef(): ssm.DocumentReference {
    return { documentName: this.resource.ref };
  }

  /**
   * The text that SSM keeps as the content of the document, byte for byte. It holds tokens where a value is only known at deployment.
   *
   * In one case line breaks are added at its end: when the preferences go back to what an older version has, and SSM refuses to take the
   * same content again.
   */
  public get contentText(): string {
    return this.documentText.asString();
  }

  /**
   * The hash of the content: lower-case hex SHA-256 of the bytes of `contentText`. It is a literal where the content is known at
   * synthesis, else what SSM reports after the deployment.
   */
  public get contentHash(): string {
    return this.hash ??= this.documentText.hash(() => this.resource.attribute('Hash'));
  }

  /** The text that is deployed. @internal */
  public get _text(): string {
    return this.documentText.asProperty();
  }

  /** The hash of the text, where it is known before deployment. To be asked when the template is made. @internal */
  public get _knownHash(): string | undefined {
    return this.documentText.knownHash();
  }

  private checkProps({ _type: type }: Session, existing: string, onDelete: string): void {
    const other = claim(this, 'session preferences');
    if (other !== undefined) {
      throw new ValidationError(lit`SessionPreferencesTwice`,
        `the stack has session preferences already, ${JSON.stringify(other.node.path)}, and a Region has only one document ${PREFERENCES_NAME}; keep one of them`, this);
    }
    if (type !== 'Standard_Stream') {
      throw new ValidationError(lit`SessionPreferencesNotShell`,
        `the session is of type ${type}, and preferences are the settings of shells (Standard_Stream); use Session.shell, or a SessionDocument`, this);
    }
    this.checkValue('existing', existing, Object.values(EXISTING), 'ExistingPreferences');
    this.checkValue('onDelete', onDelete, Object.values(ON_DELETE), 'PreferencesOnDelete');
  }

  private checkValue(name: string, value: string, allowed: readonly string[], constants: string): void {
    if (Token.isUnresolved(value) || allowed.includes(value)) return;
    throw new ValidationError(lit`InvalidSessionPreferencesOption`,
      `${name} is ${JSON.stringify(value)}; ${allowed.map(item => JSON.stringify(item)).join(', ')} are allowed, use a constant of ${constants}`, this);
  }
}

/** What the resource does to its document. GetDocument is needed to write, too. */
function actionsFor(onDelete: string): string[] {
  const actions = ['ssm:DescribeDocument', 'ssm:GetDocument', 'ssm:CreateDocument', 'ssm:UpdateDocument', 'ssm:UpdateDocumentDefaultVersion'];
  return onDelete === PreferencesOnDelete.LEAVE ? actions : [...actions, 'ssm:DeleteDocument'];
}
