import { CfnResource, ITokenResolver, Tokenization } from 'aws-cdk-lib';

/** What stands in a template under the logical id of a resource. */
export interface ResourceDefinition {
  readonly DependsOn?: string | string[];
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/**
 * A resource as its template will have it, with its overrides; undefined where its properties do not fit it, which is told when the template is made.
 *
 * @internal
 */
export function definitionOf(resource: CfnResource, resolver: ITokenResolver): ResourceDefinition | undefined {
  try {
    // There is no public way to see a resource with its overrides. The CDK looks for references in this way itself.
    const template = (resource as unknown as { _toCloudFormation(): unknown })._toCloudFormation();
    const resolved: unknown = Tokenization.resolve(template, { scope: resource, resolver, preparing: true });
    return Object.values((resolved as { Resources?: Record<string, ResourceDefinition> }).Resources ?? {}).at(0);
  } catch (error) {
    if ((error as { type?: unknown }).type !== 'CfnSynthesisError') throw error;
    return undefined;
  }
}
