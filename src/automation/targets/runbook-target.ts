import {
  Annotations, aws_events as events, aws_events_targets as events_targets, aws_iam as iam, aws_sqs as sqs, aws_ssm as ssm, Duration, Names, Stack,
  Token,
} from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { DOCUMENT_VERSION } from '../../content/schema/names';
import { inLastingOrder, ValidationError } from '../../document/host-language';
import { parameterFaults } from '../../document/parameter-faults';
import { Runbook } from '../runbook';
import { automationDefinitionArn, RunbookGrants } from '../runbook-grants';

const MAX_RETRIES = 185;
const MIN_EVENT_AGE = Duration.minutes(1);
const MAX_EVENT_AGE = Duration.hours(24);

/**
 * How a rule starts a runbook.
 */
export interface RunbookTargetProps extends events_targets.TargetBaseProps {
  /**
   * The values of the parameters, each a list. Parts of the event can stand in them: `events.EventField.fromPath('$.detail.instance-id')`.
   *
   * @default - no values
   */
  readonly parameters?: Record<string, string[]>;

  /**
   * The version of the runbook: `$DEFAULT`, `$LATEST` or a number from 1.
   *
   * @default $DEFAULT
   */
  readonly documentVersion?: string;

  /**
   * The role with which EventBridge starts the runbook.
   *
   * @default - one that may start this runbook, and pass its role where it has one
   */
  readonly eventRole?: iam.IRole;
}

/**
 * Starts a runbook when a rule of EventBridge matches.
 */
export class RunbookTarget implements events.IRuleTarget {
  /**
   * @param runbook a runbook of this library, an L1 document or an imported one.
   * @param props how it is started. Errors, at the rule, when a parameter is unknown or missing or has a value that it does not allow, and when
   * EventBridge does not take the retries or the age.
   */
  constructor(private readonly runbook: ssm.IDocumentRef, private readonly props: RunbookTargetProps = {}) {
  }

  /**
   * Used by the rule.
   *
   * @param rule the rule.
   * @param _id the id of the target.
   */
  public bind(rule: events.IRuleRef, _id?: string): events.RuleTargetConfig {
    const { parameters = {}, documentVersion = '$DEFAULT', deadLetterQueue, retryAttempts, maxEventAge } = this.props;
    const faults = [
      ...Runbook.isRunbook(this.runbook) ? parameterFaults(parameters, this.runbook.parameters, Infinity) : [],
      ...optionFaults(this.props),
    ];
    if (faults.length > 0) {
      throw new ValidationError(lit`InvalidAutomationStart`,
        `the rule cannot start the runbook like this:${faults.length === 1 ? ` ${faults[0]}` : faults.map(fault => `\n  - ${fault}`).join('')}`, rule);
    }
    if (deadLetterQueue !== undefined) allowDeadLetters(rule, deadLetterQueue);
    return {
      arn: automationDefinitionArn(this.runbook, documentVersion),
      role: this.props.eventRole ?? this.roleFor(rule),
      input: Object.keys(parameters).length === 0 ? undefined : events.RuleTargetInput.fromObject(inLastingOrder(parameters)),
      targetResource: this.runbook,
      deadLetterConfig: deadLetterQueue && { arn: deadLetterQueue.queueArn },
      retryPolicy: retryAttempts === undefined && maxEventAge === undefined ? undefined
        : { maximumRetryAttempts: retryAttempts, maximumEventAgeInSeconds: maxEventAge?.toSeconds({ integral: true }) },
    };
  }

  /** One role for all rules of a stack that start the runbook. */
  private roleFor(rule: events.IRuleRef): iam.IRole {
    const stack = Stack.of(rule);
    const id = `${Names.uniqueResourceName(this.runbook, { maxLength: 200, separator: '-' })}EventsRole`;
    const existing = stack.node.tryFindChild(id);
    if (existing !== undefined) return existing as iam.Role;
    const role = new iam.Role(stack, id, {
      assumedBy: new iam.ServicePrincipal('events.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'events', resource: 'rule', resourceName: '*' }) },
        },
      }),
    });
    const { grants } = this.runbook as { grants?: unknown };
    (grants instanceof RunbookGrants ? grants : RunbookGrants.fromRunbook(this.runbook)).startAutomation(role);
    return role;
  }
}

/** The limits of EventBridge, and of versions. */
function optionFaults({ documentVersion, retryAttempts, maxEventAge }: RunbookTargetProps): string[] {
  const faults: string[] = [];
  if (documentVersion !== undefined && !Token.isUnresolved(documentVersion) && !DOCUMENT_VERSION.test(documentVersion)) {
    faults.push(`documentVersion is ${JSON.stringify(documentVersion)}; "$DEFAULT", "$LATEST" or a number from 1 is allowed`);
  }
  const isCount = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= MAX_RETRIES;
  if (retryAttempts !== undefined && !Token.isUnresolved(retryAttempts) && !isCount(retryAttempts)) {
    faults.push(`retryAttempts is ${retryAttempts}; whole numbers from 0 to ${MAX_RETRIES} are allowed`);
  }
  const age = maxEventAge?.toMilliseconds();
  if (age !== undefined && !Token.isUnresolved(age) && (age < MIN_EVENT_AGE.toMilliseconds() || age > MAX_EVENT_AGE.toMilliseconds())) {
    faults.push(`maxEventAge is ${maxEventAge!.toHumanString()}; 1 minute to 24 hours are allowed`);
  }
  return faults;
}

/** Events that could not be delivered come from the rule. */
function allowDeadLetters(rule: events.IRuleRef, queue: sqs.IQueue): void {
  const { statementAdded } = queue.addToResourcePolicy(new iam.PolicyStatement({
    sid: `AllowEventRule${Names.nodeUniqueId(rule.node)}`,
    principals: [new iam.ServicePrincipal('events.amazonaws.com')],
    actions: ['sqs:SendMessage'],
    resources: [queue.queueArn],
    conditions: { ArnEquals: { 'aws:SourceArn': rule.ruleRef.ruleArn } },
  }));
  if (!statementAdded) {
    Annotations.of(rule).addWarningV2('cdk-systems-manager:deadLetterQueuePolicy',
      `the policy of the queue ${queue.queueName} cannot be changed here; allow events.amazonaws.com sqs:SendMessage on it for the rule ${rule.ruleRef.ruleArn}`);
  }
}
