import { Annotations, Arn, ArnFormat, aws_iam as iam, aws_ssm as ssm, IResource, ResourceProps, Stack, Token, ValidationError } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { AssumeRole, ASSUME_ROLE_PARAMETER } from './assume-role';
import { applyStepPermissions, asRequired, isArn, makeRole, RequiredPermission, Requirements, statementsOf } from './derived-role';
import { allSteps, buildContent, BuiltContent, stepsOf, withParameterDefaults } from './runbook-content';
import { RunbookGrants } from './runbook-grants';
import { RunbookVariable } from './runbook-variable';
import { StartAutomationOptions, startAutomationCommand, startAutomationRequest } from './start-automation';
import { IStepSource } from './step';
import { StepPermissions } from './step-permissions';
import { withKey } from '../content/key-order';
import { formatPath } from '../content/path';
import { derivePermissions } from '../content/permissions/derive';
import { referenceText } from '../content/references';
import { ContentMap, ContentValue, isMap } from '../content/value';
import { checkContent } from '../document/check-content';
import type { Content } from '../document/content';
import { ContentDocument, ContentDocumentSpec } from '../document/content-document';
import { declaredParameter, declaredParameters } from '../document/declared-parameter';
import { DocumentBase } from '../document/document-base';
import { amazonDocumentArn, importedDocumentArn } from '../document/document-grants';
import { DocumentOptions } from '../document/document-options';
import { DocumentParameter } from '../document/document-parameter';
import { settle } from '../document/settle';

const MARKER = Symbol.for('cdk-systems-manager.Runbook');

/**
 * A runbook. It is an `IDocument` too, which jsii cannot say of an interface whose `grants` have a type of their own.
 */
export interface IRunbook extends IResource, ssm.IDocumentRef {
  /**
   * The name of the runbook.
   *
   * @attribute
   */
  readonly documentName: string;

  /**
   * The ARN of the runbook.
   *
   * @attribute
   */
  readonly documentArn: string;

  /**
   * The role with which the runbook does its work, where it is known.
   */
  readonly assumeRole?: iam.IRoleRef;

  /**
   * Permissions on the runbook and on its executions.
   */
  readonly grants: RunbookGrants;
}

/**
 * What is known of a runbook that exists already; the ARN counts when both are given.
 */
export interface RunbookAttributes {
  /**
   * The name of the runbook.
   *
   * @default - taken from the ARN
   */
  readonly documentName?: string;

  /**
   * The ARN of the runbook.
   *
   * @default - made from the name, for the Region and the account of the scope; without an account where the name is one
   * that Amazon gives its own documents, such as `AWS-RestartEC2Instance`
   */
  readonly documentArn?: string;

  /**
   * The role with which it does its work; whoever starts it is allowed to pass it.
   *
   * @default - none, or none that is known
   */
  readonly assumeRole?: iam.IRoleRef;
}

/**
 * Properties of a runbook: either its steps, or a content that has them.
 */
export interface RunbookProps extends DocumentOptions {
  /**
   * The steps, in their order: steps, groups of steps, lists of steps.
   *
   * @default - those of `content`
   */
  readonly steps?: IStepSource[];

  /**
   * The parameters that are given when the runbook is started.
   *
   * @default - no parameters; those of `content`
   */
  readonly parameters?: DocumentParameter[];

  /**
   * The variables that steps change.
   *
   * @default - no variables; those of `content`
   */
  readonly variables?: RunbookVariable[];

  /**
   * What the runbook gives to whoever runs it: outputs of its steps, as `Step.Output` or as `step.output('Output')`.
   *
   * @default - no outputs; those of `content`
   */
  readonly outputs?: string[];

  /**
   * A whole runbook from a file, a text or an object, in the place of `steps`, `parameters`, `variables` and `outputs`. It is deployed as it
   * is, but for `description`, `assumeRole` and `parameterDefaults` where they are given.
   *
   * @default - the runbook is put together from `steps`
   */
  readonly content?: Content;

  /**
   * Other defaults for parameters of `content`, by their names.
   *
   * @default - the defaults of `content`
   */
  readonly parameterDefaults?: Record<string, any>;

  /**
   * The role with which the runbook does its work.
   *
   * @default AssumeRole.derived(); with `content` the role that it names, or none
   */
  readonly assumeRole?: AssumeRole;

