import fc from 'fast-check';
import { graphOf, RunbookGraph } from '../../../src/content/automation/graph';
import { canPrecede, endlessCircles, reachable, unavoidable } from '../../../src/content/automation/reachability';
import { readRunbook } from '../../../src/content/automation/runbook';
import { check } from '../../../src/content/check/check';
import { ContentMap } from '../../../src/content/value';
import { cpuTime } from '../cpu-time';

const KNOWN = () => false;

/** A runbook of a few steps that go anywhere, with loops and branches among them. */
const runbooks = (() => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const name = fc.nat({ max: names.length - 1 });
  const rare = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
  const shape = fc.record({
    kind: fc.constantFrom('pause', 'pause', 'branch', 'loop', 'inner'),
    next: rare(name),
    ends: fc.constantFrom(false, false, true, 'true'),
    failure: rare(fc.oneof(name, fc.constantFrom('Abort', 'Continue'))),
    cancel: rare(name),
    choices: fc.array(name, { minLength: 1, maxLength: 2 }),
    otherwise: rare(name),
    repeats: fc.boolean(),
  });
  return fc.array(shape, { minLength: 1, maxLength: names.length }).map(shapes => {
    const mainSteps: ContentMap[] = [];
    let list = mainSteps;
    const nameOf = (at: number): string => names[at % shapes.length];
    shapes.forEach((each, at) => {
      const step: ContentMap = { name: names[at], action: 'aws:pause', inputs: {}, isEnd: each.ends };
      if (each.next !== undefined) step.nextStep = nameOf(each.next);
      if (each.failure !== undefined) step.onFailure = typeof each.failure === 'number' ? `step:${nameOf(each.failure)}` : each.failure;
      if (each.cancel !== undefined) step.onCancel = `step:${nameOf(each.cancel)}`;
      if (each.kind === 'branch') {
        step.action = 'aws:branch';
        step.inputs = { Choices: each.choices.map(choice => ({ NextStep: nameOf(choice) })) };
        if (each.otherwise !== undefined) step.inputs.Default = nameOf(each.otherwise);
      }
      if (each.kind !== 'inner') list = mainSteps;
      list.push(step);
      if (each.kind === 'loop') {
        const inner: ContentMap[] = [];
        step.action = 'aws:loop';
        step.inputs = { ...each.repeats ? { LoopCondition: {} } : { Iterators: '{{ x }}' }, Steps: inner };
        list = inner;
      }
    });
    return { schemaVersion: '0.3', mainSteps };
  });
})();

function graph(content: ContentMap): RunbookGraph {
  return graphOf(readRunbook(content, KNOWN), KNOWN);
}

/** The nodes that can be come to over at least one edge, looked for one way after the other. */
function after({ edges }: RunbookGraph, start: number, kinds = ['next', 'jump', 'failure', 'cancel', 'loop'], without = -1): Set<number> {
  const found = new Set<number>();
  const walk = (node: number): void => {
    for (const { to, kind } of edges[node]) {
      if (!kinds.includes(kind) || found.has(to) || to === without) continue;
      found.add(to);
      walk(to);
    }
  };
  walk(start);
  return found;
}

test('a step is reachable when a walk from the first one comes to it', () => {
  fc.assert(fc.property(runbooks, content => {
    const made = graph(content);
    const walked = after(made, made.start).add(made.start);
    expect([...reachable(made)].flatMap((seen, node) => seen === 1 ? [node] : [])).toEqual([...walked].sort((a, b) => a - b));
  }), { numRuns: 500 });
});

test('one step can precede another when a walk from it comes to the other', () => {
  let possible = 0;
  let impossible = 0;
  fc.assert(fc.property(runbooks, content => {
    const made = graph(content);
    const nodes = made.edges.map((_, node) => node);
    const questions = nodes.flatMap(earlier => nodes.map(later => [earlier, later] as const));
    const answers = canPrecede(made, questions);
    questions.forEach(([earlier, later], at) => {
      expect(answers[at]).toBe(after(made, earlier).has(later));
      if (answers[at]) possible += 1; else impossible += 1;
    });
  }), { numRuns: 300 });
  expect(Math.min(possible, impossible)).toBeGreaterThan(1000);
});

