import { inOrderOf } from '../../src/content/finding-order';
import { parse } from '../../src/content/parse/parse';

const at = (path: string, code = 'a/b') => ({ severity: 'error' as const, code, path, message: 'm' });
const order = (content: unknown, ...paths: string[]) => inOrderOf(content, paths.map(path => at(path))).map(({ path }) => path);

test('findings come in the order of the content, whatever the alphabet says', () => {
  const content = { mainSteps: [{ name: 'b', inputs: { Z: 1, A: 2 } }, { name: 'c' }], assumeRole: 'x' };
  expect(order(content, 'assumeRole', 'mainSteps[1].name', 'mainSteps[0].inputs.A', '', 'mainSteps[0].inputs.Z', 'mainSteps[0]', 'mainSteps[0].name'))
    .toEqual(['', 'mainSteps[0]', 'mainSteps[0].name', 'mainSteps[0].inputs.Z', 'mainSteps[0].inputs.A', 'mainSteps[1].name', 'assumeRole']);
});

test('what is missing comes last where it should be', () => {
  expect(order({ a: { b: 1 }, c: 2 }, 'x', 'c', 'a.missing', 'a.b', 'c.deep')).toEqual(['a.b', 'a.missing', 'c', 'c.deep', 'x']);
});

test('keys like numbers keep the order in which they were written', () => {
  const { content } = parse('{"2": 0, "1": 0}');
  expect(order(content, '["1"]', '["2"]')).toEqual(['["2"]', '["1"]']);
});

test('findings of one place keep their order', () => {
  expect(inOrderOf({}, [at('a', 'z/z'), at('a', 'a/a')]).map(({ code }) => code)).toEqual(['z/z', 'a/a']);
});
