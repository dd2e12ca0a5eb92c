/** Conditions of a policy statement: operator → key → value or values. */
export type PermissionConditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/**
 * Something that a step may do, as a statement of an IAM policy allows it.
 *
 * `${AWS::Partition}`, `${AWS::Region}` and `${AWS::AccountId}` in a resource or a condition stand for where the runbook runs.
 */
export interface Permission {
  /** IAM actions, such as `ec2:DescribeInstances`. */
  readonly actions: readonly string[];
  /** ARNs; `*` where IAM knows no resources for the actions, or where an input is not known before the runbook runs. */
  readonly resources: readonly string[];
  readonly conditions?: PermissionConditions;
  /** Whether IAM knows no resources for the actions, so that `*` is the only one there can be. */
  readonly knowsNoResources?: boolean;
  /** What in the step needs it, where the action alone does not say: `client('s3').list_objects_v2, line 12`. */
  readonly origin?: string;
}
