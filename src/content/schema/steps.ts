/** The keys of a step of a runbook. */
export const STEP_KEYS: readonly string[] = [
  'name', 'action', 'description', 'onFailure', 'onCancel', 'maxAttempts', 'timeoutSeconds', 'inputs', 'outputs', 'isCritical', 'isEnd', 'nextStep',
];

export const STEP_NAME = /^[a-zA-Z0-9_]+$/;

/** How `onFailure` and `onCancel` name a step: `step:Name`. */
export const STEP_PREFIX = 'step:';
export const ON_FAILURE: readonly string[] = ['Abort', 'Continue'];
export const ON_CANCEL: readonly string[] = ['Abort'];

/** The automatic output of every step: all its outputs as JSON text. */
export const OUTPUT_PAYLOAD = 'OutputPayload';

export const VARIABLE_PREFIX = 'variable:';

/** What `{{ global:… }}` can name. */
export const GLOBAL_VARIABLES: readonly string[] = ['ACCOUNT_ID', 'REGION', 'AWS_PARTITION', 'DATE', 'DATE_TIME'];
/** What `{{ automation:… }}` can name. */
export const AUTOMATION_VARIABLES: readonly string[] = ['EXECUTION_ID'];
