import { isDeepStrictEqual } from 'node:util';
import { parseDocument } from 'yaml';
import { CORPUS, CorpusDocument, describeWithCorpus, ordered, plain, textOf } from './corpus';
import { check } from '../../src/content/check/check';
import { parse, ParsedDocument } from '../../src/content/parse/parse';
import { ParseError } from '../../src/content/parse/position';
import { recogniseDocumentType } from '../../src/content/recognise';
import { render } from '../../src/content/render/render';
import { ContentValue } from '../../src/content/value';

/** Documents that are no JSON, YAML, iCalendar or Cedar: Terraform expressions. */
const REFUSED: Readonly<Record<string, string>> = {
  'with-intrinsics/8a975d883f1c.tf.txt': 'a call of jsonencode',
  'with-intrinsics/60417cb3f742.tf.txt': 'a call of jsonencode',
  'with-intrinsics/f3b96faa1e65.tf.txt': 'a call of jsonencode',
  'with-intrinsics/189fbaa73369.tf.txt': 'a call of jsonencode',
  'with-intrinsics/601493656602.tf.txt': 'an interpolation where JSON expects a value',
};

/** What reading the others finds. */
const FINDINGS: Readonly<Record<string, readonly string[]>> = {
  'automation/5bd0a2142069.yaml': ['text/duplicate-key', 'text/duplicate-key'],
  'change-template/0c1fee9590ca.json': ['text/control-character', 'text/control-character'],
};

const TYPE_OF_CLASS: Readonly<Record<string, string>> = {
  'automation': 'Automation',
  'command': 'Command',
  'session': 'Session',
  'policy': 'Policy',
  'calendar': 'ChangeCalendar',
  'change-template': 'Automation.ChangeTemplate',
};

/** Documents that are not recognised as what the index calls them. */
const RECOGNISED_OTHERWISE: Readonly<Record<string, { type: string | undefined; why: string }>> = {
  'with-intrinsics/a5c953660cb6.json': { type: undefined, why: 'the document is a text inside Fn::Sub' },
  'jit-policy/c7342daf7335.txt': { type: 'AutoApprovalPolicy', why: 'Cedar alone, no type declared' },
  'other/56fb1c06d17d.json': { type: 'Package', why: 'a package manifest, no type declared' },
  'other/1a8c1e6f068e.json': { type: undefined, why: 'schema version 9999.0' },
};

/** Documents that SSM refuses, with the codes of the errors and the reason. */
const REFUSED_BY_SSM: Readonly<Record<string, { readonly codes: Readonly<Record<string, number>>; readonly why: string }>> = {
  'automation/0bd890ac1434.yaml': { codes: { 'parameter/name': 2, 'automation/action': 1 }, why: 'a template: placeholders as names, a step without an action' },
  'automation/79564a7585f6.yaml': {
    codes: { 'parameter/name': 2, 'automation/step-name': 1, 'automation/action': 4, 'automation/unknown-step': 1 },
    why: 'a template: placeholders as names, steps without an action, a jump to a step that is not written yet',
  },
  'automation/4ed331bfd304.yaml': { codes: { 'automation/action': 1 }, why: 'a draft: a step without an action' },
  'automation/53f6f2bca31e.yaml': { codes: { 'automation/action': 1 }, why: 'a draft: a step without an action' },
  'automation/6216099d46fb.yaml': { codes: { 'automation/action': 1 }, why: 'a draft: a step without an action' },
  'automation/6fd862d09bb7.yaml': { codes: { 'automation/action': 1 }, why: 'a draft: a step without an action' },
  'automation/3975581057f3.yaml': { codes: { 'automation/condition': 6 }, why: 'choices with Not and And side by side, And with a map instead of a list' },
  'automation/703a98929c5f.yaml': { codes: { 'automation/condition': 7 }, why: 'choices with Not and And side by side, And with a map instead of a list' },
  'automation/7a0c2b274ac0.yaml': { codes: { 'automation/reserved-output': 6 }, why: 'steps of aws:runCommand declare CommandId and Status, which they give anyway' },
  'automation/8209ebf43a94.yaml': { codes: { 'automation/reserved-output': 1 }, why: 'a step of aws:runCommand declares CommandId, which it gives anyway' },
};

const READABLE = CORPUS.filter(({ file }) => !(file in REFUSED));
const parsed = new Map<CorpusDocument, ParsedDocument>();

function read(document: CorpusDocument): ParsedDocument {
  const known = parsed.get(document) ?? parse(textOf(document));
  parsed.set(document, known);
  return known;
}

const STRUCTURED = () => READABLE.filter(document => read(document).format !== 'TEXT');

