import { Annotations, Token } from 'aws-cdk-lib';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { ServiceSetting, ServiceSettingOptions } from './service-setting';

/**
 * Where just-in-time node access finds requesters and approvers.
 */
export class NodeAccessIdentityProvider {
  /** IAM: users, groups and roles of the account. */
  public static readonly IAM = 'IAM';
  /** IAM Identity Center: its users and groups. */
  public static readonly IDENTITY_CENTER = 'SSO';

  private constructor() {
  }
}

/**
 * Properties of the identities of just-in-time node access.
 */
export interface NodeAccessIdentityProps extends ServiceSettingOptions {
  /**
   * `NodeAccessIdentityProvider.IAM` or `NodeAccessIdentityProvider.IDENTITY_CENTER`; another text gets a warning.
   */
  readonly identityProvider: string;
}

/**
 * Says whether requesters and approvers of just-in-time node access are those of IAM or of IAM Identity Center, for the whole account in this Region. The
 * approvers in manual approval policies must be of that kind.
 *
 * Quick Setup makes this setting in the accounts that it sets up, so that it is needed only where something else sets them up. The setting
 * and its two values are known from AWS's own runbook (`AWSQuickSetupType-SetupJITNAResources`), not from the API reference; that it can be reset, as
 * `ServiceSettingOnDelete.RESTORE` does where nothing was set before, is not verified. A stack can hold one only (see `ServiceSetting`).
 *
 * @stateless
 */
@propertyInjectable
export class NodeAccessIdentity extends Construct {
  /** Uniquely identifies this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-systems-manager.NodeAccessIdentity';

  constructor(scope: Construct, id: string, props: NodeAccessIdentityProps) {
    super(scope, id);
    const { identityProvider, onDelete } = props;
    const known: readonly string[] = Object.values(NodeAccessIdentityProvider);
    if (!Token.isUnresolved(identityProvider) && !known.includes(identityProvider)) {
      Annotations.of(this).addWarningV2('cdk-systems-manager:nodeAccessIdentity',
        `identityProvider is ${JSON.stringify(identityProvider)}; ${known.map(each => `"${each}"`).join(' and ')} are the values that are known`);
    }
    new ServiceSetting(this, 'IdentityProvider', {
      settingId: '/ssm/just-in-time-access/identity-provider', settingValue: identityProvider, onDelete,
    });
  }
}
