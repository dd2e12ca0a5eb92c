import { aws_logs as logs, Duration, IResolvable, Lazy, Token, Tokenization, UnscopedValidationError } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { SessionOptions } from './session-options';
import { SessionResources } from './session-resources';
import { readFlag, SESSION_INPUTS } from '../content/schema/session';
import { inLastingOrder } from '../document/host-language';

/** What a session type adds to the common inputs. */
interface InputExtras {
  readonly cloudWatchStreamingEnabled: boolean;
  readonly shellProfile?: Record<string, string>;
}

/**
 * The `inputs` of a document.
 *
 * Texts and flags always stand there, empty or false where nothing is given, as in the contents that AWS itself makes.
 */
export function sessionInputs(options: SessionOptions, extras: InputExtras): Record<string, unknown> {
  const { logBucket, logGroup, encryptionKey, runAs, runAsEnabled, idleTimeout, maxDuration } = options;
  checkLogGroup(options);
  checkRunAs(options);
  return {
    s3BucketName: logBucket?.bucketRef.bucketName ?? '',
    s3KeyPrefix: options.logPrefix ?? '',
    s3EncryptionEnabled: options.s3EncryptionEnabled ?? true,
    cloudWatchLogGroupName: logGroup?.logGroupRef.logGroupName ?? '',
    cloudWatchEncryptionEnabled: options.cloudWatchEncryptionEnabled ?? (isLogGroupOverridden(options) ? false : isEncrypted(logGroup)),
    cloudWatchStreamingEnabled: extras.cloudWatchStreamingEnabled,
    kmsKeyId: encryptionKey?.keyRef.keyArn ?? '',
    runAsEnabled: runAsEnabled ?? runAs !== undefined,
    runAsDefaultUser: runAs ?? '',
    idleSessionTimeout: minutesOf('idleTimeout', idleTimeout, SESSION_INPUTS.idleSessionTimeout),
    maxSessionDuration: minutesOf('maxDuration', maxDuration, SESSION_INPUTS.maxSessionDuration),
    shellProfile: extras.shellProfile,
    ...inLastingOrder(options.inputs),
  };
}

/** What grants must know of the session. */
export function sessionResources({ encryptionKey, logBucket, logPrefix, logGroup }: SessionOptions): SessionResources {
  return { encryptionKey, logBucket, logPrefix, logGroup };
}

/** Whether a log group has a key of its own; undefined when this app does not know. */
function hasKey(logGroup: logs.ILogGroupRef): boolean | undefined {
  const resource = logs.CfnLogGroup.isCfnLogGroup(logGroup) ? logGroup : logGroup.node.defaultChild;
  return logs.CfnLogGroup.isCfnLogGroup(resource) ? resource.kmsKeyId !== undefined : undefined;
}

/** What AWS's own default content says without a log group; a log group that has no key yet may still get one. */
function isEncrypted(logGroup: logs.ILogGroupRef | undefined): boolean | IResolvable {
  if (logGroup === undefined) return true;
  return hasKey(logGroup) === false ? Lazy.uncachedAny({ produce: () => hasKey(logGroup) }) : hasKey(logGroup) === true;
}

/** Whether `inputs` names a log group itself, of which this app knows nothing. */
function isLogGroupOverridden({ inputs }: SessionOptions): boolean {
  const name = inputs?.cloudWatchLogGroupName;
  return name !== undefined && name !== '';
}

function checkLogGroup(options: SessionOptions): void {
  const { logGroup, inputs } = options;
  const demandsKey = readFlag(inputs?.cloudWatchEncryptionEnabled ?? options.cloudWatchEncryptionEnabled) === true;
  if (logGroup !== undefined && demandsKey && !isLogGroupOverridden(options) && hasKey(logGroup) === false) {
    throw new UnscopedValidationError(lit`LogGroupWithoutKey`,
      `cloudWatchEncryptionEnabled is true, but the log group ${JSON.stringify(logGroup.node.path)} has no KMS key, so the agent would end every session; `
      + 'give the log group an encryptionKey, or leave out cloudWatchEncryptionEnabled');
  }
}

function checkRunAs({ runAs, runAsEnabled }: SessionOptions): void {
  if (runAs === undefined) return;
  if (runAs === '') {
    throw new UnscopedValidationError(lit`RunAsEmpty`, 'runAs is "", the name of an operating system user is needed; leave it out for ssm-user');
  }
  if (runAsEnabled === false) {
    throw new UnscopedValidationError(lit`RunAsContradiction`, `runAs is ${JSON.stringify(runAs)}, but runAsEnabled is false; leave out one of them`);
  }
}

/** Minutes as the service reads them: a text. */
function minutesOf(name: string, duration: Duration | undefined, { min, max }: { readonly min?: number; readonly max?: number }): string | undefined {
  if (duration === undefined) return undefined;
  const minutes = duration.toMinutes({ integral: false });
  if (Token.isUnresolved(minutes)) return Tokenization.stringifyNumber(minutes);
  if (!Number.isInteger(minutes) || minutes < min! || minutes > max!) {
    throw new UnscopedValidationError(lit`SessionTimeoutOutOfRange`, `${name} is ${duration.toHumanString()}; from ${min} to ${max} whole minutes are allowed`);
  }
  return String(minutes);
}