/** The files for which a check fails, so that one failure does not hide the others. */
function failures(documents: readonly CorpusDocument[], holds: (document: CorpusDocument) => boolean): string[] {
  return documents.filter(document => !holds(document)).map(({ file }) => file);
}

function counted(codes: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

describeWithCorpus('real documents', () => {
  test('there is a corpus', () => {
    expect(CORPUS).toHaveLength(592);
  });

  test('every real document is read, but for Terraform expressions', () => {
    const refused = CORPUS.filter(document => {
      try {
        read(document);
        return false;
      } catch (error) {
        expect(error).toBeInstanceOf(ParseError);
        return true;
      }
    });
    expect(refused.map(({ file }) => file).sort()).toEqual(Object.keys(REFUSED).sort());
  });

  test('reading finds duplicate keys and raw control characters, and nothing else', () => {
    const found = READABLE.filter(document => read(document).findings.length > 0)
      .map(document => [document.file, read(document).findings.map(({ code }) => code)]);
    expect(Object.fromEntries(found)).toEqual(FINDINGS);
  });

  describe.each([
    ['compact JSON', { format: 'JSON' }],
    ['indented JSON', { format: 'JSON', pretty: true }],
    ['YAML', { format: 'YAML' }],
  ] as const)('as %s', (_, options) => {
    test('every structured document reads back the same, in the same key order and without findings', () => {
      expect(failures(STRUCTURED(), document => {
        const { content } = read(document);
        const again = parse(render(content, options), options.format);
        return again.findings.length === 0 && isDeepStrictEqual(ordered(again.content), ordered(content));
      })).toEqual([]);
    });
  });

  test('a calendar and Cedar are written as they were read', () => {
    const texts = READABLE.filter(document => read(document).format === 'TEXT');
    expect(texts.map(({ file }) => file)).toEqual(['jit-policy/c7342daf7335.txt', 'calendar/b1b15af9b2cd.txt']);
    for (const document of texts) {
      expect(render(read(document).content, { format: 'TEXT' })).toBe(textOf(document));
    }
  });

  test.each(['1.1', '1.2'] as const)('another reader of YAML %s reads the same from what is written', version => {
    expect(failures(STRUCTURED(), document => {
      const { content } = read(document);
      const yaml = parseDocument(render(content, { format: 'YAML' }), { version });
      return yaml.errors.length === 0 && yaml.warnings.length === 0 && isDeepStrictEqual(plain(yaml.toJS()), plain(content));
    })).toEqual([]);
  });

  test('scripts stay readable in YAML: only texts with carriage returns or a blank last line are escaped', () => {
    const texts: string[] = [];
    const collect = (value: ContentValue): void => {
      if (typeof value === 'string') {
        if (value.includes('\n')) texts.push(value);
      } else if (typeof value === 'object' && value !== null) {
        Object.values(value).forEach(collect);
      }
    };
    STRUCTURED().forEach(document => collect(read(document).content));
    expect(texts.length).toBeGreaterThan(800);
    const escaped = texts.filter(text => !render({ text }, { format: 'YAML' }).startsWith('text: |'));
    expect(escaped.filter(text => !text.includes('\r') && !/\n[ \t]+\n*$/.test(text))).toEqual([]);
    expect(escaped.length).toBeLessThan(texts.length / 20);
  });

  test('every document is recognised as the type it was collected or declared as', () => {
    const otherwise = READABLE
      .map(document => ({ document, type: recogniseDocumentType(read(document).content) as string | undefined }))
      .filter(({ document, type }) => type !== (document.declaredType ?? TYPE_OF_CLASS[document.class]))
      .map(({ document, type }) => [document.file, type]);
    expect(Object.fromEntries(otherwise)).toEqual(Object.fromEntries(Object.entries(RECOGNISED_OTHERWISE).map(([file, { type }]) => [file, type])));
  });

  test('no Session document, no change template and no approval policy gets an error', () => {
    expect(failures(READABLE.filter(({ class: kind }) => ['session', 'change-template', 'jit-policy'].includes(kind)),
      document => check(read(document).content).every(({ severity }) => severity === 'warning'))).toEqual([]);
  });

  test('no document that was written to be deployed gets an error, but for those that SSM refuses', () => {
    const found = READABLE.filter(({ origin }) => origin === 'community' || origin === 'build-template')
      .map(document => ({ file: document.file, codes: check(read(document).content).filter(({ severity }) => severity === 'error').map(({ code }) => code) }))
      .filter(({ codes }) => codes.length > 0);
    expect(Object.fromEntries(found.map(({ file, codes }) => [file, counted(codes)])))
      .toEqual(Object.fromEntries(Object.entries(REFUSED_BY_SSM).map(([file, { codes }]) => [file, codes])));
  });
});
