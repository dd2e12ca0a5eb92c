/** The type of the custom resources that set a service setting. It never changes. */
export const SERVICE_SETTING_TYPE = 'Custom::SSMServiceSetting';

/** The type of the custom resources that keep in mind what stood there before; the same handler serves both. */
export const PRIOR_SERVICE_SETTING_TYPE = 'Custom::SSMPriorServiceSetting';

/** What a deletion does. */
export const ON_DELETE = { LEAVE: 'Leave', RESTORE: 'Restore' } as const;

/** The setting that says whether documents can be shared with all accounts. */
export const PUBLIC_SHARING_SETTING = '/ssm/documents/console/public-sharing-permission';

/** What the handler `service-setting` is given to look what stands there. */
export interface PriorServiceSettingProperties {
  readonly SettingId: string;
}

/** What the handler `service-setting` is given for the setting itself. */
export interface ServiceSettingProperties {
  readonly SettingId: string;
  readonly SettingValue: string;
  /** What a deletion does: one of `ON_DELETE`. */
  readonly OnDelete: string;
  /** What stood there before: `Default`, or `Customized:` and the value. */
  readonly Prior: string;
}
