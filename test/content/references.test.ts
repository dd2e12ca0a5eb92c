import * as fc from 'fast-check';
import { cpuTime } from './cpu-time';
import { formatPath } from '../../src/content/path';
import { FoundReference, hasReference, referenceText, Reference, scanReferences, soleReference, visitReferences } from '../../src/content/references';

/** `kind name` of each reference; a step's output as `step-output step/output`. */
function described(text: string): string[] {
  return scanReferences(text).map(({ reference }) => describeReference(reference));
}

function describeReference(reference: Reference): string {
  return reference.kind === 'step-output' ? `step-output ${reference.step}/${reference.output}` : `${reference.kind} ${reference.name}`;
}

test.each([
  ['{{X}}', 'parameter X'], ['{{ X }}', 'parameter X'], ['{{\tInstance_Id2  }}', 'parameter Instance_Id2'], ['{{ 1 }}', 'parameter 1'],
  ['{{ step.Output }}', 'step-output step/Output'], ['{{step.a.b}}', 'step-output step/a.b'], ['{{ s_1.Out-put_2 }}', 'step-output s_1/Out-put_2'],
  ['{{ loop.CurrentIteratorValue }}', 'step-output loop/CurrentIteratorValue'],
  ['{{ variable:x }}', 'variable x'], ['{{variable:a.b}}', 'variable a.b'], ['{{ variable: x }}', 'variable x'],
  ['{{ global:DATE_TIME }}', 'global DATE_TIME'], ['{{ automation:EXECUTION_ID }}', 'automation EXECUTION_ID'],
  ['{{ ssm:/a/b-c.d }}', 'ssm /a/b-c.d'], ['{{ssm:name:3}}', 'ssm name:3'], ['{{ ssm-secure:x }}', 'ssm-secure x'],
  ['{{resolve:ssm:/x:1}}', 'dynamic ssm:/x:1'], ['{{resolve:secretsmanager:a:SecretString:b }}', 'dynamic secretsmanager:a:SecretString:b'],
  ['{{ resolve:ssm:/x }}', 'other resolve:ssm:/x'], ['{{ local:x }}', 'other local:x'], ['{{ variable:: }}', 'other variable::'],
])('%s is the reference %s', (text, reference) => {
  expect(described(text)).toEqual([reference]);
  expect(scanReferences(text)).toMatchObject([{ text, start: 0, end: text.length }]);
  expect(describeReference(soleReference(` ${text}\n`)!)).toBe(reference);
  expect(hasReference(`a ${text} b`)).toBe(true);
});

test.each([
  '', 'X', '{X}', '{{}}', '{{ }}', '{{{}}}', '{{"json": 1}}', '{{"json": {"a": {{}}}}', '{{ .Names }}', '{{.Names}}', '{{ $x }}', '{{ X', '{{ X }', '{{ X } }', '{ { X } }', '{ {X} }',
  '{{ a b }}', '{{ a-b }}', '{{ step. }}', '{{ .step }}', '{{ a. b }}', '{{\nX\n}}', '{{ X\n}}', '{{ X\r}}', '{{ a: b }}', '{{ a:"b" }}', '{{ color: red; }}', '{{ ssm: }}', '{{ ssm:a b }}',
  '{{ é }}', '{{ print $2 }}', '}} X {{', `{{ ${'x'.repeat(3000)} }}`,
])('%j holds no reference', text => {
  expect(scanReferences(text)).toEqual([]);
  expect(soleReference(text)).toBeUndefined();
  expect(hasReference(text)).toBe(false);
});

test.each([
  ['{{{ X }}', ['1-8 parameter X']], ['{{{ X }}}', ['1-8 parameter X']], ['{{{{ X }}}}', ['2-9 parameter X']], ['{ {{X}} }', ['2-7 parameter X']],
  ['{{ a {{ X }} b }}', ['5-12 parameter X']], ['{{ X {{Y}}', ['5-10 parameter Y']], ['{{X}}{{ Y }}', ['0-5 parameter X', '5-12 parameter Y']],
  ['if (a) {{{ X }} | foreach {{ b }} {c}', ['8-15 parameter X', '26-33 parameter b']], ['{{"a": 1}}{{X}}', ['10-15 parameter X']], ['{{"a": 1}{{X}}', ['9-14 parameter X']],
  ['{{}}{{X}}', ['4-9 parameter X']], ['{{ X }{{Y}}', ['6-11 parameter Y']], ['{{\n{{X}}', ['3-8 parameter X']], ['{{X}}}', ['0-5 parameter X']], ['}}{{X}}', ['2-7 parameter X']],
  ['{{ a b }}{{X}}', ['9-14 parameter X']], ['😀{{X}}', ['2-7 parameter X']],
])('in %s the innermost braces count', (text, expected) => {
  const found = scanReferences(text);
  expect(found.map(({ reference, start, end }) => `${start}-${end} ${describeReference(reference)}`)).toEqual(expected);
  expect(found.map(reference => reference.text)).toEqual(found.map(({ start, end }) => text.slice(start, end)));
});

