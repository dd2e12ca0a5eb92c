import { defineAction } from './action';
import { arn, arnsOf } from '../../permissions/arn';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/invoke-webhook.html */
export const INVOKE_WEBHOOK = defineAction({
  action: 'aws:invokeWebhook',
  inputs: {
    IntegrationName: { type: 'String', required: true },
    Body: { type: 'String' },
  },
  outputs: {
    Response: { type: 'String' },
    ResponseCode: { type: 'Integer' },
  },
  permissions: view => [
    {
      actions: ['ssm:GetParameter'],
      resources: arnsOf(view, view.inputs.IntegrationName, parameterOf, parameterOf('*')),
    },
  ],
});

/** Integrations are kept in a namespace of Parameter Store that is the same everywhere. */
function parameterOf(integration: string): string {
  return arn('ssm', `parameter/d9d01087-4a3f-49e0-b0b4-d568d7826553/ssm/integrations/webhook/${integration}`);
}
