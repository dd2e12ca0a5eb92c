import { App, Aws, aws_iam as iam, aws_kms as kms, aws_logs as logs, aws_s3 as s3, CfnCondition, CfnParameter, CfnResource, CustomResource, Fn, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as fc from 'fast-check';
import * as yaml from 'yaml';
import { contentInTemplate, deployedContent, deployedText, templateOf } from './deployed-content';
import { Content, Document, DocumentFormat, DocumentParameter, DocumentType } from '../../src';
import { contentHash } from '../../src/content/hash';

const FORMATS = [DocumentFormat.JSON, DocumentFormat.YAML];
const HOSTILE = [
  'plain', '', ' ', '"', '\\', '\\"', 'a\\', 'a: b', '# no comment', '- item', '{{ x }}', "it's", 'line\nbreak\r\nand\ttab', '\\n', '\\u0041',
  '\u0085 \u2028 \u2029', '日本語 🙂', 'null', 'true', '1e3', '${Token}', '","', "']}", '|', '>', '%YAML', '@~;', '&a *a !t',
];

const DEPLOYED_HASH = { 'Fn::GetAtt': [expect.stringMatching(/^DocumentContentHash/), 'Hash'] };

let stack: Stack;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack');
});

function define(content: Record<string, any>, format?: DocumentFormat, scope: Stack = stack): Document {
  return new Document(scope, 'Document', { documentType: DocumentType.DEPLOYMENT_STRATEGY, documentFormat: format, content: Content.fromObject(content) });
}

