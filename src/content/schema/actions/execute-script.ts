import { defineAction } from './action';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html */
export const EXECUTE_SCRIPT = defineAction({
  action: 'aws:executeScript',
  inputs: {
    Runtime: { type: 'String', required: true, known: ['python3.10', 'python3.11', 'python3.12', 'PowerShell 7.4'], deprecated: ['python3.6', 'python3.7', 'python3.8', 'python3.9', 'PowerShell Core 6.0', 'PowerShell 7.0'] },
    Handler: { type: 'String' },
    InputPayload: { type: 'StringMap' },
    Script: { type: 'String' },
    Attachment: { type: 'String', pattern: { regex: /^[a-zA-Z0-9_\-.]{3,128}$/, inWords: 'TODO' } },
  },
  outputs: {
    Payload: { type: 'Any' },
  },
  maxTimeoutSeconds: 600,
  // TODO Python: Handler required and def handler(events, context) takes two arguments
  // TODO PowerShell: Script required, Handler forbidden, input is JSON in $env:InputPayload
  // TODO Attachment requires files.<name>.checksums.sha256 and the CreateDocument Attachments list
  // TODO Python attachment .py or .zip; PowerShell attachment must be .zip
});
