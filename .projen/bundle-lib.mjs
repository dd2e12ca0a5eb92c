// Makes one file of what jsii compiled; ARCHITECTURE.md says what is published and why ("What is published is one file of code"). The index
// stays by itself and loads that file when the first class is asked for.
import { mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';

const LIB = fileURLToPath(new URL('../lib', import.meta.url));
const require = createRequire(import.meta.url);
const INDEX = join(LIB, 'index.js');
const BIN = join(LIB, 'cli', 'bin.js');
const TABLE = join(LIB, 'content', 'permissions', 'iam-table.js');

const files = readdirSync(LIB, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
const index = readFileSync(INDEX, 'utf8');
const modules = [...new Set([...index.matchAll(/require\("(\.[^"]+)"\)/g)].map(([, module]) => module))];
if (modules.length === 0) throw new Error('the index names no modules; run lazy-index.mjs before');

const table = require(TABLE);
await build({
  stdin: { contents: entryOf([...modules, './cli/bin']), resolveDir: LIB },
  outfile: join(LIB, 'modules.js'),
  bundle: true,
  platform: 'node',
  target: 'node20',
  packages: 'external',
  minifyWhitespace: true,
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [{
    name: 'beside',
    setup: ({ onResolve }) => onResolve({ filter: /\/iam-table$/ }, () => ({ path: './iam-table', external: true })),
  }],
});

const needed = declarationsFrom(join(LIB, 'index.d.ts'));
for (const file of files) {
  if (file.endsWith('.js') || (file.endsWith('.d.ts') && !needed.has(file))) rmSync(file);
}
removeEmptyFolders(LIB);
writeFileSync(INDEX, index.replace(/require\("(\.[^"]+)"\)/g, 'require("./modules").load("$1")'));
mkdirSync(dirname(BIN));
writeFileSync(BIN, '#!/usr/bin/env node\nrequire("../modules").load("./cli/bin");\n', { mode: 0o755 });
writeFileSync(join(LIB, 'iam-table.js'), packed(table));

function entryOf(names) {
  return ['const modules = {', ...names.map(name => `  "${name}": () => require("${name}"),`), '};', 'exports.load = name => modules[name]();'].join('\n');
}

function packed(exports) {
  const text = Buffer.from(JSON.stringify(exports));
  const bytes = brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: text.length } });
  return [
    '"use strict";',
    `// JSON of the exports of src/${relative(LIB, TABLE).replace(/\.js$/, '.ts')}, compressed.`,
    `module.exports = JSON.parse(require("node:zlib").brotliDecompressSync(Buffer.from("${bytes.toString('base64')}", "base64")));`,
    '',
  ].join('\n');
}

/** A declaration and all that it imports. */
function declarationsFrom(file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, module] of readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']*)'/g)) {
    const path = resolve(dirname(file), module);
    const target = [`${path}.d.ts`, join(path, 'index.d.ts')].find(each => files.includes(each));
    if (target === undefined) throw new Error(`${file} imports ${module}, which is not there`);
    declarationsFrom(target, found);
  }
  return found;
}

function removeEmptyFolders(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeEmptyFolders(join(folder, entry.name));
  }
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}
