import {
  App, AspectPriority, Aspects, aws_iam as iam, aws_logs as logs, aws_ssm as ssm, CfnCondition, CfnParameter, CfnResource, Fn, IAspect,
  Lazy, NestedStack, Stack, Token,
} from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { AssumeRole, Content, DeploymentBatches, Document, DocumentSharing, DocumentType, Runbook, Session, SessionDocument, steps } from '../../src';
import { cpuTime } from '../content/cpu-time';

const DOCUMENT = 'AWS::SSM::Document';

let app: App;
let stack: Stack;

beforeEach(() => {
  app = new App();
  stack = new Stack(app, 'Stack');
});

function l1(id: string, scope: Construct = stack): ssm.CfnDocument {
  return new ssm.CfnDocument(scope, id, { content: { schemaVersion: '2.2' }, documentType: 'Command' });
}

function l2(id: string, content: Record<string, unknown> = {}, scope: Construct = stack): Document {
  return new Document(scope, id, { documentType: DocumentType.DEPLOYMENT_STRATEGY, content: Content.fromObject({ a: 1, ...content }) });
}

function batch(maxConcurrency?: number, scope: Construct = stack): void {
  Aspects.of(scope).add(new DeploymentBatches({ maxConcurrency }));
}

interface Resource {
  readonly Type: string;
  readonly DependsOn?: string[];
  readonly Condition?: string;
}

/** The resources as they are deployed; throws where they depend on each other in a circle. */
function resourcesOf(of: Stack = stack): Record<string, Resource> {
  return Template.fromStack(of).toJSON().Resources;
}

function documentDependencies(of: Stack = stack): Record<string, string[]> {
  const resources = resourcesOf(of);
  const isDocument = (id: string) => resources[id].Type === DOCUMENT;
  return Object.fromEntries(Object.keys(resources).filter(isDocument).map(id => [id, (resources[id].DependsOn ?? []).filter(isDocument)]));
}

/** What CloudFormation waits for before it starts a resource. */
function waitsFor(value: unknown, ids: ReadonlySet<string>): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const nested = waitsFor(item, ids);
    switch (key) {
      case 'Ref': case 'DependsOn': return [item].flat().filter(id => ids.has(id));
      case 'Fn::GetAtt': return [...nested, [item].flat()[0].split('.')[0]];
      case 'Fn::Sub': return [...nested, ...[...ids].filter(id => [item].flat()[0].includes(`\${${id}}`))];
      default: return nested;
    }
  });
}

/**
 * Deploy: start whatever waits for nothing, and let `pick` say which of the running resources is ready next. Gives the most documents that
 * ran at once.
 */
function deploy(
  resources: Record<string, Resource>, pick: (running: readonly string[]) => string, isThere: (condition: string) => boolean = () => true,
): number {
  const ids = new Set(Object.keys(resources).filter(id => resources[id].Condition === undefined || isThere(resources[id].Condition)));
  const waiting = new Map([...ids].map(id => [id, waitsFor(resources[id], ids)]));
  const done = new Set<string>();
  let running: string[] = [];
  let most = 0;
  while (done.size < ids.size) {
    for (const [id, others] of waiting) {
      if (!others.every(other => done.has(other))) continue;
      waiting.delete(id);
      running.push(id);
    }
    most = Math.max(most, running.filter(id => resources[id].Type === DOCUMENT).length);
    const ready = pick(running);
    expect(running).toContain(ready);
    running = running.filter(id => id !== ready);
    done.add(ready);
  }
  return most;
}

test('each document waits for the one that many places before it', () => {
  for (const id of ['C', 'A', 'D', 'B', 'E']) l1(id);
  batch(2);

  expect(documentDependencies()).toEqual({ C: [], A: [], D: ['C'], B: ['A'], E: ['D'] });
});

test('five at once, where no number is given; and as many as there are need nothing', () => {
  for (let index = 0; index < 7; index += 1) l1(`D${index}`);
  batch();

  expect(documentDependencies()).toEqual({ D0: [], D1: [], D2: [], D3: [], D4: [], D5: ['D0'], D6: ['D1'] });
});

test('documents of this library count as well, and those of no class', () => {
  const documents = [l2('A'), new SessionDocument(stack, 'B', { session: Session.shell() }), new Runbook(stack, 'C', { steps: [new steps.Sleep('S', { duration: 'PT1M' })] })];
  new CfnResource(stack, 'D', { type: DOCUMENT });
  new CfnResource(stack, 'NoDocument', { type: 'AWS::SSM::Parameter' });
  batch(1);

  const [a, b, c] = documents.map(({ documentName }) => stack.resolve(documentName).Ref);
  expect(documentDependencies()).toEqual({ [a]: [], [b]: [a], [c]: [b], D: [c] });
  expect(resourcesOf().NoDocument.DependsOn).toBeUndefined();
});

