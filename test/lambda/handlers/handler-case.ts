import type { SsmDouble } from '../../ssm-double/ssm-double';

/** What the fault matrix needs to know of a handler: one story of creation, update and deletion. */
export interface HandlerCase {
  readonly handler: string;
  readonly resourceType: string;
  /** Tells several stories of one handler apart. */
  readonly story?: string;
  /** Whether the provider framework of the CDK runs it, and asks again and again whether it is complete. */
  readonly isWaiting?: boolean;
  /** Calls whose failure fails nothing, as the answer is only richer by what they tell. */
  readonly optional?: readonly string[];
  /** Calls that are made without a look, as they do nothing where they were made before. */
  readonly blind?: readonly string[];
  /** ARNs of those who call, by the access key ids that the double of STS gives them. */
  readonly callers?: Readonly<Record<string, string>>;
  /** Puts into the service what is there before the resource is created. */
  readonly prepare: (double: SsmDouble) => void;
  readonly created: object;
  readonly updated: object;
  /** What the deployment changes beside, before the update comes, and before it is rolled back. */
  readonly beforeUpdate?: (double: SsmDouble) => void;
  readonly beforeRollback?: (double: SsmDouble) => void;
  /** Properties that cannot be read. */
  readonly malformed: object;
  /** Takes away from the service what the resource manages, if there is such a thing. */
  readonly vanish?: (double: SsmDouble) => void;
  /** What the reason says then. */
  readonly missing?: RegExp;
  /** What a creation and an update come to where it is not there. */
  readonly withoutIt: { readonly Create: 'SUCCESS' | 'FAILED'; readonly Update: 'SUCCESS' | 'FAILED' };
  /** Whether it is then made anew, to what was asked for. */
  readonly makesIt?: boolean;
  /** What a deletion comes to that is allowed nothing. @default 'FAILED' where it calls the service at all */
  readonly withoutPermission?: { readonly Delete: 'SUCCESS' };
  /** Whether `rolledBack` is what is there once CloudFormation has deleted what the update had made. */
  readonly isCleanedUp?: boolean;
  /** Whether what was done stays when it is deleted, also what a creation had done that failed. */
  readonly staysDone?: boolean;
  /** What the service holds, as far as the handler has to do with it. */
  readonly holds: (double: SsmDouble) => unknown;
  /** What it holds after each; `rolledBack` is after the update and the update back. */
  readonly after: { readonly create: unknown; readonly update: unknown; readonly rolledBack: unknown; readonly delete: unknown };
}
