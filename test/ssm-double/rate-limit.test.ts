import { CreateDocumentCommand, DeleteDocumentCommand, DescribeDocumentCommand } from '@aws-sdk/client-ssm';
import { RateLimit } from './rate-limit';
import { command, refusal } from './ssm-client';
import { startDouble } from './started-double';

function outcomes(limit: RateLimit, calls: number, operation = 'UpdateDocument'): number {
  let admitted = 0;
  for (let call = 0; call < calls; call++) {
    try {
      limit.admit(operation);
      admitted++;
    } catch (error) {
      expect(error).toMatchObject({ code: 'ThrottlingException', message: 'Rate exceeded', status: 400 });
    }
  }
  return admitted;
}

test('admits the burst, then as many as the rate', () => {
  let now = 0;
  const limit = new RateLimit(2, 3, () => now);
  expect(outcomes(limit, 10)).toBe(3);
  now += 499;
  expect(outcomes(limit, 1)).toBe(0);
  now += 1;
  expect(outcomes(limit, 2)).toBe(1);
  now += 60_000;
  expect(outcomes(limit, 10)).toBe(3);
});

test('counts the three operations together, and no other', () => {
  const limit = new RateLimit(1, 2, () => 0);
  expect(outcomes(limit, 5, 'DescribeDocument')).toBe(5);
  expect([outcomes(limit, 1, 'CreateDocument'), outcomes(limit, 1, 'DeleteDocument'), outcomes(limit, 1, 'UpdateDocument')]).toEqual([1, 1, 0]);
});

test.each([[0, 1], [-1, 1], [NaN, 1], [1, 0]])('a rate of %d with a burst of %d is refused', (rate, burst) => {
  expect(() => new RateLimit(rate, burst, () => 0)).toThrow('rate must be above 0 and burst at least 1');
});

test('the double throttles what the real client sends', async () => {
  let now = 0;
  const { double, client } = await startDouble({ rate: 0.5, now: () => now });
  await client.send(new CreateDocumentCommand({ Name: 'Doc', Content: command('x') }));
  expect(await refusal(client.send(new DeleteDocumentCommand({ Name: 'Doc' })))).toMatchObject({ name: 'ThrottlingException', message: 'Rate exceeded' });
  await client.send(new DescribeDocumentCommand({ Name: 'Doc' }));
  now += 2000;
  await client.send(new DeleteDocumentCommand({ Name: 'Doc' }));
  expect(double.requests.map(request => request.acted)).toEqual([true, false, true, true]);
});
