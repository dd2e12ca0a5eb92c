import { aws_config as config, aws_iam as iam, aws_ssm as ssm, Duration, Token } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { Construct } from 'constructs';
import { ASSUME_ROLE_PARAMETER } from './assume-role';
import { Runbook } from './runbook';
import { DOCUMENT_VERSION } from '../content/schema/names';
import { ValidationError } from '../document/host-language';
import { parameterFaults } from '../document/parameter-faults';

/** The limits of AWS Config. */
const MAX_PARAMETERS = 25;
const MAX_VALUES = 25;

/**
 * The value that AWS Config gives to a parameter of a runbook.
 */
export class RemediationValue {
  /** The id of the resource that does not comply. */
  public static readonly RESOURCE_ID = new RemediationValue({ ResourceValue: { Value: 'RESOURCE_ID' } }, ['resource-id']);

  /**
   * The same values for every resource.
   *
   * @param values the values; one for parameters that are no lists. 25 at most.
   */
  public static of(...values: string[]): RemediationValue {
    return new RemediationValue({ StaticValue: { Values: values } }, values);
  }

  /** @internal */
  private constructor(public readonly _content: Record<string, unknown>, public readonly _values: string[]) {
  }
}

/**
 * What AWS Config runs for resources that do not comply.
 */
export interface ConfigRemediationProps {
  /**
   * The rule, or its name.
   */
  readonly rule: string | config.IConfigRuleRef;

  /**
   * The runbook: one of this library, an L1 document or an imported one.
   */
  readonly runbook: ssm.IDocumentRef;

  /**
   * The values of the parameters of the runbook, of 25 parameters at most.
   *
   * The role in `AutomationAssumeRole` is filled in where the runbook declares that parameter and its role is known.
   *
   * @default - no values
   */
  readonly parameters?: Record<string, RemediationValue>;

  /**
   * Whether the runbook is run without anybody asking. AWS Config then insists on giving the role in a parameter named `AutomationAssumeRole`, which
   * `AssumeRole.derived({ asParameter: true })` declares.
   *
   * @default false
   */
  readonly automatic?: boolean;

  /**
   * How often it is tried for a resource without anybody asking: 1 to 25.
   *
   * @default - 5, by the service; it is needed when `automatic` is true and filled in as 5 then
   */
  readonly maximumAutomaticAttempts?: number;

  /**
   * How long AWS Config waits before it tries again: 1 second to 2,678,000 seconds.
   *
   * @default - 60 seconds, by the service; filled in as such when `automatic` is true
   */
  readonly retryAttemptInterval?: Duration;

  /**
   * The version of the runbook: `$DEFAULT`, `$LATEST` or a number from 1.
   *
   * @default - the default version
   */
  readonly documentVersion?: string;

  /**
   * The resource type, such as `AWS::S3::Bucket`.
   *
   * @default - every one that the rule looks at
   */
  readonly resourceType?: string;

  /**
   * The share of the resources for which it may run at once, in percent: 1 to 100.
   *
   * @default - 10, by the service
   */
  readonly concurrentExecutionRatePercentage?: number;

  /**
   * The share of failed runs after which no more are started, in percent: 1 to 100.
   *
   * @default - 50, by the service
   */
  readonly errorPercentage?: number;
}

/**
 * Runs a runbook for resources that do not comply with a rule of AWS Config.
 *
 * Errors when parameters do not fit the runbook, and when the runbook cannot be run automatically.
 */
export class ConfigRemediation extends Construct {
  /**
   * The resource.
   */
  public readonly resource: config.CfnRemediationConfiguration;

