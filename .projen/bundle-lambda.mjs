// Bundles each handler of lambda/ into assets/lambda/<operation>.js, readable, and what they use of the SDK into one
// assets/lambda/sdk.js beside them, which each function's asset takes along. The same sources give the same bytes everywhere:
// esbuild and the SDK are pinned, and nothing of the machine goes in. With --contents it says what is inside, and how long a
// function takes to load it.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const outdir = `${root}assets/lambda`;
const shared = 'shared';
const operations = readdirSync(`${root}lambda`, { withFileTypes: true })
  .filter(entry => entry.isDirectory() && entry.name !== shared).map(({ name }) => name).sort();

const options = {
  absWorkingDir: root,
  bundle: true,
  charset: 'utf8',
  format: 'cjs',
  legalComments: 'none',
  logLevel: 'warning',
  mainFields: ['module', 'main'],
  metafile: true,
  platform: 'node',
  // The SDK imports Node's own modules on first use, which a CommonJS file can simply require.
  supported: { 'dynamic-import': false },
  target: 'node20',
  tsconfig: 'lambda/tsconfig.json',
};

rmSync(outdir, { recursive: true, force: true });
const sdk = await build({
  ...options,
  entryPoints: { sdk: `lambda/${shared}/sdk.ts` },
  outdir,
  minify: true,
  // In a function credentials come from the environment; the other ways of finding them are a third of the SDK.
  alias: { '@aws-sdk/credential-provider-node': `./lambda/${shared}/environment-credentials.ts` },
});
const handlers = await build({
  ...options,
  entryPoints: Object.fromEntries(operations.map(name => [name, `lambda/${name}/index.ts`])),
  outdir,
  plugins: [{
    name: 'sdk-beside',
    setup: ({ onResolve }) => onResolve({ filter: /\/sdk$/ }, () => ({ path: './sdk.js', external: true })),
  }],
});
const ours = /^(?:lambda\/.*|src\/operations\/provider\/[^/]*-properties\.ts|src\/content\/schema\/names\.ts)$/;
const foreign = Object.keys(handlers.metafile.inputs).filter(input => !ours.test(input));
if (foreign.length > 0) throw new Error(`handlers bundle what belongs into lambda/${shared}/sdk.ts: ${foreign.join(', ')}`);

// Committed, so that CI notices where other bytes come out.
const outputs = Object.keys({ ...handlers.metafile.outputs, ...sdk.metafile.outputs }).sort();
writeFileSync(`${root}lambda/bundles.json`, `${JSON.stringify(Object.fromEntries(outputs.map(file => {
  const bytes = readFileSync(`${root}${file}`);
  return [file, { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }];
})), undefined, 2)}\n`);

if (process.argv.includes('--contents')) {
  for (const [file, { bytes, inputs }] of Object.entries({ ...handlers.metafile.outputs, ...sdk.metafile.outputs })) {
    console.log(`${file}: ${bytes} bytes, ${gzipSync(readFileSync(`${root}${file}`), { level: 9 }).length} compressed, loaded in ${loadTime(`${root}${file}`)} ms`);
    const packages = new Map();
    for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
      const name = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? input;
      packages.set(name, (packages.get(name) ?? 0) + bytesInOutput);
    }
    for (const [name, size] of [...packages].sort((one, other) => other[1] - one[1])) {
      if (size > 0) console.log(`  ${String(size).padStart(7)}  ${name}`);
    }
  }
}

/** The median of some fresh processes, in milliseconds. */
function loadTime(file) {
  const script = 'const before = performance.now(); require(process.argv[1]); console.log(performance.now() - before)';
  const times = Array.from({ length: 7 }, () => Number(execFileSync(process.execPath, ['-e', script, file], { stdio: ['ignore', 'pipe', 'ignore'] })));
  return times.sort((one, other) => one - other)[3].toFixed(0);
}
