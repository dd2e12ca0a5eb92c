/** The letters that AWS Tools for PowerShell put before the nouns of each service, those that scripts use. */
const SERVICES = 'ACM|ADS|APS|AAS|AS|ASA|BAK|CB|CD|CF|CFG|CFN|CT|CW|CWE|CWL|DDB|DS|EB|EBS|EC|EC2|ECR|ECS|EFS|EKS|ELB|ELB2|EMR|EVB|FSX|GD|GLUE|IAM|INS2|KIN|KMS|'
  + 'LM|MSK|ORG|R53|RDS|RS|S3|SEC|SFN|SHUB|SMS|SNS|SQS|SSM|STS|TR|WAF2|WKS';
const CMDLET = new RegExp(`\\b[A-Z][a-z]{1,12}-(?:${SERVICES})[A-Z][A-Za-z0-9]{1,60}\\b`, 'g');
const MOST_NAMED = 10;

/**
 * Doubts about a PowerShell script: the cmdlets of AWS that it uses.
 *
 * Their names are people's words rather than the operations they call, so nothing is derived from them.
 */
export function scanPowerShell(script: string): string[] {
  const text = withoutComments(script);
  const names = cmdletsOf(text);
  const found: string[] = [];
  if (names.length > 0) {
    const rest = names.length - MOST_NAMED;
    found.push(`the script calls AWS: ${names.slice(0, MOST_NAMED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}; allow what these need`);
  }
  if (/(?:^|[\s;&|(])aws(?:\.exe)?\s+[a-z][a-z0-9-]+\s+[a-z]/.test(text)) found.push('the script calls the AWS CLI; allow what it needs');
  return found;
}

/** Whether a PowerShell script uses cmdlets of AWS. */
export function usesAwsCmdlets(script: string): boolean {
  return cmdletsOf(withoutComments(script)).length > 0;
}

function cmdletsOf(text: string): string[] {
  return [...new Set([...text.matchAll(CMDLET)].map(([name]) => name))];
}

function withoutComments(script: string): string {
  return script.replaceAll(/<#[^]*?(#>|$)/g, (part, end) => end === '' ? part : ' ').replaceAll(/(^|\s)#[^\n]*/g, '$1');
}
