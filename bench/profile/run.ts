import { Profiler, Session } from 'node:inspector';
import { sep } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Variant, workload } from '../synth/workload';

export const PARTS = ['modules are loaded', 'steps and constructs are made', 'tokens are settled, the text is written', 'the content is checked', 'the CDK', 'garbage is collected', 'the rest'] as const;
export type Part = typeof PARTS[number];

/** Milliseconds of the main thread. */
export type Profile = Record<Part, number>;

const MICROSECONDS = 100;

/** Where the time goes in which documents are constructed and synthesized; `lib` is the folder of the library. */
export async function profile(variant: Variant, count: number, outdir: string, lib: string): Promise<Profile> {
  const app = new App({ outdir, context: { '@aws-cdk/core:stackResourceLimit': 0 } });
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: MICROSECONDS });
  session.post('Profiler.start');
  variant(new Stack(app, 'Stack'), Array.from({ length: count }, (_, index) => workload(index)));
  app.synth();
  const taken = await new Promise<Profiler.Profile>((resolve, reject) => {
    session.post('Profiler.stop', (error, stopped) => error === null ? resolve(stopped.profile) : reject(error));
  });
  return partsOf(taken, lib);
}

function partsOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile, lib: string): Profile {
  const parts = Object.fromEntries(PARTS.map(part => [part, 0])) as Profile;
  const byId = new Map(nodes.map(node => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map(child => [child, id])));
  const known = new Map<number, Part>();
  const partOf = (id: number): Part => {
    const frames: Profiler.ProfileNode[] = [];
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) frames.push(byId.get(at)!);
    const [{ callFrame: { functionName } }] = frames;
    if (functionName === '(garbage collector)') return 'garbage is collected';
    if (frames.some(({ callFrame: { functionName: name, url } }) => name === 'Module._load' && url.startsWith('node:'))) return 'modules are loaded';
    // Helpers and functions of Node.js work for whoever calls them.
    for (const { callFrame: { url } } of frames) {
      const part = partOfFile(url.replace(/^file:\/\//, ''), lib);
      if (part !== undefined) return part;
    }
    return 'the rest';
  };
  samples.forEach((id, at) => {
    const part = known.get(id) ?? partOf(id);
    known.set(id, part);
    parts[part] += timeDeltas[at] / 1000;
  });
  return parts;
}

function partOfFile(file: string, lib: string): Part | undefined {
  if (!file.startsWith(lib + sep)) return /[\\/]node_modules[\\/](?:aws-cdk-lib|@aws-cdk|constructs)[\\/]/.test(file) ? 'the CDK' : undefined;
  const [folder, inner] = file.slice(lib.length + 1).split(sep);
  if (folder === 'content') {
    if (inner === 'render') return 'tokens are settled, the text is written';
    return inner.endsWith('.js') && inner !== 'references.js' ? undefined : 'the content is checked';
  }
  return folder === 'document' && /^(?:settle|open-token|deploy-time-text|document-text|content-reference)\.js$/.test(inner)
    ? 'tokens are settled, the text is written' : 'steps and constructs are made';
}
