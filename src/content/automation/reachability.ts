/* eslint-disable no-bitwise -- sets of steps are kept as bits, so that large documents are done in time */
import { Edge, EdgeKind, RunbookGraph } from './graph';

/** The nodes that a run can come to, from the first step. */
export function reachable(graph: RunbookGraph, from = [graph.start], seen = new Uint8Array(graph.edges.length)): Uint8Array<ArrayBuffer> {
  const waiting = from.filter(node => seen[node] === 0);
  for (const node of waiting) seen[node] = 1;
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    for (const { to } of graph.edges[node]) {
      if (seen[to] === 0) {
        seen[to] = 1;
        waiting.push(to);
      }
    }
  }
  return seen;
}

/** The nodes that every run comes to in which no step fails, as far as it comes to an end. */
export function unavoidable({ edges, start, end }: RunbookGraph): Uint8Array {
  const isOnEvery = new Uint8Array(edges.length);
  const way = wayTo(edges, start, end);
  const place = new Map(way.map((node, at) => [node, at]));
  const seen = new Uint8Array(edges.length);
  // The furthest place on the way that can be come to without the nodes of the way before it.
  let furthest = 0;
  way.forEach((node, at) => {
    if (furthest <= at) isOnEvery[node] = 1;
    const waiting = [node];
    for (let from = waiting.pop(); from !== undefined; from = waiting.pop()) {
      for (const { to, kind } of edges[from]) {
        const known = place.get(to);
        if (kind === 'failure' || kind === 'cancel') continue;
        if (known !== undefined) {
          furthest = Math.max(furthest, known);
        } else if (seen[to] === 0) {
          seen[to] = 1;
          waiting.push(to);
        }
      }
    }
  });
  return isOnEvery;
}

/** A shortest way without failures; empty when there is none. */
function wayTo(edges: RunbookGraph['edges'], start: number, end: number): number[] {
  const cameFrom = new Int32Array(edges.length).fill(-1);
  cameFrom[start] = start;
  const waiting = [start];
  for (let at = 0; at < waiting.length && cameFrom[end] === -1; at++) {
    for (const { to, kind } of edges[waiting[at]]) {
      if (kind === 'failure' || kind === 'cancel' || cameFrom[to] !== -1) continue;
      cameFrom[to] = waiting[at];
      waiting.push(to);
    }
  }
  if (cameFrom[end] === -1) return [];
  const way = [end];
  for (let node = end; node !== start; node = cameFrom[node]) way.push(cameFrom[node]);
  return way.reverse();
}

/** A circle that a run cannot leave, as the edges that make it; it begins with the edge out of its first step. */
export type Circle = readonly (Edge & { readonly from: number })[];

/**
 * The circles that a run can come into and cannot leave, but by failing or being cancelled: one for each part of the graph.
 *
 * A circle with a way out, such as a branch that waits for something, is none.
 */
export function endlessCircles(graph: RunbookGraph): Circle[] {
  const { edges, end } = graph;
  if (!goesBack(graph)) return [];
  const leaves = nodesThatReach(graph, end, ['next', 'jump', 'failure', 'loop']);
  const seen = reachable(graph);
  const stuck = edges.map((_, node) => seen[node] === 1 && leaves[node] === 0);
  if (!stuck.includes(true)) return [];
  const successors = edges.map((from, node) => stuck[node] ? from.filter(({ kind }) => kind !== 'cancel').map(({ to }) => to) : []);
  const { componentOf, count } = components(successors);
  const isSink = new Array<boolean>(count).fill(true);
  successors.forEach((targets, node) => {
    if (targets.some(to => componentOf[to] !== componentOf[node])) isSink[componentOf[node]] = false;
  });
  const circles: Circle[] = [];
  const told = new Set<number>();
  stuck.forEach((isStuck, node) => {
    if (!isStuck || !isSink[componentOf[node]] || told.has(componentOf[node])) return;
    told.add(componentOf[node]);
    // A circle of failures alone is told only where there is no other.
    const circle = shortestCircle(graph, node, ['next', 'jump', 'loop']);
    circles.push(circle.length > 0 ? circle : shortestCircle(graph, node, ['next', 'jump', 'loop', 'failure']));
  });
  return circles;
}

/** Whether any edge leads to where a run may have been, as no circle is without; most runbooks have none. */
function goesBack({ edges, end }: RunbookGraph): boolean {
  const anywhere = end + 1;
  return edges.some((from, node) => node !== anywhere && from.some(({ to }) => to <= node || to === anywhere));
}

/** The nodes from which a node can be reached over edges of some kinds. */
function nodesThatReach({ edges }: RunbookGraph, goal: number, kinds: readonly EdgeKind[]): Uint8Array {
  const before: number[][] = edges.map(() => []);
  edges.forEach((from, node) => {
    for (const { to, kind } of from) if (kinds.includes(kind)) before[to].push(node);
  });
  const seen = new Uint8Array(edges.length);
  seen[goal] = 1;
  const waiting = [goal];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    for (const previous of before[node]) {
      if (seen[previous] === 0) {
        seen[previous] = 1;
        waiting.push(previous);
      }
    }
  }
  return seen;
}

