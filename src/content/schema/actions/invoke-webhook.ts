import { defineAction } from './action';

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
});
