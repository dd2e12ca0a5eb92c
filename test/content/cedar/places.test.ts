import fc from 'fast-check';
import { foundIn, holding, when } from './policies';
import { renderJson } from '../../../src/content/render/json';
import { render } from '../../../src/content/render/render';
import { validateText } from '../../../src/content/validate';

/** What may stand before a statement: comments and strings in any script, with any line breaks. */
const piece = fc.oneof(
  fc.array(fc.constantFrom('a', 'ß', '語', '😀', '\u0301', '"', ';', '/', ' ', '{'), { maxLength: 8 }).map(letters => `//${letters.join('')}\n`),
  fc.constantFrom('\n', '\r\n', ' ', '\t', '// ok\r\n'),
  fc.array(fc.constantFrom('a', 'é', '語', '😀', ';', '//', '\\"', '\\n'), { maxLength: 6 }).map(letters => `@note("${letters.join('')}")\nforbid (principal, action, resource);`),
);
/** What may stand before the fault, inside its statement. */
const inside = fc.array(fc.constantFrom(' ', '\n', '\r\n', '// "ü;\n', '"😀" == "😀" && '), { maxLength: 6 }).map(pieces => pieces.join(''));
const FAULT = 'principal.foo';

/** Line and column of the fault, counted in another way: line by line. */
function expectedPlace(text: string): string {
  const before = text.slice(0, text.lastIndexOf(FAULT)).split('\n');
  return `${before.length}:${before[before.length - 1].length + 1}`;
}

test('line and column are right whatever stands before', () => {
  fc.assert(fc.property(fc.array(piece, { maxLength: 8 }), inside, (pieces, gap) => {
    const text = `${pieces.join('')}${when(`${gap}${FAULT} == "x"`)}`;
    const told = foundIn([text]).filter(({ severity }) => severity === 'error').map(({ message }) => /^line (\d+), column (\d+) /.exec(message)?.slice(1).join(':'));
    expect(told).toEqual([expectedPlace(text)]);
  }), { numRuns: 150 });
});

test.each([
  ['a bare text', (text: string) => text, 'TEXT'],
  ['JSON', (text: string) => renderJson(holding('permit (principal, action, resource);', text)), 'JSON'],
  ['readable JSON', (text: string) => render(holding(text), { format: 'JSON', pretty: true }), 'JSON'],
  ['JSON with every letter escaped', (text: string) => renderJson(holding(text)).replace(/[^\u0000-\u007f]/g, letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`), 'JSON'],
  ['a YAML block', (text: string) => ['schemaVersion: "0.3"', 'AutoApprovalPolicyDocuments:', '  - type: Cedar', '    content: |-  # the policies',
    ...text.split('\n').map(line => line === '' ? '' : `      ${line}`)].join('\n'), 'YAML'],
] as const)('in %s the finding stands where the fault does in the file', (_, write, format) => {
  fc.assert(fc.property(fc.array(piece, { maxLength: 6 }), inside, (pieces, gap) => {
    // A block of YAML takes its indentation from its first line, and has one kind of line break.
    const text = `// first\n${pieces.join('')}${when(`${gap}${FAULT} == "x"`)}`.replace(/\r/g, format === 'YAML' ? '' : '\r').replace(/\t/g, format === 'YAML' ? '' : '\t');
    const file = write(text);
    const { findings } = validateText(file, { type: 'AutoApprovalPolicy', format });
    const told = findings.filter(({ severity }) => severity === 'error').map(({ line, column }) => `${line}:${column}`);
    expect(told).toEqual([expectedPlace(file)]);
  }), { numRuns: 60 });
});

test.each([
  ['a folded block', '    content: >-\n      permit (principal, action, resource)\n      when { principal.foo };\n', 4],
  ['a plain scalar', '    content: permit (principal, action, resource) when { principal.foo };\n', 4],
  ['single quotes', '    content: \'permit (principal, action, resource) when { principal.foo };\'\n', 4],
  ['double quotes over several lines', '    content: "permit (principal, action, resource)\n      when { principal.foo };"\n', 4],
  ['an indented block', '    content: |2\n        permit (principal, action, resource) when { principal.foo };\n', 4],
])('in %s it stands at the key', (_, content, line) => {
  const { findings } = validateText(`schemaVersion: "0.3"\nAutoApprovalPolicyDocuments:\n  - type: Cedar\n${content}`, { format: 'YAML' });
  expect(findings.filter(({ severity }) => severity === 'error')).toMatchObject([{ code: 'cedar/attribute', line, column: 5 }]);
});
