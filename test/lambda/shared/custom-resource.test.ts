import { text, flag, optional } from '../../../lambda/shared/contract';
import { customResource, CustomResourceEvent } from '../../../lambda/shared/custom-resource';
import type { Decision, Operation, Request } from '../../../lambda/shared/operation';
import { CallFailed } from '../../../lambda/shared/ssm';
import { event } from '../invoke';

interface Properties { readonly Name: string; readonly Value?: string; readonly Refuse?: boolean }

/** What is managed, by name; operations on it need no service. */
const things = new Map<string, string>();
let seen: Request<Properties>[] = [];

/** Sets a thing to a value in `observe`, as the loop does with the calls of a plan. */
const operation: Operation<Properties, string | undefined> = {
  name: 'thing',
  contract: { Name: text, Value: optional(text), Refuse: optional(flag) },
  physicalId: ({ Name }) => `thing:${Name}`,
  observe: async request => {
    seen.push(request);
    const { Name, Value = 'default', Refuse } = request.properties;
    if (request.type === 'Delete') things.delete(Name);
    else if (Refuse !== true) things.set(Name, Value);
    return things.get(Name);
  },
  plan: ({ properties: { Refuse, Name } }, value): Decision => Refuse === true ? { refused: `${Name} must not be` } : { done: { Value: value ?? '' } },
};

let answers: any[];
let isAnswered: boolean;

jest.mock('../../../lambda/shared/answer', () => ({
  send: async (answer: object) => {
    if (!isAnswered) throw new Error('CloudFormation could not be answered');
    answers.push(answer);
  },
}));

beforeEach(() => {
  things.clear();
  seen = [];
  answers = [];
  isAnswered = true;
  jest.spyOn(console, 'log').mockImplementation(() => undefined);
});

async function told(request: Partial<CustomResourceEvent>, timeLeft = 900_000): Promise<any> {
  const whole = event({ RequestType: 'Create', ResourceProperties: {}, ...request });
  await customResource(operation)({ ...whole, ResponseURL: 'http://127.0.0.1/' }, { getRemainingTimeInMillis: () => timeLeft });
  return answers.at(-1);
}

const PROPERTIES = { ServiceToken: 'arn', Name: 'a', Value: '1' };

test('a creation gives the id and the attributes', async () => {
  expect(await told({ ResourceProperties: PROPERTIES })).toEqual({
    Status: 'SUCCESS', PhysicalResourceId: 'thing:a', Data: { Value: '1' }, StackId: expect.any(String), RequestId: expect.any(String), LogicalResourceId: 'Resource',
  });
});

test('an update of the same thing keeps the id and knows the old properties', async () => {
  const request = { RequestType: 'Update', PhysicalResourceId: 'thing:a', ResourceProperties: { ...PROPERTIES, Value: '2' }, OldResourceProperties: PROPERTIES } as const;
  expect(await told(request)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'thing:a', Data: { Value: '2' } });
  expect(seen).toEqual([{ type: 'Update', properties: { Name: 'a', Value: '2' }, old: { Name: 'a', Value: '1' }, physicalId: 'thing:a' }]);
});

test('old properties that are no longer known do not keep the others from being read', async () => {
  const request = { RequestType: 'Update', PhysicalResourceId: 'thing:a', ResourceProperties: PROPERTIES, OldResourceProperties: { ...PROPERTIES, Value: '0', Former: '1' } } as const;
  expect(await told(request)).toMatchObject({ Status: 'SUCCESS' });
  expect(seen).toMatchObject([{ type: 'Update', old: { Name: 'a', Value: '0' } }]);
  expect(await told({ RequestType: 'Create', ResourceProperties: { ...PROPERTIES, Former: '1' } })).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('Former is not a property') });
});

test('an update goes on without old properties that cannot be read', async () => {
  const request = { RequestType: 'Update', PhysicalResourceId: 'thing:a', ResourceProperties: PROPERTIES, OldResourceProperties: { Nmae: 'a' } } as const;
  expect(await told(request)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'thing:a' });
  expect(seen).toEqual([{ type: 'Update', properties: { Name: 'a', Value: '1' }, old: undefined, physicalId: 'thing:a' }]);
});

