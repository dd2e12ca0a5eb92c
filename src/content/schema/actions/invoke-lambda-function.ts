import { defineAction, isLiteral, StepFault } from './action';
import { functionArns } from '../../permissions/function-arns';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-lamb.html */
export const INVOKE_LAMBDA_FUNCTION = defineAction({
  action: 'aws:invokeLambdaFunction',
  inputs: {
    FunctionName: { type: 'String', required: true },
    Qualifier: { type: 'String' },
    InvocationType: { type: 'String', allowed: ['Event', 'RequestResponse', 'DryRun'] },
    LogType: { type: 'String', allowed: ['None', 'Tail'] },
    // The guide does not say what kind.
    ClientContext: { type: 'String', isLoose: true },
    InputPayload: { type: 'StringMap' },
    // An older form of InputPayload, which documents of AWS also give a map.
    Payload: { type: 'String', isLoose: true },
  },
  outputs: {
    StatusCode: { type: 'Integer' },
    FunctionError: { type: 'String' },
    LogResult: { type: 'String' },
    Payload: { type: 'String' },
  },
  maxTimeoutSeconds: 300,
  check: view => {
    const { InputPayload: input, Payload: payload, LogType: log, InvocationType: kind } = view.inputs;
    const faults: StepFault[] = [];
    if (input !== undefined && payload !== undefined) {
      faults.push({ severity: 'warning', path: ['inputs', 'Payload'], message: 'Payload has no effect beside InputPayload; leave one of them out' });
    }
    if (log === 'Tail' && isLiteral(kind, view) && kind !== 'RequestResponse') {
      faults.push({ severity: 'warning', path: ['inputs', 'LogType'], message: `LogType Tail gives a log only to an InvocationType RequestResponse, not to ${kind}` });
    }
    return faults;
  },
  permissions: view => [{ actions: ['lambda:InvokeFunction'], resources: functionArns(view, view.inputs.FunctionName, view.inputs.Qualifier) }],
});