function shortestCircle({ edges }: RunbookGraph, start: number, kinds: readonly EdgeKind[]): Circle {
  const cameBy = new Map<number, Edge & { from: number }>();
  const waiting = [start];
  for (let at = 0; at < waiting.length && !cameBy.has(start); at++) {
    for (const edge of edges[waiting[at]]) {
      if (!kinds.includes(edge.kind) || cameBy.has(edge.to)) continue;
      cameBy.set(edge.to, { ...edge, from: waiting[at] });
      waiting.push(edge.to);
    }
  }
  const circle: (Edge & { from: number })[] = [];
  for (let edge = cameBy.get(start); edge !== undefined; edge = edge.from === start ? undefined : cameBy.get(edge.from)) circle.push(edge);
  return circle.reverse();
}

/** Bits of this many steps are carried through the graph at a time. */
const WORDS = 16;

/**
 * Which of many pairs can happen in that order: whether there is a way of at least one edge from the first node to the second.
 *
 * The answers come in the order of the questions. All are found together, by carrying sets of bits along the parts of the graph,
 * so that a document with very many steps and references is done in time.
 */
export function canPrecede({ edges }: RunbookGraph, questions: readonly (readonly [earlier: number, later: number])[]): boolean[] {
  const follows = chain(edges);
  const answers = questions.map(([earlier, later]) => earlier < later && follows[earlier] >= later);
  const sources = [...new Set(questions.filter((_, at) => !answers[at]).map(([earlier]) => earlier))];
  if (sources.length === 0) return answers;
  const { componentOf, count, members } = components(edges.map(from => from.map(({ to }) => to)));
  const isCircle = members.map((nodes, component) => nodes.length > 1 || edges[nodes[0]].some(({ to }) => componentOf[to] === component));
  const bitOf = new Map(sources.map((source, at) => [source, at]));
  for (let first = 0; first < sources.length; first += WORDS * 32) {
    const words = Math.min(WORDS, Math.ceil((sources.length - first) / 32));
    const inChunk = (node: number): number | undefined => {
      const bit = bitOf.get(node);
      return bit !== undefined && bit >= first && bit < first + words * 32 ? bit - first : undefined;
    };
    // What has run before a part of the graph is come to; inside of a circle that includes the circle itself.
    const before = new Int32Array(count * words);
    // Parts are numbered so that every edge between two goes from the higher to the lower number.
    for (let component = count - 1; component >= 0; component--) {
      const own = new Int32Array(words);
      for (let word = 0; word < words; word++) own[word] = before[component * words + word];
      for (const node of members[component]) {
        const bit = inChunk(node);
        if (bit !== undefined) own[bit >> 5] |= 1 << (bit & 31);
      }
      if (isCircle[component]) before.set(own, component * words);
      for (const node of members[component]) {
        for (const { to } of edges[node]) {
          if (componentOf[to] === component) continue;
          for (let word = 0; word < words; word++) before[componentOf[to] * words + word] |= own[word];
        }
      }
    }
    questions.forEach(([earlier, later], at) => {
      const bit = inChunk(earlier);
      if (bit !== undefined && !answers[at]) answers[at] = (before[componentOf[later] * words + (bit >> 5)] & (1 << (bit & 31))) !== 0;
    });
  }
  return answers;
}

/** How far each node leads by steps that follow each other in the list, which answers most questions. */
function chain(edges: RunbookGraph['edges']): Int32Array {
  const furthest = new Int32Array(edges.length);
  for (let node = edges.length - 1; node >= 0; node--) {
    furthest[node] = node + 1 < edges.length && edges[node].some(({ to }) => to === node + 1) ? furthest[node + 1] : node;
  }
  return furthest;
}

/** The strongly connected parts of a graph; every edge between two goes from the higher to the lower number (Tarjan, without recursion). */
function components(successors: readonly (readonly number[])[]): { componentOf: Int32Array; count: number; members: number[][] } {
  const size = successors.length;
  const order = new Int32Array(size).fill(-1);
  const low = new Int32Array(size);
  const componentOf = new Int32Array(size).fill(-1);
  const position = new Int32Array(size);
  const members: number[][] = [];
  const open: number[] = [];
  let counter = 0;
  for (let root = 0; root < size; root++) {
    if (order[root] !== -1) continue;
    const calls = [root];
    order[root] = low[root] = counter++;
    open.push(root);
    while (calls.length > 0) {
      const node = calls[calls.length - 1];
      if (position[node] < successors[node].length) {
        const to = successors[node][position[node]++];
        if (order[to] === -1) {
          order[to] = low[to] = counter++;
          open.push(to);
          calls.push(to);
        } else if (componentOf[to] === -1) {
          low[node] = Math.min(low[node], order[to]);
        }
        continue;
      }
      calls.pop();
      if (calls.length > 0) low[calls[calls.length - 1]] = Math.min(low[calls[calls.length - 1]], low[node]);
      if (low[node] === order[node]) {
        const nodes: number[] = [];
        for (let member = open.pop()!; ; member = open.pop()!) {
          componentOf[member] = members.length;
          nodes.push(member);
          if (member === node) break;
        }
        members.push(nodes);
      }
    }
  }
  return { componentOf, count: members.length, members };
}
