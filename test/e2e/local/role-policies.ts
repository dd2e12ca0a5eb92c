import { PolicyDocument } from './iam-evaluator';

/** Reads what IAM holds of roles, at the moment of the question, from the endpoint of IAM. */
export class RolePolicies {
  public constructor(private readonly endpoint: string) {
  }

  /** The inline policies of a role. No role of a handler has managed ones; a role that has some is refused, so that none is overlooked. */
  public async of(roleArn: string): Promise<readonly PolicyDocument[]> {
    const RoleName = roleArn.split('/').pop()!;
    const attached = members(await this.ask({ Action: 'ListAttachedRolePolicies', RoleName }), 'PolicyArn');
    if (attached.length > 0) throw new Error(`${RoleName} has managed policies, which these tests do not read: ${attached.join(', ')}`);
    const names = members(await this.ask({ Action: 'ListRolePolicies', RoleName }), 'member');
    const documents = await Promise.all(names.map(async PolicyName => {
      const [document] = members(await this.ask({ Action: 'GetRolePolicy', RoleName, PolicyName }), 'PolicyDocument');
      return JSON.parse(document.startsWith('{') ? document : decodeURIComponent(document)) as PolicyDocument;
    }));
    return documents;
  }

  /** Who may assume a role. */
  public async trustOf(roleArn: string): Promise<string> {
    const [document] = members(await this.ask({ Action: 'GetRole', RoleName: roleArn.split('/').pop()! }), 'AssumeRolePolicyDocument');
    return document.startsWith('{') ? document : decodeURIComponent(document);
  }

  private async ask(parameters: Record<string, string>): Promise<string> {
    const response = await fetch(this.endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'authorization': 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=none',
      },
      body: new URLSearchParams({ ...parameters, Version: '2010-05-08' }).toString(),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`IAM refuses ${JSON.stringify(parameters)}: ${text}`);
    return text;
  }
}

function members(xml: string, element: string): string[] {
  return [...xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))]
    .map(([, text]) => text.replace(/&quot;/g, '"').replace(/&#x27;|&apos;/g, '\'').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&'));
}
