import * as fc from 'fast-check';
import { CORE_SCHEMA, load, YAML11_SCHEMA } from 'js-yaml';
import { readPlainScalar } from '../../../src/content/parse/plain-scalar';
import { plain } from '../corpus';
import { cpuTime } from '../cpu-time';

test.each([
  ['', null], ['~', null], ['null', null], ['Null', null], ['NULL', null], ['nULL', 'nULL'],
  ['true', true], ['True', true], ['TRUE', true], ['tRUE', 'tRUE'], ['false', false], ['False', false], ['FALSE', false],
  ['0', 0], ['-0', 0], ['+0', 0], ['-0.0', 0], ['12', 12], ['-12', -12], ['+5', 5], ['.5', 0.5], ['-.5', -0.5], ['5.', 5], ['1.50', 1.5],
  ['1.5e+3', 1500], ['1.e-3', 0.001], ['.5E+1', 5], ['0x1F', 31], ['00', 0], ['07', 7],
  ['9007199254740993', 9007199254740993n], ['-9007199254740993', -9007199254740993n], ['0xFFFFFFFFFFFFFFFFFF', 0xFFFFFFFFFFFFFFFFFFn],
  ['2012-10-17', '2012-10-17'], ['2001-12-14t21:59:43.10-05:00', '2001-12-14t21:59:43.10-05:00'], ['2.2', 2.2], ['0.3', 0.3], ['1.2.3', '1.2.3'],
  ['<<', '<<'], ['-', '-'], ['+', '+'], ['.', '.'], ['._', '._'], ['0x', '0x'], ['0b', '0b'], ['0o8', '0o8'], ['0b2', '0b2'], ['0xG', '0xG'], ['09:30', '09:30'],
  ['1:60', '1:60'], ['none', 'none'], ['yES', 'yES'], ['_1', '_1'], ['e3', 'e3'], ['1e', '1e'], ['12a', '12a'], ['i-0123', 'i-0123'], ['a', 'a'],
])('%s is read alike by every version of YAML', (text, value) => {
  expect(readPlainScalar(text)).toEqual({ value });
  expect(Object.is(readPlainScalar(text).value, -0)).toBe(false);
});

test.each([
  ['y', 'true'], ['Y', 'true'], ['yes', 'true'], ['Yes', 'true'], ['YES', 'true'], ['on', 'true'], ['On', 'true'], ['ON', 'true'],
  ['n', 'false'], ['N', 'false'], ['no', 'false'], ['No', 'false'], ['NO', 'false'], ['off', 'false'], ['Off', 'false'], ['OFF', 'false'],
  ['0777', 'an octal number'], ['-010', 'an octal number'], ['0_', 'an octal number'], ['012345678901', 'text'], ['0o17', 'text'], ['08', 'text'],
  ['1_000', 'a number with separators'], ['1_000.5', 'a number with separators'], ['1.5_0', 'a number with separators'], ['._5', 'a number with separators'],
  ['1:30', 'a number in base 60'], ['-190:20:30', 'a number in base 60'], ['190:20:30.15', 'a number in base 60'],
  ['1e3', 'text'], ['1E-3', 'text'], ['1.5e3', 'text'], ['.5e3', 'text'], ['+1e+3', 'text'],
  ['0b101', 'a binary number'], ['-0b1', 'a binary number'], ['+0x1F', 'a hexadecimal number'], ['0x_1', 'a hexadecimal number'], ['=', 'its default value sign'],
])('%s is kept as text, because YAML 1.1 takes it for %s and YAML 1.2 does not', (text, yaml11) => {
  expect(readPlainScalar(text)).toEqual({ value: text, yaml11 });
});

test.each(['.inf', '-.inf', '+.Inf', '.INF', '.nan', '.NaN', '.NAN', '9'.repeat(400), `-${'9'.repeat(310)}`, '1.0e+999', '-1.0e+999', `0x${'F'.repeat(300)}`])(
  '%s is no number that JSON can hold', text => {
    expect(readPlainScalar(text)).toEqual({ value: text, notFinite: true });
  });

test('property: where js-yaml reads a scalar alike under both schemas, so do we; where not, the text is kept and flagged', () => {
  const scalar = fc.array(fc.constantFrom(...'0123456789+-._:eExobaAfFTZ', '00', '12', 'true', 'null', 'yes', 'no', 'on', 'off', 'inf', 'nan', 'Inf', 'NaN', '~', '2012-10-17', 'T10:20:30Z', '=', 'y', 'N'),
    { maxLength: 7 }).map(parts => parts.join(''));
  const read = (text: string, schema: typeof CORE_SCHEMA): unknown => load(`[${text}]`, { schema });
  const isScalar = (text: string) => text !== '' && !/^-?$|^[-:]+$|:$|^- /.test(text);
  fc.assert(fc.property(scalar.filter(isScalar), text => {
    const [core] = read(text, CORE_SCHEMA) as unknown[];
    const [yaml11] = read(text, YAML11_SCHEMA) as unknown[];
    const ours = readPlainScalar(text);
    // Dates are text to SSM. And js-yaml alone takes a number in base 60 that begins with 0, which YAML 1.1 does not.
    if (yaml11 instanceof Date || /^[-+]?0[0-9_]*:/.test(text)) {
      expect(ours).toEqual({ value: text });
    } else if (ours.notFinite) {
      expect([core, yaml11].some(Number.isFinite)).toBe(false);
    } else if (Math.abs(Number(text)) === Infinity) {
      expect(ours.value).toBe(text); // an exponent beyond what YAML 1.2 readers can hold
    } else if (text === '=') {
      expect(ours.yaml11).toBeDefined(); // YAML 1.1 has a type for it, js-yaml has not
    } else if (Object.is(plain(core), plain(yaml11))) {
      expect({ ...ours, value: plain(ours.value) }).toEqual({ value: plain(core) });
    } else {
      expect(ours.value).toBe(text);
      expect(ours.yaml11).toBeDefined();
    }
  }), { numRuns: 20_000 });
});

test('a hostile scalar costs linear time', () => {
  for (const text of [`1${'_1'.repeat(500_000)}x`, `0${'0'.repeat(1_000_000)}x`, `1${':1'.repeat(500_000)}x`, '1'.repeat(1_000_000), `.${'_'.repeat(1_000_000)}x`]) {
    expect(cpuTime(() => readPlainScalar(text))).toBeLessThan(1500);
  }
});
