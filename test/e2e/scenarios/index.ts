import { changeRequest } from './change-request';
import { contentChange } from './content-change';
import { examples } from './examples';
import { failedCreation } from './failed-creation';
import { failedUpdate } from './failed-update';
import { missingPermission } from './missing-permission';
import { preferences } from './preferences';
import { killedHandler, sharing } from './sharing';
import { throttling } from './throttling';
import { Scenario } from '../scenario';

/** All of them, in the order in which they are played. */
export const scenarios: readonly Scenario[] = [
  ...examples,
  contentChange,
  failedUpdate,
  failedCreation,
  sharing,
  preferences,
  changeRequest,
  throttling,
  killedHandler,
  missingPermission,
];
