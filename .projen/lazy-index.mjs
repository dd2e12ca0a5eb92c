// Makes the compiled index load each class on first use, as aws-cdk-lib's own index does: an app that imports the library
// pays for what it uses. Indexes that it exports as namespaces (`export * as steps`) are made so too, before it, as the
// values that they export are found by loading them. The plain assignments at the top are for Node's detection of named exports.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

makeLazy(createRequire(import.meta.url).resolve('../lib/index.js'));

function makeLazy(file) {
  const require = createRequire(file);
  const text = readFileSync(file, 'utf8');
  const namespaces = new Map([...text.matchAll(/^exports\.(\w+) = __importStar\(require\("(\.[^"]+)"\)\);/gm)].map(([, name, module]) => [name, module]));
  const modules = new Set([...text.matchAll(/require\("(\.[^"]+)"\)/g)].map(([, module]) => module));
  for (const module of namespaces.values()) {
    modules.delete(module);
    makeLazy(require.resolve(module));
  }
  const exported = Object.keys(require(file));
  const lazy = new Map([...namespaces].map(([name, module]) => [name, `require("${module}")`]));
  for (const module of modules) {
    for (const name of Object.keys(require(module)).filter(each => exported.includes(each) && !lazy.has(each))) {
      lazy.set(name, `require("${module}").${name}`);
    }
  }
  const missing = exported.filter(name => !lazy.has(name));
  if (lazy.size === 0 || missing.length > 0) throw new Error(`not found in the modules of ${file}: ${missing.join(', ') || 'anything'}`);
  writeFileSync(file, `${[
    '"use strict";',
    'Object.defineProperty(exports, "__esModule", { value: true });',
    ...[...lazy.keys()].map(name => `exports.${name} = void 0;`),
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
    ...[...lazy].map(([name, load]) => `lazy("${name}", () => ${load});`),
  ].join('\n')}\n`);
}