test('a circle is endless when a walk into it never comes to the end', () => {
  let endless = 0;
  let ending = 0;
  fc.assert(fc.property(runbooks, content => {
    const made = graph(content);
    const come = after(made, made.start).add(made.start);
    const stuck = [...come].filter(node => node !== made.end && !after(made, node, ['next', 'jump', 'failure', 'loop']).has(made.end));
    const circles = endlessCircles(made);
    if (stuck.length > 0) endless += 1; else ending += 1;
    expect(circles.length > 0).toBe(stuck.length > 0);
    const told = new Set<number>();
    for (const circle of circles) {
      // It is a circle, of nodes that no walk leaves, and no other circle is of the same part of the graph.
      circle.forEach((edge, at) => expect(edge.to).toBe(circle[(at + 1) % circle.length].from));
      expect(circle.every(({ from }) => stuck.includes(from))).toBe(true);
      expect(told.has(circle[0].from)).toBe(false);
      for (const node of after(made, circle[0].from, ['next', 'jump', 'failure', 'loop'])) told.add(node);
    }
    // Whoever is stuck comes to one of them.
    for (const node of stuck) {
      expect([node, ...after(made, node, ['next', 'jump', 'failure', 'loop'])].some(each => told.has(each))).toBe(true);
    }
  }), { numRuns: 1000 });
  expect(Math.min(endless, ending)).toBeGreaterThan(50);
});

test('a step is unavoidable when no walk around it comes to the end', () => {
  let both = 0;
  fc.assert(fc.property(runbooks, content => {
    const made = graph(content);
    const kinds = ['next', 'jump', 'loop'];
    const certain = unavoidable(made);
    const isEnding = after(made, made.start, kinds).has(made.end);
    made.edges.forEach((_, node) => {
      if (node === made.end || node === made.start) return;
      const isNeeded = isEnding && !after(made, made.start, kinds, node).has(made.end);
      expect(certain[node] === 1).toBe(isNeeded);
      if (isNeeded) both += 1;
    });
  }), { numRuns: 500 });
  expect(both).toBeGreaterThan(50);
});

describe('runbooks of very many steps end in bounded time', () => {
  const many = (make: (at: number) => ContentMap, length = 10_000): ContentMap => ({ schemaVersion: '0.3', mainSteps: Array.from({ length }, (_, at) => make(at)) });
  const api = (at: number, seen: string, more: ContentMap = {}): ContentMap => ({
    name: `s${at}`, action: 'aws:executeAwsApi', inputs: { Service: 'ec2', Api: 'X', Y: seen }, outputs: [{ Name: 'O', Selector: '$' }], ...more,
  });

  test.each([
    ['that refer to the step before', many(at => api(at, at === 0 ? '' : `{{ s${at - 1}.O }}`))],
    ['that refer to the last one', many(at => api(at, '{{ s9999.O }}'))],
    ['that refer and go anywhere', many(at => api(at, `{{ s${(at * 7919) % 10_000}.O }}`, { nextStep: `s${(at * 104_729) % 10_000}` }))],
    ['that refer and go nowhere', many(at => api(at, `{{ x${at}.O }}`, { nextStep: `y${at}` }), 2_000)],
    ['in one circle', many(at => api(at, '', { nextStep: `s${(at + 1) % 10_000}` }))],
    ['of one name', many(() => api(0, '{{ s0.O }}'))],
  ])('%s', (_, content) => {
    const start = process.cpuUsage();
    check(content, { type: 'Automation' });
    const { user, system } = process.cpuUsage(start);
    // A busy machine needs several times as long; what grows with the square of the steps would need minutes.
    expect((user + system) / 1000).toBeLessThan(20_000);
  });
});

test('a runbook of ten steps is checked in a fraction of a millisecond', () => {
  const content: ContentMap = {
    schemaVersion: '0.3',
    assumeRole: '{{ Role }}',
    parameters: { Role: { type: 'AWS::IAM::Role::Arn' }, InstanceId: { type: 'AWS::EC2::Instance::Id' } },
    mainSteps: Array.from({ length: 10 }, (_, at) => ({
      name: `s${at}`,
      action: 'aws:executeAwsApi',
      onFailure: 'Abort',
      timeoutSeconds: 20,
      outputs: [{ Name: 'O', Selector: '$.X', Type: 'String' }],
      inputs: { Service: 'ec2', Api: 'DescribeInstances', InstanceIds: ['{{ InstanceId }}'], X: at === 0 ? '{{ global:REGION }}' : `{{ s${at - 1}.O }}` },
    })),
  };
  expect(check(content)).toEqual([]);
  const often = () => {
    for (let run = 0; run < 500; run++) check(content);
  };
  often();
  // Aimed at 0.3 ms; the limit is wide, as other programs may be busy.
  expect(cpuTime(often) / 500).toBeLessThan(1.5);
});
