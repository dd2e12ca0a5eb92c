import { aws_iam as iam, aws_ssm as ssm, Stack, Token } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { ASSUME_ROLE_PARAMETER } from './assume-role';
import { runDoubts, runFaults, TakenTargets } from './run-faults';
import { passedRoleArn } from './runbook-assume-role';
import { executionsArn, RunbookGrants } from './runbook-grants';
import { RunbookRun, runInput } from './runbook-run';
import { RunbookRunOptions } from './runbook-run-options';
import { Target } from './target';
import { AlarmConfiguration } from './target-location';
import { findsByResourceGroup, findsByTag } from '../content/permissions/ssm-arns';
import { ContentValue, describe, isPlainMap } from '../content/value';
import { declaredOf, isContentDocument } from '../document/content-document';
import { documentByName } from '../document/document-by-name';

/**
 * What a runbook is run with.
 */
export interface RunbookInvocationOptions extends RunbookRunOptions {
  /**
   * The values of the parameters, each a list; parameters of other types than lists have one value, maps and flags as JSON text. What targets
   * give is not given here.
   *
   * @default - no values
   */
  readonly parameters?: Record<string, string[]>;

  /**
   * What the runbook runs on, once for each; `targetParameter` says how it gets to know. A change request takes 5, a `RunbookExecution` one.
   *
   * @default - the runbook runs once, without targets
   */
  readonly targets?: Target[];
}

/**
 * A runbook with everything that it is to be run with, for a `ChangeRequest` or a `RunbookExecution`, which check it: a runbook of this app by
 * what it declares, any other by what the service takes.
 */
export class RunbookInvocation {
  /**
   * Run a runbook, such as one of Amazon's. Runbooks of this library have `runbook.invoke(…)`.
   *
   * @param runbook the runbook, or its name; its ARN where another account shares it.
   * @param options what it is run with, and on what.
   */
  public static of(runbook: string | ssm.IDocumentRef, options: RunbookInvocationOptions = {}): RunbookInvocation {
    return new RunbookInvocation(runbook, options);
  }

  private constructor(private readonly runbook: string | ssm.IDocumentRef, private readonly options: RunbookInvocationOptions) {
  }

  /** What it comes to for a construct. @internal */
  public _bind(scope: Construct, id: string): BoundInvocation {
    const { parameters = {}, documentVersion } = this.options;
    const document = documentByName(scope, id, this.runbook);
    const declared = declaredOf(document, documentVersion);
    return new BoundInvocation(document, { ...this.options, parameters, declared });
  }
}

/** An invocation whose runbook is known. @internal */
export class BoundInvocation {
  constructor(public readonly document: ssm.IDocumentRef, private readonly run: RunbookRun) {
  }

  /** The members that all operations have alike. */
  public get input(): Record<string, unknown> {
    return runInput(this.run);
  }

  public get documentVersion(): string | undefined {
    return this.run.documentVersion;
  }

  /** Whether what the runbook declares is known. */
  public get isDeclared(): boolean {
    return this.run.declared !== undefined;
  }

  public faults(taken: TakenTargets): string[] {
    const { document } = this;
    if (isContentDocument(document) && !TYPES.includes(document._type)) {
      return [`${document.node.path} is a document of type ${document._type}; give a runbook (type Automation)`];
    }
    return runFaults(this.run, taken);
  }

  public get doubts(): string[] {
    const { document } = this;
    const isTemplate = isContentDocument(document) && document._type === 'Automation.ChangeTemplate';
    const hasNoRole = isContentDocument(document) && !isTemplate && isPlainMap(document._given) && !document._given.assumeRole;
    return [
      ...runDoubts(this.run),
      // Whether the service starts one is not verified.
      ...isTemplate ? [`${document.node.path} is a change template, which a ChangeRequest takes as template; give the runbook that is to do the work`] : [],
      ...hasNoRole ? [`${document.node.path} has no role, so it does its work as whoever starts it: the function of this custom resource, which may do nothing else; `
        + 'give the runbook a role'] : [],
    ];
  }

  /** The role that whoever starts it passes, where it is known. */
  public get passedRoleArn(): string | undefined {
    const { document, run: { parameters } } = this;
    if (isContentDocument(document)) return isPlainMap(document._given) ? passedRoleArn(document._given, parameters) : undefined;
    const given: unknown = Object.hasOwn(parameters, ASSUME_ROLE_PARAMETER) ? parameters[ASSUME_ROLE_PARAMETER] : undefined;
    if (Array.isArray(given) && !Token.isUnresolved(given) && typeof given[0] === 'string') return given[0];
    const { grants } = document as { grants?: unknown };
    return given === undefined && grants instanceof RunbookGrants ? grants._passedRoleArn : undefined;
  }

  /** What must be there before it is started, and until after it: the role with all that it allows, which the document does not wait for. */
  public get dependencies(): IConstruct[] {
    const { assumeRole } = this.document as { assumeRole?: unknown };
    return Construct.isConstruct(assumeRole) ? [assumeRole] : [];
  }

  /** What whoever starts it needs beside the permission to start it. */
  public permissions(scope: Construct, alarmConfiguration?: AlarmConfiguration): iam.PolicyStatementProps[] {
    const { passedRoleArn: role, run: { targets = [] } } = this;
    const contents = targets.map(({ _content }) => _content as ContentValue);
    const isByGroup = findsByResourceGroup(contents);
    const alarms = Array.isArray(alarmConfiguration?.alarms) ? alarmConfiguration.alarms : [];
    const alarmArns = alarms.map(({ name }) => Stack.of(scope).formatArn({ service: 'cloudwatch', resource: `alarm:${name}` }));
    return [
      ...role === undefined ? [] : [{
        actions: ['iam:PassRole'], resources: [role], conditions: { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } },
      }],
      // An execution watches its alarm as the role of the runbook, or as whoever started it where that has none.
      ...role === undefined && alarmArns.length > 0 ? [
        { actions: ['cloudwatch:DescribeAlarms'], resources: alarmArns },
        { actions: ['ssm:StopAutomationExecution'], resources: [executionsArn(scope)] },
      ] : [],
      // These take no resources.
      ...isByGroup ? [{ actions: ['resource-groups:ListGroupResources', 'tag:GetResources'], resources: ['*'] }] : [],
      ...!isByGroup && findsByTag(contents) ? [{ actions: ['tag:GetResources'], resources: ['*'] }] : [],
    ];
  }
}

/**
 * What is wrong with what was given as an invocation, where no compiler looked. It is told by its looks, as there may be two copies of the library.
 *
 * @internal
 */
export function invocationFaults(what: string, given: unknown): string[] {
  if (typeof given === 'object' && given !== null && '_bind' in given) return [];
  const found = Construct.isConstruct(given) ? `the construct ${given.node.path}` : describe(given);
  return [`${what} is ${found}; give runbook.invoke(…), or RunbookInvocation.of(…) with the runbook or its name`];
}

/** What the service runs. */
const TYPES: readonly string[] = ['Automation', 'Automation.ChangeTemplate'];