  /**
   * What the role must allow for single steps, by their names, where that cannot be told from their inputs, or too much of it. It goes before the
   * `permissions` of a step itself.
   *
   * @default - what the steps tell
   */
  readonly stepPermissions?: Record<string, StepPermissions>;
}

/**
 * A runbook: an Automation document (schema version 0.3).
 *
 * @stateless
 */
@propertyInjectable
export class Runbook extends ContentDocument implements IRunbook, iam.IGrantable {
  /** Uniquely identifies this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-systems-manager.Runbook';

  /**
   * Use a runbook of this account and Region, or one that Amazon publishes.
   *
   * @param scope where the runbook is used.
   * @param id the construct id.
   * @param documentName the name of the runbook, such as `AWS-RestartEC2Instance`.
   */
  public static fromRunbookName(scope: Construct, id: string, documentName: string): IRunbook {
    return Runbook.fromRunbookAttributes(scope, id, { documentName });
  }

  /**
   * Use a runbook, possibly one that another account shares.
   *
   * @param scope where the runbook is used.
   * @param id the construct id.
   * @param documentArn the ARN of the runbook.
   */
  public static fromRunbookArn(scope: Construct, id: string, documentArn: string): IRunbook {
    return Runbook.fromRunbookAttributes(scope, id, { documentArn });
  }

  /**
   * Use a runbook that exists already. Errors when neither its name nor its ARN is given.
   *
   * @param scope where the runbook is used.
   * @param id the construct id.
   * @param attributes what is known of the runbook.
   */
  public static fromRunbookAttributes(scope: Construct, id: string, attributes: RunbookAttributes): IRunbook {
    const { documentName, documentArn, assumeRole } = attributes;
    if (documentArn !== undefined) {
      const name = documentName ?? Arn.split(documentArn, ArnFormat.SLASH_RESOURCE_NAME).resourceName!;
      return new ImportedRunbook(scope, id, name, documentArn, assumeRole, { environmentFromArn: documentArn });
    }
    if (documentName === undefined) {
      throw new ValidationError(lit`DocumentAttributesMissing`, 'neither documentName nor documentArn is given; give one of them', scope);
    }
    return new ImportedRunbook(scope, id, documentName, importedDocumentArn(Stack.of(scope), documentName), assumeRole);
  }

  /**
   * Use a runbook that Amazon publishes, such as `AWS-RestartEC2Instance`.
   *
   * @param scope where the runbook is used.
   * @param id the construct id.
   * @param documentName the name of the runbook.
   */
  public static fromAmazon(scope: Construct, id: string, documentName: string): IRunbook {
    return new ImportedRunbook(scope, id, documentName, amazonDocumentArn(Stack.of(scope), documentName));
  }

  /**
   * Whether a value is a `Runbook`.
   *
   * @param x any value.
   */
  public static isRunbook(x: any): x is Runbook {
    return typeof x === 'object' && x !== null && MARKER in x;
  }

  /**
   * The role with which the runbook does its work: its own one, or the one that was given; undefined where that is only known by its ARN
   * or chosen at the start.
   */
  public readonly assumeRole?: iam.IRoleRef;

  /**
   * Who does the work of the runbook, so that it can be granted more: `bucket.grantRead(runbook)`. Grants to a runbook whose role is not known
   * here are refused by CDK at synth.
   */
  public readonly grantPrincipal: iam.IPrincipal;

  /**
   * Permissions on the runbook and on its executions.
   */
  public readonly grants: RunbookGrants;

  /**
   * The parameters of the runbook.
   */
  public readonly parameters: DocumentParameter[];

  private readonly requirements: () => Requirements;

  constructor(scope: Construct, id: string, props: RunbookProps) {
    let made: Preparation | undefined;
    super(scope, id, props, self => {
      made = prepare(self, id, props);
      return made.spec;
    });
    const { parameters, requirements, role } = made!;
    Object.defineProperty(this, MARKER, { value: true });
    this.parameters = parameters;
    this.requirements = requirements;
    this.assumeRole = role;
    this.grantPrincipal = isGrantable(role) ? role.grantPrincipal : new iam.UnknownPrincipal({ resource: this });
    this.grants = RunbookGrants.fromRunbook(this, { assumeRole: role });
  }

  /**
   * What the role of the runbook must allow, step by step: what the steps tell, as far as nothing else was stated for them.
   */
  public get requiredPermissions(): RequiredPermission[] {
    return asRequired(this, this.requirements().permissions);
  }