describe('what a document depends on comes first, also where it comes later in the tree:', () => {
  const expectSwapped = (order: readonly string[] = ['B', 'A']) => {
    batch(1);
    const chain = documentDependencies();
    expect(chain[order[1]]).toContain(order[0]);
    expect(chain[order[0]]).toEqual([]);
  };

  test('a dependency of a resource', () => {
    const [a, b] = [l1('A'), l1('B')];
    a.addResourceDependency(b);
    expectSwapped();
  });

  test('a dependency of constructs', () => {
    const [one, other] = [new Construct(stack, 'One'), new Construct(stack, 'Other')];
    const [a, b] = [l1('A', one), l1('B', other)];
    for (const scope of [one, other]) for (let index = 0; index < 4; index += 1) new CfnResource(scope, `R${index}`, { type: 'AWS::Test::Thing' });
    l1('Last');
    one.node.addDependency(other);
    expectSwapped([b, a].map(({ logicalId }) => stack.resolve(logicalId)));
    expect(documentDependencies().Last).toEqual([stack.resolve(a.logicalId)]);
  });

  test('a dependency of a construct on what is in it', () => {
    const scope = new Construct(stack, 'Scope');
    const [a, b] = [l1('A', scope), l1('B', scope)];
    scope.node.addDependency(b);
    expectSwapped([b, a].map(({ logicalId }) => stack.resolve(logicalId)));
  });

  test.each<[string, (a: ssm.CfnDocument, b: ssm.CfnDocument) => void]>([
    ['Ref', (a, b) => { a.name = b.ref; }],
    ['Ref inside text', (a, b) => { a.name = `after-${b.ref}`; }],
    ['Ref by logical id', a => { a.name = Fn.ref('B'); }],
    ['Fn::GetAtt', a => { a.addPropertyOverride('Name', { 'Fn::GetAtt': ['B', 'Name'] }); }],
    ['Fn::GetAtt as text', a => { a.addPropertyOverride('Name', { 'Fn::GetAtt': 'B.Name' }); }],
    ['Fn::Sub', a => { a.name = Fn.sub('${AWS::Region}-${B}'); }],
    ['Fn::Sub inside text', a => { a.name = `x-${Fn.sub('${!A}${B.Name}')}`; }],
    ['Fn::Sub with a map', (a, b) => { a.name = Fn.sub('${X}', { X: b.ref }); }],
    ['an override', (a, b) => { a.addPropertyOverride('Content.description', Token.asString(b.ref)); }],
    ['DependsOn as an override', a => { a.addOverride('DependsOn', 'B'); }],
    ['a lazy value', (a, b) => { a.name = Lazy.string({ produce: () => b.ref }); }],
    ['Metadata', (a, b) => { a.addMetadata('x', b.ref); }],
  ])('%s', (_, refer) => {
    const [a, b] = [l1('A'), l1('B')];
    refer(a, b);
    batch(1);
    const resources = resourcesOf();
    expect(deploy(resources, ([first]) => first)).toBe(1);
    expect(resources.B.DependsOn ?? []).toEqual([]);
  });

  test('the content of a document of this library', () => {
    const a = l2('A', { name: Lazy.string({ produce: () => b.documentName }) });
    const b = l2('B');
    expectSwapped([b, a].map(({ documentName }) => stack.resolve(documentName).Ref));
  });

  test('through roles, log groups and custom resources', () => {
    const parameter = new CfnParameter(stack, 'P').valueAsString;
    const log = new logs.LogGroup(stack, 'Log', { logGroupName: Lazy.string({ produce: () => `x-${last.documentName}` }) });
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ssm.amazonaws.com'), description: log.logGroupArn });
    const first = new Runbook(stack, 'First', { assumeRole: AssumeRole.fromRole(role), steps: [new steps.Sleep('S', { duration: 'PT1M' })] });
    const last = l2('Last', { hash: Lazy.string({ produce: () => hash }) });
    const hashed = l2('Hashed', { a: parameter });
    const hash = hashed.contentHash;
    for (const document of [first, last, hashed]) new DocumentSharing(document, 'Sharing', { document, accountIds: ['000000000001'] });
    expectSwapped([hashed, last].map(({ documentName }) => stack.resolve(documentName).Ref));
    expect(deploy(resourcesOf(), ([next]) => next)).toBe(1);
  });

  test('through a nested stack, whose documents are counted by themselves', () => {
    const nested = new NestedStack(stack, 'Nested');
    const a = l1('A');
    const [inside, other] = [l1('Inside', nested), l1('Other', nested)];
    const b = l1('B');
    a.addPropertyOverride('Content.x', inside.ref);
    other.addPropertyOverride('Content.x', b.ref);
    batch(1, app);

    expect(documentDependencies()).toEqual({ A: ['B'], B: [] });
    expect(documentDependencies(nested)).toEqual({ Inside: [], Other: ['Inside'] });
  });

  test('which has logical ids of its own', () => {
    const nested = new NestedStack(stack, 'Nested');
    const [inside, other] = [l1('A', nested), l1('B', nested)];
    inside.addPropertyOverride('Content.x', other.ref);
    l1('A');
    l1('B').addPropertyOverride('Content.x', inside.ref);
    batch(1, app);

    expect(documentDependencies()).toEqual({ A: [], B: ['A'] });
    expect(documentDependencies(nested)).toEqual({ A: ['B'], B: [] });
  });

  test('through a dependency of constructs across nested stacks', () => {
    const a = l1('A');
    const nested = new NestedStack(stack, 'Nested');
    const inside = l1('Inside', nested);
    const b = l1('B');
    a.node.addDependency(inside);
    nested.node.addDependency(b);
    batch(1, app);

    expect(documentDependencies()).toEqual({ A: ['B'], B: [] });
  });
});

