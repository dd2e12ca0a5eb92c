import { IResolvable } from 'aws-cdk-lib';
import { Fields, pairs, text, texts } from '../field';
import { Step, StepOptions } from '../step';

/**
 * What `CreateTags` can tag.
 */
export class TaggedResourceType {
  /** Resources of EC2, such as instances, images and volumes. */
  public static readonly EC2 = 'EC2';
  /** A managed node. */
  public static readonly MANAGED_INSTANCE = 'ManagedInstance';
  /** A maintenance window. */
  public static readonly MAINTENANCE_WINDOW = 'MaintenanceWindow';
  /** A parameter of Parameter Store. */
  public static readonly PARAMETER = 'Parameter';

  private constructor() {
  }
}

/**
 * What `CreateTags` tags.
 */
export interface CreateTagsProps extends StepOptions {
  /**
   * The ids of the resources; one only where they are not of EC2.
   */
  readonly resourceIds: string[];

  /**
   * The tags.
   */
  readonly tags: Record<string, string> | IResolvable;

  /**
   * What the resources are: `EC2`, `ManagedInstance`, `MaintenanceWindow` or `Parameter`, as in `TaggedResourceType.PARAMETER`.
   *
   * @default - TaggedResourceType.EC2, by the service
   */
  readonly resourceType?: string;
}

/**
 * Put tags on resources of EC2 or Systems Manager (`aws:createTags`).
 */
export class CreateTags extends Step {
  /** @internal */
  public static readonly _FIELDS: Fields<CreateTagsProps, StepOptions> = {
    resourceType: text('ResourceType'),
    resourceIds: texts('ResourceIds'),
    tags: pairs('Tags'),
  };

  /**
   * @param name the name of the step.
   * @param props what is tagged.
   */
  constructor(name: string, public readonly props: CreateTagsProps) {
    super(name, 'aws:createTags', props);
  }

  /** @internal */
  protected get _fields() {
    return CreateTags._FIELDS;
  }
}
