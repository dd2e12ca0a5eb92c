import { Operations, Place } from './operation';
import { ServiceError } from './service-error';

/** Whether documents may be shared with everyone. */
export const PUBLIC_SHARING = '/ssm/documents/console/public-sharing-permission';

/**
 * The settings that UpdateServiceSetting documents, with their defaults and allowed values. Recorded: the default of public sharing and
 * of the default management role; the other defaults follow the API reference or are guesses ('' where none is documented).
 */
const KNOWN: Readonly<Record<string, { readonly value: string; readonly allowed?: readonly string[] }>> = {
  '/ssm/appmanager/appmanager-enabled': { value: 'False', allowed: ['True', 'False'] },
  '/ssm/automation/customer-script-log-destination': { value: '', allowed: ['CloudWatch'] },
  '/ssm/automation/customer-script-log-group-name': { value: '/aws/ssm/automation/executeScript' },
  '/ssm/automation/enable-adaptive-concurrency': { value: 'False', allowed: ['True', 'False'] },
  [PUBLIC_SHARING]: { value: 'Enable', allowed: ['Enable', 'Disable'] },
  '/ssm/managed-instance/activation-tier': { value: 'standard', allowed: ['standard', 'advanced'] },
  '/ssm/managed-instance/default-ec2-instance-management-role': { value: '$None' },
  '/ssm/opsinsights/opscenter': { value: 'Disabled', allowed: ['Enabled', 'Disabled'] },
  '/ssm/parameter-store/default-parameter-tier': { value: 'Standard', allowed: ['Standard', 'Advanced', 'Intelligent-Tiering'] },
  '/ssm/parameter-store/high-throughput-enabled': { value: 'false', allowed: ['true', 'false'] },
};

interface Setting {
  readonly value: string;
  readonly modifiedAt: number;
  readonly modifiedBy: string;
}

/** The service settings of one account and Region. */
export class ServiceSettings {
  private readonly customized = new Map<string, Setting>();

  public constructor(private readonly place: Place, private readonly now: () => number) {}

  /** The value in force. */
  public get(id: string): string {
    return this.customized.get(this.known(id))?.value ?? KNOWN[id].value;
  }

  /** Whether the value was set, by a test or a call. */
  public isCustomized(id: string): boolean {
    return this.customized.has(this.known(id));
  }

  /** Sets a value as someone else would have, before the test begins. */
  public set(id: string, value: string): void {
    this.customized.set(this.known(id), { value, modifiedAt: this.now(), modifiedBy: `arn:aws:iam::${this.place.account}:user/someone` });
  }

  /** Values that were set. */
  public get all(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.customized].map(([id, setting]) => [id, setting.value]));
  }

  public get operations(): Operations {
    return {
      GetServiceSetting: (input: { SettingId: string }) => ({ ServiceSetting: this.describe(this.idOf(input.SettingId)) }),
      UpdateServiceSetting: (input: { SettingId: string; SettingValue: string }, caller) => {
        const id = this.idOf(input.SettingId);
        const { allowed } = KNOWN[id];
        if (allowed && !allowed.includes(input.SettingValue)) {
          // That it is refused follows the API reference; code and wording were not recorded.
          throw new ServiceError('ValidationException', `Setting value ${input.SettingValue} is not valid for ${id}. Valid values: ${allowed.join(', ')}`);
        }
        this.customized.set(id, { value: input.SettingValue, modifiedAt: this.now(), modifiedBy: caller.arn });
        return {};
      },
      ResetServiceSetting: (input: { SettingId: string }) => {
        const id = this.idOf(input.SettingId);
        this.customized.delete(id);
        return { ServiceSetting: this.describe(id) };
      },
    };
  }

  /** A setting is named by its id or its ARN; its id is what follows "servicesetting" in the ARN. */
  private idOf(settingId: string): string {
    const arn = `arn:aws:ssm:${this.place.region}:${this.place.account}:servicesetting`;
    const id = settingId.startsWith(`${arn}/`) ? settingId.slice(arn.length) : settingId;
    if (!Object.hasOwn(KNOWN, id)) {
      throw new ServiceError('ServiceSettingNotFound', 'The specified service setting wasn\'t found. Either the service name or the setting '
        + 'hasn\'t been provisioned by the Amazon Web Services service team.');
    }
    return id;
  }

  private known(id: string): string {
    if (!Object.hasOwn(KNOWN, id)) throw new Error(`The double has no service setting ${id}; it has ${Object.keys(KNOWN).join(', ')}`);
    return id;
  }

  private describe(id: string): object {
    const setting = this.customized.get(id);
    return {
      SettingId: id,
      SettingValue: setting?.value ?? KNOWN[id].value,
      LastModifiedDate: (setting?.modifiedAt ?? Date.UTC(2021, 1, 3, 20, 5, 24)) / 1000,
      LastModifiedUser: setting?.modifiedBy ?? 'System',
      ARN: `arn:aws:ssm:${this.place.region}:${this.place.account}:servicesetting${id}`,
      Status: setting ? 'Customized' : 'Default',
    };
  }
}
