import { log } from './log';
import { Patience } from './patience';
import { AssumeRoleCommand, STSClient } from './sdk';

/** How sessions of the roles are called that handlers assume. */
export const SESSION_NAME = 'cdk-systems-manager';

/** STS does not tell whether it is the role or who asks that lacks something, nor whether there is such a role. */
const ADVICE = 'look whether that role exists and trusts the role of the function, or the account; a role that the stack did not make is not told whom to trust';

/** What a client signs its requests with. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** The roles that a handler acts with. */
export interface Roles {
  /** Stands in for the function's own, which has no room for the policy any more. */
  readonly own?: string;
  /** In whose name Systems Manager is called; assumed by the one before. */
  readonly actAs?: string;
}

/**
 * The credentials of a role, fetched when they are first needed. They last an hour, longer than any handler.
 *
 * @param by the credentials to assume it with, where these are not the function's own.
 */
export function assumed(roleArn: string, signal: AbortSignal, by?: () => Promise<Credentials>): () => Promise<Credentials> {
  let credentials: Promise<Credentials> | undefined;
  return () => credentials ??= assume(roleArn, signal, by).catch((error: unknown) => {
    // Asked for again when it is needed again.
    credentials = undefined;
    throw error;
  });
}

async function assume(roleArn: string, signal: AbortSignal, by: (() => Promise<Credentials>) | undefined): Promise<Credentials> {
  const sts = new STSClient({ credentials: by, maxAttempts: Number.MAX_SAFE_INTEGER, retryStrategy: new Patience(signal, () => undefined) });
  const command = new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: SESSION_NAME });
  const { Credentials: found, $metadata } = await sts.send(command, { abortSignal: signal }).catch((error: Error) => {
    if (error.name === 'AccessDenied') error.message += `; ${ADVICE}`;
    throw error;
  });
  log({ call: 'AssumeRole', roleArn, requestId: $metadata.requestId });
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = found!;
  return { accessKeyId: AccessKeyId!, secretAccessKey: SecretAccessKey!, sessionToken: SessionToken, expiration: Expiration };
}
