import { MAX_DEPTH } from '../../../src/content/depth';
import { rememberKeyOrder } from '../../../src/content/key-order';
import { parse } from '../../../src/content/parse/parse';
import { RawText } from '../../../src/content/render/raw-text';
import { renderYaml } from '../../../src/content/render/yaml';
import { ContentMap, ContentValue } from '../../../src/content/value';

const raw = (text: string) => new RawText(text) as unknown as ContentValue;

test('a Session document is written as people write it', () => {
  expect(renderYaml({
    schemaVersion: '1.0',
    description: 'A logged shell: who may open it, and how',
    sessionType: 'Standard_Stream',
    inputs: {
      s3BucketName: '',
      s3EncryptionEnabled: true,
      cloudWatchLogGroupName: '/aws/ssm/sessions',
      kmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      runAsEnabled: false,
      runAsDefaultUser: '{{ user }}',
      idleSessionTimeout: '20',
      shellProfile: { linux: 'exec bash -l', windows: '' },
    },
    parameters: { user: { type: 'String', default: 'no', allowedPattern: '^[a-z]+$' } },
  })).toBe(`schemaVersion: "1.0"
description: "A logged shell: who may open it, and how"
sessionType: Standard_Stream
inputs:
  s3BucketName: ""
  s3EncryptionEnabled: true
  cloudWatchLogGroupName: /aws/ssm/sessions
  kmsKeyId: arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab
  runAsEnabled: false
  runAsDefaultUser: "{{ user }}"
  idleSessionTimeout: "20"
  shellProfile:
    linux: exec bash -l
    windows: ""
parameters:
  user:
    type: String
    default: "no"
    allowedPattern: "^[a-z]+$"
`);
});

test('a runbook with a script is written as people write it', () => {
  expect(renderYaml({
    schemaVersion: '0.3',
    assumeRole: '{{ AutomationAssumeRole }}',
    mainSteps: [
      {
        name: 'Check',
        action: 'aws:executeScript',
        timeoutSeconds: 600,
        inputs: {
          Runtime: 'python3.11',
          Handler: 'check',
          Script: 'import boto3\n\n\ndef check(events, context):\n\tid = events["Id"]  \n    # {{ not a comment }}\n    return {"ok": True}\n',
          InputPayload: { Ids: ['{{ InstanceIds }}', 'i-0', []], Matrix: [[1, 2], [{ a: null }]], Empty: {} },
        },
        outputs: [{ Name: 'ok', Selector: '$.Payload.ok', Type: 'Boolean' }],
      },
      { name: 'Wait', action: 'aws:sleep', inputs: { Duration: 'PT1M' }, isEnd: true },
    ],
    outputs: ['Check.ok'],
  })).toBe(`schemaVersion: "0.3"
assumeRole: "{{ AutomationAssumeRole }}"
mainSteps:
  - name: Check
    action: aws:executeScript
    timeoutSeconds: 600
    inputs:
      Runtime: python3.11
      Handler: check
      Script: |
        import boto3


        def check(events, context):
        \tid = events["Id"]  
            # {{ not a comment }}
            return {"ok": True}
      InputPayload:
        Ids:
          - "{{ InstanceIds }}"
          - i-0
          - []
        Matrix:
          - - 1
            - 2
          - - a: null
        Empty: {}
    outputs:
      - Name: ok
        Selector: $.Payload.ok
        Type: Boolean
  - name: Wait
    action: aws:sleep
    inputs:
      Duration: PT1M
    isEnd: true
outputs:
  - Check.ok
`);
});

test.each<[string, string, string]>([
  ['without a last line break', 'a\nb', '|-\n  a\n  b'],
  ['with one', 'a\nb\n', '|\n  a\n  b'],
  ['with several', 'a\n\n\n', '|+\n  a\n\n'],
  ['with an indented first line', '  a\nb', '|2-\n    a\n  b'],
  ['with a tab before its first line', '\ta\nb\n', '|2\n  \ta\n  b'],
  ['with a blank first line', '\n\na\n', '|2\n\n\n  a'],
  ['with lines of white space', 'a\n \t\n\nb  \n', '|\n  a\n   \t\n\n  b  '],
  ['with what means something to YAML', '---\n# a\n- b: {\n...\n%c', '|-\n  ---\n  # a\n  - b: {\n  ...\n  %c'],
  ['with an emoji', 'é😀\nb', '|-\n  é😀\n  b'],
])('a text of several lines %s is a literal block', (_, text, block) => {
  expect(renderYaml({ a: text, b: 1 })).toBe(`a: ${block}\nb: 1\n`);
  expect(renderYaml([text, 1])).toBe(`- ${block}\n- 1\n`);
  const contents: ContentValue[] = [{ a: text, b: 1 }, [text, 1], { c: [[{ d: text }]] }];
  for (const content of contents) {
    expect(parse(renderYaml(content)).content).toEqual(content);
  }
});

test.each<[string, string, string]>([
  ['white space alone', '\n', '"\\n"'],
  ['a last line of white space', 'a\n  ', '"a\\n  "'],
  ['a last line of white space and line breaks', 'a\n\t\n\n', '"a\\n\\t\\n\\n"'],
  ['carriage returns', 'a\r\nb', '"a\\r\\nb"'],
  ['control characters', 'a\n\u0007', '"a\\n\\u0007"'],
  ['NEL', 'a\n\u0085', '"a\\n\\u0085"'],
  ['a line separator', 'a\n\u2028b', '"a\\n\\u2028b"'],
  ['a byte order mark', 'a\n\ufeffb', '"a\\n\\ufeffb"'],
  ['half of a surrogate pair', 'a\n\udc00b', '"a\\n\\udc00b"'],
])('a text with %s is escaped', (_, text, quoted) => {
  expect(renderYaml({ a: text })).toBe(`a: ${quoted}\n`);
});

