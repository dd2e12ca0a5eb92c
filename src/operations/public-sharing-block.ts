import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { PUBLIC_SHARING_SETTING } from './provider/service-setting-properties';
import { ServiceSetting, ServiceSettingOptions } from './service-setting';

/**
 * Properties of a block of public sharing.
 */
export interface PublicSharingBlockProps extends ServiceSettingOptions {
}

/**
 * Blocks public sharing of documents, for the whole account in this Region: sharing one with everyone is refused from then on.
 *
 * Documents that are public already stay so; unshare them. A stack can hold one only (see `ServiceSetting`).
 *
 * @stateless
 */
@propertyInjectable
export class PublicSharingBlock extends Construct {
  /** Uniquely identifies this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-systems-manager.PublicSharingBlock';

  constructor(scope: Construct, id: string, props: PublicSharingBlockProps = {}) {
    super(scope, id);
    new ServiceSetting(this, 'PublicSharing', {
      settingId: PUBLIC_SHARING_SETTING, settingValue: 'Disable', onDelete: props.onDelete,
    });
  }
}
