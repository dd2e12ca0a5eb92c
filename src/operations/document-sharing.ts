import { aws_ssm as ssm, Token } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { claim } from './claims';
import { ownDocumentName } from './own-document';
import { OperationResource } from './provider/operation-resource';
import { ACCOUNT_ID, NOT_SHAREABLE, SHARED_VERSION, SharingProperties } from './provider/sharing-properties';
import { documentArnOf } from '../document/document-grants';
import { ValidationError } from '../document/host-language';

/** A quota of the service. */
const MAX_ACCOUNTS = 1_000;

/**
 * What other accounts see of a document that is shared with them.
 */
export class SharedVersion {
  /** The default version, whichever it is at the time. */
  public static readonly DEFAULT = SHARED_VERSION.DEFAULT;
  /** The latest version, whichever it is at the time. */
  public static readonly LATEST = SHARED_VERSION.LATEST;
  /** All versions. */
  public static readonly ALL = SHARED_VERSION.ALL;

  private constructor() {
  }
}

const SHARED_VERSIONS: readonly string[] = Object.values(SHARED_VERSION);

/**
 * Properties of the sharing of a document.
 */
export interface DocumentSharingProps {
  /**
   * The document: one of this app, or one of this account and Region that is known by its name. Documents of Amazon and of other accounts
   * cannot be shared, nor can documents of the types `ManualApprovalPolicy` and `AutoApprovalPolicy`.
   */
  readonly document: ssm.IDocumentRef;

  /**
   * The accounts, each as 12 digits; 1,000 at most.
   *
   * A list that is only known at deployment can stand here, such as a `CfnParameter` of type `CommaDelimitedList`.
   *
   * @default - no accounts; give these or `withAllAccounts`
   */
  readonly accountIds?: string[];

  /**
   * Whether the document is shared with all accounts, which makes it public: every AWS account can read and use it. `confirmPublic` must be
   * true as well. It excludes `accountIds`.
   *
   * The deployment fails where the account blocks public sharing of documents in the Region.
   *
   * @default false
   */
  readonly withAllAccounts?: boolean;

  /**
   * Says once more that the document is to be public. It must be true when `withAllAccounts` is, and only then.
   *
   * @default false
   */
  readonly confirmPublic?: boolean;

  /**
   * What the accounts see of the document: `SharedVersion.DEFAULT`, `SharedVersion.LATEST` or `SharedVersion.ALL`.
   *
   * @default SharedVersion.DEFAULT
   */
  readonly sharedVersion?: string;
}

/**
 * Shares a document with other accounts, in its Region.
 *
 * It owns the accounts that it lists, and no others: those that leave the list are unshared, those that somebody else shares the document with
 * are left alone. When it is deleted, which CloudFormation does before it deletes the document, the listed accounts are unshared.
 *
 * So an account belongs into one sharing of a document only. And a sharing should keep its place in the tree: under another logical id
 * CloudFormation makes it first and deletes the one of the old id last, which unshares the accounts again.
 *
 * @stateless
 */
