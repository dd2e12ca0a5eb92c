import {
  Arn, ArnFormat, aws_iam as iam, aws_kms as kms, aws_logs as logs, aws_s3 as s3, aws_ssm as ssm, Stack, Token, TokenComparison, Tokenization,
} from 'aws-cdk-lib';
import { Nodes } from './nodes';
import { SessionResources } from './session-resources';
import { hasReference } from '../content/references';
import { ContentReference } from '../document/content-reference';
import { documentArnOf, DocumentGrants } from '../document/document-grants';

/**
 * Where somebody may start sessions.
 */
export interface StartSessionGrantOptions {
  /**
   * The nodes.
   */
  readonly nodes: Nodes;
}

/**
 * What the ids of somebody's own sessions begin with.
 */
export enum SessionOwner {
  /** The unique id of the caller, which roles and federated users have as well. */
  USER_ID = '${aws:userid}',
  /** The name of an IAM user; it does not work for roles and federated users. */
  USER_NAME = '${aws:username}',
}

/**
 * How somebody's own sessions are recognised.
 */
export interface OwnSessionsGrantOptions {
  /**
   * What the ids of these sessions begin with.
   *
   * @default SessionOwner.USER_ID
   */
  readonly owner?: SessionOwner;
}

/**
 * Permissions for sessions of a document: who may start them, and what the nodes need that host them.
 */
export class SessionDocumentGrants extends DocumentGrants {
  /**
   * Grants for sessions of a document.
   *
   * @param document a document of this library, an L1 document or an imported one.
   * @param resources the key, the bucket and the log group that its sessions use, as far as they are known.
   */
  public static fromSessionDocument(document: ssm.IDocumentRef, resources: SessionResources = {}): SessionDocumentGrants {
    return new SessionDocumentGrants(document, resources);
  }

  private constructor(document: ssm.IDocumentRef, private readonly resources: SessionResources) {
    super(document);
  }

  /**
   * Grant starting sessions with the document: `ssm:StartSession` on the document and on the nodes, opening the channel of
   * one's own sessions, and using the key that encrypts the data of sessions.
   *
   * A policy that names the document allows sessions with this document only. The condition `ssm:SessionDocumentAccessCheck`,
   * which once made the service look at the document, is no longer needed: the policies in AWS's guide do without it.
   *
   * @param grantee who may.
   * @param options where.
   */
  public startSession(grantee: iam.IGrantable, options: StartSessionGrantOptions): iam.Grant {
    const { arns, conditions } = options.nodes._inPolicy(this.stack);
    const grants = [
      iam.Grant.addToPrincipal({ grantee, actions: ['ssm:StartSession'], resourceArns: arns, conditions }),
      // By itself, as documents do not have the tags of the nodes.
      iam.Grant.addToPrincipal({ grantee, actions: ['ssm:StartSession'], resourceArns: [documentArnOf(this.document)] }),
      iam.Grant.addToPrincipal({ grantee, actions: ['ssmmessages:OpenDataChannel'], resourceArns: [this.sessionsOf(SessionOwner.USER_ID)] }),
    ];
    const { encryptionKey } = this.resources;
    if (encryptionKey !== undefined) grants.push(grantOnKey(encryptionKey, grantee, ['kms:GenerateDataKey']));
    return combined(grants);
  }

  /**
   * Grant resuming and ending one's own sessions, whatever document they were started with.
   *
   * @param grantee who may.
   * @param options how own sessions are recognised.
   */
  public ownSessions(grantee: iam.IGrantable, options: OwnSessionsGrantOptions = {}): iam.Grant {
    return iam.Grant.addToPrincipal({
      grantee,
      actions: ['ssm:ResumeSession', 'ssm:TerminateSession'],
      resourceArns: [this.sessionsOf(options.owner ?? SessionOwner.USER_ID)],
    });
  }

  /**
   * Grant what the consoles of Systems Manager need beside: listing sessions and nodes, and seeing whether a node can be
   * reached.
   *
   * @param grantee who may.
   */
  public describeSessions(grantee: iam.IGrantable): iam.Grant {
    return combined([
      iam.Grant.addToPrincipal({ grantee, actions: ['ssm:GetConnectionStatus'], resourceArns: Nodes.all()._inPolicy(this.stack).arns }),
      // IAM knows no resources for these actions.
      iam.Grant.addToPrincipal({ grantee, actions: ['ec2:DescribeInstances', 'ssm:DescribeInstanceProperties', 'ssm:DescribeSessions'], resourceArns: ['*'] }),
    ]);
  }