test.each(['{{X}}{{Y}}', '{{X}}a{{Y}}', 'a{{X}}', '{{X}}b', '{{{X}}', '{{X}}}', '"{{X}}"', '{{X}} }}', '{{ {{X}} }}'])('%s is not one reference alone', text => {
  expect(soleReference(text)).toBeUndefined();
});

test('property: a text made of plain pieces and references holds exactly those references', () => {
  const plainPiece = fc.constantFrom('a', ' ', '\n', '{', '}', '{{}}', '{{"a": 1}}', '}}', ': ', '{ ', ' }', '{{ .x }}', 'é', '😀', '$', '(');
  const name = fc.stringMatching(/^[A-Za-z0-9_]{1,8}$/);
  const space = fc.constantFrom('', ' ', '  ', '\t');
  const reference = fc.oneof(name, fc.tuple(name, name).map(([step, output]) => `${step}.${output}`),
    fc.tuple(fc.constantFrom('variable', 'global', 'automation', 'ssm', 'ssm-secure', 'x-y'), name).map(([kind, of]) => `${kind}:${of}`));
  const piece = fc.oneof(plainPiece.map(text => ({ text, isReference: false })),
    fc.tuple(space, reference, space).map(([before, body, after]) => ({ text: `{{${before}${body}${after}}}`, isReference: true })));
  fc.assert(fc.property(fc.array(piece, { maxLength: 20 }), pieces => {
    const expected: Pick<FoundReference, 'text' | 'start' | 'end'>[] = [];
    let text = '';
    for (const { text: next, isReference } of pieces) {
      // A space keeps the braces of two pieces apart.
      const gap = text.endsWith('{') || text.endsWith('}') ? ' ' : '';
      const start = text.length + gap.length;
      text += gap + next;
      if (isReference) expected.push({ text: next, start, end: text.length });
    }
    expect(scanReferences(text).map(({ text: written, start, end }) => ({ text: written, start, end }))).toEqual(expected);
  }), { numRuns: 2000 });
});

test.each([
  ['opening braces', '{'], ['pairs of opening braces', '{{ '], ['unclosed references', '{{ X '], ['unclosed braces before text', '{{ x y z '], ['halves', '{{ X } '], ['quotes', '{{"'],
  ['empty braces', '{{}}'], ['colons', '{{ a:'], ['dots', '{{ a.a.a.a.a.a'], ['white space', '{{                                                '],
])('a million %s cost linear time', (_, piece) => {
  const time = (length: number): number => {
    const text = piece.repeat(Math.ceil(length / piece.length));
    return cpuTime(() => [scanReferences(text), scanReferences(`{{ ${text}`)]);
  };
  expect(time(1_000_000)).toBeLessThan(50 * Math.max(time(100_000), 5));
});

test('references are visited in the values of a content with their paths, not in its keys', () => {
  const visited: string[] = [];
  visitReferences({ 'a': ['{{X}} {{Y}}', { '{{K}}': 'b {{ s.o }}' }], 'c d': '{{ global:DATE }}', 'e': [1, null, true, 2n] }, ({ reference }, path, text) => {
    visited.push(`${formatPath(path)} ${describeReference(reference)} in ${text}`);
  });
  expect(visited).toEqual([
    'a[0] parameter X in {{X}} {{Y}}', 'a[0] parameter Y in {{X}} {{Y}}', 'a[1]["{{K}}"] step-output s/o in b {{ s.o }}', '["c d"] global DATE in {{ global:DATE }}',
  ]);
});

test('visiting begins at a given path', () => {
  const paths: string[] = [];
  visitReferences(['{{X}}'], (_, path) => paths.push(formatPath(path)), ['mainSteps', 0]);
  visitReferences('{{X}}', (_, path) => paths.push(formatPath(path)), ['a']);
  expect(paths).toEqual(['mainSteps[0][0]', 'a']);
});

test('a reference is written with spaces', () => {
  expect(referenceText('X')).toBe('{{ X }}');
});
