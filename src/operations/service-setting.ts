import { ArnFormat, Stack, Token } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { claim } from './claims';
import { OperationResource } from './provider/operation-resource';
import {
  ON_DELETE, PRIOR_SERVICE_SETTING_TYPE, PriorServiceSettingProperties, SERVICE_SETTING_TYPE, ServiceSettingProperties,
} from './provider/service-setting-properties';
import { ServiceSettingOnDelete } from './service-setting-on-delete';
import { settingFaults } from './service-setting-values';
import { ValidationError } from '../document/host-language';

/**
 * What all service settings have in common.
 */
export interface ServiceSettingOptions {
  /**
   * What becomes of the setting when it is taken out of the stack: one of `ServiceSettingOnDelete`. It can be changed at any time: what
   * stood there before the first deployment is kept in mind in any case.
   *
   * @default ServiceSettingOnDelete.RESTORE
   */
  readonly onDelete?: string;
}

/**
 * Properties of a service setting.
 */
export interface ServiceSettingProps extends ServiceSettingOptions {
  /**
   * The id of the setting, such as `/ssm/documents/console/public-sharing-permission`. It must be known at synthesis.
   */
  readonly settingId: string;

  /**
   * The value, 1 to 4096 characters. Which ones a setting takes is checked where it is documented.
   */
  readonly settingValue: string;
}

/**
 * A setting of Systems Manager for the whole account in this Region.
 *
 * `AWS::SSM::ServiceSetting` sets one, too; it is not known to put back what stood there before when it is deleted, hence this custom
 * resource, which keeps that in mind (see `onDelete`).
 *
 * A stack holds a setting once, and errors when it is to hold it twice. That two stacks hold the same one cannot be seen here: the one that
 * was deployed last wins. To move a setting to another stack, deploy with `ServiceSettingOnDelete.LEAVE` before.
 *
 * `PublicSharingBlock` and `AutomationScriptLogging` are the ones that concern documents.
 *
 * @stateless
 */
@propertyInjectable
export class ServiceSetting extends Construct {
  /** Uniquely identifies this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-systems-manager.ServiceSetting';

  /** The id of the setting. */
  public readonly settingId: string;
  /** The ARN of the setting. */
  public readonly settingArn: string;

  constructor(scope: Construct, id: string, props: ServiceSettingProps) {
    super(scope, id);
    const { settingId, settingValue, onDelete = ServiceSettingOnDelete.RESTORE } = props;
    this.check(settingId, settingValue, onDelete);
    this.settingId = settingId;
    this.settingArn = Stack.of(this).formatArn({ service: 'ssm', resource: `servicesetting${settingId}`, arnFormat: ArnFormat.NO_RESOURCE_NAME });
    const logicalId = `SSMServiceSetting${settingId.split(/[^A-Za-z0-9]+/).map(word => word.slice(0, 1).toUpperCase() + word.slice(1)).join('')}`;

    const handler = 'service-setting';
    // Only before the first deployment there is something to see, so that this one is made also where nothing is to be restored yet.
    const prior = new OperationResource<PriorServiceSettingProperties>(this, 'Prior', {
      handler,
      resourceType: PRIOR_SERVICE_SETTING_TYPE,
      logicalId: `${logicalId}Prior`,
      properties: { SettingId: settingId },
      permissions: [{ actions: ['ssm:GetServiceSetting'], resources: [this.settingArn] }],
    });
    new OperationResource<ServiceSettingProperties>(this, 'Default', {
      handler,
      resourceType: SERVICE_SETTING_TYPE,
      // Were the id to change with the construct's path, the resource under the old id would be deleted after the one under the new id was
      // made, and would put back what stood there before.
      logicalId,
      properties: { SettingId: settingId, SettingValue: settingValue, OnDelete: onDelete, Prior: prior.attribute('Prior') },
      permissions: [{ actions: actionsFor(onDelete), resources: [this.settingArn] }],
    });
  }

  private check(settingId: string, settingValue: string, onDelete: string): void {
    const faults = settingFaults(settingId, settingValue);
    const allowed: readonly string[] = Object.values(ON_DELETE);
    if (!Token.isUnresolved(onDelete) && !allowed.includes(onDelete)) {
      faults.push(`onDelete is ${JSON.stringify(onDelete)}; ${allowed.map(item => JSON.stringify(item)).join(', ')} are allowed, use a constant of ServiceSettingOnDelete`);
    }
    if (faults.length > 0) throw new ValidationError(lit`InvalidServiceSetting`, `the service setting cannot be deployed: ${faults.join('; ')}`, this);

    const other = claim(this, 'service setting', settingId);
    if (other !== undefined) {
      throw new ValidationError(lit`ServiceSettingTwice`,
        `the stack has the service setting ${JSON.stringify(settingId)} already, ${JSON.stringify(other.node.path)}, and a Region has only one; keep one of them`, this);
    }
  }
}

function actionsFor(onDelete: string): string[] {
  const actions = ['ssm:GetServiceSetting', 'ssm:UpdateServiceSetting'];
  return onDelete === ServiceSettingOnDelete.LEAVE ? actions : [...actions, 'ssm:ResetServiceSetting'];
}
