import { aws_iam as iam, aws_ssm as ssm } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { isContentDocument } from '../document/content-document';
import { documentByName } from '../document/document-by-name';
import { documentArnOf } from '../document/document-grants';
import { breaks, tooMany } from '../document/limits';
import { readableDocumentName } from '../operations/readable-document';

/** More have no room in the policy of the custom resource. */
const MAX_CALENDARS = 10;
/** GetCalendarState itself has no pattern; no document has another name than this, nor an ARN of another form. */
const CALENDAR_NAME_OR_ARN = /^(?:arn:[\w-]+:ssm:[a-z0-9-]+:(?:\d{12})?:document\/)?[a-zA-Z0-9_\-.]{3,128}$/;

/** Calendars that must be open when something is started. @internal */
export class RequiredCalendars {
  private readonly documents: readonly ssm.IDocumentRef[];

  constructor(private readonly scope: Construct, private readonly given: readonly (string | ssm.IDocumentRef)[] = []) {
    this.documents = given.map((calendar, index) => documentByName(scope, `Calendar${index}`, calendar));
  }

  public faults(): string[] {
    if (this.given.length > MAX_CALENDARS) return tooMany('openCalendars', this.given, MAX_CALENDARS);
    return [
      ...(this.names() ?? []).flatMap(name => breaks('openCalendars: a calendar', name, CALENDAR_NAME_OR_ARN,
        'the name of a calendar or its ARN is allowed; a name has 3 to 128 letters, digits and _-.')),
      ...this.documents.flatMap(document => isContentDocument(document) && document._type !== 'ChangeCalendar'
        ? [`openCalendars: ${document.node.path} is a document of type ${document._type}; give calendars (type ChangeCalendar)`] : []),
    ];
  }

  /** The names or ARNs; undefined where there are none. */
  public names(): string[] | undefined {
    return this.documents.length === 0 ? undefined : this.documents.map(document => readableDocumentName(this.scope, document, 'ask'));
  }

  public permissions(): iam.PolicyStatementProps[] {
    return this.documents.length === 0 ? [] : [{ actions: ['ssm:GetCalendarState'], resources: this.documents.map(documentArnOf) }];
  }
}