  /**
   * A parameter of the runbook. Errors when there is none of that name.
   *
   * @param name the name of the parameter.
   */
  public parameter(name: string): DocumentParameter {
    const found = this.parameters.find(parameter => parameter.name === name);
    return found ?? declaredParameter(this, { parameters: DocumentParameter._renderAll(this.parameters) }, name);
  }

  /**
   * Allow somebody what the steps need, for a runbook that does its work with the permissions of whoever starts it.
   *
   * @param grantee who may.
   */
  public grantRequiredPermissions(grantee: iam.IGrantable): void {
    for (const statement of statementsOf(this, this.requirements())) grantee.grantPrincipal.addToPrincipalPolicy(statement);
  }

  /**
   * The request that starts the runbook, with the names of the API: `DocumentName`, `Parameters` and so on.
   *
   * Errors when a parameter is unknown or missing or has a value that it does not allow, and when options do not go together;
   * one error tells of all.
   *
   * @param parameters the values of the parameters, each a list; parameters of other types than lists have one value, maps and flags as JSON text.
   * @param options how it is run, and on what.
   */
  public startAutomationRequest(parameters?: Record<string, string[]>, options?: StartAutomationOptions): Record<string, any> {
    return startAutomationRequest(this, this.documentName, this.parameters, parameters, options);
  }

  /**
   * The command line that starts the runbook: `aws ssm start-automation-execution …`, quoted for a POSIX shell. Values that are only known
   * at deployment are quoted at deployment.
   *
   * Errors as `startAutomationRequest` does.
   *
   * @param parameters the values of the parameters, each a list; parameters of other types than lists have one value, maps and flags as JSON text.
   * @param options how it is run, and on what.
   */
  public startAutomationCommand(parameters?: Record<string, string[]>, options?: StartAutomationOptions): string {
    return startAutomationCommand(this, this.startAutomationRequest(parameters, options));
  }
}

class ImportedRunbook extends DocumentBase implements IRunbook {
  public readonly grants: RunbookGrants;

  constructor(
    scope: Construct, id: string, public readonly documentName: string, public readonly documentArn: string,
    public readonly assumeRole?: iam.IRoleRef, props: ResourceProps = {},
  ) {
    super(scope, id, props);
    this.grants = RunbookGrants.fromRunbook(this, { assumeRole });
  }
}

/** What a runbook is, once its properties are understood. */
interface Preparation {
  readonly spec: ContentDocumentSpec;
  readonly parameters: DocumentParameter[];
  readonly requirements: () => Requirements;
  readonly role?: iam.IRoleRef;
}

function prepare(self: Construct, id: string, props: RunbookProps): Preparation {
  checkProps(self, id, props);
  const built = props.content === undefined ? buildContent({ ...props, steps: props.steps! }) : existing(props, props.content);
  const stated = statedPermissions(props);
  let derived: Requirements | undefined;
  const requirements = (): Requirements => derived ??= derive(self, built.content, built.sources, stated);
  const { assumeRole = props.content === undefined ? AssumeRole.derived() : undefined } = props;
  const role = assumeRole?._kind === 'derived' ? makeRole(self, assumeRole._options, statementsOf(self, requirements())) : assumeRole?._role;
  if (assumeRole?._kind === 'derived') warnOfDoubts(self, requirements());
  const content = assumeRole === undefined ? built.content : withAssumeRole(self, built.content, assumeRole, role);
  return {
    spec: {
      noun: 'runbook',
      type: 'Automation',
      content,
      isRead: props.content?.text !== undefined,
      findings: props.content?._findings,
      attachments: built.attachments,
    },
    parameters: declaredParameters(content),
    requirements,
    role,
  };
}

/** A content that is given, with what the properties change in it. */
function existing({ description, parameterDefaults }: RunbookProps, { _value }: Content): BuiltContent {
  let content = _value as ContentMap;
  if (description !== undefined) content = withKey(content, 'description', description, 'schemaVersion');
  if (parameterDefaults !== undefined) content = withParameterDefaults(content, parameterDefaults);
  return { content, attachments: [], sources: new Map() };
}

