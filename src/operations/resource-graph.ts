import {
  CfnElement, CfnResource, DefaultTokenResolver, IFragmentConcatenator, IPostProcessor, IResolvable, IResolveContext, Reference, Stack, Stage,
} from 'aws-cdk-lib';
import { Dependable, IConstruct } from 'constructs';
import { definitionOf } from './resource-definition';

/** What the resources of a stack depend on. A nested stack is one resource, as it is for CloudFormation. */
export interface ResourceGraph {
  /** In the order of the construct tree. */
  readonly resources: readonly CfnResource[];
  /** For each resource those that it depends on, by their index; beyond the resources stand groups of them. */
  readonly dependencies: readonly ReadonlySet<number>[];
}

/**
 * Everything that makes a resource of the stack wait for another one: dependencies of constructs, and what its template names, which is where
 * dependencies of resources are found as well.
 */
export function resourceGraph(stack: Stack): ResourceGraph {
  const constructs = constructsOf(stack);
  const all = constructs.filter(construct => CfnResource.isCfnResource(construct));
  const resources = all.filter(resource => Stack.of(resource) === stack);
  const indices = new Map<IConstruct, number>(resources.map((resource, index) => [resource, index]));
  const byLogicalId = new Map(resources.map((resource, index) => [stack.resolve(resource.logicalId) as string, index]));
  const dependencies = resources.map(() => new Set<number>());
  const indexOf = (element: IConstruct) => indices.get(inStack(element, stack) ?? element);
  const add = (source: number | undefined, target: number | undefined) => {
    if (source !== undefined && target !== undefined && source !== target) dependencies[source].add(target);
  };

  for (const resource of all) {
    const index = indexOf(resource);
    const isOwn = Stack.of(resource) === stack;
    for (const target of referencesOf(resource)) add(index, typeof target === 'string' ? (isOwn ? byLogicalId.get(target) : undefined) : indexOf(target));
  }
  const under = (construct: IConstruct) =>
    new Set(construct.node.findAll().filter(CfnResource.isCfnResource).flatMap(resource => indexOf(resource) ?? []));
  for (const source of constructs) {
    for (const target of source.node.dependencies.flatMap(dependable => Dependable.of(dependable).dependencyRoots)) {
      const [sources, targets] = [under(source), under(target)];
      const isFew = sources.size * targets.size <= sources.size + targets.size;
      if (!isFew) dependencies.push(targets);
      const group = dependencies.length - 1;
      for (const index of sources) for (const other of isFew ? targets : [group]) add(index, other);
    }
  }
  return { resources, dependencies };
}

/** The constructs of a stack and of those nested in it. */
function constructsOf(scope: IConstruct): IConstruct[] {
  const found: IConstruct[] = [];
  const open = [...scope.node.children].reverse();
  for (let construct = open.pop(); construct !== undefined; construct = open.pop()) {
    if (Stage.isStage(construct) || (Stack.isStack(construct) && !construct.nested)) continue;
    found.push(construct);
    open.push(...[...construct.node.children].reverse());
  }
  return found;
}

/** What stands for an element in a stack: itself, or the nested stack that it is in; undefined for an element of elsewhere. */
function inStack(element: IConstruct, stack: Stack): IConstruct | undefined {
  let found: IConstruct | undefined = element;
  while (found !== undefined && Stack.of(found) !== stack) found = Stack.of(found).nestedStackResource;
  return found;
}

/** What the template of a resource refers to: logical ids of its own stack, and elements of others. */
function referencesOf(resource: CfnResource): Set<string | IConstruct> {
  const found = new Set<string | IConstruct>();
  const definition = definitionOf(resource, new ReferenceResolver(Stack.of(resource), found));
  for (const id of [definition?.DependsOn ?? []].flat()) found.add(id);
  collect(definition, found);
  return found;
}

function collect(value: unknown, found: Set<string | IConstruct>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    if (key === 'Ref' && typeof item === 'string') found.add(item);
    if (key === 'Fn::GetAtt') found.add(String(Array.isArray(item) ? item[0] : item).split('.')[0]);
    if (key === 'Fn::Sub') {
      for (const [, name] of String(Array.isArray(item) ? item[0] : item).matchAll(/\$\{([^!}.{]+)(?:[!.][^}{]*)?\}/g)) found.add(name.trim());
    }
    collect(item, found);
  }
}

/** Resolves as a stack does, and takes note of references to other stacks, which have no logical id here. */
class ReferenceResolver extends DefaultTokenResolver {
  public constructor(private readonly stack: Stack, private readonly found: Set<string | IConstruct>) {
    super(new Joined());
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (!Reference.isReference(token) || !CfnElement.isCfnElement(token.target) || Stack.of(token.target) === this.stack) {
      return super.resolveToken(token, context, postProcessor);
    }
    this.found.add(token.target);
    return { 'Fn::ImportValue': token.displayName };
  }
}

class Joined implements IFragmentConcatenator {
  public join(left: unknown, right: unknown): unknown {
    if (left === undefined || right === undefined) return left ?? right;
    return typeof left === 'object' || typeof right === 'object' ? { 'Fn::Join': ['', [left, right]] } : `${left}${right}`;
  }
}
