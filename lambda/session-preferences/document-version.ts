import type { DocumentDescription } from '@aws-sdk/client-ssm';

/** The document that Session Manager reads the preferences of a Region from. */
export const NAME = 'SSM-SessionManagerRunShell';
export const DOCUMENT = `document "${NAME}"`;

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
