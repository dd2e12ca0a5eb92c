import { accessRequest } from './access-request';
import { changeRequest } from './change-request';
import { contentChange } from './content-change';
import { examples } from './examples';
import { failedCreation } from './failed-creation';
import { failedUpdate } from './failed-update';
import { holdBack } from './hold-back';
import { missingPermission } from './missing-permission';
import { preferences } from './preferences';
import { killedHandler, sharing } from './sharing';
import { manyDocuments, throttling } from './throttling';
import { Scenario } from '../scenario';

/** All of them, in the order in which they are played. */
export const scenarios: readonly Scenario[] = [
  ...examples,
  contentChange,
  holdBack,
  failedUpdate,
  failedCreation,
  sharing,
  preferences,
  changeRequest,
  accessRequest,
  throttling,
  killedHandler,
  missingPermission,
  manyDocuments,
];
