import { constraintFaults, faultsOfValue, limitOf, typeFault } from '../../../src/content/check/parameter-values';
import { ContentMap, ContentValue } from '../../../src/content/value';

test.each<[ContentMap, ContentValue, string[]]>([
  [{ type: 'String' }, 'a', []],
  [{ type: 'String' }, ['a'], ['a parameter of type String takes text, not a list']],
  [{ type: 'StringList' }, 'a', ['a parameter of type StringList takes a list of texts, not "a"']],
  [{ type: 'Integer' }, 1.5, ['a parameter of type Integer takes an integer, not the number 1.5']],
  [{ type: 'Boolean' }, 'true', ['a parameter of type Boolean takes true or false, not "true"']],
  [{ type: 'StringMap' }, [], ['a parameter of type StringMap takes a map, not an empty list']],
  [{ type: 'MapList' }, {}, ['a parameter of type MapList takes a list of maps, not a map']],
  [{ type: 'String', allowedValues: ['a', 'b'] }, 'c', ['"c" is not one of the allowed values "a", "b"']],
  [{ type: 'StringList', allowedValues: ['a'] }, ['a', 'b', 'c'], ['"b" is not one of the allowed values "a"', '"c" is not one of the allowed values "a"']],
  [{ type: 'String', allowedPattern: '^[0-9]+$' }, 'x', ['"x" does not match the allowed pattern ^[0-9]+$']],
  [{ type: 'String', minChars: 2 }, 'x', ['the value has 1 character, at least 2 are required (minChars)']],
  [{ type: 'String', maxChars: '2' }, 'xyz', ['the value has 3 characters, at most 2 are allowed (maxChars)']],
  [{ type: 'StringList', minItems: 1 }, [], ['the value has 0 items, at least 1 are required (minItems)']],
  [{ type: 'StringMap', maxItems: 1 }, { a: '1', b: '2' }, ['the value has 2 items, at most 1 are allowed (maxItems)']],
  [{ type: 'Integer', minChars: 3, minItems: 3 }, 5, []],
  [{ type: 'AWS::EC2::Instance::Id' }, 'web-1', ['"web-1" is no AWS::EC2::Instance::Id']],
  [{ type: 'List<AWS::EC2::Instance::Id>' }, ['i-0123456789abcdef0', 'x'], ['"x" is no AWS::EC2::Instance::Id']],
  [{ type: 'String', allowedPattern: '^x$' }, '{{ ssm:/y }}', []],
  [{ type: 'StringList', allowedPattern: '^x$' }, ['x', '{{ssm:y}}'], []],
  [{ type: 'AWS::EC2::Subnet::Id' }, 'x', []],
  [{ allowedValues: ['a'] }, 'b', ['"b" is not one of the allowed values "a"']],
])('%j with %j: %j', (definition, value, expected) => {
  expect(faultsOfValue(definition, value)).toEqual(expected);
});

test('values known only at deployment are passed over, also inside of lists and of allowed values', () => {
  const isUnresolved = (value: unknown) => value === 'token';
  expect(faultsOfValue({ type: 'Integer' }, 'token', isUnresolved)).toEqual([]);
  expect(constraintFaults({ type: 'StringList', allowedPattern: '^x$' }, ['x', 'token', 'y'], { isUnresolved })).toEqual(['"y" does not match the allowed pattern ^x$']);
  expect(constraintFaults({ type: 'String', allowedValues: ['a', 'token'] }, 'b', { isUnresolved })).toEqual([]);
  expect(constraintFaults({ type: 'String', allowedPattern: 'token' }, 'b', { isUnresolved })).toEqual([]);
});

test('only what the service is known to refuse is certain', () => {
  expect(typeFault('String', 5)?.certain).toBe(false);
  expect(typeFault('String', {})?.certain).toBe(true);
  expect(typeFault('StringMap', '{}')?.certain).toBe(false);
  expect(typeFault('StringMap', 5)?.certain).toBe(true);
  expect(typeFault('Integer', 1.5)?.certain).toBe(false);
  expect(typeFault('Integer', 'x')?.certain).toBe(true);
  expect(typeFault('StringList', [1])?.certain).toBe(false);
  expect(typeFault('StringList', [{}])?.certain).toBe(true);
});

test('limits may be numbers or digits in text', () => {
  expect([limitOf(5), limitOf('5'), limitOf('five'), limitOf(undefined), limitOf(null)]).toEqual([5, 5, undefined, undefined, undefined]);
});
