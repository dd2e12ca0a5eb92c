import { Duration } from 'aws-cdk-lib';
import { CalendarEvent } from './calendar-event';
import { Recurrence } from './recurrence';
import { CalendarTime, readCalendarTime, writeIsoTime } from '../content/calendar/date-time';
import { componentLines, contentLine, unescapeText } from '../content/calendar/lines';
import { CalendarComponent, CalendarProperty } from '../content/parse/calendar';
import { EVENT_TYPES } from '../content/schema/calendar';
import { describe } from '../content/value';

/** The properties that an event has as values, each with the parameters that it may have. */
const TYPED: Readonly<Record<string, readonly string[]>> = {
  'UID': [], 'SUMMARY': [], 'DESCRIPTION': [], 'DTSTART': ['TZID', 'VALUE'], 'DTEND': ['TZID', 'VALUE'], 'DURATION': [], 'RRULE': [], 'X-EVENT-TYPE': [],
};

/** A time with its zone; a date has none. */
interface EventTime {
  readonly time: CalendarTime;
  readonly zone?: string;
}

/** An event of a calendar as a value, or what cannot be said by one. */
export function readEvent(component: CalendarComponent): { readonly event: CalendarEvent } | { readonly faults: readonly string[] } {
  const faults: string[] = [];
  const typed = new Map<string, CalendarProperty>();
  const rest: CalendarProperty[] = [];
  for (const property of component.properties) {
    const { name, parameters } = property;
    if (!Object.hasOwn(TYPED, name)) {
      rest.push(property);
    } else if (typed.has(name)) {
      faults.push(`${name} is given twice`);
    } else {
      const others = Object.keys(parameters).filter(parameter => !TYPED[name].includes(parameter));
      if (others.length > 0) faults.push(`${name} has the parameter ${others.join(', ')}`);
      typed.set(name, property);
    }
  }
  const textOf = (name: string) => typed.has(name) ? unescapeText(typed.get(name)!.value) : undefined;
  const start = timeOf(typed.get('DTSTART'), faults);
  const end = timeOf(typed.get('DTEND'), faults);
  if (!typed.has('DTSTART')) faults.push('DTSTART is missing');
  const duration = durationOf(typed.get('DURATION'), start, faults);
  if (typed.has('DURATION') && typed.has('DTEND')) faults.push('DTEND and DURATION are given');
  else if (!typed.has('DURATION') && start !== undefined && start.time.form !== 'date' && !typed.has('DTEND')) faults.push('DTEND is missing');
  if (start !== undefined && end !== undefined && (start.zone !== end.zone || start.time.form !== end.time.form)) {
    faults.push('DTSTART and DTEND are not in the same time zone, or not both times');
  }
  const name = textOf('SUMMARY') ?? '';
  if (name === '') faults.push('SUMMARY, which is the name of the event, is missing');
  const kind = typed.get('X-EVENT-TYPE')?.value;
  if (kind !== undefined && !(EVENT_TYPES as readonly string[]).includes(kind)) faults.push(`X-EVENT-TYPE is ${describe(kind)}, which is none of ${EVENT_TYPES.join(', ')}`);
  if (faults.length > 0 || start === undefined) return { faults };
  const options = {
    name,
    description: textOf('DESCRIPTION'),
    start: writeIsoTime(start.time),
    end: end === undefined ? undefined : writeIsoTime(end.time),
    duration,
    timeZone: start.zone,
    floating: start.zone === undefined && start.time.form !== 'utc',
    advisory: kind === 'ADVISORY',
    uid: textOf('UID'),
    furtherLines: [...rest.map(contentLine), ...component.components.flatMap(componentLines)],
  };
  const rule = typed.get('RRULE')?.value;
  return { event: rule === undefined ? CalendarEvent.oneOff(options) : CalendarEvent.recurring({ ...options, recurrence: Recurrence.ofRule(rule) }) };
}

/** Hours by the clock of a time zone are others where that is changed, so they are read in UTC alone; days are the same everywhere. */
function durationOf(property: CalendarProperty | undefined, start: EventTime | undefined, faults: string[]): Duration | undefined {
  if (property === undefined || start === undefined) return undefined;
  const match = /^\+?P(?:(\d{1,4})W|(?:(\d{1,5})D)?(?:T(?=\d)(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?)$/.exec(property.value.trim());
  const [weeks, days, hours, minutes, seconds] = match?.slice(1).map(part => Number(part ?? 0)) ?? [0, 0, 0, 0, 0];
  const clock = (hours * 60 + minutes) * 60 + seconds;
  const length = (weeks * 7 + days) * 86_400 + clock;
  if (length > 0 && (clock === 0 || start.time.form === 'utc')) return Duration.seconds(length);
  faults.push(`DURATION is ${describe(property.value)}, ${length > 0 ? 'which is not by the clock of a time zone where that is changed' : 'which is no length'}`);
  return undefined;
}

function timeOf(property: CalendarProperty | undefined, faults: string[]): EventTime | undefined {
  if (property === undefined) return undefined;
  const { name, value, parameters: { TZID: zone, VALUE: kind = 'DATE-TIME' } } = property;
  const time = readCalendarTime(value);
  if (time === undefined || (time.form === 'date') !== (kind === 'DATE') || !['DATE', 'DATE-TIME'].includes(kind)) {
    faults.push(`${name} is ${describe(value)}, which is no ${kind}`);
    return undefined;
  }
  if (zone !== undefined && time.form !== 'local') {
    faults.push(`${name} is ${describe(value)}, and has the time zone ${describe(zone)} all the same`);
    return undefined;
  }
  return { time, zone };
}
