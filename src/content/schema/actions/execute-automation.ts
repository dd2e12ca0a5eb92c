import { defineAction } from './action';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAutomation.html */
export const EXECUTE_AUTOMATION = defineAction({
  action: 'aws:executeAutomation',
  inputs: {
    DocumentName: { type: 'String', required: true },
    DocumentVersion: { type: 'String', pattern: { regex: /([$]LATEST|[$]DEFAULT|^[1-9][0-9]*$)/, inWords: 'TODO' } },
    RuntimeParameters: { type: 'Map' },
    MaxConcurrency: { type: 'String', maxLength: 7, pattern: { regex: /^([1-9][0-9]*|[1-9][0-9]%|[1-9]%|100%)$/, inWords: 'TODO' } },
    MaxErrors: { type: 'String', maxLength: 7, pattern: { regex: /^([1-9][0-9]*|[0]|[1-9][0-9]%|[0-9]%|100%)$/, inWords: 'TODO' } },
    Targets: { type: 'MapList', maxItems: 5 },
    TargetParameterName: { type: 'String', minLength: 1, maxLength: 50 },
    TargetMaps: { type: 'MapList', maxItems: 300 },
    TargetLocations: { type: 'MapList', minItems: 1, maxItems: 100 },
    Tags: { type: 'MapList', maxItems: 5 },
  },
  outputs: {
    Output: { type: 'StringList' },
    ExecutionId: { type: 'String' },
    Status: { type: 'String' },
  },
  // TODO Targets and TargetParameterName require each other
  // TODO Targets and TargetMaps are mutually exclusive
  // TODO With TargetLocations no outputs come back to the parent
});
