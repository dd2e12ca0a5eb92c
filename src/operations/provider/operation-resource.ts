import { aws_iam as iam, aws_ssm as ssm, CfnResource, CustomResource } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ActAs, letAct } from './act-as';
import { HandlerFunction, HandlerName } from './handler-function';

/** What a custom resource is made of. */
export interface OperationResourceProps<Properties extends object> {
  readonly handler: HandlerName;
  /** The type in the template, such as `Custom::SSMDocumentSharing`. It never changes. */
  readonly resourceType: string;
  /** The logical id, for what a stack has only once and must stay the same resource wherever its construct stands. */
  readonly logicalId?: string;
  /** What the handler is given. CloudFormation turns flags and numbers into texts on the way. */
  readonly properties: Properties;
  /** The document that it is about. */
  readonly document?: ssm.IDocumentRef;
  /** What the handler may do for this resource, and nothing else. */
  readonly permissions: readonly iam.PolicyStatementProps[];
  /** In whose name it calls Systems Manager, where it is not its own. */
  readonly actAs?: ActAs;
}

/**
 * A custom resource with the one policy that it needs, which stays until after the resource is deleted.
 *
 * @internal
 */
export class OperationResource<Properties extends object> extends Construct {
  private readonly resource: CustomResource;

  public constructor(scope: Construct, id: string, props: OperationResourceProps<Properties>) {
    super(scope, id);
    const { handler, resourceType, logicalId, properties, document, permissions, actAs } = props;
    const handlerFunction = HandlerFunction.for(this, handler);
    const assumption = actAs === undefined ? [] : [{ actions: ['sts:AssumeRole'], resources: [actAs.role.roleRef.roleArn] }];
    const { policy, roleArn, actingRoleArn } = handlerFunction.allow(this, 'Policy', [...permissions, ...assumption], document ?? actAs?.role);
    this.resource = new CustomResource(this, 'Resource', {
      resourceType,
      serviceToken: handlerFunction.serviceToken,
      properties: {
        ...properties,
        ...roleArn === undefined ? {} : { RoleArn: roleArn },
        ...actAs === undefined ? {} : { ActAsRoleArn: actAs.role.roleRef.roleArn },
      },
      serviceTimeout: handlerFunction.serviceTimeout,
    });
    this.resource.node.addDependency(policy);
    if (actAs !== undefined) this.resource.node.addDependency(...letAct(this, actAs, actingRoleArn, handlerFunction));
    if (logicalId !== undefined) (this.resource.node.defaultChild as CfnResource).overrideLogicalId(logicalId);
  }

  /** The physical id. */
  public get ref(): string {
    return this.resource.ref;
  }

  /** By which CloudFormation knows it, wherever its construct stands. */
  public get logicalId(): string {
    return (this.resource.node.defaultChild as CfnResource).logicalId;
  }

  public attribute(name: string): string {
    return this.resource.getAttString(name);
  }
}
