import { HandlerCase } from './handler-case';
import { CONTENTS, NAME, WITHOUT_DOCUMENT } from './versioned-document';

function accounts(...numbers: readonly number[]): string[] {
  return numbers.map(number => String(number).padStart(12, '0'));
}

function shares(accountsByVersion: Record<string, readonly string[]>): Record<string, string> {
  return Object.fromEntries(Object.entries(accountsByVersion).flatMap(([version, ids]) => ids.map(id => [id, version])));
}

export const SHARING: readonly HandlerCase[] = [{
  handler: 'sharing',
  resourceType: 'Custom::SSMDocumentSharing',
  // Somebody else shares it with the account that ends in 9.
  prepare: double => { double.documents.put({ name: NAME, type: 'Automation', contents: CONTENTS, shares: { [accounts(9)[0]]: '$ALL' } }); },
  created: { DocumentName: NAME, AccountIds: accounts(1, 2), SharedVersion: '$DEFAULT' },
  updated: { DocumentName: NAME, AccountIds: accounts(2, 3), SharedVersion: '$LATEST' },
  malformed: { DocumentName: NAME, AccountIds: ['All'], SharedVersion: '1' },
  ...WITHOUT_DOCUMENT,
  holds: double => double.document(NAME)?.shares,
  after: {
    create: shares({ $DEFAULT: accounts(1, 2), $ALL: accounts(9) }),
    update: shares({ $LATEST: accounts(2, 3), $ALL: accounts(9) }),
    rolledBack: shares({ $DEFAULT: accounts(1, 2), $ALL: accounts(9) }),
    delete: shares({ $ALL: accounts(9) }),
  },
}];
