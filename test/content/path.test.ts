import * as fc from 'fast-check';
import { formatPath, parsePath } from '../../src/content/path';

test.each([
  [[], ''],
  [['mainSteps', 1, 'inputs', 'Choices', 0, 'NextStep'], 'mainSteps[1].inputs.Choices[0].NextStep'],
  [['parameters', 'a b'], 'parameters["a b"]'],
  [['a b', 'c'], '["a b"].c'],
  [[0, 1, 'a'], '[0][1].a'],
  [['runtimeConfig', 'aws:runShellScript', '$x', '_y', 'k-1'], 'runtimeConfig.aws:runShellScript.$x._y.k-1'],
  [['', '1', 'a.b', 'c[0]', 'd"e', 'é', '\n'], '[""]["1"]["a.b"]["c[0]"]["d\\"e"]["é"]["\\n"]'],
])('the path %j is written %s and read back', (path, text) => {
  expect(formatPath(path)).toBe(text);
  expect(parsePath(text)).toEqual(path);
});

test('property: any path is read back as it was', () => {
  const key = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', '0', '"', '\\', '\\"', '"]', '["a"]', 'a.b', '.', '[0]', 'a]', '\ud800', '\u2028', '\n', 'a"b', '__proto__'));
  fc.assert(fc.property(fc.array(fc.oneof(key, fc.nat()), { maxLength: 6 }), path => {
    expect(parsePath(formatPath(path))).toEqual(path);
  }), { numRuns: 2000 });
});
