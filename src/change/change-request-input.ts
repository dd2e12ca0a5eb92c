import { aws_ssm as ssm } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { ChangeRequestProps } from './change-request';
import { RequiredCalendars } from './required-calendars';
import { tagsInput } from '../automation/execution-tags';
import { BoundInvocation } from '../automation/runbook-invocation';
import { withoutUndefined } from '../automation/runbook-run';
import { documentByName } from '../document/document-by-name';
import type { AutomationInput } from '../operations/provider/automation-properties';
import { readableDocumentName } from '../operations/readable-document';

/** The properties of a change request with what they name. @internal */
export class ChangeRequestInput {
  public readonly template: ssm.IDocumentRef;
  public readonly runbook: BoundInvocation;
  public readonly calendars: RequiredCalendars;
  public readonly templateName: string;
  public readonly runbookName: string;

  constructor(scope: Construct, public readonly props: ChangeRequestProps) {
    this.template = documentByName(scope, 'Template', props.template);
    this.runbook = props.runbook._bind(scope, 'Runbook');
    this.calendars = new RequiredCalendars(scope, props.openCalendars);
    this.templateName = readableDocumentName(scope, this.template, 'use');
    this.runbookName = readableDocumentName(scope, this.runbook.document, 'run');
  }

  /** The input of StartChangeRequestExecution. */
  public get request(): AutomationInput {
    const { props } = this;
    const { templateParameters = {} } = props;
    return withoutUndefined({
      DocumentName: this.templateName,
      DocumentVersion: props.templateVersion,
      Parameters: Object.keys(templateParameters).length === 0 ? undefined : templateParameters,
      ChangeRequestName: props.changeRequestName,
      ChangeDetails: props.changeDetails,
      ScheduledTime: props.scheduledStart,
      ScheduledEndTime: props.scheduledEnd,
      AutoApprove: props.autoApprove,
      Runbooks: [{ DocumentName: this.runbookName, ...this.runbook.input }],
      Tags: tagsInput(props.tags),
    });
  }
}
