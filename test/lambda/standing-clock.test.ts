import { readFile } from 'node:fs/promises';
import { createServer, get, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StandingClock } from './standing-clock';

const DAY = 86_400_000;

let clock: StandingClock;
beforeEach(() => {
  clock = new StandingClock();
  clock.install();
});
afterEach(() => clock.uninstall());

function wait(milliseconds: number): Promise<number> {
  return new Promise(resolve => setTimeout(() => resolve(clock.now), milliseconds));
}

test('waits take no time, and end in the order of their times', async () => {
  const ended: number[] = [];
  await Promise.all([2 * DAY, 0, DAY].map(async time => ended.push(await wait(time))));
  expect(ended).toEqual([0, DAY, 2 * DAY]);
  expect(await wait(DAY)).toBe(3 * DAY);
});

test('timers that are cleared never ring, and real ones can be cleared too', async () => {
  const ring = jest.fn();
  clearTimeout(setTimeout(ring, DAY));
  clearTimeout(setTimeout(ring, DAY).refresh().unref().ref());
  clock.uninstall();
  const real = setTimeout(ring, 0);
  clock.install();
  clearTimeout(real);
  await wait(2 * DAY);
  expect(ring).not.toHaveBeenCalled();
});

describe('while a request is under way', () => {
  let server: Server;
  let answer: () => void;
  const asked = jest.fn();
  beforeEach(async () => {
    server = createServer((_, response) => {
      answer = () => response.end('done');
      asked();
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise(resolve => server.close(resolve)));

  test('of files, it stands too', async () => {
    const order: string[] = [];
    const waited = wait(DAY).then(() => order.push('waited'));
    for (let count = 0; count < 50; count++) await readFile(__filename);
    order.push('read');
    await waited;
    expect(order).toEqual(['read', 'waited']);
  });

  test('it stands', async () => {
    const order: string[] = [];
    const waited = wait(DAY).then(() => order.push('waited'));
    const answered = new Promise<void>(resolve => get({ port: (server.address() as AddressInfo).port, agent: false }, response => {
      response.resume().on('end', () => {
        order.push('answered');
        resolve();
      });
    }));
    for (let turns = 0; turns < 1_000 || asked.mock.calls.length === 0; turns++) await new Promise(setImmediate);
    expect(clock.now).toBe(0);
    answer();
    await Promise.all([waited, answered]);
    expect(order).toEqual(['answered', 'waited']);
  });
});

test('what has ended leaves no timer behind; what goes on around it keeps its own', async () => {
  const ring = jest.fn();
  const outer = wait(3 * DAY);
  await clock.during(async () => {
    setTimeout(ring, 2 * DAY);
    await wait(DAY);
  });
  expect(await outer).toBe(3 * DAY);
  expect(ring).not.toHaveBeenCalled();
});
