import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const ROOT = join(__dirname, '..', '..');
const BUNDLES = join(ROOT, 'assets', 'lambda');
const HANDLERS = readdirSync(join(ROOT, 'lambda'), { withFileTypes: true })
  .filter(entry => entry.isDirectory() && entry.name !== 'shared').map(({ name }) => name);

function bundlesIn(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).sort().map(name => [name, readFileSync(join(folder, name), 'utf8')]));
}

test('there is a bundle for every handler, and one of the SDK beside them', () => {
  expect(Object.keys(bundlesIn(BUNDLES))).toEqual([...HANDLERS, 'sdk'].map(name => `${name}.js`).sort());
});

test.each(HANDLERS)('%s is small with all it loads, and names nothing of the machine it was made on', name => {
  const files = [`${name}.js`, 'sdk.js'].map(file => readFileSync(join(BUNDLES, file)));
  expect(files.reduce((sum, file) => sum + file.length, 0)).toBeLessThan(400_000);
  expect(files.reduce((sum, file) => sum + gzipSync(file).length, 0)).toBeLessThan(130_000);
  for (const file of files) expect(file.toString()).not.toContain(ROOT);
});

test('a handler requires nothing but the SDK beside it and Node', () => {
  for (const [file, text] of Object.entries(bundlesIn(BUNDLES))) {
    const required = [...text.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, module]) => module).filter(module => !isBuiltin(module));
    // The SDK tries that one for signatures that are good in several Regions, which nothing here asks for.
    expect([file, [...new Set(required)]]).toEqual([file, file === 'sdk.js' ? ['@aws-sdk/signature-v4-crt'] : ['./sdk.js']]);
  }
});

test('the same bytes come out in another folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bundles-'));
  try {
    for (const name of ['.projen', 'lambda', 'src', 'package.json', 'tsconfig.json']) {
      cpSync(join(ROOT, name), join(folder, name), { recursive: true });
    }
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    execFileSync(process.execPath, ['.projen/bundle-lambda.mjs'], { cwd: folder });
    expect(bundlesIn(join(folder, 'assets', 'lambda'))).toEqual(bundlesIn(BUNDLES));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
