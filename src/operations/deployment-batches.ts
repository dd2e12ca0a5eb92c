import { CfnResource, IAspect, Stack, Token, UnscopedValidationError } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { IConstruct } from 'constructs';
import { deploymentOrder } from './deployment-order';
import { resourceGraph } from './resource-graph';

/**
 * SSM takes about one call a second or two that makes, changes or deletes a document. That so many calls at once come through within the tries
 * that CloudFormation makes is not measured, but others deploy large numbers of documents in such portions.
 */
const DEFAULT_MAX_CONCURRENCY = 5;

/**
 * Properties of deployment batches.
 */
export interface DeploymentBatchesProps {
  /**
   * How many documents of a stack are deployed at once: a whole number from 1.
   *
   * @default 5
   */
  readonly maxConcurrency?: number;
}

/**
 * Keeps CloudFormation from deploying all documents of a stack at once, which SSM throttles: at most so many are made, changed or deleted at the
 * same time. It works by dependencies alone, and leaves all other resources as they are.
 *
 * Add it to an app, a stage or a stack: `Aspects.of(app).add(new DeploymentBatches())`. The documents of each stack, and of each nested stack,
 * are counted by themselves, whether they are constructs of this library or `CfnDocument`s. Each waits for the one that many places before it, in
 * the order of the construct tree, as far as what they depend on allows: they never wait for each other in a circle. Added twice, the smaller
 * number counts.
 *
 * It has to see all dependencies, and no `DependsOn` of a document may be overridden, as that would put an end to those made here. Where another aspect adds some, give this one a later priority: `{ priority: AspectPriority.READONLY }`.
 */
export class DeploymentBatches implements IAspect {
  private readonly maxConcurrency: number;
  private readonly seen = new WeakMap<Stack, ReadonlySet<IConstruct>>();

  constructor(props: DeploymentBatchesProps = {}) {
    const { maxConcurrency = DEFAULT_MAX_CONCURRENCY } = props;
    if (!Number.isInteger(maxConcurrency) || maxConcurrency < 1) {
      throw new UnscopedValidationError(lit`InvalidMaxConcurrency`, `maxConcurrency ${Token.isUnresolved(maxConcurrency) ? 'is a token, which' : JSON.stringify(maxConcurrency)} is not allowed; it is a whole number from 1, known at synthesis`);
    }
    this.maxConcurrency = maxConcurrency;
  }

  /**
   * Called by the CDK for every construct.
   *
   * @param node the construct.
   */
  public visit(node: IConstruct): void {
    if (!Stack.isStack(node) && !isDocument(node)) return;
    const stack = Stack.of(node);
    const seen = this.seen.get(stack);
    // A document that another aspect made in the meantime is fitted in.
    if (seen !== undefined && (node === stack || seen.has(node))) return;
    if (seen === undefined) stack.node.addValidation({ validate: () => faultsOf(stack) });
    this.seen.set(stack, new Set(this.order(stack)));
  }

  /** Put the documents into lanes, one behind the other, and give them back. */
  private order(stack: Stack): readonly CfnResource[] {
    const graph = resourceGraph(stack);
    const found = deploymentOrder(graph);
    // What is wrong already is told once everything is known.
    if ('circle' in found) return graph.resources.filter(isDocument);
    const documents = found.order.filter(isDocument);
    documents.forEach((document, index) => {
      const { condition } = document.cfnOptions;
      for (let before = index - this.maxConcurrency; before >= 0; before -= this.maxConcurrency) {
        document.node.addDependency(documents[before]);
        // One that may not be there at all lets those behind it pass, so they also wait for the one before it.
        const other = documents[before].cfnOptions.condition;
        if (other === undefined || other === condition) break;
      }
    });
    return documents;
  }
}

function isDocument(construct: IConstruct): construct is CfnResource {
  return CfnResource.isCfnResource(construct) && construct.cfnResourceType === 'AWS::SSM::Document';
}

/** Dependencies that were added after the batches may contradict them; CloudFormation would refuse the template. */
function faultsOf(stack: Stack): string[] {
  const found = deploymentOrder(resourceGraph(stack));
  if ('order' in found) return [];
  const paths = [...found.circle, found.circle[0]].map(({ node }) => node.path);
  return [`resources depend on each other in a circle: ${paths.join(' → ')}; CloudFormation refuses that. If some of it was added by another aspect, after `
    + 'DeploymentBatches, give that a later priority: Aspects.of(…).add(new DeploymentBatches(), { priority: AspectPriority.READONLY })'];
}
