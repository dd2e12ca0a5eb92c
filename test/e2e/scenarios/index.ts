import { accessRequest } from './access-request';
import { changeRequest } from './change-request';
import { contentChange } from './content-change';
import { examples } from './examples';
import { failedCreation } from './failed-creation';
import { failedUpdate } from './failed-update';
import { holdBack } from './hold-back';
import { missingPermission } from './missing-permission';
import { preferences } from './preferences';
import { requestRolledBack } from './request-rolled-back';
import { killedHandler, sharing } from './sharing';
import { manyDocuments, throttling } from './throttling';
import { unansweredCall, unansweredRequest } from './unanswered';
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
  requestRolledBack,
  accessRequest,
  throttling,
  killedHandler,
  unansweredRequest,
  unansweredCall,
  missingPermission,
  manyDocuments,
];
