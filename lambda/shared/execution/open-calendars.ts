import { Ssm } from '../ssm';

/** What to do about each error that GetCalendarState declares. */
const ADVICE = {
  InvalidDocument: 'look whether the change calendars exist in this account and Region; one that another account shares is named by its ARN',
  InvalidDocumentType: 'only documents of the type ChangeCalendar can be asked whether they are open; look at openCalendars',
  UnsupportedCalendarException: 'the service cannot read one of the change calendars; look at it in the console of Change Calendar, and compare it with one that the console made',
  AccessDeniedException: 'the function may ask the calendars of openCalendars alone; where another account shares one, look whether it still does',
};

/** The state of calendars at a time. */
export interface CalendarState {
  readonly isOpen: boolean;
  /** When it changes next, as the service tells it. */
  readonly nextTransition?: string;
}

/**
 * The state of all calendars together: open where each is.
 *
 * @param atTime ISO 8601; now where it is left out.
 */
export async function calendarState(ssm: Ssm, calendars: readonly string[], atTime?: string): Promise<CalendarState> {
  const { State, NextTransitionTime } = await ssm.read('GetCalendarState', { CalendarNames: [...calendars], AtTime: inFull(atTime) }, ADVICE);
  return { isOpen: State === 'OPEN', nextTransition: NextTransitionTime };
}

/** Why nothing is started, where a calendar is closed. */
export function closedReason(calendars: readonly string[] | undefined, state: CalendarState | undefined, atTime?: string): string | undefined {
  if (calendars === undefined || state === undefined || state.isOpen) return undefined;
  const which = calendars.length === 1 ? `the change calendar ${calendars[0]}` : `one of the change calendars ${calendars.join(', ')}`;
  const when = atTime === undefined ? '' : ` at ${atTime}`;
  const next = state.nextTransition === undefined ? '' : `; the next change of its state is at ${state.nextTransition}`;
  const toDo = atTime === undefined ? 'deploy again, or delete again, when it is open' : 'give a scheduledStart at which it is open';
  return `${which} is closed${when}, and must be open for this to start${next}; ${toDo}`;
}

/** With seconds and in UTC; which other forms of ISO 8601 GetCalendarState reads is not verified. */
function inFull(time: string | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString();
}
