import { defineAction } from './action';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-lamb.html */
export const INVOKE_LAMBDA_FUNCTION = defineAction({
  action: 'aws:invokeLambdaFunction',
  inputs: {
    FunctionName: { type: 'String', required: true },
    Qualifier: { type: 'String' },
    InvocationType: { type: 'String', allowed: ['Event', 'RequestResponse', 'DryRun'] },
    LogType: { type: 'String', allowed: ['None', 'Tail'] },
    ClientContext: { type: 'String' },
    InputPayload: { type: 'StringMap' },
    Payload: { type: 'String' },
  },
  outputs: {
    StatusCode: { type: 'Integer' },
    FunctionError: { type: 'String' },
    LogResult: { type: 'String' },
    Payload: { type: 'String' },
  },
  maxTimeoutSeconds: 300,
  // TODO InputPayload wins when both InputPayload and Payload are given
});
