import type { DocumentDescription } from '@aws-sdk/client-ssm';
import { PUBLIC_SHARING_SETTING } from '../../src/operations/provider/service-setting-properties';
import { NOT_SHAREABLE, SharingProperties } from '../../src/operations/provider/sharing-properties';
import type { Call } from '../shared/calls';
import type { Decision, Request } from '../shared/operation';

/** ModifyDocumentPermission: accounts to add, or to remove, in one call. */
const MAX_ACCOUNTS_A_CALL = 20;
/** What stands for all accounts. Answers may have it in capitals. */
const ALL = 'all';
const UNSETTLED = ['Creating', 'Updating', 'Deleting'];

/** What is seen of the document and of its sharing. */
export interface Observed {
  /** Undefined where there is none. */
  readonly document?: DocumentDescription;
  /** The accounts, or `all`, in lower case, each with the version that it sees, where the service tells. */
  readonly shares: ReadonlyMap<string, string | undefined>;
  /** Whether nothing was changed so far. */
  readonly isFirstLook: boolean;
}

export function plan(request: Request<SharingProperties>, { document, shares, isFirstLook }: Observed): Decision {
  const { DocumentName: name, SharedVersion: version } = request.properties;
  const wanted = request.type === 'Delete' ? [] : listed(request.properties);
  const former = formerly(request);
  if (request.type !== 'Delete') {
    const refused = faultOf(request.properties) ?? documentFault(name, document);
    if (refused !== undefined) return { refused };
    const status = document?.Status ?? '';
    if (UNSETTLED.includes(status)) return { waitFor: `document "${name}", which is ${status}, to be Active` };
  }

  const remove = former.filter(account => shares.has(account) && !wanted.includes(account));
  const add = wanted.filter(account => {
    const shared = shares.get(account);
    // Where the service does not tell the version, the account is added once more, and then left alone.
    return !shares.has(account) || (shared === undefined ? isFirstLook : shared !== version);
  });
  if (remove.length + add.length === 0) return { done: {} };
  // Not where nothing is to be added, such as after an update that was refused for this and is rolled back.
  const mix = add.length > 0 ? mixFault(name, wanted, former, shares) : undefined;
  if (mix !== undefined) return { refused: mix };
  // Removed first: a document has room for so many accounts, and is shared either with all of them or with some.
  return {
    calls: [
      ...batches(remove).map((accounts): Call => ({
        api: 'ModifyDocumentPermission',
        input: { Name: name, PermissionType: 'Share', AccountIdsToRemove: accounts },
        unless: ['InvalidDocument'],
      })),
      ...batches(add).map((accounts): Call => ({
        api: 'ModifyDocumentPermission',
        input: { Name: name, PermissionType: 'Share', AccountIdsToAdd: accounts, SharedDocumentVersion: version },
        advice: wanted.includes(ALL) ? PUBLIC_ADVICE : undefined,
      })),
    ],
  };
}

/** Whether the service can be asked who the document is shared with. */
export function isShareable({ DocumentType, Owner }: DocumentDescription): boolean {
  return !NOT_SHAREABLE.includes(DocumentType ?? '') && Owner !== 'Amazon';
}

// Which error the service has for this is not verified, so it is said after each refusal.
const PUBLIC_ADVICE = `if public sharing is blocked in this account and Region, that is the service setting ${PUBLIC_SHARING_SETTING}: `
  + `somebody who may can allow it with "aws ssm update-service-setting --setting-id ${PUBLIC_SHARING_SETTING} --setting-value Enable"; `
  + 'beside that, 5 documents can be public';

/** The accounts that this resource shares the document with so far, as far as it did so: it never touches those of others. */
function formerly(request: Request<SharingProperties>): string[] {
  if (request.type === 'Create') return [];
  const before = request.type === 'Delete' ? request.properties : request.old;
  // From properties with a fault nothing was done.
  return before === undefined || faultOf(before) !== undefined ? [] : listed(before);
}

/** In an order that does not depend on that of the properties. */
function listed({ AllAccounts, AccountIds = [] }: SharingProperties): string[] {
  return AllAccounts === true ? [ALL] : [...new Set(AccountIds)].sort();
}

function faultOf({ AllAccounts, AccountIds = [] }: SharingProperties): string | undefined {
  if (AllAccounts !== true && AccountIds.length === 0) return 'there are no accounts to share with; give AccountIds, or AllAccounts';
  if (AllAccounts === true && AccountIds.length > 0) return 'AllAccounts and AccountIds exclude each other; give one of them';
  return undefined;
}

function documentFault(name: string, document: DocumentDescription | undefined): string | undefined {
  if (document === undefined) return `document "${name}" does not exist in this account and Region; only its owner can share a document`;
  if (document.Owner === 'Amazon') return `document "${name}" belongs to Amazon; only its owner can share a document, and everybody can use this one`;
  if (isShareable(document)) return undefined;
  return `document "${name}" is of type ${document.DocumentType}; documents of the types ${NOT_SHAREABLE.join(' and ')} cannot be shared`;
}

/**
 * A document is shared either with all accounts or with some. That the service refuses a mix is recorded for what stands in one call; that
 * it counts what is shared already is not verified, but nobody who lists accounts wants to find the document public.
 */
function mixFault(name: string, wanted: readonly string[], former: readonly string[], shares: Observed['shares']): string | undefined {
  const foreign = [...shares.keys()].filter(account => !wanted.includes(account) && !former.includes(account)).sort();
  const command = `aws ssm modify-document-permission --name ${name} --permission-type Share --account-ids-to-remove`;
  if (foreign.includes(ALL)) {
    return `document "${name}" is public: somebody else shared it with all accounts, and it cannot be shared with some beside that; end that first (${command} All)`;
  }
  if (!wanted.includes(ALL) || foreign.length === 0) return undefined;
  const shown = foreign.slice(0, MAX_ACCOUNTS_A_CALL);
  const more = foreign.length > shown.length ? ` and ${foreign.length - shown.length} more` : '';
  return `document "${name}" is shared with accounts that are not this resource's: ${shown.join(', ')}${more}; `
    + `it cannot be shared with all accounts beside that; unshare it first (${command} ${shown.join(' ')})`;
}

function batches(accounts: readonly string[]): string[][] {
  const count = Math.ceil(accounts.length / MAX_ACCOUNTS_A_CALL);
  return Array.from({ length: count }, (_, index) => accounts.slice(index * MAX_ACCOUNTS_A_CALL, (index + 1) * MAX_ACCOUNTS_A_CALL).map(spelled));
}

/** As the API's reference spells it, and as it is recorded to be taken. */
function spelled(account: string): string {
  return account === ALL ? 'All' : account;
}