describe.each(FORMATS)('%s: text that is known at deployment only', format => {
  test('a parameter may hold anything, alone, inside a text and in a key', () => {
    const parameter = new CfnParameter(stack, 'P').valueAsString;
    define({ alone: parameter, inside: `"a" \\ ${parameter}\n b`, twice: `${parameter}${parameter}`, [`key ${parameter}`]: 1, list: [parameter] }, format);

    for (const P of HOSTILE) {
      expect(deployedContent(stack, { refs: { P } })).toEqual(
        { alone: P, inside: `"a" \\ ${P}\n b`, twice: `${P}${P}`, [`key ${P}`]: 1, list: [P] });
    }
  });

  test('imports, attributes, selected items, substitutions and joins may hold anything', () => {
    const resource = new CfnResource(stack, 'R', { type: 'AWS::Test::Thing' });
    define({
      import: Fn.importValue('Shared'),
      attribute: resource.getAtt('Name').toString(),
      ref: resource.ref,
      select: Fn.select(1, Fn.split(',', Fn.importValue('List'))),
      sub: Fn.sub('"${R}" is ${V}', { V: Fn.importValue('Shared') }),
      join: Fn.join('"\n', ['\\', resource.ref, Fn.importValue('Shared')]),
      joinOfList: Fn.join('"', Fn.split(',', Fn.importValue('List'))),
      base64: Fn.base64(Fn.importValue('Shared')),
    }, format);

    for (const value of HOSTILE) {
      const content = deployedContent(stack, { refs: { R: value }, attributes: { 'R.Name': value }, imports: { Shared: value, List: 'a,b"c\\' } });
      expect(content).toEqual({
        import: value,
        attribute: value,
        ref: value,
        select: 'b"c\\',
        sub: `"${value}" is ${value}`,
        join: `\\"\n${value}"\n${value}`,
        joinOfList: 'a"b"c\\',
        base64: Buffer.from(value).toString('base64'),
      });
    }
  });

  test('lists become lists of texts', () => {
    const list = new CfnParameter(stack, 'L', { type: 'CommaDelimitedList' });
    define({
      parameter: list.valueAsList,
      split: Fn.split('|', Fn.importValue('Shared')),
      untyped: Token.asAny({ 'Fn::Split': ['|', Fn.importValue('Shared')] }),
      nested: [{ deep: list.valueAsList }],
      literal: Token.asList(['a', '"']),
    }, format);

    expect(deployedContent(stack, { refs: { L: HOSTILE }, imports: { Shared: HOSTILE.filter(each => each !== '|').join('|') } })).toEqual({
      parameter: HOSTILE,
      split: HOSTILE.filter(each => each !== '|'),
      untyped: HOSTILE.filter(each => each !== '|'),
      nested: [{ deep: HOSTILE }],
      literal: ['a', '"'],
    });
  });

  test('an empty list becomes a list of one empty text, as documented', () => {
    define({ list: new CfnParameter(stack, 'L', { type: 'CommaDelimitedList' }).valueAsList }, format);

    expect(deployedContent(stack, { refs: { L: [] } })).toEqual({ list: [''] });
  });

  test('numbers that CloudFormation guarantees stand without quotes', () => {
    const parameter = new CfnParameter(stack, 'N', { type: 'Number' });
    const resource = new CfnResource(stack, 'R', { type: 'AWS::Test::Thing' });
    define({ whole: parameter.valueAsNumber, attribute: Token.asNumber(resource.getAtt('Port')), text: `:${parameter.valueAsNumber}`, asText: parameter.valueAsString, untouched: parameter.value }, format);

    expect(deployedContent(stack, { refs: { N: '5432' }, attributes: { 'R.Port': '80' } })).toEqual(
      { whole: 5432, attribute: 80, text: ':5432', asText: '5432', untouched: 5432 });
  });

  test('conditions choose between values of any kind', () => {
    const condition = new CfnCondition(stack, 'C', { expression: Fn.conditionEquals(Aws.REGION, 'us-east-1') }).logicalId;
    define({
      text: Fn.conditionIf(condition, 'a"b', Fn.importValue('Shared')),
      inside: `<${Fn.conditionIf(condition, 'a"b', Fn.importValue('Shared'))}>`,
      flag: Fn.conditionIf(condition, true, false),
      number: Fn.conditionIf(condition, 1, 2.5),
      nested: Fn.conditionIf(condition, 1, Fn.conditionIf(condition, 'x', '"')),
      list: Fn.conditionIf(condition, ['"', Fn.importValue('Shared')], Fn.split(',', Fn.importValue('Shared'))),
      map: Fn.conditionIf(condition, { a: { '"': Fn.importValue('Shared') } }, 'none'),
    }, format);

    const imports = { Shared: 'x","\\y' };
    expect(deployedContent(stack, { imports, conditions: { C: true } })).toEqual(
      { text: 'a"b', inside: '<a"b>', flag: true, number: 1, nested: 1, list: ['"', imports.Shared], map: { a: { '"': imports.Shared } } });
    expect(deployedContent(stack, { imports, conditions: { C: false } })).toEqual(
      { text: imports.Shared, inside: `<${imports.Shared}>`, flag: false, number: 2.5, nested: '"', list: ['x"', '"\\y'], map: 'none' });
  });

  test('any value at any depth reads back as it is', () => {
    const character = fc.constantFrom(...'ab"\\\n\r\t{}$:#-\u0085\u2028\u2029é🙂 ,\'');
    const texts = fc.oneof(fc.string({ unit: character, maxLength: 12 }), fc.string({ unit: 'binary', maxLength: 12 }).map(carried));
    const content = fc.letrec(tie => ({
      value: fc.oneof({ maxDepth: 4 }, fc.constant('TOKEN'), texts, fc.integer(), fc.boolean(), fc.constant(null),
        fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(fc.oneof(texts, fc.constant('TOKEN')), tie('value'), { maxKeys: 4 })),
    })).value;
    fc.assert(fc.property(content, texts, texts, (given, prefix, P) => {
      const scope = new Stack(new App(), 'Stack');
      const token = new CfnParameter(scope, 'P').valueAsString;
      const replace = (value: unknown, by: string): any => {
        if (value === 'TOKEN') return prefix + by;
        if (Array.isArray(value)) return value.map(item => replace(item, by));
        if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? 0 : value;
        return Object.fromEntries(Object.entries(value).map(([key, item]) => [key === 'TOKEN' ? `@@${prefix}${by}` : key, replace(item, by)]));
      };
      new Document(scope, 'Document', {
        documentType: DocumentType.DEPLOYMENT_STRATEGY,
        documentFormat: format,
        content: Content.fromObject({ content: replace(given, token), token }),
      });
      expect(deployedContent(scope, { refs: { P } })).toEqual({ content: replace(given, P), token: P });
    }), { numRuns: 60 });
  });
});

