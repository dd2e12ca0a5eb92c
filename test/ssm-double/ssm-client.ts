import { SSMClient, SSMClientConfig, SSMServiceException } from '@aws-sdk/client-ssm';
import { SsmDouble } from './ssm-double';

/** The real client, talking to a double; without retries, so that each test sees each answer. */
export function clientOf(double: SsmDouble, config: SSMClientConfig = {}): SSMClient {
  return new SSMClient({
    endpoint: double.endpoint,
    region: double.region,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
    ...config,
  });
}

/** What a call was refused with; a call that succeeds fails the test. */
export async function refusal(call: Promise<unknown>): Promise<SSMServiceException> {
  const outcome = await call.then(() => undefined, (error: unknown) => error);
  if (!(outcome instanceof Error)) throw new Error('The call was not refused');
  return outcome as SSMServiceException;
}

/** A Command document that differs by its description alone. */
export function command(description: string): string {
  return JSON.stringify({
    schemaVersion: '2.2',
    description,
    mainSteps: [{ action: 'aws:runShellScript', name: 'echo', inputs: { runCommand: ['echo'] } }],
  });
}

/** A runbook whose steps sleep. */
export function runbook(steps: readonly string[], parameters?: object): string {
  const mainSteps = steps.map(name => ({ name, action: 'aws:sleep', inputs: { Duration: 'PT1S' } }));
  return JSON.stringify({ schemaVersion: '0.3', ...parameters && { parameters }, mainSteps });
}

/** A change template with one level of approval. */
export function changeTemplate(members: object = {}): string {
  const EnhancedApprovals = { Approvers: [{ approver: 'lead', type: 'IamUser', minRequiredApprovals: 1 }] };
  return JSON.stringify({ schemaVersion: '0.3', ...members, mainSteps: [{ name: 'Level1', action: 'aws:approve', inputs: { EnhancedApprovals } }] });
}
