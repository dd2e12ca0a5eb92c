/** The type of the custom resources that set a service setting. It never changes. */
export type ServiceSettingType = 'Custom::SSMServiceSetting';

/** The type of the custom resources that keep in mind what stood there before; the same handler serves both. */
export type PriorServiceSettingType = 'Custom::SSMPriorServiceSetting';

/** What the handler `service-setting` is given to look what stands there. */
export interface PriorServiceSettingProperties {
  readonly SettingId: string;
}

/** What the handler `service-setting` is given for the setting itself. */
export interface ServiceSettingProperties {
  readonly SettingId: string;
  readonly SettingValue: string;
  /** What a deletion does: `Leave` or `Restore`. */
  readonly OnDelete: string;
  /** What stood there before: `Default`, or `Customized:` and the value. */
  readonly Prior: string;
}
