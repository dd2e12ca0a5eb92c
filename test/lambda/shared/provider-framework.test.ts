import type { CustomResourceEvent } from '../../../lambda/shared/custom-resource';
import type { Decision, Operation } from '../../../lambda/shared/operation';
import { begin, complete, Failure, look } from '../../../lambda/shared/provider-framework';
import { CallFailed } from '../../../lambda/shared/ssm';
import { event } from '../invoke';

let decision: Decision;
let made: { readonly observed: object; readonly note: string } | undefined;

const operation: Operation<object, object> = {
  name: 'thing', contract: {}, physicalId: () => 'thing:a', observe: async () => ({}), plan: () => decision, made: () => made,
};
const CONTEXT = { getRemainingTimeInMillis: () => 900_000 };

const asked = (given: Partial<CustomResourceEvent> = {}): CustomResourceEvent =>
  ({ ...event({ RequestType: 'Create', ResourceProperties: {}, ...given }), ResponseURL: 'http://127.0.0.1/?X-Amz-Signature=secret' });

let log: string[];

beforeEach(() => {
  made = undefined;
  log = [];
  jest.spyOn(console, 'log').mockImplementation((...texts) => { log.push(texts.join(' ')); });
});

async function failureOf(act: () => Promise<unknown>): Promise<Error> {
  return act().then(() => { throw new Error('it did not fail'); }, (error: Error) => error);
}

describe('to begin', () => {
  test('gives the id and the attributes, and answers nobody', async () => {
    decision = { done: { Value: '1' } };
    expect(await begin(operation, asked(), CONTEXT)).toEqual({ PhysicalResourceId: 'thing:a', Data: { Value: '1' } });
    expect(log.join('\n')).toContain('"outcome":"SUCCESS"');
    expect(log.join('\n')).not.toContain('secret');
  });

  test('a deletion keeps its id, which the framework asks for', async () => {
    decision = { done: {} };
    expect(await begin(operation, asked({ RequestType: 'Delete', PhysicalResourceId: 'thing:b' }), CONTEXT)).toEqual({ PhysicalResourceId: 'thing:b', Data: undefined });
  });

  test('fails with the reason alone: CloudFormation\'s readers need no stack trace', async () => {
    decision = { refused: 'it must not be' };
    const failure = await failureOf(() => begin(operation, asked(), CONTEXT));
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({ name: 'Failure', message: 'thing: it must not be', stack: '' });
    expect(log.join('\n')).toContain('"reason":"thing: it must not be"');
  });

  test('an update tells what it left behind', async () => {
    decision = { refused: 'it must not be' };
    made = { observed: {}, note: 'execution a was started' };
    expect((await failureOf(() => begin(operation, asked({ RequestType: 'Update', PhysicalResourceId: 'thing:a' }), CONTEXT))).message).toBe(
      'thing: it must not be; execution a was started');
  });

  test('a long reason keeps its beginning and its end, in 1,500 bytes', async () => {
    decision = { refused: `begin ${'ü'.repeat(5_000)} end` };
    const { message } = await failureOf(() => begin(operation, asked(), CONTEXT));
    expect(message).toMatch(/^thing: begin ü+ … ü+ end$/);
    expect(Buffer.byteLength(message)).toBeLessThanOrEqual(1_500);
    expect(Buffer.byteLength(message)).toBeGreaterThan(1_490);
  });
});

describe('a look', () => {
  test('gives what was seen', async () => {
    expect(await look(asked(), async () => 'seen')).toBe('seen');
  });

  test('that the service refuses is a failure, as the next one would be refused too', async () => {
    const failure = await failureOf(() => look(asked(), async () => { throw new CallFailed('GetAutomationExecution', 'AccessDeniedException', 'not allowed', 'id'); }));
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({ message: 'GetAutomationExecution: not allowed (AccessDeniedException, request id id)', stack: '' });
  });

  test('that fails otherwise is made again later', async () => {
    expect(await look(asked(), async () => { throw new Error('the network is down'); })).toBeUndefined();
    expect(log).toEqual([expect.stringContaining('looked in vain: the network is down')]);
  });

  test('that takes longer than two minutes is made again later, whatever it says then', async () => {
    jest.useFakeTimers();
    try {
      const looking = look(asked(), async ssm => {
        const { signal } = ssm as unknown as { readonly signal: AbortSignal };
        await new Promise(resolve => signal.addEventListener('abort', resolve));
        throw new CallFailed('GetAutomationExecution', 'ThrottlingException', 'slow down', undefined);
      });
      let isOver = false;
      void looking.then(() => { isOver = true; });
      await jest.advanceTimersByTimeAsync(119_999);
      expect(isOver).toBe(false);
      await jest.advanceTimersByTimeAsync(1);
      expect(await looking).toBeUndefined();
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('to complete', () => {
  test('gives the attributes', () => {
    expect(complete({})).toEqual({ IsComplete: true, Data: {} });
    const data = { Value: 'x'.repeat(2_000 - '{"Value":""}'.length) };
    expect(complete(data)).toEqual({ IsComplete: true, Data: data });
  });

  test('attributes that are too large are a failure, which says so', () => {
    const data = { 'Status': 'Success', 'Output.Step.Text': 'ü'.repeat(1_600) };
    expect(() => complete(data)).toThrow(new Failure(
      `the attributes Status, Output.Step.Text have ${Buffer.byteLength(JSON.stringify(data))} bytes together, and there is room for 2000; ask for fewer outputs, or for shorter ones`));
    expect(() => complete({ Value: 'x'.repeat(2_001 - '{"Value":""}'.length) })).toThrow(/^the attributes Value have 2001 bytes together/);
  });
});