  /**
   * Grant a node what it needs to host sessions of the document: its channels to Session Manager, writing to the bucket and
   * the log group, and using the key that encrypts the data of sessions.
   *
   * @param grantee the role of the node's instance profile, or of its hybrid activation.
   */
  public hostSession(grantee: iam.IGrantable): iam.Grant {
    const { encryptionKey, logBucket, logGroup } = this.resources;
    const grants = [iam.Grant.addToPrincipal({
      grantee,
      actions: [
        'ssm:UpdateInstanceInformation',
        'ssmmessages:CreateControlChannel',
        'ssmmessages:CreateDataChannel',
        'ssmmessages:OpenControlChannel',
        'ssmmessages:OpenDataChannel',
      ],
      // The channels have no ARN, and a node cannot be named before it exists.
      resourceArns: ['*'],
    })];
    if (logBucket !== undefined) grants.push(...this.grantLogBucket(logBucket, grantee));
    if (logGroup !== undefined) grants.push(...this.grantLogGroup(logGroup, grantee));
    if (encryptionKey !== undefined) grants.push(grantOnKey(encryptionKey, grantee, ['kms:Decrypt']));
    return combined(grants);
  }

  private get stack(): Stack {
    return Stack.of(this.document);
  }

  private sessionsOf(owner: SessionOwner): string {
    // The guide names neither Region nor account: the id of the caller is unique.
    return this.stack.formatArn({ service: 'ssm', region: '*', account: '*', resource: 'session', resourceName: `${owner}-*` });
  }

  private grantLogBucket(logBucket: s3.IBucketRef, grantee: iam.IGrantable): iam.Grant[] {
    const { bucketArn } = logBucket.bucketRef;
    const prefix = this.resources.logPrefix?.replace(/(?<!\/)\/+$/, '') ?? '';
    const objects = prefix === '' || holdsReference(prefix) ? `${bucketArn}/*` : `${bucketArn}/${prefix}/*`;
    // Where the node's account does not own the bucket, the agent hands the logs over to the owner.
    const actions = isOtherAccount(logBucket.env.account, grantee) ? ['s3:PutObject', 's3:PutObjectAcl'] : ['s3:PutObject'];
    const grants = [
      grantOn(logBucket, grantee, ['s3:GetEncryptionConfiguration'], [bucketArn]),
      grantOn(logBucket, grantee, actions, [objects]),
    ];
    // Long logs are uploaded in parts, which S3 decrypts to put them together.
    const { grant } = iam.EncryptedResources.of(logBucket)?.grantOnKey(grantee, 'kms:Decrypt', 'kms:GenerateDataKey') ?? {};
    return grant === undefined ? grants : [...grants, grant];
  }

  private grantLogGroup(logGroup: logs.ILogGroupRef, grantee: iam.IGrantable): iam.Grant[] {
    const arnOf = (name: string) => Arn.format({
      service: 'logs',
      region: logGroup.env.region,
      account: logGroup.env.account,
      resource: 'log-group',
      resourceName: name,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    }, this.stack);
    return [
      iam.Grant.addToPrincipal({
        grantee,
        actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
        // Made from the name, because the ARN of a log group ends with ":*" or not, depending on where it comes from.
        resourceArns: [arnOf(`${logGroup.logGroupRef.logGroupName}:*`)],
      }),
      // The agent finds the log group by listing, which IAM sees as a question about all log groups.
      iam.Grant.addToPrincipal({ grantee, actions: ['logs:DescribeLogGroups'], resourceArns: [arnOf('*')] }),
    ];
  }
}

/**
 * Client and node call KMS themselves and not through another service, so a condition `kms:ViaService` would refuse both.
 */
function grantOnKey(key: kms.IKeyRef, grantee: iam.IGrantable, actions: string[]): iam.Grant {
  const { aliasName } = key as { aliasName?: unknown };
  if (typeof aliasName !== 'string') return grantOn(key, grantee, actions, [key.keyRef.keyArn], ['*']);
  // IAM judges by the key and not by the alias that it was asked for with.
  const { account, region } = key.env;
  return iam.Grant.addToPrincipal({
    grantee,
    actions,
    resourceArns: [Arn.format({ service: 'kms', account, region, resource: 'key', resourceName: '*' }, Stack.of(key))],
    conditions: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': aliasName } },
  });
}

/** Into the policy of the grantee; where it belongs to another account, into the policy of the resource as well. */
function grantOn(
  resource: kms.IKeyRef | s3.IBucketRef, grantee: iam.IGrantable, actions: string[], resourceArns: string[], resourceSelfArns?: string[],
): iam.Grant {
  const options = { grantee, actions, resourceArns };
  const withPolicy = iam.ResourceWithPolicies.of(resource);
  return withPolicy === undefined ? iam.Grant.addToPrincipal(options)
    : iam.Grant.addToPrincipalOrResource({ ...options, resource: withPolicy, resourceSelfArns });
}

function isOtherAccount(account: string, grantee: iam.IGrantable): boolean {
  const { principalAccount } = grantee.grantPrincipal;
  // ARNs of buckets name no account, so what is imported by one may have an empty account.
  return account !== '' && principalAccount !== undefined && Token.compareStrings(account, principalAccount) === TokenComparison.DIFFERENT;
}

/** Whether a parameter of the document decides what a text is. */
function holdsReference(text: string): boolean {
  return hasReference(text) || Tokenization.reverseString(text).tokens.some(ContentReference.isContentReference);
}

function combined(grants: readonly iam.Grant[]): iam.Grant {
  return grants.reduce((all, grant) => all.combine(grant));
}
