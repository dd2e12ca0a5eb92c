import type { DocumentDescription } from '@aws-sdk/client-ssm';
import { PREFERENCES_NAME } from '../../src/operations/provider/session-preferences-properties';

/** What messages call it. */
export const DOCUMENT = `document "${PREFERENCES_NAME}"`;

/** One version of the document. */
export interface DocumentVersion extends DocumentDescription {
  /** Its text; undefined as long as SSM does not give it. */
  readonly content?: string;
}

/** What is waited for, if things are in motion. */
export function inMotion({ Status }: DocumentDescription): string | undefined {
  switch (Status) {
    case 'Creating':
    case 'Updating': return `${DOCUMENT}, which is ${Status}, to be Active`;
    case 'Deleting': return `${DOCUMENT}, which is ${Status}, to be gone`;
    default: return undefined;
  }
}
