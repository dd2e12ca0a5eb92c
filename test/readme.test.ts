import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NESTED_CODES } from '../src/automation/nested-documents';
import { findingCodes } from '../src/content/check/check';
import { RENDER_CODES } from '../src/document/document-text';
import { SETTLE_CODES } from '../src/document/settle';

test('every code has one meaning', () => {
  const codes = [NESTED_CODES, RENDER_CODES, SETTLE_CODES, findingCodes()].flatMap(table => Object.keys(table));

  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
});

test('README lists every code that can be found, with its severity and meaning', () => {
  const codes = { ...NESTED_CODES, ...RENDER_CODES, ...SETTLE_CODES, ...findingCodes() };
  const rows = Object.entries(codes).sort(([a], [b]) => a < b ? -1 : 1)
    .map(([code, { severity, summary }]) => `| \`${code}\` | ${severity} | ${summary.replace(/\|/g, '\\|')} |`);
  const expected = ['| code | severity | what it means |', '|---|---|---|', ...rows].join('\n');

  const readme = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');
  expect(/<!-- findings -->\n([^]*)\n<!-- \/findings -->/.exec(readme)?.[1].trim()).toBe(expected);
});
