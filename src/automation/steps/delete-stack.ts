import { aws_iam as iam } from 'aws-cdk-lib';
import { arnOfRole } from '../attributes';
import { Fields, resource, text, texts } from '../field';
import { Step, StepOptions } from '../step';

/**
 * What `DeleteStack` deletes.
 */
export interface DeleteStackProps extends StepOptions {
  /**
   * The name or the id of the stack.
   */
  readonly stackName: string;

  /**
   * A text by which CloudFormation knows the same request when it comes again, 128 letters, digits and `-` at most.
   *
   * @default - none
   */
  readonly clientRequestToken?: string;

  /**
   * The logical ids of resources that are kept, of a stack that could not be deleted before (`DELETE_FAILED`).
   *
   * @default - nothing is kept
   */
  readonly retainResources?: string[];

  /**
   * The role, or its ARN, that CloudFormation assumes.
   *
   * @default - the one of the stack, or the permissions of the runbook
   */
  readonly role?: string | iam.IRoleRef;
}

/**
 * Delete a stack of CloudFormation and wait until it is gone (`aws:deleteStack`).
 */
export class DeleteStack extends Step {
  /** @internal */
  public static readonly _FIELDS: Fields<DeleteStackProps, StepOptions> = {
    stackName: text('StackName'),
    clientRequestToken: text('ClientRequestToken'),
    // The user guide writes `RetainResources.member.N`, as the query protocol of CloudFormation spells each item of this list.
    retainResources: texts('RetainResources'),
    role: resource('RoleARN', arnOfRole),
  };

  /**
   * @param name the name of the step.
   * @param props what is deleted.
   */
  constructor(name: string, public readonly props: DeleteStackProps) {
    super(name, 'aws:deleteStack', props);
  }

  /** @internal */
  protected get _fields() {
    return DeleteStack._FIELDS;
  }
}