test.each([
  'a', 'A b', 'aws:runShellScript', 'http://a.b/c?d=e', '/a/b', '$.a', '_x', 'C:\\x', 'a - b', 'a  b', 'arn:aws:iam::1:role/x', 'a?', 'a!', 'x*', 'nil', 'yesterday', 'e', 'a :b',
])('%s needs no quotes', text => {
  expect(renderYaml({ [text]: text })).toBe(`${text}: ${text}\n`);
});

test.each([
  '', ' ', 'a ', ' a', 'a: b', 'a:', 'a #b', '#a', '- a', '-', '? a', ':a', ',', '[a', '{a', '!a', '&a', '*a', '%a', '@a', '`a', '"a', '\'a', '|', '>', '1', '1.0', '0x1', '+1', '.5',
  '1e3', '0o7', '012', '1_0', '1:30', '2012-10-17', 'true', 'False', 'null', '~', 'yes', 'No', 'on', 'OFF', 'y', 'N', '<<', '=', '.inf', '---', '...', 'E8', 'e-3', 'e10', 'é', 'a\tb', 'a,b', 'a"b',
])('%j needs quotes, as a key and as a value', text => {
  const written = renderYaml({ [text]: text });
  expect(written).toBe(`${JSON.stringify(text)}: ${JSON.stringify(text)}\n`);
  expect(parse(written, 'YAML')).toMatchObject({ content: { [text]: text }, findings: [] });
});

test('numbers are numbers to every reader', () => {
  expect(renderYaml([0, -0, 1.5, 1e21, -1e-7, 1.5e300, 5e-324, 2 ** 53, 12345678901234567890n, -5n])).toBe(
    '- 0\n- 0\n- 1.5\n- 1.0e+21\n- -1.0e-7\n- 1.5e+300\n- 5.0e-324\n- 9007199254740992\n- 12345678901234567890\n- -5\n');
});

test('a long key stands after a question mark', () => {
  const key = 'k'.repeat(1200);
  const written = renderYaml({ a: [{ [key]: { b: 1 }, c: 'x\ny' }] });
  expect(written).toBe(`a:\n  - ? "${key}"\n    :\n      b: 1\n    c: |-\n      x\n      y\n`);
  expect(parse(written).content).toEqual({ a: [{ [key]: { b: 1 }, c: 'x\ny' }] });
  expect(renderYaml({ ['k'.repeat(121)]: 1 })).toBe(`"${'k'.repeat(121)}": 1\n`);
});

test('keys stand in their written order', () => {
  const map: ContentMap = { 1: 'a', b: 2, 0: 'c' };
  rememberKeyOrder(map, ['b', '1', '0']);
  expect(renderYaml(map)).toBe('b: 2\n"1": a\n"0": c\n');
});

test('what is only known at deployment stands in double quotes', () => {
  const isUnresolved = (text: string) => text.includes('TOKEN');
  expect(renderYaml({ a: 'TOKEN', b: 'x\nTOKEN\n', TOKEN: ['TOKEN'] }, { isUnresolved })).toBe('a: "TOKEN"\nb: "x\\nTOKEN\\n"\n"TOKEN":\n  - "TOKEN"\n');
});

test('raw text stands as it is, whatever it looks like', () => {
  expect(renderYaml({ a: raw('${Token[TOKEN.1]}'), b: [raw('5'), raw('#{x}: [')], c: { d: raw('["x"]') } }))
    .toBe('a: ${Token[TOKEN.1]}\nb:\n  - 5\n  - #{x}: [\nc:\n  d: ["x"]\n');
});

test('a document is a list, a map, or empty', () => {
  expect(renderYaml({})).toBe('{}\n');
  expect(renderYaml([])).toBe('[]\n');
  expect(renderYaml([[]])).toBe('- []\n');
  expect(renderYaml('x\ny')).toBe('"x\\ny"\n');
});

test('what nobody could read back is refused, and says where it is', () => {
  const loop: ContentMap = {};
  loop.loop = loop;
  expect(() => renderYaml({ a: [1, NaN] })).toThrow('a[1] is NaN, which no document can hold');
  expect(() => renderYaml({ a: [undefined] } as unknown as ContentValue)).toThrow('a[0] is undefined, which no document can hold');
  expect(() => renderYaml({ a: () => 1 } as unknown as ContentValue)).toThrow('a is a function, which no document can hold');
  expect(() => renderYaml(Infinity)).toThrow('the content is Infinity, which no document can hold');
  expect(() => renderYaml(loop)).toThrow(`nested more than ${MAX_DEPTH} levels deep, or holds itself`);
});

test('a key without a value is not written', () => {
  expect(renderYaml({ a: undefined, b: { c: undefined }, d: 1 } as unknown as ContentValue)).toBe('b: {}\nd: 1\n');
});

test('what is written can be read as deeply as it can be written', () => {
  let content: ContentValue = 'x';
  for (let level = 0; level < MAX_DEPTH; level++) content = level % 3 === 0 ? [content] : { a: content };
  expect(parse(renderYaml(content)).content).toEqual(content);
  expect(() => renderYaml([content])).toThrow('nested more than');
});
