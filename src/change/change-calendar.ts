import { Arn, ArnFormat, aws_events as events, aws_ssm as ssm, IResource, ResourceProps, Stack } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import type { CalendarEvent } from './calendar-event';
import { CalendarState } from './calendar-state';
import { CalendarSource, calendarText } from './calendar-text';
import { ChangeCalendarGrants } from './change-calendar-grants';
import { ChangeEvents } from './change-events';
import { ruleFor } from '../automation/automation-events';
import { describe } from '../content/value';
import { checkContent } from '../document/check-content';
import type { Content } from '../document/content';
import { ContentDocument, ContentDocumentSpec } from '../document/content-document';
import { DocumentBase } from '../document/document-base';
import { importedDocumentArn } from '../document/document-grants';
import { DocumentOptions } from '../document/document-options';
import { ValidationError } from '../document/host-language';
import { faultsInWords } from '../document/limits';

const MARKER = Symbol.for('cdk-systems-manager.ChangeCalendar');

/**
 * A change calendar. It is no `IDocument`, as its `grants` have a type of their own; constructs that take any document take it.
 */
export interface IChangeCalendar extends IResource, ssm.IDocumentRef {
  /**
   * The name of the calendar.
   *
   * @attribute
   */
  readonly documentName: string;

  /**
   * The ARN of the calendar.
   *
   * @attribute
   */
  readonly documentArn: string;

  /**
   * Permissions on the calendar.
   */
  readonly grants: ChangeCalendarGrants;
}

/**
 * What is known of a change calendar that exists already; the ARN counts when both are given.
 */
export interface ChangeCalendarAttributes {
  /**
   * The name of the calendar.
   *
   * @default - taken from the ARN
   */
  readonly documentName?: string;

  /**
   * The ARN of the calendar.
   *
   * @default - made from the name, for the Region and the account of the scope
   */
  readonly documentArn?: string;
}

/**
 * Properties of a change calendar: what it is made of, or a `content` that is written already.
 */
export interface ChangeCalendarProps extends DocumentOptions {
  /**
   * Whether the calendar is open or closed while no event lasts.
   *
   * @default CalendarType.DEFAULT_OPEN
   */
  readonly calendarType?: string;

  /**
   * The events, each with a name of its own or a `uid`.
   *
   * @default - no events: the calendar is open, or closed, all the time
   */
  readonly events?: CalendarEvent[];

  /**
   * The time zone of events that have none of their own, by its name in the IANA database, such as `Europe/Berlin`. It becomes `X-WR-TIMEZONE`.
   *
   * @default - each event has a time zone of its own, or is in UTC
   */
  readonly timeZone?: string;

  /**
   * Whether the console shows maintenance windows, associations, automations and change requests in the calendar as well ("Add change
   * management events to the calendar"). They do not change its state.
   *
   * @default - the calendar does not say
   */
  readonly changeManagementEvents?: boolean;

  /**
   * Further lines of the calendar as iCalendar writes them, not folded: `PRODID:…` or whole components.
   *
   * @default - no other lines
   */
  readonly furtherLines?: string[];

  /**
   * An iCalendar text, such as an `.ics` file, which is deployed exactly as it was written. Not together with the other properties of a calendar.
   * `CalendarParts.fromContent` reads it into events instead.
   *
   * @default - the calendar is made of its events
   */
  readonly content?: Content;
}

/**
 * A change calendar: when changes are allowed. Automations, maintenance windows, associations and change requests can depend on it.
 *
 * The text is the same in every synthesis: events are identified by their names, and nothing in it comes from the clock.
 *
 * @stateless
 */
@propertyInjectable
export class ChangeCalendar extends ContentDocument implements IChangeCalendar {
  /** Uniquely identifies this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-systems-manager.ChangeCalendar';

  /**
   * Use a change calendar of this account and Region.
   *
   * @param scope where the calendar is used.
   * @param id the construct id.
   * @param documentName the name of the calendar.
   */
  public static fromChangeCalendarName(scope: Construct, id: string, documentName: string): IChangeCalendar {
    return ChangeCalendar.fromChangeCalendarAttributes(scope, id, { documentName });
  }

  /**
   * Use a change calendar, possibly one that another account shares.
   *
   * @param scope where the calendar is used.
   * @param id the construct id.
   * @param documentArn the ARN of the calendar.
   */
  public static fromChangeCalendarArn(scope: Construct, id: string, documentArn: string): IChangeCalendar {
    return ChangeCalendar.fromChangeCalendarAttributes(scope, id, { documentArn });
  }

