import { Annotations, Stack, Token } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { accessRequestTagDoubts, accessRequestTagFaults } from './access-request-tag-faults';
import { describe } from '../content/value';
import { ValidationError } from '../document/host-language';
import { faultsInWords } from '../document/limits';
import { ACCESS_REQUEST_TAGS_TYPE, AccessRequestTagsProperties, OPS_ITEM } from '../operations/provider/access-request-properties';
import { OperationResource } from '../operations/provider/operation-resource';
import { ASK_FOR_STACK } from '../operations/provider/stack-status';

/**
 * Properties of the tags of a request.
 */
export interface AccessRequestTagsProps {
  /**
   * The id of an access request or a change request of this account and Region, such as `oi-0123456789ab`: also `accessRequest.accessRequestId` and
   * `changeRequest.opsItemId`.
   */
  readonly requestId: string;

  /**
   * The tags, at least one; no key begins with `aws:`. Other tags of the request are left alone. An error at deployment where the request has one of them
   * already with another value, where it was not declared before; never in a rollback.
   */
  readonly tags: Record<string, string>;
}

/**
 * Tags an access request or a change request that exists. An `AccessRequest` and a `ChangeRequest` have tags of their own, too.
 *
 * When the tags change the difference is changed on the request. Taking this out of the stack takes the tags off, but for those whose value somebody
 * has changed.
 *
 * That requests are tagged as OpsItems is concluded from their ids and from AWS's policy for requesters, and not verified.
 *
 * @stateless
 */
@propertyInjectable
export class AccessRequestTags extends Construct {
  /** Uniquely identifies this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-systems-manager.AccessRequestTags';

  constructor(scope: Construct, id: string, props: AccessRequestTagsProps) {
    super(scope, id);
    const { requestId, tags } = props;
    const faults = this.faults(props);
    if (faults.length > 0) throw new ValidationError(lit`InvalidAccessRequestTags`, faultsInWords('the request cannot be tagged like this', faults), this);
    accessRequestTagDoubts(tags).forEach(doubt => Annotations.of(this).addWarningV2('cdk-systems-manager:accessRequestTags', doubt));
    new OperationResource<AccessRequestTagsProperties>(this, 'Default', {
      handler: 'access-request-tags',
      resourceType: ACCESS_REQUEST_TAGS_TYPE,
      properties: { RequestId: requestId, Tags: tags },
      permissions: [{
        actions: ['ssm:AddTagsToResource', 'ssm:ListTagsForResource', 'ssm:RemoveTagsFromResource'],
        resources: [Stack.of(this).formatArn({ service: 'ssm', resource: 'opsitem', resourceName: requestId })],
      }, ASK_FOR_STACK],
    });
  }

  private faults({ requestId, tags }: AccessRequestTagsProps): string[] {
    const isId = typeof requestId === 'string' && (Token.isUnresolved(requestId) || OPS_ITEM.test(requestId));
    const isMap = typeof tags === 'object' && tags !== null;
    const count = isMap ? Object.keys(tags).length : 0;
    return [
      ...isId ? [] : [`requestId is ${describe(requestId)}; give the id of an access request or a change request, such as "oi-0123456789ab"`],
      ...count > 0 ? accessRequestTagFaults(tags) : [`tags is ${isMap ? 'an empty map' : describe(tags)}; give one tag at least`],
    ];
  }
}
