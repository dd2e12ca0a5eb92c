import { defineAction } from './action';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-branch.html */
export const BRANCH = defineAction({
  action: 'aws:branch',
  inputs: {
    Choices: { type: 'Choices', required: true, minItems: 1 },
    Default: { type: 'String' },
  },
  outputs: {},
  // TODO And/Or need at least two conditions; CreateDocument answers 'Expect at lease two expressions for operator: Or in step: X. Provided: 1' otherwise.
  // TODO No choice true: Default if given, else end when isEnd is true, else fall through to the next step in document order.
  // TODO Unsupported operator names are rejected at CreateDocument.
  // TODO BooleanEquals constant must be a JSON boolean ('Input true is of type String, but expected type is Boolean' otherwise). The operand may itself be a reference: AWS's ASR runbook EnableAutomaticSnapshotsOnRedshiftCluster uses NumericGreaterOrEquals: '{{MinRetentionPeriod}}' (Integer parameter).
});
