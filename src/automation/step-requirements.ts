import { Annotations, aws_iam as iam, CfnResource, Fn, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { Construct } from 'constructs';
import { StepPermissions } from './step-permissions';
import { suggestion } from '../content/check/nearest';
import { formatPath } from '../content/path';
import { derivePermissions, Doubt, NeededPermission } from '../content/permissions/derive';
import { policyAt, policyOf } from '../content/permissions/policy';
import { ContentValue, isMap } from '../content/value';
import { ValidationError } from '../document/host-language';
import { settle, settleUnlessLazy } from '../document/settle';

/**
 * Something that the role of a runbook must allow, as a statement of its policy does.
 */
export interface RequiredPermission {
  /**
   * The name of the step that needs it.
   */
  readonly step: string;

  /**
   * The action of the step, such as `aws:createImage`.
   */
  readonly stepAction: string;

  /**
   * The IAM actions, such as `ec2:CreateImage`.
   */
  readonly actions: string[];

  /**
   * The ARNs of the resources; `*` where IAM knows none for the actions, or where they are only known when the runbook runs.
   */
  readonly resources: string[];

  /**
   * The conditions, as a policy has them.
   *
   * @default - no conditions
   */
  readonly conditions?: Record<string, any>;

  /**
   * What in the step needs it, such as a line of a script.
   *
   * @default - the action of the step
   */
  readonly origin?: string;
}

/** What the steps of a runbook are, for whoever asks what they need. @internal */
export interface RequirementsSource {
  readonly content: Record<string, unknown>;
  /** Whether the content was read from a text, where `{ Ref: … }` is a map like any other. */
  readonly isRead: boolean;
  /** The text of attached scripts, by the name of the attachment. */
  readonly sources: ReadonlyMap<string, string>;
  /** What the user says of steps, by their names. */
  readonly stated: ReadonlyMap<string, StepPermissions>;
  /** The ARNs of roles that steps pass to SSM beside those in the content, by the names of the steps. */
  readonly passed: ReadonlyMap<string, string>;
}

interface Derived {
  readonly permissions: readonly NeededPermission[];
  readonly doubts: readonly Doubt[];
}

/**
 * What the steps of one runbook need, with what the user says of it. It is derived once, when somebody asks; where something in the
 * content is lazy, again each time, as the content itself is written again then.
 *
 * @internal
 */
export class StepRequirements {
  private derived?: Derived | 'lazy';

  constructor(private readonly scope: Construct, private readonly source: RequirementsSource) {
    this.checkNames();
  }

  /** Whether it is too early to ask, and something else may be needed the next time. */
  public get isLazy(): boolean {
    return this.derivedUnlessLazy() === undefined;
  }

  /** Step by step, with the names of CDK. */
  public get permissions(): RequiredPermission[] {
    return this.derive().permissions.map(({ step, action, actions, resources, conditions, origin }) => {
      const [{ Resource, Condition }] = policyAt(
        { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: resources, Condition: conditions }] }, this.place).Statement;
      return { step, stepAction: action, actions: [...actions], resources: [...Resource], conditions: Condition, origin };
    });
  }

  /** As few statements as possible, new ones each time. */
  public statements(): iam.PolicyStatement[] {
    const { Statement } = policyAt(policyOf(this.derive().permissions), this.place);
    return [
      ...Statement.map(({ Action, Resource, Condition }) => new iam.PolicyStatement({
        actions: [...Action], resources: [...Resource], conditions: Condition as iam.Conditions | undefined,
      })),
      ...[...this.source.stated.values()].flatMap(({ _statements }) => _statements.map(statement => statement.copy())),
    ];
  }

  /** Warn of what cannot be told for sure. */
  public warnOfDoubts(): void {
    for (const { step, path, message } of this.derive().doubts) {
      Annotations.of(this.scope).addWarningV2('cdk-systems-manager:permissions/unsure',
        `${formatPath(path)}: ${message}; state what the step ${JSON.stringify(step)} needs in stepPermissions of the runbook or permissions of the step `
        + '(StepPermissions.plus; without statements where nothing is missing)');
    }
  }

  private derive(): Derived {
    return this.derivedUnlessLazy() ?? this.deriveFrom(this.settled(settle).content);
  }

  private derivedUnlessLazy(): Derived | undefined {
    if (this.derived === undefined) {
      const settled = this.settled(settleUnlessLazy);
      this.derived = settled === undefined ? 'lazy' : this.deriveFrom(settled.content);
    }
    return this.derived === 'lazy' ? undefined : this.derived;
  }

  /** As text that is not escaped, since it goes into policies and not into a document. */
  private settled<Result>(how: (...args: Parameters<typeof settle>) => Result): Result {
    return how(this.source.content, this.scope, undefined, !this.source.isRead);
  }

  private deriveFrom(content: ContentValue): Derived {
    const { sources, stated, passed } = this.source;
    const { permissions, doubts } = derivePermissions(withSources(content, sources), { isUnresolved: Token.isUnresolved, isArn, partOfArn });
    return {
      permissions: permissions.flatMap((permission, at) => {
        const isLastOfStep = permissions[at + 1]?.step !== permission.step;
        const roleArn = isLastOfStep ? passed.get(permission.step) : undefined;
        return [permission, ...roleArn === undefined ? [] : [passing(permission, roleArn)]].flatMap(each => asStated(each, stated.get(each.step)));
      }),
      // Whoever states what a step needs has answered the doubt.
      doubts: doubts.filter(({ step }) => !stated.has(step)),
    };
  }

  private checkNames(): void {
    const { content, stated } = this.source;
    if (stated.size === 0) return;
    const names = stepNames(content.mainSteps);
    // What is lazy may have any steps.
    if (names === undefined) return;
    const unknown = [...stated.keys()].filter(name => !names.includes(name));
    if (unknown.length === 0) return;
    const told = unknown.map(name => `${JSON.stringify(name)}${suggestion(name, names, `; steps: ${names.join(', ')}`)}`);
    throw new ValidationError(lit`NoSuchStep`,
      `stepPermissions names what is no step of the runbook: ${told.join('; ')}`, this.scope);
  }

  private get place(): { partition: string; region: string; account: string } {
    const { partition, region, account } = Stack.of(this.scope);
    return { partition, region, account };
  }
}

