import { Lazy, Stack, Token } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { DisplayType, DocumentParameter, InterpolationType } from '../../src';
import { check } from '../../src/content/check/check';

describe('a parameter in a content', () => {
  test.each<[DocumentParameter, unknown]>([
    [
      DocumentParameter.ofString('P', {
        maxChars: 9, minChars: 1, interpolationType: InterpolationType.ENV_VAR, displayType: DisplayType.TEXTAREA, allowedPattern: '^a', allowedValues: ['a', 'b'], defaultValue: 'a', description: 'd',
      }),
      { type: 'String', description: 'd', default: 'a', allowedValues: ['a', 'b'], allowedPattern: '^a', displayType: 'textarea', interpolationType: 'ENV_VAR', minChars: 1, maxChars: 9 },
    ],
    [DocumentParameter.ofString('P', { defaultValue: '' }), { type: 'String', default: '' }],
    [DocumentParameter.ofStringList('P', { defaultValue: [], minItems: 0, maxItems: 2 }), { type: 'StringList', default: [], minItems: 0, maxItems: 2 }],
    [DocumentParameter.ofInteger('P', { defaultValue: 0, allowedValues: [0, 1] }), { type: 'Integer', default: 0, allowedValues: [0, 1] }],
    [DocumentParameter.ofBoolean('P', { defaultValue: false }), { type: 'Boolean', default: false }],
    [DocumentParameter.ofStringMap('P', { defaultValue: { a: 'b' } }), { type: 'StringMap', default: { a: 'b' } }],
    [DocumentParameter.ofMapList('P', { defaultValue: [{ a: 'b' }] }), { type: 'MapList', default: [{ a: 'b' }] }],
    [
      DocumentParameter.ofStringList('P', { maxChars: 9, minChars: 1, maxItems: 2, allowedPattern: '^a' }),
      { type: 'StringList', allowedPattern: '^a', maxItems: 2, minChars: 1, maxChars: 9 },
    ],
    [DocumentParameter.ofBoolean('P', { allowedPattern: '^true$', allowedValues: [true] }), { type: 'Boolean', allowedValues: [true], allowedPattern: '^true$' }],
    [
      DocumentParameter.ofStringMap('P', { maxChars: 9, minChars: 1, minItems: 1, displayType: DisplayType.TEXTAREA, allowedPattern: '^a' }),
      { type: 'StringMap', allowedPattern: '^a', displayType: 'textarea', minItems: 1, minChars: 1, maxChars: 9 },
    ],
    [DocumentParameter.ofMapList('P', { maxItems: 2, allowedPattern: '^a' }), { type: 'MapList', allowedPattern: '^a', maxItems: 2 }],
    [DocumentParameter.ofIamRoleArn('P', { maxChars: 9, minChars: 0 }), { type: 'AWS::IAM::Role::Arn', minChars: 0, maxChars: 9 }],
    [
      DocumentParameter.ofEc2InstanceIdList('P', { maxChars: 9, minChars: 1, minItems: 1 }),
      { type: 'List<AWS::EC2::Instance::Id>', minItems: 1, minChars: 1, maxChars: 9 },
    ],
    [DocumentParameter.ofEc2InstanceId('P'), { type: 'AWS::EC2::Instance::Id' }],
    [DocumentParameter.ofEc2InstanceIdList('P'), { type: 'List<AWS::EC2::Instance::Id>' }],
    [DocumentParameter.ofS3BucketName('P'), { type: 'AWS::S3::Bucket::Name' }],
    [DocumentParameter.ofS3BucketNameList('P'), { type: 'List<AWS::S3::Bucket::Name>' }],
    [DocumentParameter.ofIamRoleArn('P', { description: 'd', defaultValue: '' }), { type: 'AWS::IAM::Role::Arn', description: 'd', default: '' }],
    [DocumentParameter.ofIamRoleArnList('P'), { type: 'List<AWS::IAM::Role::Arn>' }],
  ])('%#', (parameter, definition) => {
    // The text shows the order of the keys, too.
    expect(JSON.stringify(parameter._render())).toBe(JSON.stringify(definition));
    expect(parameter.parameterType).toBe((definition as { type: string }).type);
  });

  test('all parameters stand under their names, in their order', () => {
    expect(JSON.stringify(DocumentParameter._renderAll([DocumentParameter.ofString('B'), DocumentParameter.ofString('A')]))).toBe('{"B":{"type":"String"},"A":{"type":"String"}}');
    expect(DocumentParameter._renderAll([])).toBeUndefined();
    expect(() => DocumentParameter._renderAll([DocumentParameter.ofString('A'), DocumentParameter.ofInteger('A')])).toThrow('the parameter "A" is given twice');
  });
});

