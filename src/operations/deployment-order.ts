import { CfnResource } from 'aws-cdk-lib';
import { ResourceGraph } from './resource-graph';

/** Either the resources in an order in which each comes after what it depends on, or some that depend on each other in a circle. */
export type DeploymentOrder = { readonly order: readonly CfnResource[] } | { readonly circle: readonly CfnResource[] };

/** Of all such orders the one that keeps the order of the resources for as long as it can. */
export function deploymentOrder({ resources, dependencies }: ResourceGraph): DeploymentOrder {
  const waiting = dependencies.map(({ size }) => size);
  const dependents: number[][] = dependencies.map(() => []);
  dependencies.forEach((targets, source) => targets.forEach(target => dependents[target].push(source)));

  const ready = new Descending();
  const order: CfnResource[] = [];
  const start = (index: number): void => {
    if (index < resources.length) ready.add(index);
    else done(index);
  };
  const done = (index: number): void => {
    for (const dependent of dependents[index]) {
      waiting[dependent] -= 1;
      if (waiting[dependent] === 0) start(dependent);
    }
  };
  dependencies.forEach(({ size }, index) => { if (size === 0) start(index); });
  for (let index = ready.takeLast(); index !== undefined; index = ready.takeLast()) {
    order.push(resources[index]);
    done(index);
  }
  return order.length === resources.length ? { order } : { circle: circleOf(waiting, dependencies).flatMap(index => resources[index] ?? []) };
}

/** Whoever still waits does so for somebody who waits as well; so following them leads into a circle. */
function circleOf(waiting: readonly number[], dependencies: readonly ReadonlySet<number>[]): number[] {
  const path: number[] = [];
  let index = waiting.findIndex(count => count > 0);
  while (!path.includes(index)) {
    path.push(index);
    index = [...dependencies[index]].find(target => waiting[target] > 0)!;
  }
  return path.slice(path.indexOf(index));
}

/** Numbers, kept from the largest to the smallest. */
class Descending {
  private readonly numbers: number[] = [];

  public add(number: number): void {
    let [from, to] = [0, this.numbers.length];
    while (from < to) {
      const middle = Math.floor((from + to) / 2);
      if (this.numbers[middle] > number) from = middle + 1;
      else to = middle;
    }
    this.numbers.splice(from, 0, number);
  }

  public takeLast(): number | undefined {
    return this.numbers.pop();
  }
}