test('stacks of an app are counted by themselves, also where they refer to each other', () => {
  const other = new Stack(app, 'Other');
  const [, b] = [l1('A'), l1('B')];
  const [c] = [l1('A', other), l1('B', other)];
  // The logical id is that of a document here, too.
  c.addPropertyOverride('Content.x', b.ref);
  batch(1, app);

  expect(documentDependencies()).toEqual({ A: [], B: ['A'] });
  expect(documentDependencies(other)).toEqual({ A: [], B: ['A'] });
});

describe('added more than once', () => {
  function chains(...numbers: readonly number[]): Record<string, string[]> {
    const one = new Stack(app, `S${numbers.join()}`.replace(',', '-'));
    for (const id of ['A', 'B', 'C', 'D', 'E', 'F']) l1(id, one);
    for (const number of numbers) batch(number, one);
    return documentDependencies(one);
  }

  test('with the same number it is as if once', () => {
    const once = chains(2);
    expect(once).toEqual({ A: [], B: [], C: ['A'], D: ['B'], E: ['C'], F: ['D'] });
    app = new App();
    expect(chains(2, 2)).toEqual(once);
  });

  test('the smaller number counts', () => {
    const both = chains(2, 3);
    expect(both).toEqual({ A: [], B: [], C: ['A'], D: ['A', 'B'], E: ['B', 'C'], F: ['C', 'D'] });
  });

  test('to the app, to the stack and to a part of it', () => {
    const scope = new Construct(stack, 'Scope');
    for (const id of ['A', 'B', 'C']) l1(id, scope);
    l1('D');
    const aspect = new DeploymentBatches({ maxConcurrency: 1 });
    for (const place of [app, stack, scope]) Aspects.of(place).add(aspect);
    const [a, b, c, d] = Object.entries(documentDependencies());
    expect([a[1], b[1], c[1], d[1]]).toEqual([[], [a[0]], [b[0]], [c[0]]]);
  });
});

test('a document that may not be there lets nobody pass', () => {
  const [one, other] = ['One', 'Other'].map(id => new CfnCondition(stack, id, { expression: Fn.conditionEquals('a', 'b') }));
  const documents = ['A', 'B', 'C', 'D', 'E', 'F'].map(id => l1(id));
  documents[1].cfnOptions.condition = one;
  documents[2].cfnOptions.condition = one;
  documents[3].cfnOptions.condition = other;
  batch(1);

  expect(documentDependencies()).toEqual({ A: [], B: ['A'], C: ['B'], D: ['A', 'B', 'C'], E: ['A', 'B', 'C', 'D'], F: ['E'] });
});

test('a document that another aspect makes is fitted in', () => {
  l1('A');
  l1('B');
  const maker: IAspect = { visit: node => { if (node === stack) l1('C'); } };
  Aspects.of(stack).add(new DeploymentBatches({ maxConcurrency: 1 }), { priority: 10 });
  Aspects.of(stack).add(maker, { priority: 10 });
  expect(documentDependencies()).toEqual({ A: [], B: ['A'], C: ['B'] });
});

