import { Construct } from 'constructs';
import { OperationResource, OperationResourceProps } from './operation-resource';

/**
 * A custom resource that waits for an execution, an hour at most.
 *
 * @internal
 */
export class WaitingResource<Properties extends object> extends OperationResource<Properties> {
  public constructor(scope: Construct, id: string, props: Omit<OperationResourceProps<Properties>, 'handler'>) {
    super(scope, id, { ...props, handler: 'automation-execution' });
  }
}