/** What CloudFormation's requests and responses can carry: XML's characters, without lone surrogates. */
function carried(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufeff\ufffe\uffff]/g, '').replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '');
}

test('YAML is read the same by another reader, in both versions', () => {
  define({ a: new CfnParameter(stack, 'P').valueAsString, l: Fn.split(',', Fn.importValue('L')) }, DocumentFormat.YAML);

  for (const P of HOSTILE) {
    const text = deployedText(stack, { refs: { P }, imports: { L: 'yes,"no"' } });
    for (const version of ['1.1', '1.2'] as const) {
      expect(yaml.parse(text, { version })).toEqual({ a: P, l: ['yes', '"no"'] });
    }
  }
});

test('pseudo parameters need no escaping', () => {
  define({ arn: `arn:${Aws.PARTITION}:ssm:${Aws.REGION}:${Aws.ACCOUNT_ID}:x` });

  expect(contentInTemplate(stack)).toEqual({
    'Fn::Join': ['', [
      '{"arn":"arn:', { Ref: 'AWS::Partition' }, ':ssm:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':x"}',
    ]],
  });
});

test('one value is escaped for JSON by five replacements', () => {
  define({ a: Fn.importValue('X') });

  const replace = (raw: string, written: string, value: unknown) => ({ 'Fn::Join': [written, { 'Fn::Split': [raw, value] }] });
  const escaped = [['\\', '\\\\'], ['"', '\\"'], ['\n', '\\n'], ['\r', '\\r'], ['\t', '\\t']]
    .reduce<unknown>((value, [raw, written]) => replace(raw, written, value), { 'Fn::ImportValue': 'X' });
  expect(contentInTemplate(stack)).toEqual({ 'Fn::Join': ['', ['{"a":"', escaped, '"}']] });
});

test('references to other stacks become imports', () => {
  const producer = new Stack(stack.node.root as App, 'Producer');
  const role = new iam.Role(producer, 'Role', { assumedBy: new iam.ServicePrincipal('ssm.amazonaws.com'), path: '/"x"/' });
  define({ role: role.roleArn });

  const exported = Object.values(templateOf(producer).findOutputs('*'))[0].Export.Name as string;
  expect(deployedContent(stack, { imports: { [exported]: 'arn:aws:iam::1:role/"x"' } })).toEqual({ role: 'arn:aws:iam::1:role/"x"' });
});

