import { RUN_SHELL_SCRIPT } from './amazon-document';
import { contentHash } from '../../src/content/hash';
import { parse } from '../../src/content/parse/parse';
import { render } from '../../src/content/render/render';

test('the hash is the one that SSM reports for its own document', () => {
  expect(contentHash(RUN_SHELL_SCRIPT)).toBe('99749de5e62f71e5ebe9a55c2321e2c394796afe7208cff048696541e6f6771e');
});

test('white space and the format count', () => {
  const { content } = parse(RUN_SHELL_SCRIPT);
  const texts = [RUN_SHELL_SCRIPT, RUN_SHELL_SCRIPT.trimEnd(), render(content, { format: 'JSON' }), render(content, { format: 'JSON', pretty: true }), render(content, { format: 'YAML' })];
  expect(new Set(texts.map(contentHash)).size).toBe(texts.length);
});

test('the hash is of UTF-8 bytes', () => {
  expect(contentHash('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(contentHash('é😀\ufeff')).toBe('cd30ac4f7cf899d3d0666ab9bd3d0c2f3dda9c7e14c81f1fb0d500108892b400');
});

test('a text without UTF-8 bytes has no hash, rather than that of another text', () => {
  expect(() => contentHash('a\ud800')).toThrow('half of a surrogate pair');
  expect(() => contentHash('\ude00\ud83d')).toThrow('half of a surrogate pair');
  expect(contentHash('\ud83d\ude00')).toBe(contentHash('😀'));
});