/** Passing a role to SSM, for a step that needs something else too. */
function passing({ step, action, path }: NeededPermission, roleArn: string): NeededPermission {
  const conditions = { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } };
  return { step, action, path, actions: ['iam:PassRole'], resources: [roleArn], conditions, origin: 'the role of the runbook that is run' };
}

/** What the user says of a step in the place of what its inputs tell. */
function asStated(permission: NeededPermission, said: StepPermissions | undefined): NeededPermission[] {
  if (said === undefined) return [permission];
  if (!said._derives) return [];
  const isNarrowed = said._resourceArns !== undefined && canBeNarrowed(permission);
  return [isNarrowed ? { ...permission, resources: said._resourceArns! } : permission];
}

/** Passing a role has a resource of its own, and what IAM knows no resources for cannot have one. */
function canBeNarrowed({ actions, knowsNoResources }: NeededPermission): boolean {
  return !actions.includes('iam:PassRole') && knowsNoResources !== true;
}

/** The names of all steps, with those inside of loops; undefined where they are not known yet. */
function stepNames(steps: unknown): string[] | undefined {
  if (!Array.isArray(steps) || Token.isUnresolved(steps)) return steps === undefined ? [] : undefined;
  const names: string[] = [];
  for (const step of steps) {
    if (Tokenization.isResolvable(step) || Token.isUnresolved(step?.name)) return undefined;
    if (typeof step?.name === 'string') names.push(step.name);
    const inner = step?.action === 'aws:loop' ? stepNames(step.inputs?.Steps) : [];
    if (inner === undefined) return undefined;
    names.push(...inner);
  }
  return names;
}

/** The content with the text of attached scripts where inline scripts have theirs, for those who read scripts. */
function withSources(content: ContentValue, sources: ReadonlyMap<string, string>): ContentValue {
  if (sources.size === 0) return content;
  const visit = (value: ContentValue): ContentValue => {
    if (Array.isArray(value)) return value.map(visit);
    if (!isMap(value)) return value;
    const visited = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, visit(each)]));
    const source = typeof value.Attachment === 'string' && value.Script === undefined ? sources.get(value.Attachment) : undefined;
    if (source === undefined) return visited;
    const { Attachment: _, ...others } = visited;
    return { ...others, Script: source };
  };
  return visit(content);
}

/** CloudFormation takes the ARN apart. */
function partOfArn(text: string, index: number): string {
  return Fn.select(index, Fn.split(':', text));
}

/** What steps can name whose `Ref` is its ARN, and not its name. */
const REF_IS_ARN = [
  'AWS::IAM::ManagedPolicy', 'AWS::SNS::Topic', 'AWS::SecretsManager::Secret', 'AWS::StepFunctions::Activity', 'AWS::StepFunctions::StateMachine',
  'AWS::StepFunctions::StateMachineAlias', 'AWS::StepFunctions::StateMachineVersion', 'AWS::Lambda::Alias', 'AWS::Lambda::Version',
];

/** Whether a text that is only known at deployment is an ARN, as far as that shows. */
function isArn(text: string): boolean {
  const { firstToken, length } = Tokenization.reverseString(text);
  if (text.startsWith('arn:')) return true;
  if (length !== 1 || !Reference.isReference(firstToken)) return false;
  const { displayName, target } = firstToken;
  return displayName === 'Ref' ? CfnResource.isCfnResource(target) && REF_IS_ARN.includes(target.cfnResourceType) : /arn$/i.test(displayName);
}
