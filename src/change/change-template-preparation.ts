import { aws_cloudwatch as cloudwatch, aws_ssm as ssm } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { Construct } from 'constructs';
import { AllowedRunbook } from './allowed-runbook';
import type { ChangeTemplateProps } from './change-template';
import { MONITORS } from '../content/schema/change-template';
import { ContentDocumentSpec } from '../document/content-document';
import { declaredParameters } from '../document/declared-parameter';
import { DocumentParameter } from '../document/document-parameter';
import { givenContent, GivenContentRules } from '../document/given-content';
import { ValidationError } from '../document/host-language';

/** What a change template is, once its properties are understood. @internal */
export interface PreparedChangeTemplate {
  readonly spec: ContentDocumentSpec;
  readonly parameters: DocumentParameter[];
  /** The runbooks that it allows, those that are constructs. */
  readonly runbooks: ssm.IDocumentRef[];
}

const GIVEN: GivenContentRules<ChangeTemplateProps> = {
  parts: ['approvals', 'runbooks', 'emergencyChange', 'autoApprovable', 'templateInformation', 'parameters', 'monitors'],
  withParts: lit`ChangeTemplateWithContentAndParts`,
  isText: lit`ContentIsNoChangeTemplate`,
  needed: 'and a change template is a map with schemaVersion "0.3" and mainSteps',
};

/** Understand the properties of a change template. @internal */
export function prepareChangeTemplate(self: Construct, id: string, props: ChangeTemplateProps): PreparedChangeTemplate {
  const given = props.content === undefined ? undefined : givenContent(self, id, props, GIVEN);
  const allowed = props.runbooks?.map(AllowedRunbook._from);
  const spec = given ?? { content: build(self, id, props, allowed) };
  return {
    spec: { noun: 'change template', type: 'Automation.ChangeTemplate', ...spec },
    parameters: declaredParameters(spec.content),
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
