import { isShareable, Observed, plan } from './plan';
import { DOCUMENT_NAME } from '../../src/content/schema/names';
import { ACCOUNT_ID, SHARED_VERSION, SharingProperties } from '../../src/operations/provider/sharing-properties';
import { flag, matching, oneOf, optional, texts } from '../shared/contract';
import { customResource } from '../shared/custom-resource';
import type { Request } from '../shared/operation';
import { Ssm, unlessMissing } from '../shared/ssm';

/** DescribeDocumentPermission: accounts in one answer. */
const PAGE = 200;

export const handler = customResource<SharingProperties, Observed>({
  name: 'sharing',
  contract: {
    DocumentName: matching(DOCUMENT_NAME, 'the name of a document (not its ARN)'),
    AccountIds: optional(texts(ACCOUNT_ID, 'account ids of 12 digits')),
    AllAccounts: optional(flag),
    SharedVersion: oneOf(...Object.values(SHARED_VERSION)),
  },
  physicalId: ({ DocumentName }) => `sharing:${DocumentName}`,
  observe,
  plan,
});

async function observe({ properties: { DocumentName: name } }: Request<SharingProperties>, ssm: Ssm): Promise<Observed> {
  const isFirstLook = ssm.changes === 0;
  const document = (await unlessMissing(ssm.read('DescribeDocument', { Name: name }), 'InvalidDocument'))?.Document;
  if (document === undefined || !isShareable(document)) return { document, shares: new Map(), isFirstLook };
  const shares = await unlessMissing(sharesOf(name, ssm), 'InvalidDocument');
  return shares === undefined ? { shares: new Map(), isFirstLook } : { document, shares, isFirstLook };
}

async function sharesOf(name: string, ssm: Ssm): Promise<Map<string, string | undefined>> {
  const shares = new Map<string, string | undefined>();
  let token: string | undefined;
  do {
    const page = await ssm.read('DescribeDocumentPermission', { Name: name, PermissionType: 'Share', MaxResults: PAGE, NextToken: token });
    for (const account of page.AccountIds ?? []) shares.set(account.toLowerCase(), shares.get(account.toLowerCase()));
    for (const { AccountId: account = '', SharedDocumentVersion } of page.AccountSharingInfoList ?? []) shares.set(account.toLowerCase(), SharedDocumentVersion);
    token = page.NextToken;
  } while (token !== undefined && token !== '');
  return shares;
}
