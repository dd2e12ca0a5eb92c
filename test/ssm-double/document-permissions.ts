import { DocumentStore, SharedDocumentVersion, StoredDocument } from './document-store';
import { Operations } from './operation';
import { page } from './page';
import { ServiceError } from './service-error';
import { PUBLIC_SHARING, ServiceSettings } from './service-settings';

/** Types of documents that cannot be shared; reported by users of DescribeDocumentPermission, whose errors name InvalidDocumentOperation. */
const POLICY_TYPES = ['ManualApprovalPolicy', 'AutoApprovalPolicy'];
const MAX_ACCOUNTS = 1000;
const MAX_PUBLIC_DOCUMENTS = 5;

interface ModifyDocumentPermissionInput {
  readonly Name: string;
  readonly AccountIdsToAdd?: readonly string[];
  readonly AccountIdsToRemove?: readonly string[];
  readonly SharedDocumentVersion?: SharedDocumentVersion;
}

interface DescribeDocumentPermissionInput {
  readonly Name: string;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** Sharing of documents. More than 20 accounts at once are refused by the model already. */
export function documentPermissionOperations(documents: DocumentStore, settings: ServiceSettings): Operations {
  return {
    ModifyDocumentPermission: (input: ModifyDocumentPermissionInput) => {
      const document = own(input.Name);
      // The model declares no error for this, unlike for DescribeDocumentPermission; that it is this one is a guess.
      if (POLICY_TYPES.includes(document.type)) throw new ServiceError('ValidationException', notShareable(document));
      const add = normal(input.AccountIdsToAdd);
      const remove = normal(input.AccountIdsToRemove);
      if (add.length + remove.length === 0) {
        throw new ServiceError('ValidationException', 'You must specify AccountIdsToAdd or AccountIdsToRemove'); // wording unproven
      }
      // Recorded for ids and "All" in one list; that both lists and what is shared already count together is the strict reading.
      const named = new Set([...add, ...remove]);
      const after = new Map(document.shares);
      for (const account of add) after.set(account, input.SharedDocumentVersion ?? '$DEFAULT');
      for (const account of remove) after.delete(account); // an account in both lists is removed, recorded
      if ((named.has('all') && named.size > 1) || (after.has('all') && after.size > 1)) {
        throw new ServiceError('DocumentPermissionLimit', 'Accounts can either be all or a group of AWS accounts');
      }
      if (after.size > MAX_ACCOUNTS) {
        throw new ServiceError('DocumentPermissionLimit', `The document can't be shared with more than ${MAX_ACCOUNTS} accounts`); // wording unproven
      }
      if (after.has('all') && !document.shares.has('all')) refusePublic();
      document.shares = after;
      return {};
    },
    DescribeDocumentPermission: (input: DescribeDocumentPermissionInput) => {
      const document = own(input.Name);
      if (POLICY_TYPES.includes(document.type)) throw new ServiceError('InvalidDocumentOperation', notShareable(document));
      const { items, NextToken } = page(`permissions of ${input.Name}`, [...document.shares], input.MaxResults ?? 200, input.NextToken);
      return {
        AccountIds: items.map(([account]) => account),
        AccountSharingInfoList: items.map(([AccountId, version]) => ({ AccountId, SharedDocumentVersion: version })),
        ...(NextToken && { NextToken }),
      };
    },
  };

  function own(name: string): StoredDocument {
    const document = documents.byName.get(name);
    if (!document || document.owner !== documents.place.account) {
      throw new ServiceError('InvalidDocument', `Document with name ${name} does not exist.`);
    }
    return document;
  }

  /** That both are refused is documented; codes and wordings are unproven. */
  function refusePublic(): void {
    if (settings.get(PUBLIC_SHARING) === 'Disable') {
      throw new ServiceError('AccessDeniedException', 'Public sharing of documents is blocked in this account and Region');
    }
    const published = [...documents.byName.values()].filter(document => document.shares.has('all')).length;
    if (published >= MAX_PUBLIC_DOCUMENTS) {
      throw new ServiceError('DocumentPermissionLimit', `At most ${MAX_PUBLIC_DOCUMENTS} documents can be shared publicly`);
    }
  }
}

function normal(accounts: readonly string[] = []): string[] {
  return accounts.map(account => account.toLowerCase());
}

function notShareable(document: StoredDocument): string {
  return `Document ${document.name} of type ${document.type} can't be shared`; // wording unproven
}