describe('a circle', () => {
  test('that was there before is told, and nothing is added to it', () => {
    const [a, b] = [l1('A'), l1('B')];
    l1('C');
    a.addResourceDependency(b);
    b.node.addDependency(a);
    batch(1);
    expect(() => app.synth()).toThrow(/\[Stack\] resources depend on each other in a circle: Stack\/A → Stack\/B → Stack\/A; CloudFormation refuses that/);
  });

  test('that comes of a dependency which another aspect adds later is told, with the remedy', () => {
    const late = (priority?: number) => {
      const scope = new Stack(new App(), 'Late');
      const [a, b] = [l1('A', scope), l1('B', scope)];
      Aspects.of(scope).add(new DeploymentBatches({ maxConcurrency: 1 }), { priority });
      Aspects.of(scope).add({ visit: node => { if (node === scope) a.addResourceDependency(b); } });
      return () => scope.node.root as App;
    };
    expect(() => late(1)().synth()).toThrow(/circle: Late\/A → Late\/B → Late\/A; .* \{ priority: AspectPriority.READONLY \}/);
    expect(() => late(AspectPriority.READONLY)().synth()).not.toThrow();
  });
});

test('500 documents take little time, and one dependency each', () => {
  for (let index = 0; index < 500; index += 1) l2(`D${index}`, { index, other: `{{ x }} ${index}` });
  batch();
  const used = cpuTime(() => new DeploymentBatches().visit(stack));
  // Measured: a quarter of a second.
  expect(used).toBeLessThan(5_000);
  expect(Object.values(resourcesOf()).filter(({ DependsOn = [] }) => DependsOn.length === 1)).toHaveLength(495);
});

test.each([0, -1, 1.5, NaN, Token.asNumber(Lazy.number({ produce: () => 1 }))])('%s at once is refused', maxConcurrency => {
  expect(() => new DeploymentBatches({ maxConcurrency })).toThrow(/^maxConcurrency .* is not allowed; it is a whole number from 1, known at synthesis$/);
});

test('whatever depends on what, and in whichever way: no circle, never more than allowed, and everything is deployed', () => {
  const COUNT = 14;
  const node = fc.record({ kind: fc.constantFrom('l1', 'l2', 'other'), condition: fc.option(fc.nat({ max: 2 }), { nil: undefined, freq: 4 }) });
  const edge = fc.tuple(fc.nat({ max: COUNT - 1 }), fc.nat({ max: COUNT - 1 }), fc.constantFrom('node', 'resource', 'ref', 'sub', 'override'));
  const scenario = fc.record({
    nodes: fc.array(node, { minLength: COUNT, maxLength: COUNT }),
    // The order of the tree and the direction of the dependencies have nothing to do with each other.
    ranks: fc.shuffledSubarray(Array.from({ length: COUNT }, (_, index) => index), { minLength: COUNT }),
    edges: fc.array(edge, { maxLength: 25 }),
    numbers: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 2 }),
    present: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
    picks: fc.infiniteStream(fc.nat()),
  });
  fc.assert(fc.property(scenario, ({ nodes, ranks, edges, numbers, present, picks }) => {
    const random = new Stack(new App(), 'Random');
    const conditions = [0, 1, 2].map(index => new CfnCondition(random, `Condition${index}`, { expression: Fn.conditionEquals(index, 0) }));
    const resources = nodes.map(({ kind, condition }, index) => {
      const made = kind === 'l1' ? l1(`N${index}`, random) : kind === 'l2' ? l2(`N${index}`, {}, random).node.defaultChild as ssm.CfnDocument
        : new CfnResource(random, `N${index}`, { type: 'AWS::Test::Thing' });
      if (condition !== undefined) made.cfnOptions.condition = conditions[condition];
      return made;
    });
    edges.forEach(([one, other, way], index) => {
      if (one === other) return;
      const [source, target] = (ranks[one] > ranks[other] ? [one, other] : [other, one]).map(place => resources[place]);
      if (way === 'node') source.node.addDependency(target);
      else if (way === 'resource') source.addResourceDependency(target);
      else if (way === 'ref') source.addPropertyOverride(`P${index}`, target.ref);
      else if (way === 'sub') source.addPropertyOverride(`P${index}`, Fn.sub(`a-\${${random.resolve(target.logicalId)}}`));
      else source.addOverride(`Metadata.P${index}`, { a: [target.ref] });
    });
    for (const number of numbers) batch(number, random);

    const isThere = (condition: string) => present[Number(condition.at(-1))];
    const most = deploy(resourcesOf(random), running => running[picks.next().value! % running.length], isThere);
    expect(most).toBeLessThanOrEqual(Math.min(...numbers));
  }), { numRuns: 60 });
});