describe('references whose names AWS keeps free of quotes', () => {
  test.each(FORMATS)('stand in %s as they are, and the hash is still unknown', format => {
    const bucket = new s3.Bucket(stack, 'Bucket');
    const key = new kms.Key(stack, 'Key');
    const logGroup = new logs.LogGroup(stack, 'Log');
    const document = define({ bucket: bucket.bucketName, inside: `${bucket.bucketArn}/*`, key: [key.keyArn, key.keyId], log: logGroup.logGroupName }, format);

    const [bucketId, keyId, logId] = [bucket, key, logGroup].map(each => stack.getLogicalId(each.node.defaultChild as CfnResource));
    const functions = ({ 'Fn::Join': [delimiter, parts] }: any) => [delimiter, ...parts.filter((part: unknown) => typeof part !== 'string')];
    expect(functions(contentInTemplate(stack))).toEqual([
      '', { Ref: bucketId }, { 'Fn::GetAtt': [bucketId, 'Arn'] }, { 'Fn::GetAtt': [keyId, 'Arn'] }, { Ref: keyId }, { Ref: logId },
    ]);
    expect(deployedContent(stack, { refs: { [bucketId]: 'b', [keyId]: '1', [logId]: '/a' }, attributes: { [`${bucketId}.Arn`]: 'arn:b', [`${keyId}.Arn`]: 'arn:k' } }))
      .toEqual({ bucket: 'b', inside: 'arn:b/*', key: ['arn:k', '1'], log: '/a' });
    expect(stack.resolve(document.contentHash)).toEqual(DEPLOYED_HASH);
  });

  test.each([undefined, '/teams/web+1=a,b.c@d-e_f/'])('as do ARNs of roles with the path %s', path => {
    define({ role: new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal(), path }).roleArn });

    expect(contentInTemplate(stack)).toEqual({ 'Fn::Join': ['', ['{"role":"', { 'Fn::GetAtt': [expect.stringMatching(/^Role/), 'Arn'] }, '"}']] });
  });

  test.each(FORMATS)('and names of roles, in %s', format => {
    define({ role: new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal(), path: '/"x"/' }).roleName }, format);

    expect(JSON.stringify(contentInTemplate(stack))).not.toContain('Fn::Split');
    expect(deployedContent(stack, { refs: { [stack.getLogicalId(stack.node.findChild('Role').node.defaultChild as CfnResource)]: '@1+2' } })).toEqual({ role: '@1+2' });
  });

  test('stand as they are in other stacks too', () => {
    const producer = new Stack(stack.node.root as App, 'Producer');
    define({ bucket: new s3.Bucket(producer, 'Bucket').bucketName });

    expect(contentInTemplate(stack)).toEqual({ 'Fn::Join': ['', ['{"bucket":"', { 'Fn::ImportValue': expect.stringContaining('Bucket') }, '"}']] });
  });

  test.each<[string, () => string]>([
    ['ARNs of roles with quotes in their path', () => new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal(), path: '/"x"/' }).roleArn],
    ['ARNs of roles with an unknown path', () => new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal(), path: Fn.ref('X') }).roleArn],
    ['other attributes', () => new s3.CfnBucket(stack, 'Bucket').getAtt('Anything').toString()],
    ['imported names', () => s3.Bucket.fromBucketName(stack, 'Bucket', Fn.importValue('X')).bucketName],
    ['parameters', () => new CfnParameter(stack, 'P', { type: 'AWS::S3::Bucket' }).valueAsString],
  ])('but %s are escaped', (_, value) => {
    define({ a: value() });

    expect(JSON.stringify(contentInTemplate(stack))).toContain('Fn::Split');
  });
});

describe('references of documents', () => {
  const parameter = DocumentParameter.ofString('Name');

  test('become their text wherever they stand', () => {
    define({
      text: parameter.valueAsString,
      inside: `echo ${parameter}`,
      list: parameter.valueAsList,
      itemOfList: [parameter.valueAsString],
      number: parameter.valueAsNumber,
      numberInText: `-p ${parameter.valueAsNumber}`,
      amongItems: ['a', ...parameter.valueAsList],
      itself: parameter,
      lazy: Lazy.string({ produce: () => `${parameter}!` }),
      [`${parameter}`]: 1,
    });

    expect(contentInTemplate(stack)).toBe(JSON.stringify({
      'text': '{{ Name }}',
      'inside': 'echo {{ Name }}',
      'list': '{{ Name }}',
      'itemOfList': ['{{ Name }}'],
      'number': '{{ Name }}',
      'numberInText': '-p {{ Name }}',
      'amongItems': ['a', '{{ Name }}'],
      'itself': '{{ Name }}',
      'lazy': '{{ Name }}!',
      '{{ Name }}': 1,
    }));
  });

  test('become their text in other places of a template', () => {
    const resource = new CfnResource(stack, 'R', { type: 'AWS::Test::Thing', properties: { Text: `x ${parameter}` } });

    expect(stack.resolve(resource._toCloudFormation()).Resources.R.Properties).toEqual({ Text: 'x {{ Name }}' });
  });
});