test('the value stands for itself everywhere', () => {
  const parameter = DocumentParameter.ofStringList('Names');
  const stack = new Stack();

  const values = [parameter.valueAsString, parameter.valueAsList, parameter.valueAsNumber, parameter.valueAsAny];
  expect(values.every(Token.isUnresolved)).toBe(true);
  expect(stack.resolve([...values, `-n ${parameter}`])).toEqual(['{{ Names }}', '{{ Names }}', '{{ Names }}', '{{ Names }}', '-n {{ Names }}']);
  expect(parameter.valueAsString).toBe(parameter.toString());
});

test.each(['A', 'instanceId', 'a1'])('the name %s is taken', name => {
  expect(DocumentParameter.ofString(name).name).toBe(name);
});

test.each(['', 'a-b', 'a_b', 'a.b', 'ä', 'a '])('fails for the name %p', name => {
  expect(() => DocumentParameter.ofString(name)).toThrow(`the parameter name ${JSON.stringify(name)} is not allowed`);
});

describe('a value', () => {
  const port = DocumentParameter.ofString('port', { allowedPattern: '^[0-9]{1,5}$' });

  test.each<[DocumentParameter, unknown]>([
    [port, '5432'],
    [port, '{{ other }}'],
    [port, Lazy.string({ produce: () => 'x' })],
    [DocumentParameter.ofString('p', { allowedPattern: '\\p{Alpha}(' }), 'what JavaScript cannot read is let through'],
    [DocumentParameter.ofInteger('p', { allowedValues: [1, 2] }), 2],
    [DocumentParameter.ofEc2InstanceId('p'), 'i-0123456789abcdef0'],
    [DocumentParameter.ofStringList('p', { maxItems: 2 }), ['a', 'b']],
    [DocumentParameter.ofBoolean('p'), true],
  ])('is right: %#', (parameter, value) => {
    expect(parameter.validate(value)).toEqual([]);
  });

  test.each<[DocumentParameter, unknown, string]>([
    [port, '5432a', 'does not match the allowed pattern'],
    [port, ['1'], 'takes text, not a list'],
    [DocumentParameter.ofInteger('p', { allowedValues: [1, 2] }), 3, 'is not one of the allowed values'],
    [DocumentParameter.ofEc2InstanceId('p'), 'i-1', 'is no AWS::EC2::Instance::Id'],
    [DocumentParameter.ofStringList('p', { maxItems: 1 }), ['a', 'b'], 'at most 1 are allowed'],
    [DocumentParameter.ofString('p', { minChars: 2 }), 'a', 'at least 2 are required'],
    [DocumentParameter.ofBoolean('p'), 'yes', 'takes true or false'],
  ])('is wrong: %#', (parameter, value, fault) => {
    expect(parameter.validate(value)).toEqual([expect.stringContaining(fault)]);
  });

  test('does not make a pattern search forever', () => {
    const parameter = DocumentParameter.ofString('p', { allowedPattern: '^(a+)+$' });
    const start = process.cpuUsage();
    parameter.validate(`${'a'.repeat(4000)}!`);

    expect(process.cpuUsage(start).user / 1_000).toBeLessThan(2_000);
  });
});

test('whatever a factory accepts passes the check', () => {
  const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
  const text = fc.string({ maxLength: 8 });
  const size = fc.nat(9);
  const common = { description: optional(text), allowedPattern: optional(fc.constantFrom('^[a-z]*$', '(?i)x', '[', '(?=a)b')) };
  const chars = { minChars: optional(size), maxChars: optional(size) };
  const items = { minItems: optional(size), maxItems: optional(size) };
  const factories: readonly ((name: string, options: any) => DocumentParameter)[] = [
    DocumentParameter.ofString, DocumentParameter.ofStringList, DocumentParameter.ofInteger, DocumentParameter.ofBoolean,
    DocumentParameter.ofStringMap, DocumentParameter.ofMapList, DocumentParameter.ofEc2InstanceId, DocumentParameter.ofIamRoleArnList,
  ];
  const map = fc.dictionary(text, text, { maxKeys: 3 });
  const list = fc.array(text, { maxLength: 3 });
  const values: readonly fc.Arbitrary<unknown>[] = [text, list, fc.integer(), fc.boolean(), map, fc.array(map, { maxLength: 2 }), text, list];
  const parameter = fc.nat(factories.length - 1).chain(index => fc.record({
    index: fc.constant(index),
    name: fc.oneof(fc.stringMatching(/^[A-Za-z0-9]{1,9}$/), text),
    options: fc.record({ ...common, ...chars, ...items, defaultValue: optional(values[index]) }),
  }));
  let accepted = 0;
  fc.assert(fc.property(parameter, ({ index, name, options }) => {
    let made: DocumentParameter;
    try {
      made = factories[index].call(DocumentParameter, name, options);
    } catch {
      return;
    }
    accepted += 1;
    const content = { schemaVersion: '0.3', mainSteps: [{ name: 'a', action: 'aws:pause', inputs: {} }], parameters: { [name]: made._render() } };
    const errors = check(content, { type: 'Automation' })
      .filter(({ severity }) => severity === 'error');
    expect(errors).toEqual([]);
  }), { numRuns: 500 });
  expect(accepted).toBeGreaterThan(20);
});