@propertyInjectable
export class DocumentSharing extends Construct {
  /** Uniquely identifies this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-systems-manager.DocumentSharing';

  constructor(scope: Construct, id: string, props: DocumentSharingProps) {
    super(scope, id);
    const { document, accountIds, withAllAccounts, sharedVersion = SharedVersion.DEFAULT } = props;
    this.checkAccounts(props);
    this.checkType(document);
    if (!Token.isUnresolved(sharedVersion) && !SHARED_VERSIONS.includes(sharedVersion)) {
      throw new ValidationError(lit`InvalidSharedVersion`,
        `sharedVersion ${JSON.stringify(sharedVersion)} is not allowed; it is one of ${SHARED_VERSIONS.map(version => `"${version}"`).join(', ')}`, this);
    }
    const documentName = ownDocumentName(this, document, 'be shared');
    const known = Token.isUnresolved(accountIds) ? [] : accountIds ?? [];
    for (const account of withAllAccounts === true ? ['all'] : known) {
      const other = claim(this, 'sharing', documentName, account);
      if (other === undefined) continue;
      throw new ValidationError(lit`DocumentSharedTwice`, `${JSON.stringify(other.node.path)} shares this document with ${account === 'all' ? 'all accounts' : account} already, `
        + 'and whichever is taken out first would unshare it for both; list each account in one of them', this);
    }
    new OperationResource<SharingProperties>(this, 'Default', {
      handler: 'sharing',
      resourceType: 'Custom::SSMDocumentSharing',
      properties: {
        DocumentName: documentName,
        AccountIds: withAllAccounts === true ? undefined : accountIds,
        AllAccounts: withAllAccounts === true ? true : undefined,
        SharedVersion: sharedVersion,
      },
      document,
      permissions: [{
        actions: ['ssm:DescribeDocument', 'ssm:DescribeDocumentPermission', 'ssm:ModifyDocumentPermission'],
        resources: [documentArnOf(document)],
      }],
    });
  }

  private checkAccounts({ accountIds = [], withAllAccounts = false, confirmPublic = false }: DocumentSharingProps): void {
    if (withAllAccounts !== confirmPublic) {
      const [given, missing] = withAllAccounts ? ['withAllAccounts', 'confirmPublic'] : ['confirmPublic', 'withAllAccounts'];
      throw new ValidationError(lit`PublicNotConfirmed`, `${given} is true and ${missing} is not; both together would make the document public: every AWS account `
        + 'could read and use it. Set both to true if that is meant, else leave both out and give accountIds', this);
    }
    if (withAllAccounts && accountIds.length > 0) {
      throw new ValidationError(lit`AllAndSomeAccounts`,
        `withAllAccounts and ${accountIds.length} accountIds are given; SSM shares a document either with all accounts or with some: give one of them`, this);
    }
    if (withAllAccounts || Token.isUnresolved(accountIds)) return;
    if (accountIds.length === 0) {
      throw new ValidationError(lit`NoAccounts`, 'there are no accounts to share with; give accountIds', this);
    }
    const wrong = accountIds.filter(account => !Token.isUnresolved(account) && !ACCOUNT_ID.test(account));
    if (wrong.length > 0) {
      const all = wrong.some(account => /^all$/i.test(account)) ? '; to share with all accounts use withAllAccounts and confirmPublic' : '';
      throw new ValidationError(lit`InvalidAccountId`, `accountIds has ${told(wrong)}; the id of an account has 12 digits${all}`, this);
    }
    const twice = new Set(accountIds.filter((account, index) => accountIds.indexOf(account) !== index));
    if (twice.size > 0) {
      throw new ValidationError(lit`DuplicateAccountIds`, `accountIds has more than once: ${told([...twice])}; give each account once`, this);
    }
    if (accountIds.length > MAX_ACCOUNTS) {
      throw new ValidationError(lit`TooManyAccounts`, `${accountIds.length} accountIds are given, SSM shares a document with ${MAX_ACCOUNTS} accounts at most; `
        + 'deploy a document of its own in some of the accounts, such as with StackSets', this);
    }
  }

  private checkType(document: ssm.IDocumentRef): void {
    const type = typeOf(document);
    if (type !== undefined && NOT_SHAREABLE.includes(type)) {
      throw new ValidationError(lit`DocumentTypeNotShareable`,
        `the document is of type ${type}; SSM shares no documents of the types ${NOT_SHAREABLE.join(' and ')}. Deploy it in each account that needs it`, this);
    }
  }
}

/** The type, where it is known in this app. */
function typeOf(document: ssm.IDocumentRef): string | undefined {
  if (ssm.CfnDocument.isCfnDocument(document)) return document.documentType;
  const { _type } = document as { _type?: unknown };
  return typeof _type === 'string' ? _type : undefined;
}

function told(accounts: readonly string[]): string {
  const more = accounts.length > 3 ? ` and ${accounts.length - 3} more` : '';
  return `${accounts.slice(0, 3).map(account => String(JSON.stringify(account))).join(', ')}${more}`;
}