describe('lazy values', () => {
  test('are resolved when the template is made, with what they hold', () => {
    let port = 1;
    const imported = Fn.importValue('X');
    const document = define({
      text: Lazy.string({ produce: () => 'a"b' }),
      number: Lazy.uncachedNumber({ produce: () => port }),
      inText: `:${Lazy.uncachedNumber({ produce: () => port })}`,
      list: Lazy.list({ produce: () => ['a', imported] }),
      any: Lazy.any({ produce: () => ({ b: [true, null, imported] }) }),
      absent: Lazy.string({ produce: () => undefined }),
      absentList: Lazy.list({ produce: () => [] }, { omitEmpty: true }),
    });
    expect(Token.isUnresolved(document.contentText)).toBe(true);
    port = 2;

    expect(deployedContent(stack, { imports: { X: '"' } })).toEqual(
      { text: 'a"b', number: 2, inText: ':2', list: ['a', '"'], any: { b: [true, null, '"'] } });
  });

  test('are not asked before their time, since some remember their first answer', () => {
    let value = 'early';
    const document = define({ a: Lazy.string({ produce: () => value }), b: Fn.join('-', [Lazy.string({ produce: () => value }), Fn.importValue('X')]) });
    expect([document.contentText, document.contentHash].map(text => Token.isUnresolved(text))).toEqual([true, true]);
    value = 'late';
    expect(deployedContent(stack, { imports: { X: 'x' } })).toEqual({ a: 'late', b: 'late-x' });
  });

  test('are seen by the hash', () => {
    let value = 'early';
    const document = define({ a: Lazy.uncachedString({ produce: () => value }) });
    const hash = document.contentHash;
    value = 'late';

    expect(Token.isUnresolved(hash)).toBe(true);
    expect(stack.resolve(hash)).toBe(contentHash('{"a":"late"}'));
    expect(contentInTemplate(stack)).toBe('{"a":"late"}');
  });

  test('a policy document keeps its statements and its tokens', () => {
    const policy = new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [Fn.importValue('Arn')] })] });
    define({ policy });

    expect(deployedContent(stack, { imports: { Arn: 'arn"' } })).toEqual({
      policy: { Statement: [{ Action: 's3:GetObject', Effect: 'Allow', Resource: 'arn"' }], Version: '2012-10-17' },
    });
  });
});

