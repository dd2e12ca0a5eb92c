import { aws_cloudwatch as cloudwatch, aws_ssm as ssm, ValidationError } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { Construct } from 'constructs';
import { AllowedRunbook } from './allowed-runbook';
import type { ChangeTemplateProps } from './change-template';
import { withKey } from '../content/key-order';
import { MONITORS } from '../content/schema/change-template';
import { isMap } from '../content/value';
import { checkContent } from '../document/check-content';
import type { Content } from '../document/content';
import { ContentDocumentSpec } from '../document/content-document';
import { declaredParameters } from '../document/declared-parameter';
import { DocumentParameter } from '../document/document-parameter';

/** What a change template is, once its properties are understood. @internal */
export interface PreparedChangeTemplate {
  readonly spec: ContentDocumentSpec;
  readonly parameters: DocumentParameter[];
  /** The runbooks that it allows, those that are constructs. */
  readonly runbooks: ssm.IDocumentRef[];
}

/** What stands in a content itself. */
const PARTS = ['approvals', 'runbooks', 'emergencyChange', 'autoApprovable', 'templateInformation', 'parameters', 'monitors'] as const;

/** Understand the properties of a change template. @internal */
export function prepareChangeTemplate(self: Construct, id: string, props: ChangeTemplateProps): PreparedChangeTemplate {
  const { content } = props;
  if (content !== undefined) checkGiven(self, id, props, content);
  const allowed = props.runbooks?.map(AllowedRunbook._from);
  const value = content === undefined ? build(self, id, props, allowed) : existing(props, content);
  return {
    spec: {
      noun: 'change template', type: 'Automation.ChangeTemplate', content: value, isRead: content?.text !== undefined, findings: content?._findings,
    },
    parameters: declaredParameters(value),
    runbooks: allowed?.flatMap(({ _document }) => _document ?? []) ?? [],
  };
}

/** Put a change template together; its keys in the order of the user guide's examples. */
function build(self: Construct, id: string, props: ChangeTemplateProps, allowed: readonly AllowedRunbook[] | undefined): Record<string, unknown> {
  const { approvals, description, templateInformation, parameters = [], emergencyChange, autoApprovable, monitors } = props;
  if (approvals === undefined) {
    throw new ValidationError(lit`ChangeTemplateWithoutApprovals`,
      `${JSON.stringify(id)} has neither approvals nor content; give one of them: a change template has 1 to 5 levels of approval, also where changes may need none`, self);
  }
  return {
    schemaVersion: '0.3',
    description,
    templateInformation,
    parameters: DocumentParameter._renderAll(parameters),
    executableRunBooks: allowed?.map(runbook => runbook._render()),
    emergencyChange,
    autoApprovable,
    [MONITORS]: monitors === undefined ? undefined : { monitors: monitors.map(nameOfAlarm) },
    mainSteps: approvals.map((level, index) => level._render(index)),
  };
}

function nameOfAlarm(alarm: string | cloudwatch.IAlarmRef): string {
  return typeof alarm === 'string' ? alarm : alarm.alarmRef.alarmName;
}

function existing({ description }: ChangeTemplateProps, { _value }: Content): unknown {
  return description !== undefined && isMap(_value) ? withKey(_value, 'description', description, 'schemaVersion') : _value;
}

function checkGiven(self: Construct, id: string, props: ChangeTemplateProps, content: Content): void {
  checkContent(self, id, content);
  const both = PARTS.filter(key => props[key] !== undefined);
  if (both.length > 0) {
    throw new ValidationError(lit`ChangeTemplateWithContentAndParts`,
      `${JSON.stringify(id)} has content and ${both.join(', ')} as well, but its content has these itself; change them there, or leave out content`, self);
  }
  if (!isMap(content._value)) {
    throw new ValidationError(lit`ContentIsNoChangeTemplate`,
      `the content of ${JSON.stringify(id)} is text, and a change template is a map with schemaVersion "0.3" and mainSteps`, self);
  }
}
