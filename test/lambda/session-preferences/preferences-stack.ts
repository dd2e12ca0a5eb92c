import type { Answer } from '../../../lambda/shared/answer';
import type { CustomResourceEvent } from '../../../lambda/shared/custom-resource';
import type { SessionPreferencesProperties } from '../../../src/operations/provider/session-preferences-properties';
import { SsmDouble } from '../../ssm-double/ssm-double';
import { event, Invocation, invoke, InvokeOptions } from '../invoke';

type Given = Partial<SessionPreferencesProperties> & Pick<SessionPreferencesProperties, 'Content'>;
type Asked = Pick<CustomResourceEvent, 'RequestType'> & Partial<CustomResourceEvent>;

/** Plays CloudFormation for a stack with session preferences: it creates what stood there before, then the preferences, and rolls back. */
export class PreferencesStack {
  public prior?: Answer;
  public preferences?: Answer;
  private properties: Record<string, unknown> = {};

  public constructor(private readonly double: SsmDouble) {
  }

  /** What CloudFormation was told of the creation; one that failed is deleted, as CloudFormation does. */
  public async create(given: Given, options?: InvokeOptions): Promise<Answer> {
    this.prior = answer(await this.ask('Prior', { RequestType: 'Create', ResourceProperties: {} }));
    expect(this.prior).toMatchObject({ Status: 'SUCCESS' });
    return this.createAfterPrior(given, options);
  }

  public async createAfterPrior(given: Given, options?: InvokeOptions): Promise<Answer> {
    const told = answer(await this.tryCreate(given, options));
    this.preferences = told;
    if (told.Status === 'FAILED') expect(await this.delete()).toMatchObject({ Status: 'SUCCESS' });
    return told;
  }

  /** One request to create the preferences, as Lambda gets it, and gets it again. */
  public async tryCreate(given: Given, options?: InvokeOptions): Promise<Invocation> {
    this.properties = { Existing: 'Adopt', OnDelete: 'Leave', ...this.prior?.Data, ...given };
    return this.ask('Preferences', { RequestType: 'Create', ResourceProperties: this.properties }, options);
  }

  public async update(given: Partial<Given>, options?: InvokeOptions): Promise<Answer> {
    const OldResourceProperties = this.properties;
    const ResourceProperties = { ...this.properties, ...given };
    const PhysicalResourceId = this.preferences?.PhysicalResourceId;
    const told = answer(await this.ask('Preferences', { RequestType: 'Update', PhysicalResourceId, ResourceProperties, OldResourceProperties }, options));
    expect(told.PhysicalResourceId).toBe(PhysicalResourceId);
    if (told.Status === 'SUCCESS') this.properties = ResourceProperties;
    return told;
  }

  /** Go back to the properties before an update that failed. */
  public async rollBack(failed: Partial<Given>): Promise<Answer> {
    const { PhysicalResourceId } = this.preferences!;
    const OldResourceProperties = { ...this.properties, ...failed };
    return answer(await this.ask('Preferences', { RequestType: 'Update', PhysicalResourceId, ResourceProperties: this.properties, OldResourceProperties }));
  }

  public async delete(): Promise<Answer & { readonly log: string }> {
    const { PhysicalResourceId } = this.preferences!;
    const invocation = await this.ask('Preferences', { RequestType: 'Delete', PhysicalResourceId, ResourceProperties: this.properties });
    return { ...answer(invocation), log: invocation.log };
  }

  public async ask(resource: 'Prior' | 'Preferences', request: Asked, options?: InvokeOptions): Promise<Invocation> {
    const type = resource === 'Prior' ? 'Custom::SSMPriorSessionPreferences' : 'Custom::SSMSessionPreferences';
    return invoke('session-preferences', this.double.endpoint,
      event({ LogicalResourceId: resource, ResourceType: type, ResourceProperties: {}, ...request }), options);
  }
}

function answer({ told, error }: Invocation): Answer {
  if (error !== undefined) throw error;
  expect(told).toBeDefined();
  return told!;
}