describe('fails, saying where and what to do', () => {
  function fault(content: Record<string, any>): string {
    define(content);
    try {
      templateOf(stack);
    } catch (error) {
      return (error as Error).message.replace(/\s+/g, ' ');
    }
    return '';
  }

  test.each([
    ['a number of another stack', () => ({ a: [{ b: Token.asNumber(Fn.importValue('X')) }] }), 'a[0].b', 'nothing guarantees that it is one'],
    ['a number from a text parameter', () => ({ a: Token.asNumber(new CfnParameter(stack, 'P').value) }), 'a', 'the template parameter "P" of type "String" may hold any text'],
    ['a number from a custom resource', () => ({ a: Token.asNumber(new CustomResource(stack, 'C', { serviceToken: 'x', resourceType: 'Custom::Thing' }).getAtt('N')) }), 'a', 'Custom::Thing may answer with anything'],
    ['a list inside a text', () => ({ a: `x ${Token.asString({ 'Fn::Split': [',', 'a,b'] })}` }), 'a', 'Fn::Split gives a list; use Fn.join or Fn.select'],
    ['a list token among items', () => ({ a: ['x', ...Fn.split(',', Fn.importValue('X'))] }), 'a[1]', 'stands among other items'],
    ['nothing inside a text', () => ({ a: `x ${Lazy.string({ produce: () => undefined })}` }), 'a', 'a token becomes undefined'],
    ['a map inside a text', () => ({ a: `x ${Token.asString(Lazy.any({ produce: () => ({}) }))}` }), 'a', 'a token becomes a map'],
    ['a property that a condition drops', () => ({ a: Fn.conditionIf('C', 'x', Aws.NO_VALUE) }), 'a', 'a condition drops this value'],
    ['nothing in a list', () => ({ a: [1, undefined] }), 'a[1]', 'this item of a list is undefined'],
    ['nothing lazy in a list', () => ({ a: [Lazy.string({ produce: () => undefined })] }), 'a[0]', 'this item of a list is undefined'],
    ['a function', () => ({ a: () => 1 }), 'a', 'a function stands here'],
    ['a symbol', () => ({ a: Symbol('x') }), 'a', 'a symbol stands here'],
    ['a date', () => ({ a: new Date(0) }), 'a', 'an instance of Date stands here'],
    ['a construct', () => ({ a: stack }), 'a', 'the construct Stack itself, instead of one of its attributes, stands here'],
    ['NaN', () => ({ a: NaN }), 'a', 'the number NaN stands here'],
    ['infinity', () => ({ a: [-Infinity] }), 'a[0]', 'the number -Infinity stands here'],
    ['a negated number that is only known later', () => ({ a: -DocumentParameter.ofInteger('N').valueAsNumber }), 'a', 'this number was computed from a value that is only known later'],
    ['a multiple of one', () => ({ a: [DocumentParameter.ofInteger('N').valueAsNumber * 2] }), 'a[0]', 'arithmetic on it has no meaning'],
    ['a fraction of one', () => ({ a: new CfnParameter(stack, 'P', { type: 'Number' }).valueAsNumber / 60 }), 'a', 'was computed from'],
    ['one made infinite', () => ({ a: DocumentParameter.ofInteger('N').valueAsNumber * 1e30 }), 'a', 'the number -Infinity stands here'],
    ['arithmetic in a text', () => ({ a: `wait ${DocumentParameter.ofInteger('N').valueAsNumber * 2} s` }), 'a', 'was computed from'],
    ['arithmetic alone in a text', () => ({ a: `${DocumentParameter.ofInteger('N').valueAsNumber / 1000}` }), 'a', 'was computed from'],
    ['two keys that become one', () => ({ m: { a: 1, [Lazy.string({ produce: () => 'a' })]: 2 } }), 'the key "a" stands twice', ''],
  ])('%s', (_, content, where, what) => {
    const message = fault(content());
    expect(message).toContain('Stack/Document: the document has 1 error');
    expect(message).toContain(` ${where} `);
    expect(message).toContain(what);
  });

  test('but not large numbers', () => {
    expect(fault({ a: [1e279, -1e279, Number.MAX_SAFE_INTEGER, 2n ** 70n], text: '1.5e+289, 1e+288 and 1.234567e+279' })).toBe('');
    expect(contentInTemplate(stack)).toBe('{"a":[1e+279,-1e+279,9007199254740991,1180591620717411303424],"text":"1.5e+289, 1e+288 and 1.234567e+279"}');
  });

  test('a content that is nested deeper than any document', () => {
    const nested = (levels: number): unknown => Array.from({ length: levels }).reduce<unknown>((inner, _, level) => level % 2 === 0 ? [inner] : { a: inner }, 'x');
    expect(fault({ b: nested(100_000) })).toMatch(/error +b\.a\[0\](?:\.a\[0\]){7}.* this is nested more than 200 levels deep, as no document is/);
  });

  test('a content that contains itself', () => {
    const a: Record<string, any> = {};
    a.b = [a];

    expect(fault({ a })).toContain('a.b[0] a value that contains itself');
  });

  test('all faults at once', () => {
    expect(fault({ a: NaN, b: undefined, c: [undefined], d: Token.asNumber(Fn.importValue('X')) })).toContain('the document has 3 errors');
  });

  test('the same value may stand twice', () => {
    const shared = { x: [1] };
    expect(fault({ a: shared, b: [shared, shared] })).toBe('');
    expect(contentInTemplate(stack)).toBe('{"a":{"x":[1]},"b":[{"x":[1]},{"x":[1]}]}');
  });

  test('the text of a faulty content', () => {
    const document = define({ a: NaN });

    expect(() => document.contentText).toThrow('a: the number NaN stands here');
  });
});

test('AWS::NoValue drops a value, as undefined does', () => {
  define({ a: Aws.NO_VALUE, b: undefined, c: 1 });

  expect(contentInTemplate(stack)).toBe('{"c":1}');
});

test('text in files and texts may hold tokens too', () => {
  const parameter = new CfnParameter(stack, 'N', { type: 'Number' });
  new Document(stack, 'Document', {
    documentType: DocumentType.DEPLOYMENT_STRATEGY,
    content: Content.fromString(`{"a": "x ${Fn.importValue('X')}", "n": ${parameter.valueAsNumber}}`),
  });

  expect(deployedContent(stack, { refs: { N: '5' }, imports: { X: '"' } })).toEqual({ a: 'x "', n: 5 });
});

