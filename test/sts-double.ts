import { QueryAnswer, QueryDouble, queryError, unknownAction } from './query-double';

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** A request to assume a role. */
export interface AssumedRole {
  readonly roleArn: string;
  readonly sessionName: string;
  /** The access key id that asked. */
  readonly caller: string;
}

/** A double of STS, which knows AssumeRole alone; the credentials that it gives are those of nobody. */
export class StsDouble extends QueryDouble {
  public static start(): Promise<StsDouble> {
    return new StsDouble().listen();
  }

  /** How many of the next requests are denied, as they are until a role that was made a moment ago is known everywhere. */
  public denials = 0;
  public readonly requests: AssumedRole[] = [];

  protected answer(input: URLSearchParams, caller: string, requestId: string): QueryAnswer {
    if (input.get('Action') !== 'AssumeRole') return unknownAction(input);
    const roleArn = input.get('RoleArn') ?? '';
    this.requests.push({ roleArn, sessionName: input.get('RoleSessionName') ?? '', caller });
    if (this.denials > 0) {
      this.denials -= 1;
      return queryError(NAMESPACE, 403, 'AccessDenied', `User: x is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`, requestId);
    }
    return [200, `<AssumeRoleResponse xmlns="${NAMESPACE}"><AssumeRoleResult><Credentials>`
      + `<AccessKeyId>${accessKeyIdOf(roleArn)}</AccessKeyId><SecretAccessKey>assumed-secret</SecretAccessKey><SessionToken>assumed-token</SessionToken>`
      + `<Expiration>${new Date(Date.now() + 3_600_000).toISOString()}</Expiration></Credentials></AssumeRoleResult>`
      + `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></AssumeRoleResponse>`];
  }
}

/** By which calls with the credentials of an assumed role are known: what a role's ARN ends with. */
export function accessKeyIdOf(roleArn: string): string {
  return `ASIA${roleArn.replace(/\W/g, '').slice(-12)}`;
}
