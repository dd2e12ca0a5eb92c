// Builds the packages of all languages into dist/ from the last compilation, and prints the time and the size of each. With names of
// languages only these. The module for Go is its source, which `npm run languages` compiles; of .NET it is the source alone where no
// SDK is installed. --without-documentation leaves out the jars with sources and javadoc, which only a release needs.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const toolchains = {
  js: ['npm', '--version'],
  python: ['python3', '--version'],
  java: ['mvn', '--version'],
  go: [],
  dotnet: ['dotnet', '--version'],
};

// jsii-pacmak asks for the CDK that is installed here, which in Go every app would then have to take. This is what the example is compiled with.
const cdkOfGo = 'v2.262.0';

const options = process.argv.slice(2).filter(each => each.startsWith('--'));
const named = process.argv.slice(2).filter(each => !each.startsWith('--'));
const languages = named.length > 0 ? named : Object.keys(toolchains);
for (const language of languages) {
  if (!(language in toolchains)) throw new Error(`"${language}" is none of ${Object.keys(toolchains).join(', ')}`);
}
if (!existsSync(join(root, '.jsii'))) throw new Error('there is no compilation; run "npx projen compile" first');
execFileSync('npx', ['projen', 'lighten'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });

const asSource = languages.filter(language => toolchains[language].length === 0 || !isInstalled(toolchains[language]));
const times = { ...pack(languages.filter(language => !asSource.includes(language))), ...pack(asSource, '--code-only') };
if (languages.includes('go')) requireOlderCdk(join(root, 'dist', 'go', 'cdksystemsmanager', 'go.mod'));
for (const language of languages) {
  const form = asSource.includes(language) ? 'source' : 'package';
  console.log(`${language.padEnd(8)}${form.padEnd(9)}${times[language].padStart(9)}`);
  for (const { name, size } of artifacts(language)) console.log(`  ${(size / 1e6).toFixed(2).padStart(6)} MB  ${name}`);
}

/** Run jsii-pacmak for these languages, which it packs at the same time; gives what it says of its times. */
function pack(targets, ...further) {
  if (targets.length === 0) return {};
  for (const target of targets) rmSync(join(root, 'dist', target), { recursive: true, force: true });
  const skipped = options.includes('--without-documentation') ? ' -Dmaven.javadoc.skip=true -Dmaven.source.skip=true' : '';
  const { status, stderr } = spawnSync('npx', [
    'jsii-pacmak', '--verbose', '--maven-local-repository', join(root, '.cache', 'maven'), ...targets.flatMap(target => ['--target', target]), ...further,
  ], { cwd: root, encoding: 'utf8', env: { ...process.env, MAVEN_OPTS: `${process.env.MAVEN_OPTS ?? ''}${skipped}` }, maxBuffer: 1e9 });
  if (status !== 0 || /\[(WARN|ERROR)\]/.test(stderr)) throw new Error(`jsii-pacmak failed or warned:\n${stderr}`);
  return Object.fromEntries([...stderr.matchAll(/(\w+) \(([\d.ms]+)\)/g)].map(([, target, time]) => [target, time]));
}

function requireOlderCdk(goMod) {
  const text = readFileSync(goMod, 'utf8').replace(/^.*\/\/ indirect\n/gm, ''); // those of the CDK; Go finds them in its go.mod
  const changed = text.replace(/(aws-cdk-go\/awscdk\/v2) v\S+/, `$1 ${cdkOfGo}`);
  if (changed === text) throw new Error(`${goMod} does not ask for the CDK as expected:\n${text}`);
  writeFileSync(goMod, changed);
}

/** What is published; of sources their sum. */
function artifacts(language) {
  const folder = join(root, 'dist', language);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
    .map(entry => ({ name: join(entry.parentPath, entry.name).slice(root.length), size: statSync(join(entry.parentPath, entry.name)).size }));
  if (!asSource.includes(language)) return files.filter(({ name }) => /\.(tgz|whl|tar\.gz|jar|nupkg)$/.test(name));
  return [{ name: `${folder.slice(root.length)}, ${files.length} files`, size: files.reduce((sum, { size }) => sum + size, 0) }];
}

function isInstalled([command, ...args]) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
