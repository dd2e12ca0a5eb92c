import { ACCESS_REQUEST } from './access-request';
import { ACCESS_REQUEST_TAGS } from './access-request-tags';
import { AUTOMATION_EXECUTION } from './automation-execution';
import { CHANGE_REQUEST } from './change-request';
import { CONTENT_HASH } from './content-hash';
import { DEFAULT_VERSION } from './default-version';
import { HandlerCase } from './handler-case';
import { SERVICE_SETTING } from './service-setting';
import { SESSION_PREFERENCES } from './session-preferences';
import { SHARING } from './sharing';
import { TEMPLATE_REVIEW } from './template-review';

/** Every handler, in every way in which it is used. The fault matrix runs each with every fault, each of these lists in a process of its own. */
export const STORIES = {
  documents: [...CONTENT_HASH, ...DEFAULT_VERSION, ...SHARING, ...TEMPLATE_REVIEW],
  settings: [...SESSION_PREFERENCES, ...SERVICE_SETTING],
  executions: [...CHANGE_REQUEST, ...AUTOMATION_EXECUTION],
  access: [...ACCESS_REQUEST, ...ACCESS_REQUEST_TAGS],
} satisfies Record<string, readonly HandlerCase[]>;

export const HANDLERS: readonly HandlerCase[] = Object.values(STORIES).flat();
