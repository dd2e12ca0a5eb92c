import { PolicyDocument } from './iam-evaluator';

/** Reads what IAM holds of roles, at the moment of the question, from the endpoint of IAM. */
export class RolePolicies {
  public constructor(private readonly endpoint: string) {
  }

  /** The inline policies of a role and those that the account manages. A role with policies of AWS is refused: these tests do not know them. */
  public async of(roleArn: string): Promise<readonly PolicyDocument[]> {
    const RoleName = roleArn.split('/').pop()!;
    const attached = members(await this.ask({ Action: 'ListAttachedRolePolicies', RoleName }), 'PolicyArn');
    const foreign = attached.filter(arn => arn.includes('::aws:'));
    if (foreign.length > 0) throw new Error(`${RoleName} has policies of AWS, which these tests do not read: ${foreign.join(', ')}`);
    const names = members(await this.ask({ Action: 'ListRolePolicies', RoleName }), 'member');
    return Promise.all([
      ...names.map(async PolicyName => ({
        name: PolicyName, ...policyOf(await this.ask({ Action: 'GetRolePolicy', RoleName, PolicyName }), 'PolicyDocument'),
      })),
      ...attached.map(async PolicyArn => {
        const [VersionId] = members(await this.ask({ Action: 'GetPolicy', PolicyArn }), 'DefaultVersionId');
        return { name: PolicyArn.split('/').pop(), ...policyOf(await this.ask({ Action: 'GetPolicyVersion', PolicyArn, VersionId }), 'Document') };
      }),
    ]);
  }

  /** Who may assume a role. */
  public async trustOf(roleArn: string): Promise<PolicyDocument> {
    return policyOf(await this.ask({ Action: 'GetRole', RoleName: roleArn.split('/').pop()! }), 'AssumeRolePolicyDocument');
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

function policyOf(xml: string, element: string): PolicyDocument {
  return JSON.parse(documentOf(xml, element)) as PolicyDocument;
}

function documentOf(xml: string, element: string): string {
  const [document] = members(xml, element);
  return document.startsWith('{') ? document : decodeURIComponent(document);
}

function members(xml: string, element: string): string[] {
  return [...xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))]
    .map(([, text]) => text.replace(/&quot;/g, '"').replace(/&#x27;|&apos;/g, '\'').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&'));
}
