import * as fc from 'fast-check';
import { Answer, bodyOf } from '../../../lambda/shared/answer';

const ANSWER: Answer = { Status: 'FAILED', PhysicalResourceId: 'id', StackId: 'stack', RequestId: 'request', LogicalResourceId: 'Resource' };

test('an answer that fits is sent as it is', () => {
  const answer = { ...ANSWER, Reason: 'it did not work', Data: { Hash: 'abc' } };
  expect(JSON.parse(bodyOf(answer))).toEqual(answer);
});

test('a reason that is too long keeps its beginning and its end', () => {
  const { Reason: reason } = JSON.parse(bodyOf({ ...ANSWER, Reason: `begin ${'x'.repeat(10_000)} end` })) as Answer;
  expect(reason).toMatch(/^begin x+ … x+ end$/);
  expect(reason!.length).toBeGreaterThan(2_000);
});

test('attributes that are too large are a failure, which says so', () => {
  const answer: Answer = { ...ANSWER, Status: 'SUCCESS', Data: { Content: 'x'.repeat(5_000), Hash: 'a' } };
  expect(JSON.parse(bodyOf(answer))).toEqual({
    ...ANSWER, Status: 'FAILED', Reason: expect.stringMatching(/^the answer has 5\d+ bytes and CloudFormation takes 4096; the attributes Content, Hash are too large$/),
  });
});

test('whatever the reason and the attributes, the answer fits and can be read', () => {
  const any = fc.oneof(fc.string({ unit: 'binary', maxLength: 5_000 }), fc.string({ unit: 'grapheme', maxLength: 5_000 }));
  fc.assert(fc.property(any, fc.dictionary(fc.string({ maxLength: 20 }), fc.string({ unit: 'binary', maxLength: 3_000 })), (Reason, Data) => {
    const body = bodyOf({ ...ANSWER, Reason, Data });
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(4_096);
    expect(JSON.parse(body)).toMatchObject(ANSWER);
  }), { numRuns: 300 });
});
