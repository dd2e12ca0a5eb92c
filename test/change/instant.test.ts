import { Token } from 'aws-cdk-lib';
import { forSdk } from '../../lambda/shared/execution/automation-input';
import { instantFaults, instantOf } from '../../src/change/instant';

const START = Date.UTC(2026, 11, 1, 22);

test.each<[string, number]>([
  ['2026-12-01T22:00:00Z', START],
  ['2026-12-01T22:00Z', START],
  ['2026-12-01T23:00+01:00', START],
  ['2026-12-01T16:30:00-05:30', START],
  ['2026-12-01T22:00:00.5Z', START + 500],
  ['2026-12-01T22:00:07.125+00:00', START + 7_125],
  ['2028-02-29T23:59:59Z', Date.UTC(2028, 1, 29, 23, 59, 59)],
])('%s is read alike by the construct and by the handler', (text, instant) => {
  expect(instantFaults('scheduledStart', text)).toEqual([]);
  expect(instantOf(text)).toBe(instant);
  expect(forSdk({ ScheduledTime: text })).toEqual({ ScheduledTime: new Date(instant) });
});

test.each([
  '2026-12-01T23:00:00+0100', '2026-12-01T23:00:00+01', '20261201T220000Z', '2026-12-01T22:00:00', '2026-12-01', '2026-12-01T22Z', '2026-12-01T22:00:00,5Z',
  '2026-12-01T22:00:00.1234Z', '2026-12-01 22:00Z', '2026-12-01T22:00z', '2026-12-01T22:00:00+24:00', '',
])('%s is in no form that is allowed', text => {
  expect(instantOf(text)).toBeUndefined();
  expect(instantFaults('scheduledStart', text)).toEqual([
    `scheduledStart is ${JSON.stringify(text)}; a time with its zone is needed, such as "2026-12-01T22:00:00Z" or "2026-12-01T23:00+01:00"; the offset has hours, a colon and minutes`,
  ]);
});

test.each(['2026-02-29T22:00Z', '2026-13-01T22:00Z', '2026-12-01T24:00Z', '2026-12-01T22:60Z', '2026-12-01T22:00:60Z'])('%s is no time there is', text => {
  expect(instantFaults('scheduledStart', text)).toEqual([`scheduledStart is ${JSON.stringify(text)}; there is no such day or time`]);
});

test('nothing is said of what is only known at deployment, or not given', () => {
  expect([Token.asString({ Ref: 'Later' }), undefined].flatMap(text => [...instantFaults('x', text), instantOf(text)])).toEqual([undefined, undefined]);
});
