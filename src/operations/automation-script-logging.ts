import { ArnFormat, aws_iam as iam, aws_logs as logs, Stack } from 'aws-cdk-lib';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { ServiceSetting, ServiceSettingOptions } from './service-setting';

/**
 * Properties of the logging of scripts.
 */
export interface AutomationScriptLoggingProps extends ServiceSettingOptions {
  /**
   * The log group that the output goes to, of this account and Region. Where it is encrypted, so is the output.
   */
  readonly logGroup: logs.ILogGroupRef;
}

/**
 * Sends what scripts of runbooks (`aws:executeScript`) print to a log group, for the whole account in this Region.
 *
 * A runbook writes with the permissions of its role, and one of Amazon without a role with those of whoever starts it: give them to the
 * roles of your runbooks with `grantWrite`. A stack can hold this only once (see `ServiceSetting`).
 *
 * @stateless
 */
@propertyInjectable
export class AutomationScriptLogging extends Construct {
  /** Uniquely identifies this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-systems-manager.AutomationScriptLogging';

  private readonly logGroup: logs.ILogGroupRef;

  constructor(scope: Construct, id: string, props: AutomationScriptLoggingProps) {
    super(scope, id);
    const { logGroup, onDelete } = props;
    this.logGroup = logGroup;
    const name = new ServiceSetting(this, 'LogGroup', {
      settingId: '/ssm/automation/customer-script-log-group-name', settingValue: logGroup.logGroupRef.logGroupName, onDelete,
    });
    const destination = new ServiceSetting(this, 'Destination', {
      settingId: '/ssm/automation/customer-script-log-destination', settingValue: 'CloudWatch', onDelete,
    });
    // Nothing is written before the group is named, nor after it is named no more.
    destination.node.addDependency(name);
  }

  /**
   * Grant writing the output of scripts, as the User Guide lists it. Finding the log group takes a permission to list all of this
   * account and Region.
   *
   * @param grantee the role of a runbook, or who starts runbooks of Amazon.
   */
  public grantWrite(grantee: iam.IGrantable): iam.Grant {
    const arnOf = (resourceName: string) => Stack.of(this).formatArn({ service: 'logs', resource: 'log-group', resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
    // By its name: the ARN of a log group ends in ":*" at times.
    const logGroupArn = arnOf(this.logGroup.logGroupRef.logGroupName);
    return iam.Grant.addToPrincipal({ grantee, actions: ['logs:DescribeLogGroups'], resourceArns: [arnOf('*')] }).combine(iam.Grant.addToPrincipal({
      grantee,
      actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      resourceArns: [logGroupArn, `${logGroupArn}:*`],
    }));
  }
}
