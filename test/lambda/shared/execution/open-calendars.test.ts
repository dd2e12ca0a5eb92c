import { calendarState, closedReason } from '../../../../lambda/shared/execution/open-calendars';
import type { Ssm } from '../../../../lambda/shared/ssm';

const NEXT = '2030-02-01T06:00:00Z';

test.each<[string, Parameters<typeof closedReason>, string | undefined]>([
  ['no calendars', [undefined, undefined], undefined],
  ['calendars that were not asked', [['Shop'], undefined], undefined],
  ['a state without calendars', [undefined, { isOpen: false }], undefined],
  ['open ones', [['Shop'], { isOpen: true, nextTransition: NEXT }], undefined],
  ['one that is closed', [['Shop'], { isOpen: false, nextTransition: NEXT }],
    `the change calendar Shop is closed, and must be open for this to start; the next change of its state is at ${NEXT}; deploy again, or delete again, when it is open`],
  ['one of several', [['Shop', 'arn:aws:ssm:us-east-1:111122223333:document/Bank'], { isOpen: false }],
    'one of the change calendars Shop, arn:aws:ssm:us-east-1:111122223333:document/Bank is closed, and must be open for this to start; deploy again, or delete again, when it is open'],
  ['one that is closed when it is to start', [['Shop'], { isOpen: false, nextTransition: NEXT }, '2030-01-31T18:00:00Z'],
    'the change calendar Shop is closed at 2030-01-31T18:00:00Z, and must be open for this to start; '
    + `the next change of its state is at ${NEXT}; give a scheduledStart at which it is open`],
])('%s', (_, given, expected) => {
  expect(closedReason(...given)).toBe(expected);
});

test('the service is asked about all of them at once, for the time that counts', async () => {
  const asked: unknown[] = [];
  const answering = (answer: object) => ({ read: async (...call: unknown[]) => { asked.push(call); return answer; } }) as unknown as Ssm;

  expect(await calendarState(answering({ State: 'OPEN', NextTransitionTime: NEXT }), ['Shop', 'Bank'], '2030-01-31T18:00:00Z')).toEqual({ isOpen: true, nextTransition: NEXT });
  expect(await calendarState(answering({ State: 'CLOSED' }), ['Shop'])).toEqual({ isOpen: false, nextTransition: undefined });
  expect(await calendarState(answering({}), ['Shop'])).toEqual({ isOpen: false, nextTransition: undefined });
  const ADVICE = Object.fromEntries(['InvalidDocument', 'InvalidDocumentType', 'UnsupportedCalendarException', 'AccessDeniedException'].map(code => [code, expect.any(String)]));
  expect(asked).toEqual([
    ['GetCalendarState', { CalendarNames: ['Shop', 'Bank'], AtTime: '2030-01-31T18:00:00.000Z' }, ADVICE],
    ['GetCalendarState', { CalendarNames: ['Shop'], AtTime: undefined }, ADVICE],
    ['GetCalendarState', { CalendarNames: ['Shop'], AtTime: undefined }, ADVICE],
  ]);
});
