// Makes the compiled index load each class on first use, as aws-cdk-lib's own index does: an app that imports the library
// pays for what it uses. The plain assignments at the top are for Node's detection of named exports.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const file = new URL('../lib/index.js', import.meta.url);
const require = createRequire(file);
const text = readFileSync(file, 'utf8');
const modules = [...text.matchAll(/require\("(\.[^"]+)"\)/g)].map(([, module]) => module);
const exported = Object.keys(require('./index.js'));

const lines = ['"use strict";', 'Object.defineProperty(exports, "__esModule", { value: true });'];
const lazy = [];
for (const module of new Set(modules)) {
  for (const name of Object.keys(require(module)).filter(each => exported.includes(each))) {
    lines.push(`exports.${name} = void 0;`);
    lazy.push(`lazy("${name}", () => require("${module}").${name});`);
  }
}
lines.push(
  'function lazy(name, load) {',
  '  Object.defineProperty(exports, name, {',
  '    configurable: true,',
  '    enumerable: true,',
  '    get() {',
  '      const value = load();',
  '      Object.defineProperty(exports, name, { configurable: true, enumerable: true, value });',
  '      return value;',
  '    },',
  '  });',
  '}',
  ...lazy,
);
const missing = exported.filter(name => !lazy.some(line => line.startsWith(`lazy("${name}"`)));
if (lazy.length === 0 || missing.length > 0) throw new Error(`not found in the modules of the index: ${missing.join(', ') || 'anything'}`);
writeFileSync(file, `${lines.join('\n')}\n`);
