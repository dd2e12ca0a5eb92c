import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { folderWith } from './run';
import { collectFiles } from '../../src/cli/files';

function collected(folder: string, ...paths: string[]): string[] {
  return collectFiles(paths.map(path => join(folder, path))).files.map(({ path, isNamed }) => `${path.slice(folder.length + 1)}${isNamed ? '!' : ''}`);
}

test('folders are read recursively, in the order of the names', () => {
  const folder = folderWith({ 'b/z.json': '', 'b/a.YML': '', 'a.yaml': '', 'c.ics': '', 'b.txt': '', 'd.md': '', 'e.cedar': '', 'f.cedarschema': '', 'Z.json': '' });
  expect(collected(folder, '')).toEqual(['Z.json', 'a.yaml', 'b/a.YML', 'b/z.json', 'b.txt', 'c.ics', 'e.cedar']);
});

test('what tools put there, and what is hidden, is left out unless it is named', () => {
  const folder = folderWith({
    'node_modules/a.json': '', 'cdk.out/a.json': '', '.git/a.json': '', '.hidden/a.json': '', '._a.json': '', 'x/node_modules/a.json': '', 'a.json': '',
  });
  expect(collected(folder, '')).toEqual(['a.json']);
  expect(collected(folder, 'cdk.out', '._a.json')).toEqual(['cdk.out/a.json', '._a.json!']);
});

test('a file is read once, and as named if it is named anywhere', () => {
  const folder = folderWith({ 'x/a.json': '', 'x/b.json': '' });
  expect(collected(folder, 'x', 'x/b.json', 'x/../x/a.json')).toEqual(['x/a.json!', 'x/b.json!']);
  expect(collected(folder, 'x/b.json', 'x')).toEqual(['x/b.json!', 'x/a.json']);
});

test('links are followed, once', () => {
  const folder = folderWith({ 'real/a.json': '', 'top/b.txt': '' });
  symlinkSync('../real', join(folder, 'top', 'link'));
  symlinkSync('..', join(folder, 'top', 'up'));
  symlinkSync('../real/a.json', join(folder, 'top', 'z.json'));
  expect(collected(folder, 'top')).toEqual(['top/b.txt', 'top/link/a.json']);
});

test('links that lead nowhere are problems where they have the name of a document', () => {
  const folder = folderWith({});
  symlinkSync('nowhere', join(folder, 'a.json'));
  symlinkSync('nowhere', join(folder, 'other'));
  symlinkSync('b.yaml', join(folder, 'b.yaml'));
  const { files, problems } = collectFiles([folder]);
  expect(files).toEqual([]);
  expect(problems).toEqual([
    { path: join(folder, 'a.json'), reason: 'a symbolic link that leads nowhere' },
    { path: join(folder, 'b.yaml'), reason: 'the symbolic links go round in a circle' },
  ]);
});

test('a pipe in a folder is not opened', () => {
  const folder = folderWith({});
  if (spawnSync('mkfifo', [join(folder, 'a.json')]).status !== 0) return;
  expect(collected(folder, '')).toEqual([]);
  expect(collected(folder, 'a.json')).toEqual(['a.json!']);
});

test('standard input stands where it is named, once', () => {
  expect(collectFiles(['-', '-'])).toEqual({ files: [{ path: '-', isNamed: true }], problems: [] });
});
