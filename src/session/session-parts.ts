import { SessionResources } from './session-resources';
import { SessionType } from '../content/schema/session';

/**
 * What a session brings into its document.
 */
export interface SessionParts {
  readonly sessionType: SessionType;
  readonly inputs?: Record<string, unknown>;
  readonly properties?: Record<string, unknown>;
  readonly resources: SessionResources;
}
