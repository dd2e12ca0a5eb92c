import { Arn, ArnFormat, aws_events as events, aws_iam as iam, aws_ssm as ssm, IResource, ResourceProps, Stack } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { AutomationEvents, ruleFor } from './automation-events';
import { ExecutionStatus } from './execution-status';
import { RunbookGrants } from './runbook-grants';
import { RunbookInvocation, RunbookInvocationOptions } from './runbook-invocation';
import { PreparedRunbook, prepareRunbook } from './runbook-preparation';
import { RunbookProps } from './runbook-props';
import { StartAutomationOptions, startAutomationCommand, startAutomationRequest } from './start-automation';
import { RequiredPermission, StepRequirements } from './step-requirements';
import { ContentDocument } from '../document/content-document';
import { declaredParameter } from '../document/declared-parameter';
import { DocumentBase } from '../document/document-base';
import { amazonDocumentArn, importedDocumentArn } from '../document/document-grants';
import { DocumentParameter } from '../document/document-parameter';
import { ValidationError } from '../document/host-language';

const MARKER = Symbol.for('cdk-systems-manager.Runbook');

/**
 * A runbook. It is no `IDocument`, as its `grants` have a type of their own; constructs that take any document take it.
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

  /**
   * The runbook with what it is to be run with, for a `ChangeRequest` or a `RunbookExecution`.
   *
   * @param options what it is run with, and on what.
   */
  invoke(options?: RunbookInvocationOptions): RunbookInvocation;
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

  private readonly requirements: StepRequirements;

  constructor(scope: Construct, id: string, props: RunbookProps) {
    let prepared: PreparedRunbook | undefined;
    super(scope, id, props, self => {
      prepared = prepareRunbook(self, id, props);
      return prepared.spec;
    });
    const { parameters, requirements, role, passedRoleArn } = prepared!;
    Object.defineProperty(this, MARKER, { value: true });
    this.parameters = parameters;
    this.requirements = requirements;
    this.assumeRole = role;
    this.grantPrincipal = isGrantable(role) ? role.grantPrincipal : new iam.UnknownPrincipal({ resource: this });
    this.grants = RunbookGrants.fromRunbook(this, { assumeRole: role, assumeRoleArn: passedRoleArn });
  }

  /**
   * What the role of the runbook must allow, step by step: what the steps tell, as far as nothing else was stated for them.
   */
  public get requiredPermissions(): RequiredPermission[] {
    return this.requirements.permissions;
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
   * Errors when the grantee takes no permissions of its own, as an account or a service does not.
   *
   * @param grantee who may.
   */
  public grantRequiredPermissions(grantee: iam.IGrantable): void {
    for (const statement of this.requirements.statements()) {
      if (!grantee.grantPrincipal.addToPrincipalPolicy(statement).statementAdded) {
        throw new ValidationError(lit`PermissionsNotGranted`,
          `${grantee.grantPrincipal} takes no permissions, so it cannot be allowed what the steps need; grant them to a role, a user or a group`, this);
      }
    }
  }

  /**
   * The runbook with what it is to be run with, for a `ChangeRequest` or a `RunbookExecution`, which check it.
   *
   * @param options what it is run with, and on what.
   */
  public invoke(options?: RunbookInvocationOptions): RunbookInvocation {
    return RunbookInvocation.of(this, options);
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

  /**
   * Define a rule of EventBridge for any change of the status of an execution of the runbook.
   *
   * @param id the construct id of the rule, within this construct.
   * @param options the rule and its target.
   */
  public onExecutionStatusChange(id: string, options: events.OnEventOptions = {}): events.Rule {
    return this.onExecution(id, options);
  }

  /**
   * Define a rule of EventBridge for executions of the runbook that have succeeded.
   *
   * @param id the construct id of the rule, within this construct.
   * @param options the rule and its target.
   */
  public onExecutionSucceeded(id: string, options: events.OnEventOptions = {}): events.Rule {
    return this.onExecution(id, options, [ExecutionStatus.SUCCESS]);
  }

  /**
   * Define a rule of EventBridge for executions of the runbook that have failed.
   *
   * @param id the construct id of the rule, within this construct.
   * @param options the rule and its target.
   */
  public onExecutionFailed(id: string, options: events.OnEventOptions = {}): events.Rule {
    return this.onExecution(id, options, [ExecutionStatus.FAILED]);
  }

  /**
   * Define a rule of EventBridge for executions of the runbook whose time was over.
   *
   * @param id the construct id of the rule, within this construct.
   * @param options the rule and its target.
   */
  public onExecutionTimedOut(id: string, options: events.OnEventOptions = {}): events.Rule {
    return this.onExecution(id, options, [ExecutionStatus.TIMED_OUT]);
  }

  /**
   * Define a rule of EventBridge for executions of the runbook that somebody has stopped.
   *
   * @param id the construct id of the rule, within this construct.
   * @param options the rule and its target.
   */
  public onExecutionCancelled(id: string, options: events.OnEventOptions = {}): events.Rule {
    return this.onExecution(id, options, [ExecutionStatus.CANCELLED]);
  }

  private onExecution(id: string, options: events.OnEventOptions, statuses?: string[]): events.Rule {
    return ruleFor(this, id, options, AutomationEvents.executionStatusChanged({ runbooks: [this], statuses }));
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

  public invoke(options?: RunbookInvocationOptions): RunbookInvocation {
    return RunbookInvocation.of(this, options);
  }
}

function isGrantable(role: iam.IRoleRef | undefined): role is iam.IRoleRef & iam.IGrantable {
  return role !== undefined && 'grantPrincipal' in role;
}
