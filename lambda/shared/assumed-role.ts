import { log } from './log';
import { Patience } from './patience';
import { AssumeRoleCommand, STSClient } from './sdk';

/** What a client signs its requests with. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** The credentials of a role, fetched when they are first needed. They last an hour, longer than any handler. */
export function assumed(roleArn: string, signal: AbortSignal): () => Promise<Credentials> {
  let credentials: Promise<Credentials> | undefined;
  return () => credentials ??= assume(roleArn, signal);
}

async function assume(roleArn: string, signal: AbortSignal): Promise<Credentials> {
  const sts = new STSClient({ maxAttempts: Number.MAX_SAFE_INTEGER, retryStrategy: new Patience(signal, () => undefined) });
  const { Credentials: found, $metadata } = await sts.send(
    new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'cdk-systems-manager' }), { abortSignal: signal });
  log({ call: 'AssumeRole', roleArn, requestId: $metadata.requestId });
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = found!;
  return { accessKeyId: AccessKeyId!, secretAccessKey: SecretAccessKey!, sessionToken: SessionToken, expiration: Expiration };
}