  /**
   * Use a change calendar that exists already. Errors when neither its name nor its ARN is given.
   *
   * @param scope where the calendar is used.
   * @param id the construct id.
   * @param attributes what is known of the calendar.
   */
  public static fromChangeCalendarAttributes(scope: Construct, id: string, attributes: ChangeCalendarAttributes): IChangeCalendar {
    const { documentName, documentArn } = attributes;
    if (documentArn !== undefined) {
      const name = documentName ?? Arn.split(documentArn, ArnFormat.SLASH_RESOURCE_NAME).resourceName!;
      return new ImportedChangeCalendar(scope, id, name, documentArn, { environmentFromArn: documentArn });
    }
    if (documentName === undefined) {
      throw new ValidationError(lit`DocumentAttributesMissing`, 'neither documentName nor documentArn is given; give one of them', scope);
    }
    return new ImportedChangeCalendar(scope, id, documentName, importedDocumentArn(Stack.of(scope), documentName));
  }

  /**
   * Whether a value is a `ChangeCalendar`.
   *
   * @param x any value.
   */
  public static isChangeCalendar(x: any): x is ChangeCalendar {
    return typeof x === 'object' && x !== null && MARKER in x;
  }

  /**
   * Permissions on the calendar.
   */
  public readonly grants: ChangeCalendarGrants = ChangeCalendarGrants.fromChangeCalendar(this);

  constructor(scope: Construct, id: string, props: ChangeCalendarProps = {}) {
    super(scope, id, props, self => ({ noun: 'change calendar', type: 'ChangeCalendar', format: 'TEXT', ...specOf(self, id, props) }));
    Object.defineProperty(this, MARKER, { value: true });
  }

  /**
   * Define a rule of EventBridge for the calendar when it opens or closes. Events come up to 15 minutes late, and may come twice.
   *
   * @param id the construct id of the rule, within this construct.
   * @param options the rule and its target.
   */
  public onStateChange(id: string, options: events.OnEventOptions = {}): events.Rule {
    return this.onState(id, options);
  }

  /**
   * Define a rule of EventBridge for the calendar when it has opened. Events come up to 15 minutes late, and may come twice.
   *
   * @param id the construct id of the rule, within this construct.
   * @param options the rule and its target.
   */
  public onOpened(id: string, options: events.OnEventOptions = {}): events.Rule {
    return this.onState(id, options, [CalendarState.OPEN]);
  }

  /**
   * Define a rule of EventBridge for the calendar when it has closed. Events come up to 15 minutes late, and may come twice.
   *
   * @param id the construct id of the rule, within this construct.
   * @param options the rule and its target.
   */
  public onClosed(id: string, options: events.OnEventOptions = {}): events.Rule {
    return this.onState(id, options, [CalendarState.CLOSED]);
  }

  private onState(id: string, options: events.OnEventOptions, states?: string[]): events.Rule {
    return ruleFor(this, id, options, ChangeEvents.calendarStateChanged({ calendars: [this], states }));
  }
}

class ImportedChangeCalendar extends DocumentBase implements IChangeCalendar {
  public readonly grants: ChangeCalendarGrants = ChangeCalendarGrants.fromChangeCalendar(this);

  constructor(scope: Construct, id: string, public readonly documentName: string, public readonly documentArn: string, props: ResourceProps = {}) {
    super(scope, id, props);
  }
}

function specOf(self: Construct, id: string, props: ChangeCalendarProps): Pick<ContentDocumentSpec, 'content' | 'findings' | 'isRead'> {
  const { content, documentFormat, calendarType, description, timeZone, changeManagementEvents, furtherLines } = props;
  const source: CalendarSource = { calendarType, description, changeManagementEvents, timeZone, events: props.events, furtherLines };
  const faults = documentFormat === undefined ? []
    : [`documentFormat is ${documentFormat}, and a change calendar is kept as TEXT; leave it out`];
  if (content !== undefined) checkContent(self, id, content);
  if (content === undefined) {
    const written = calendarText(source, self.node.path);
    refuse(self, id, [...faults, ...written.faults]);
    return { content: written.text };
  }
  const given = Object.entries(source).filter(([, value]) => value !== undefined).map(([name]) => name);
  refuse(self, id, [
    ...faults,
    ...typeof content._value === 'string' ? [] : [`content is ${describe(content._value)}; a change calendar is an iCalendar text, from Content.fromFile or Content.fromString`],
    ...given.length === 0 ? [] : [`content is given, which says everything, and ${given.join(', ')}; leave out the one or the other (CalendarParts.fromContent reads a content into events)`],
  ]);
  return { content: content._value, findings: content._findings, isRead: true };
}

function refuse(self: Construct, id: string, faults: readonly string[]): void {
  if (faults.length === 0) return;
  throw new ValidationError(lit`InvalidChangeCalendar`, faultsInWords(`the change calendar ${JSON.stringify(id)} cannot be written`, faults), self);
}
