import { defineAction } from './action';
import { nestedAutomationPermissions } from '../../permissions/nested-automation';
import { DOCUMENT_VERSION } from '../names';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAutomation.html */
export const EXECUTE_AUTOMATION = defineAction({
  action: 'aws:executeAutomation',
  inputs: {
    DocumentName: { type: 'String', required: true },
    DocumentVersion: { type: 'String', pattern: { regex: DOCUMENT_VERSION, inWords: 'a version number, $LATEST or $DEFAULT' } },
    RuntimeParameters: { type: 'Map' },
    MaxConcurrency: { type: 'String', maxLength: 7, pattern: { regex: /^(?:[1-9][0-9]*|[1-9][0-9]?%|100%)$/, inWords: 'a number from 1, or a percentage from 1% to 100%' } },
    MaxErrors: { type: 'String', maxLength: 7, pattern: { regex: /^(?:0|[1-9][0-9]*|[1-9]?[0-9]%|100%)$/, inWords: 'a number from 0, or a percentage from 0% to 100%' } },
    Targets: { type: 'MapList', maxItems: 5 },
    TargetParameterName: { type: 'String', minLength: 1, maxLength: 50 },
    TargetMaps: { type: 'MapList', maxItems: 300 },
    TargetLocations: { type: 'MapList', minItems: 1, maxItems: 100 },
    Tags: { type: 'MapList', maxItems: 5 },
  },
  groups: [
    // With TargetMaps the parameter is named there.
    { kind: 'all-or-none', inputs: ['Targets', 'TargetParameterName'] },
    { kind: 'at-most-one', inputs: ['Targets', 'TargetMaps'] },
  ],
  outputs: {
    Output: { type: 'StringList' },
    ExecutionId: { type: 'String' },
    Status: { type: 'String' },
  },
  permissions: nestedAutomationPermissions,
});
