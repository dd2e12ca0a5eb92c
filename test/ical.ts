import { createRequire } from 'node:module';
import type calendars from 'ical.js' with { 'resolution-mode': 'import' };

/** The iCalendar library ical.js; it declares types for modules alone, but what CommonJS gets is the same. */
export const ical = createRequire(__filename)('ical.js') as typeof calendars;