describe('hash', () => {
  test.each(FORMATS)('is that of the text in the template (%s)', format => {
    const document = define({ b: 'ü', a: [1, { 10: 'ten', 9: 'nine' }], p: `${DocumentParameter.ofString('X')}` }, format);

    expect(document.contentHash).toBe(contentHash(contentInTemplate(stack) as string));
    expect(document.contentText).toBe(contentInTemplate(stack));
  });

  test('is read after deployment where values are only known then', () => {
    const number = new CfnParameter(stack, 'N', { type: 'Number' }).valueAsNumber;
    const document = define({ a: { b: [Fn.importValue('X')] }, c: number });

    expect(stack.resolve(document.contentHash)).toEqual(DEPLOYED_HASH);
    expect(document.contentHash).toBe(document.contentHash);
    const template = Template.fromStack(stack);
    template.resourceCountIs('Custom::SSMDocumentContentHash', 1);
    const [{ Properties }] = Object.values(template.findResources('Custom::SSMDocumentContentHash'));
    expect(Properties).toMatchObject({
      DocumentName: { Ref: 'Document7E43FA9A' },
      DocumentVersion: '$LATEST',
      // The values at the end have CloudFormation ask again when only they change.
      Revision: [expect.stringMatching(/^[0-9a-f]{64}$/), expect.anything(), expect.anything()],
    });
    expect(JSON.stringify(Properties.Revision)).toContain('{"Ref":"N"}');
  });

  test('is read after deployment where CloudFormation replaces a dynamic reference', () => {
    const document = define({ a: '{{resolve:ssm:/x}}' });

    expect(stack.resolve(document.contentHash)).toEqual(DEPLOYED_HASH);
    expect(document.contentText).toBe('{"a":"{{resolve:ssm:/x}}"}');
  });

  test('of a lazy content is a literal where the content turns out to be known, and read after deployment where not', () => {
    const known = define({ a: Lazy.string({ produce: () => 'x' }) });
    const unknown = new Document(stack, 'Unknown', {
      documentType: DocumentType.DEPLOYMENT_STRATEGY,
      content: Content.fromObject({ a: Lazy.string({ produce: () => Fn.importValue('X') }) }),
    });

    expect(stack.resolve(known.contentHash)).toBe(contentHash('{"a":"x"}'));
    expect(stack.resolve(unknown.contentHash)).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^UnknownContentHash/), 'Hash'] });
  });
});

test('a document is written once, however often its text is asked for', () => {
  let reads = 0;
  const content = {};
  Object.defineProperty(content, 'a', { enumerable: true, get: () => { reads += 1; return `${Aws.REGION}`; } });
  const document = define(content);
  expect([document.contentText, document.contentText].every(Token.isUnresolved)).toBe(true);
  templateOf(stack);

  expect(reads).toBe(1);
});

describe('functions written as templates write them', () => {
  test('are values known at deployment, as in plain CDK', () => {
    define({ ref: { Ref: 'P' }, sub: { 'Fn::Sub': '${P}-x' }, list: [{ 'Fn::GetAtt': ['R', 'Arn'] }], inside: { 'Fn::Join': ['/', ['a', { Ref: 'P' }]] } });
    expect(deployedContent(stack, { refs: { P: '"' }, attributes: { 'R.Arn': 'arn' } })).toEqual({ ref: '"', sub: '"-x', list: ['arn'], inside: 'a/"' });
  });

  test('belong to the template where a template is part of the content', () => {
    const TemplateBody = { Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { Ref: 'Name' } } } } };
    define({ TemplateBody });
    expect(deployedContent(stack, {})).toEqual({ TemplateBody });
  });

  test('are maps like any other in a content that was read from a text', () => {
    new Document(stack, 'Read', { documentType: DocumentType.DEPLOYMENT_STRATEGY, content: Content.fromString('{"a":{"Ref":"b"}}') });
    expect(deployedText(stack, {})).toBe('{"a":{"Ref":"b"}}');
  });
});
