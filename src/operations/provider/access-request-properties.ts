/** The type of the custom resources that request access to nodes. It never changes. */
export const ACCESS_REQUEST_TYPE = 'Custom::SSMAccessRequest';

/** The type of the custom resources that tag a request. It never changes. */
export const ACCESS_REQUEST_TAGS_TYPE = 'Custom::SSMAccessRequestTags';

/**
 * The key of the tag by which a custom resource knows its own requests, as their API has no client token: `Owner`, a slash and what tells one
 * request of CloudFormation from others. It is taken off when the resource lets go of a request.
 */
export const OWN_TAG = 'cdk-systems-manager:access-request';

/** Attributes of an access request. */
export const ACCESS_REQUEST_ID = 'AccessRequestId';
export const ACCESS_REQUEST_STATUS = 'Status';

/** What becomes of a request that nobody decided about yet when its custom resource is deleted, or when another one takes its place. */
export const PENDING_ON_DELETE = ['Cancel', 'Leave'] as const;

/** Requests are OpsItems: those for access to nodes, and those for changes. */
export const OPS_ITEM = /^oi-[0-9a-f]{12}$/;

/** Tags as CloudFormation has them in properties: texts by their keys. */
export type TagMap = Readonly<Record<string, string>>;

/** What the handler `access-request` is given, beside the requester's role. */
export interface AccessRequestProperties {
  readonly Reason: string;
  readonly Targets: readonly { readonly Key: string; readonly Values: readonly string[] }[];
  readonly Tags?: TagMap;
  /** What no other resource writes into `OWN_TAG`: the id of the stack, a slash and a text for the construct. */
  readonly Owner: string;
  /** Another text makes another request, although nothing else changed. */
  readonly Trigger?: string;
  /** What becomes of a request that nobody decided about yet. */
  readonly PendingOnDelete: typeof PENDING_ON_DELETE[number];
}

/** What the handler `access-request-tags` is given. */
export interface AccessRequestTagsProperties {
  /** The id of the request, such as `oi-0123456789ab`. */
  readonly RequestId: string;
  readonly Tags: TagMap;
}
