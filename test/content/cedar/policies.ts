import { check, CheckOptions } from '../../../src/content/check/check';
import { Finding } from '../../../src/content/finding';
import { ContentMap } from '../../../src/content/value';

export const ACTION = 'AWS::SSM::Action::"getTokenForInstanceAccess"';

/** A statement with a condition. */
export const when = (condition: string): string => `permit (principal, action == ${ACTION}, resource) when { ${condition} };`;

/** A document of texts. */
export const holding = (...texts: string[]): ContentMap => ({
  schemaVersion: '0.3',
  accessTokenRole: 'SSM-JustInTimeAccessTokenRole',
  accessDuration: 3600,
  AutoApprovalPolicyDocuments: texts.map(content => ({ type: 'Cedar', content })),
});

/** What is found in texts inside a document. */
export function foundIn(texts: readonly string[], options?: CheckOptions): Finding[] {
  return check(holding(...texts), options);
}