  constructor(scope: Construct, id: string, props: ConfigRemediationProps) {
    super(scope, id);
    const { rule, runbook, automatic = false } = props;
    const parameters = withAssumeRole(runbook, props.parameters ?? {});
    this.checkProps(props, parameters);
    const { concurrentExecutionRatePercentage, errorPercentage } = props;
    const hasControls = concurrentExecutionRatePercentage !== undefined || errorPercentage !== undefined;
    this.resource = new config.CfnRemediationConfiguration(this, 'Resource', {
      configRuleName: typeof rule === 'string' ? rule : rule.configRuleRef.configRuleName,
      targetType: 'SSM_DOCUMENT',
      targetId: runbook.documentRef.documentName,
      targetVersion: props.documentVersion,
      automatic,
      maximumAutomaticAttempts: props.maximumAutomaticAttempts ?? (automatic ? 5 : undefined),
      retryAttemptSeconds: props.retryAttemptInterval?.toSeconds() ?? (automatic ? 60 : undefined),
      resourceType: props.resourceType,
      parameters: Object.keys(parameters).length === 0 ? undefined
        : Object.fromEntries(Object.entries(parameters).map(([name, { _content }]) => [name, _content])),
      executionControls: hasControls ? { ssmControls: { concurrentExecutionRatePercentage, errorPercentage } } : undefined,
    });
  }

  private checkProps(props: ConfigRemediationProps, parameters: Record<string, RemediationValue>): void {
    const { runbook, automatic } = props;
    const faults: string[] = [];
    if (Runbook.isRunbook(runbook)) {
      // What the resource is called is only known when there is one.
      const unknown = [Token.asString({ Ref: 'RESOURCE_ID' })];
      const values = Object.fromEntries(Object.entries(parameters)
        .map(([name, value]) => [name, value === RemediationValue.RESOURCE_ID ? unknown : value._values]));
      faults.push(...parameterFaults(values, runbook.parameters, Infinity));
    }
    if (automatic && parameters[ASSUME_ROLE_PARAMETER] === undefined) {
      faults.push(`AWS Config runs a runbook automatically only if it can give the role in a parameter named ${ASSUME_ROLE_PARAMETER}; `
        + 'let the runbook have AssumeRole.derived({ asParameter: true }), or declare the parameter, use AssumeRole.fromParameter, and give it a value here');
    }
    const inRange = (name: string, value: number | undefined, min: number, max: number): void => {
      if (value !== undefined && !Token.isUnresolved(value) && !(Number.isInteger(value) && value >= min && value <= max)) {
        faults.push(`${name} is ${value}; whole numbers from ${min} to ${max} are allowed`);
      }
    };
    if (props.documentVersion !== undefined && !Token.isUnresolved(props.documentVersion) && !DOCUMENT_VERSION.test(props.documentVersion)) {
      faults.push(`documentVersion is ${JSON.stringify(props.documentVersion)}; "$DEFAULT", "$LATEST" or a number from 1 is allowed`);
    }
    if (Object.keys(parameters).length > MAX_PARAMETERS) {
      faults.push(`${Object.keys(parameters).length} parameters are given; at most ${MAX_PARAMETERS} are allowed`);
    }
    for (const [name, { _values }] of Object.entries(parameters)) {
      if (!Token.isUnresolved(_values) && _values.length > MAX_VALUES) faults.push(`parameter ${name}: ${_values.length} values are given; at most ${MAX_VALUES} are allowed`);
    }
    inRange('maximumAutomaticAttempts', props.maximumAutomaticAttempts, 1, 25);
    inRange('retryAttemptInterval', props.retryAttemptInterval?.toSeconds(), 1, 2_678_000);
    inRange('concurrentExecutionRatePercentage', props.concurrentExecutionRatePercentage, 1, 100);
    inRange('errorPercentage', props.errorPercentage, 1, 100);
    if (faults.length > 0) {
      throw new ValidationError(lit`InvalidRemediation`,
        `AWS Config cannot run the runbook like this:${faults.length === 1 ? ` ${faults[0]}` : faults.map(fault => `\n  - ${fault}`).join('')}`, this);
    }
  }
}

/** The parameters with the role of the runbook, where that is known and has its parameter. */
function withAssumeRole(runbook: ssm.IDocumentRef, parameters: Record<string, RemediationValue>): Record<string, RemediationValue> {
  const { assumeRole } = runbook as { assumeRole?: iam.IRoleRef };
  const isDeclared = Runbook.isRunbook(runbook) && runbook.parameters.some(({ name }) => name === ASSUME_ROLE_PARAMETER);
  if (assumeRole === undefined || !isDeclared || parameters[ASSUME_ROLE_PARAMETER] !== undefined) return parameters;
  return { ...parameters, [ASSUME_ROLE_PARAMETER]: RemediationValue.of(assumeRole.roleRef.roleArn) };
}
