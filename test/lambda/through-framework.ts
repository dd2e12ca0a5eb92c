import { join } from 'node:path';
import { event, exportOf, inFunction, InvokeOptions, Invocation } from './invoke';
import type { Answer } from '../../lambda/shared/answer';

// The functions that the CDK puts around those of a provider, as they are deployed. Only the services that they call stand in here:
// Lambda, which invokes our functions, Step Functions, which asks whether all is complete, and CloudFormation, which is answered.
const RUNTIME = join(__dirname, '..', '..', 'node_modules', 'aws-cdk-lib', 'custom-resources', 'lib', 'provider-framework', 'runtime');

interface Framework {
  onEvent(event: object): Promise<void>;
  isComplete(event: object): Promise<void>;
  onTimeout(event: object): Promise<void>;
}

interface Outbound {
  startExecution: (request: { input: string }) => Promise<void>;
  invokeFunction: (request: { FunctionName: string; Payload: string }) => Promise<object>;
  httpRequest: (options: object, body: string) => Promise<void>;
}

export interface FrameworkOptions extends InvokeOptions {
  /** How often it is asked at most whether all is complete. */
  readonly attempts?: number;
  /** Called before each time that it is asked. */
  readonly onAsk?: (count: number) => void;
}

const ENVIRONMENT = {
  USER_ON_EVENT_FUNCTION_ARN: 'arn:aws:lambda:us-east-1:111122223333:function:Stack-OnEvent',
  USER_IS_COMPLETE_FUNCTION_ARN: 'arn:aws:lambda:us-east-1:111122223333:function:Stack-IsComplete',
  WAITER_STATE_MACHINE_ARN: 'arn:aws:states:us-east-1:111122223333:stateMachine:Stack-Waiter',
};

let loaded: { readonly framework: Framework; readonly outbound: Outbound } | undefined;

/** The framework and what it calls others through. It keeps nothing between two requests, so a test file loads it once, as a function does. */
function load(): { readonly framework: Framework; readonly outbound: Outbound } {
  if (loaded !== undefined) return loaded;
  jest.isolateModules(() => {
    // Neither is called, and neither is a dependency here.
    jest.doMock('@aws-sdk/client-lambda', () => ({}), { virtual: true });
    jest.doMock('@aws-sdk/client-sfn', () => ({}), { virtual: true });
    const outbound = jest.requireActual<Outbound>(join(RUNTIME, 'outbound.js'));
    loaded = { outbound, framework: jest.requireActual<Framework>(join(RUNTIME, 'framework.js')) };
  });
  return loaded!;
}

/** Run a handler of which the CDK's provider framework asks again and again whether it is complete. */
export async function throughFramework(
  handler: string, endpoint: string, request: ReturnType<typeof event>, options: FrameworkOptions = {},
): Promise<Invocation> {
  const bodies: string[] = [];
  let told: Answer | undefined;
  let waiting: object | undefined;
  const { framework, outbound } = load();
  Object.assign(outbound, {
    invokeFunction: async ({ FunctionName, Payload }) => {
      const entry = FunctionName === ENVIRONMENT.USER_ON_EVENT_FUNCTION_ARN ? 'onEvent' : 'isComplete';
      const { result, error } = await inFunction(endpoint, options, context => exportOf(handler, entry)(JSON.parse(Payload), context));
      if (error === undefined) return { Payload: JSON.stringify(result) };
      // As the runtime of Lambda tells of an error.
      return { FunctionError: 'Unhandled', Payload: JSON.stringify({ errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') }) };
    },
    startExecution: async ({ input }) => { waiting = JSON.parse(input) as object; },
    httpRequest: async (_, body) => {
      bodies.push(body);
      if (bodies.length <= (options.refuseAnswer ?? 0)) throw new Error('Unsuccessful HTTP response: 503');
      told = JSON.parse(body) as Answer;
    },
  } satisfies Outbound);

  const { error, log } = await inFunction(endpoint, options, async () => {
    Object.assign(process.env, ENVIRONMENT);
    await framework.onEvent({ ...request, ResponseURL: 'https://answers.invalid/answer?X-Amz-Signature=secret' });
    for (let count = 0; waiting !== undefined; count += 1) {
      const asked: object = waiting;
      options.onAsk?.(count);
      try {
        await framework.isComplete(asked);
        return;
      } catch (retry) {
        if (count + 1 < (options.attempts ?? 20)) continue;
        await framework.onTimeout({ Error: 'Retry', Cause: JSON.stringify({ errorMessage: (retry as Error).message }) });
        return;
      }
    }
  });
  return { told, bodies, log, error };
}
