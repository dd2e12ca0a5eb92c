import { aws_iam as iam } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { Construct } from 'constructs';
import { AssumeRole } from './assume-role';
import { makeRole } from './derived-role';
import { allSteps, stepsOf } from './listed-steps';
import { nestedFindings } from './nested-documents';
import { passedRoleArn, withAssumeRole } from './runbook-assume-role';
import { buildContent, BuiltContent, withParameterDefaults } from './runbook-content';
import { RunbookProps } from './runbook-props';
import type { Step } from './step';
import { StepPermissions } from './step-permissions';
import { StepRequirements } from './step-requirements';
import type { ContentMap } from '../content/value';
import { ContentDocumentSpec } from '../document/content-document';
import { declaredParameters } from '../document/declared-parameter';
import { DocumentParameter } from '../document/document-parameter';
import { givenContent, GivenContentRules } from '../document/given-content';
import { inLastingOrder, ValidationError } from '../document/host-language';

/** What a runbook is, once its properties are understood. @internal */
export interface PreparedRunbook {
  readonly spec: ContentDocumentSpec;
  readonly parameters: DocumentParameter[];
  readonly requirements: StepRequirements;
  /** The role, where it is a construct. */
  readonly role?: iam.IRoleRef;
  /** The role that whoever starts the runbook passes if nothing else is said, where it is known. */
  readonly passedRoleArn?: string;
}

const GIVEN: GivenContentRules<RunbookProps> = {
  parts: ['steps', 'parameters', 'variables', 'outputs'],
  withParts: lit`RunbookWithContentAndParts`,
  instead: 'to change it, give the parts of RunbookParts.fromContent(content) instead of content',
  isText: lit`ContentIsNoRunbook`,
  needed: 'and a runbook is a map with schemaVersion "0.3" and mainSteps',
};

/** Understand the properties of a runbook, and make its role. @internal */
export function prepareRunbook(self: Construct, id: string, props: RunbookProps): PreparedRunbook {
  const given = props.content === undefined ? undefined : givenContent(self, id, props, GIVEN);
  const built = given === undefined ? buildContent({ ...props, steps: stepsIn(self, id, props) }) : asBuilt(given.content, props);
  const isRead = given?.isRead === true;
  const steps = stepsOf(props.steps ?? []);
  const all = allSteps(steps);
  const requirements = new StepRequirements(self, {
    content: built.content, isRead, sources: built.sources, stated: statedPermissions(all, props), passed: passedRoles(all),
  });
  const { assumeRole = given === undefined ? AssumeRole.derived() : undefined } = props;
  const role = assumeRole?._kind === 'derived' ? derivedRole(self, assumeRole, requirements) : assumeRole?._role;
  const content = assumeRole === undefined ? built.content : withAssumeRole(self, built.content, assumeRole, role);
  const findings = given?.findings ?? nestedFindings(self, steps, built.content.mainSteps as unknown[]);
  return {
    spec: { noun: 'runbook', type: 'Automation', content, isRead, findings, attachments: built.attachments },
    parameters: declaredParameters(content),
    requirements,
    role,
    passedRoleArn: role?.roleRef.roleArn ?? passedRoleArn(content),
  };
}

function derivedRole(self: Construct, { _options }: AssumeRole, requirements: StepRequirements): iam.IRole {
  // With the findings of the content, when everything lazy has its value.
  self.node.addValidation({
    validate: () => {
      requirements.warnOfDoubts();
      return [];
    },
  });
  return makeRole(self, _options, requirements);
}

/** A content that is given, with what the properties change in it. */
function asBuilt(content: ContentMap, { parameterDefaults }: RunbookProps): BuiltContent {
  const changed = parameterDefaults === undefined ? content : withParameterDefaults(content, inLastingOrder(parameterDefaults));
  return { content: changed, attachments: [], sources: new Map() };
}

/** What the user says of steps: for the runbook before what is said for a step itself. */
function statedPermissions(steps: readonly Step[], { stepPermissions = {} }: RunbookProps): ReadonlyMap<string, StepPermissions> {
  const stated = new Map<string, StepPermissions>();
  for (const { name, _permissions } of steps) {
    if (_permissions !== undefined) stated.set(name, _permissions);
  }
  for (const [name, permissions] of Object.entries(stepPermissions)) stated.set(name, permissions);
  return stated;
}

/** The roles that steps pass to SSM beside those in the content, by the names of the steps. */
function passedRoles(steps: readonly Step[]): ReadonlyMap<string, string> {
  const passed = new Map<string, string>();
  for (const { name, _passedRoleArn } of steps) {
    if (_passedRoleArn !== undefined) passed.set(name, _passedRoleArn);
  }
  return passed;
}

/** The steps of a runbook without a content. */
function stepsIn(self: Construct, id: string, { steps, parameterDefaults }: RunbookProps): NonNullable<RunbookProps['steps']> {
  if (steps === undefined) {
    throw new ValidationError(lit`RunbookWithoutSteps`, `${JSON.stringify(id)} has neither steps nor content; give one of them`, self);
  }
  if (parameterDefaults !== undefined) {
    throw new ValidationError(lit`ParameterDefaultsWithoutContent`,
      `parameterDefaults changes the parameters of a content; ${JSON.stringify(id)} has none, give the defaults to its parameters`, self);
  }
  return steps;
}