describe('another thing in the place of the old one', () => {
  const toOther = { RequestType: 'Update', PhysicalResourceId: 'thing:a', ResourceProperties: { Name: 'b' }, OldResourceProperties: PROPERTIES } as const;
  const back = { RequestType: 'Update', ResourceProperties: PROPERTIES, OldResourceProperties: { Name: 'b' } } as const;

  test('is created, and has another id, so that CloudFormation deletes the old one', async () => {
    things.set('a', '1');
    expect(await told(toOther)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'thing:b' });
    expect([...things]).toEqual([['a', '1'], ['b', 'default']]);

    expect(await told({ RequestType: 'Delete', PhysicalResourceId: 'thing:a', ResourceProperties: PROPERTIES })).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'thing:a' });
    expect([...things]).toEqual([['b', 'default']]);
  });

  test('is deleted by CloudFormation when it succeeded and is rolled back', async () => {
    await told(toOther);
    expect(await told({ ...back, PhysicalResourceId: 'thing:b' })).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'thing:a' });
    expect([...things.keys()].sort()).toEqual(['a', 'b']);
  });

  test('is tidied up by the rollback when it failed, as CloudFormation does not know of it', async () => {
    things.set('b', 'half done');
    expect(await told({ ...toOther, ResourceProperties: { Name: 'b', Refuse: true } })).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'thing:a' });
    expect(await told({ ...back, PhysicalResourceId: 'thing:a' })).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'thing:a' });
    expect([...things]).toEqual([['a', '1']]);
  });

  test('does not stop the rollback where it cannot be tidied up', async () => {
    const { observe } = operation;
    jest.spyOn(operation, 'observe').mockImplementation(async (request, ssm, origin) => {
      if (request.type === 'Delete') throw new Error('not authorized');
      return observe(request, ssm, origin);
    });
    const log = jest.spyOn(console, 'log');
    expect(await told({ ...back, PhysicalResourceId: 'thing:a' })).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'thing:a' });
    expect(log.mock.calls.flat().join()).toContain('thing:b is left as the failed update left it: not authorized');
    jest.restoreAllMocks();
  });
});

describe('deletion', () => {
  const request = { RequestType: 'Delete', ResourceProperties: PROPERTIES } as const;

  test('of what was refused has nothing to do', async () => {
    things.set('a', 'of somebody else');
    const refused = await told({ ResourceProperties: { ...PROPERTIES, Refuse: true } });
    expect(refused).toMatchObject({ Status: 'FAILED', Reason: 'thing: a must not be', PhysicalResourceId: 'nothing-made:Resource' });
    seen = [];
    expect(await told({ ...request, PhysicalResourceId: refused.PhysicalResourceId })).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'nothing-made:Resource' });
    expect([seen, things.get('a')]).toEqual([[], 'of somebody else']);
  });

  test('of a creation that CloudFormation never heard of tidies up', async () => {
    things.set('a', '1');
    expect(await told({ ...request, PhysicalResourceId: 'Test-Resource-1ABC' })).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'Test-Resource-1ABC' });
    expect(things.size).toBe(0);
  });

  test('of what was made from properties that are no longer known tidies up', async () => {
    things.set('a', '1');
    expect(await told({ ...request, PhysicalResourceId: 'thing:a', ResourceProperties: { ...PROPERTIES, Former: '1' } })).toMatchObject({ Status: 'SUCCESS' });
    expect(things.size).toBe(0);
  });

  test('of what could not even be looked at has nothing to do', async () => {
    jest.spyOn(operation, 'observe').mockRejectedValueOnce(new CallFailed('DescribeThing', 'AccessDeniedException', 'No.', undefined));
    const denied = await told({ ResourceProperties: PROPERTIES });
    expect(denied).toMatchObject({ Status: 'FAILED', Reason: 'thing: DescribeThing: No. (AccessDeniedException)', PhysicalResourceId: 'nothing-made:Resource' });
    jest.restoreAllMocks();
    expect(await told({ ...request, PhysicalResourceId: denied.PhysicalResourceId })).toMatchObject({ Status: 'SUCCESS' });
    expect(seen).toEqual([]);
  });

  test('of what cannot be read succeeds', async () => {
    expect(await told({ ...request, PhysicalResourceId: 'thing:a', ResourceProperties: {} })).toMatchObject({ Status: 'SUCCESS' });
    expect(seen).toEqual([]);
  });
});

test('a creation that ran out of time has the id of the thing, so that its deletion tidies up', async () => {
  jest.spyOn(operation, 'plan').mockReturnValueOnce({ waitFor: 'the moon' }).mockReturnValueOnce({ waitFor: 'the sun' }).mockReturnValue({ waitFor: 'the stars' });
  expect(await told({ ResourceProperties: PROPERTIES }, 30_300)).toMatchObject({
    Status: 'FAILED', PhysicalResourceId: 'thing:a', Reason: expect.stringMatching(/^thing: time is up; still waiting for the (sun|stars)$/),
  });
  jest.restoreAllMocks();
});

test('work that hangs is answered for all the same', async () => {
  jest.spyOn(operation, 'observe').mockReturnValueOnce(new Promise(() => undefined));
  expect(await told({ ResourceProperties: PROPERTIES }, 30_100)).toMatchObject({ Status: 'FAILED', Reason: 'thing: time is up' });
  jest.restoreAllMocks();
});

test('an unexpected error is told too', async () => {
  jest.spyOn(operation, 'observe').mockRejectedValueOnce(new TypeError('x is not a function')).mockRejectedValueOnce('just a text');
  expect(await told({ ResourceProperties: PROPERTIES })).toMatchObject({ Status: 'FAILED', Reason: 'thing: x is not a function' });
  expect(await told({ ResourceProperties: PROPERTIES })).toMatchObject({ Status: 'FAILED', Reason: 'thing: just a text' });
  jest.restoreAllMocks();
});

test('an answer that does not arrive is an error, after which Lambda starts again', async () => {
  isAnswered = false;
  await expect(told({ ResourceProperties: PROPERTIES })).rejects.toThrow('CloudFormation could not be answered');
});