function withAssumeRole(
  self: Construct, content: Record<string, unknown>, { _kind, _arn, _options }: AssumeRole, role: iam.IRoleRef | undefined,
): Record<string, unknown> {
  const roleArn = role?.roleRef.roleArn ?? _arn;
  if (_kind === 'caller' || roleArn === undefined) {
    const { assumeRole: _, ...others } = content;
    return others;
  }
  const behind = Object.hasOwn(content, 'description') ? 'description' : 'schemaVersion';
  if (_options.asParameter !== true) return withKey(content as ContentMap, 'assumeRole', roleArn, behind);
  const parameters = isMap(content.parameters) ? content.parameters : {};
  if (Object.hasOwn(parameters, ASSUME_ROLE_PARAMETER)) {
    throw new ValidationError(lit`DuplicateParameter`,
      `the runbook declares the parameter ${ASSUME_ROLE_PARAMETER} itself; use AssumeRole.fromParameter, or leave out asParameter`, self);
  }
  const parameter = DocumentParameter.ofIamRoleArn(ASSUME_ROLE_PARAMETER, { description: 'The role with which the runbook does its work', defaultValue: roleArn });
  const withParameter = withKey(content as ContentMap, 'parameters', { ...parameters, [ASSUME_ROLE_PARAMETER]: parameter._render() }, behind);
  return withKey(withParameter, 'assumeRole', referenceText(ASSUME_ROLE_PARAMETER), behind);
}

function statedPermissions({ steps = [], stepPermissions = {} }: RunbookProps): ReadonlyMap<string, StepPermissions> {
  const stated = new Map<string, StepPermissions>();
  for (const { name, _permissions } of allSteps(stepsOf(steps))) {
    if (_permissions !== undefined) stated.set(name, _permissions);
  }
  for (const [name, permissions] of Object.entries(stepPermissions)) stated.set(name, permissions);
  return stated;
}

function derive(self: Construct, content: unknown, sources: ReadonlyMap<string, string>, stated: ReadonlyMap<string, StepPermissions>): Requirements {
  // As text that is not escaped, since it goes into policies and not into a document.
  const settled = settle(content, self, undefined, false);
  const { permissions, doubts } = derivePermissions(withSources(settled.content, sources), { isUnresolved: Token.isUnresolved, isArn });
  return applyStepPermissions(permissions, doubts, stated);
}

/** The content with the text of attached scripts where inline scripts have theirs, for those who read scripts. */
function withSources(content: ContentValue, sources: ReadonlyMap<string, string>): ContentValue {
  if (sources.size === 0) return content;
  const visit = (value: ContentValue): ContentValue => {
    if (Array.isArray(value)) return value.map(visit);
    if (!isMap(value)) return value;
    const visited = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, visit(each)]));
    const source = typeof value.Attachment === 'string' && value.Script === undefined ? sources.get(value.Attachment) : undefined;
    return source === undefined ? visited : { ...visited, Script: source };
  };
  return visit(content);
}

function warnOfDoubts(self: Construct, { doubts }: Requirements): void {
  for (const { step, path, message } of doubts) {
    Annotations.of(self).addWarningV2('cdk-systems-manager:permissions/unsure',
      `${formatPath(path)}: ${message}; state what the step ${JSON.stringify(step)} needs with its permissions (StepPermissions.plus)`);
  }
}

function checkProps(self: Construct, id: string, props: RunbookProps): void {
  const { content, steps } = props;
  if (content === undefined) {
    if (steps === undefined) {
      throw new ValidationError(lit`RunbookWithoutSteps`, `${JSON.stringify(id)} has neither steps nor content; give one of them`, self);
    }
    if (props.parameterDefaults !== undefined) {
      throw new ValidationError(lit`ParameterDefaultsWithoutContent`,
        `parameterDefaults changes the parameters of a content; ${JSON.stringify(id)} has none, give the defaults to its parameters`, self);
    }
    return;
  }
  checkContent(self, id, content);
  const both = (['steps', 'parameters', 'variables', 'outputs'] as const).filter(key => props[key] !== undefined);
  if (both.length > 0) {
    throw new ValidationError(lit`RunbookWithContentAndParts`,
      `${JSON.stringify(id)} has content and ${both.join(', ')} as well, but its content has these itself; to change it, use StepList.fromContent`, self);
  }
  if (!isMap(content._value)) {
    throw new ValidationError(lit`ContentIsNoRunbook`, `the content of ${JSON.stringify(id)} is text, and a runbook is a map with schemaVersion "0.3" and mainSteps`, self);
  }
}

function isGrantable(role: iam.IRoleRef | undefined): role is iam.IRoleRef & iam.IGrantable {
  return role !== undefined && 'grantPrincipal' in role;
}
