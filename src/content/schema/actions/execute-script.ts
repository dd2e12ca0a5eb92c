import { defineAction } from './action';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html */
export const EXECUTE_SCRIPT = defineAction({
  action: 'aws:executeScript',
  inputs: {
    Runtime: { type: 'String', required: true, known: ['python3.10', 'python3.11', 'python3.12', 'PowerShell 7.4'], deprecated: ['python3.6', 'python3.7', 'python3.8', 'python3.9', 'PowerShell Core 6.0', 'PowerShell 7.0'] },
    Handler: { type: 'String' },
    // The guide calls it a text and shows a map.
    InputPayload: { type: 'StringMap', isLoose: true },
    Script: { type: 'String', maxBytes: 100 * 1024 },
    Attachment: { type: 'String', pattern: { regex: /^[a-zA-Z0-9_\-.]{3,128}$/, inWords: '3 to 128 letters, digits, "_", "-" and "."' } },
  },
  outputs: {
    Payload: { type: 'Any' },
  },
  // The guide's own examples declare an output Payload.
  mayRedeclareOutputs: true,
  maxTimeoutSeconds: 600,
  // Only who derives permissions waits for the reader of Python.
  permissions: view => (require('../../permissions/script') as typeof import('../../permissions/script')).scriptPermissions(view),
});
