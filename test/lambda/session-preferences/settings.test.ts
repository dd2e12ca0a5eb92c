import * as fc from 'fast-check';
import { DEFAULTS, differences } from '../../../lambda/session-preferences/settings';
import { readFlag, SESSION_INPUTS } from '../../../src/content/schema/session';

const FLAGS = Object.keys(DEFAULTS).filter(name => DEFAULTS[name] === false);

function compared(there: object, declared: object): string | undefined {
  return differences(JSON.stringify(there), JSON.stringify(declared));
}

test('all inputs are known, and those that are flags', () => {
  expect(Object.keys(DEFAULTS)).toEqual(['schemaVersion', 'sessionType', ...Object.keys(SESSION_INPUTS).map(name => `inputs.${name}`)]);
  expect(FLAGS).toEqual(Object.keys(SESSION_INPUTS).filter(name => SESSION_INPUTS[name].kind.endsWith('flag')).map(name => `inputs.${name}`));
});

describe('the same', () => {
  const full = {
    schemaVersion: '1.0',
    sessionType: 'Standard_Stream',
    inputs: { s3BucketName: 'logs', kmsKeyId: '', runAsEnabled: true, idleSessionTimeout: '5', shellProfile: { linux: 'date' } },
  };

  test.each([
    ['in another order, with another description', {
      description: 'mine',
      sessionType: 'Standard_Stream',
      inputs: { shellProfile: { linux: 'date' }, idleSessionTimeout: '5', runAsEnabled: true, s3BucketName: 'logs' },
      schemaVersion: '1.0',
    }],
    ['with flags as texts, and numbers', { ...full, inputs: { ...full.inputs, runAsEnabled: 'True', idleSessionTimeout: 5 } }],
    ['with what is empty', { ...full, parameters: {}, inputs: { ...full.inputs, s3KeyPrefix: '', runAsDefaultUser: null, maxSessionDuration: '', shellProfile: { linux: 'date', windows: '' } } }],
    ['with defaults', { ...full, inputs: { ...full.inputs, s3EncryptionEnabled: false, cloudWatchStreamingEnabled: 'f', cloudWatchEncryptionEnabled: '' } }],
  ])('%s', (_, other) => {
    expect(compared(full, other)).toBeUndefined();
    expect(compared(other, full)).toBeUndefined();
  });

  test('idle sessions end after 20 minutes', () => {
    for (const value of ['20', 20, '', null]) expect(compared({ inputs: {} }, { inputs: { idleSessionTimeout: value } })).toBeUndefined();
  });
});

describe('not the same', () => {
  test.each([
    [{ inputs: { s3BucketName: 'a' } }, { inputs: { s3BucketName: 'b' } }, 'inputs.s3BucketName: "a" is there, "b" was declared'],
    [{ inputs: { s3BucketName: 'a' } }, { inputs: {} }, 'inputs.s3BucketName: "a" is there, nothing was declared'],
    [{}, { inputs: { s3BucketName: 'b' } }, 'inputs.s3BucketName: nothing is there, "b" was declared'],
    [{ inputs: {} }, { inputs: { runAsEnabled: '1' } }, 'inputs.runAsEnabled: false is there, true was declared'],
    [{ inputs: { runAsEnabled: 'yes' } }, { inputs: { runAsEnabled: true } }, 'inputs.runAsEnabled: "yes" is there, true was declared'],
    [{ inputs: { idleSessionTimeout: '1' } }, { inputs: {} }, 'inputs.idleSessionTimeout: "1" is there, "20" was declared'],
    [{ inputs: { maxSessionDuration: '60' } }, { inputs: { maxSessionDuration: 90 } }, 'inputs.maxSessionDuration: "60" is there, "90" was declared'],
    [{ inputs: { runAsDefaultUser: 'true' } }, { inputs: { runAsDefaultUser: 'True' } }, 'inputs.runAsDefaultUser: "true" is there, "True" was declared'],
    [{ inputs: { runAsDefaultUser: 'f' } }, { inputs: {} }, 'inputs.runAsDefaultUser: "f" is there, nothing was declared'],
    [{ sessionType: 'Port' }, { sessionType: 'Standard_Stream' }, 'sessionType: "Port" is there, "Standard_Stream" was declared'],
    [{ inputs: { description: 'a' } }, { inputs: {} }, 'inputs.description: a value is there, nothing was declared'],
    [{ inputs: { kmsKeyId: ['a'] } }, { inputs: { kmsKeyId: 'a' } }, 'inputs.kmsKeyId: "[\\"a\\"]" is there, "a" was declared'],
    [{ inputs: { kmsKeyId: 'b', s3KeyPrefix: 'x' } }, { inputs: { s3BucketName: 'y', kmsKeyId: 'a' } },
      'inputs.s3BucketName: nothing is there, "y" was declared; inputs.kmsKeyId: "b" is there, "a" was declared; inputs.s3KeyPrefix: "x" is there, nothing was declared'],
  ])('%j and %j', (there, declared, told) => {
    expect(compared(there, declared)).toBe(told);
  });

  test('what may hold secrets is not shown', () => {
    const profile = (linux?: string) => ({ inputs: { shellProfile: { linux } } });
    expect(compared(profile('export TOKEN=a'), profile('export TOKEN=b'))).toBe('inputs.shellProfile.linux: another value is there');
    expect(compared(profile('export TOKEN=a'), profile())).toBe('inputs.shellProfile.linux: a value is there, nothing was declared');
    expect(compared(profile(), profile('export TOKEN=b'))).toBe('inputs.shellProfile.linux: nothing is there');
    expect(compared({ parameters: { p: { default: 'secret' } } }, {})).toBe('parameters.p.default: a value is there, nothing was declared');
    expect(compared({ inputs: { toString: 'secret' } }, {})).toBe('inputs.toString: a value is there, nothing was declared');
    expect(compared({ inputs: { kmsKeyId: { secret: 'secret' } } }, {})).toBe('inputs.kmsKeyId.secret: a value is there, nothing was declared');
  });

  test.each([['{', 'is there'], ['[]', 'is there'], ['null', 'is there'], ['', 'is there']])('%j is no object', (there, which) => {
    const told = (words: string) => `the content that ${words} is no JSON object, so that it cannot be compared`;
    expect(differences(there, '{}')).toBe(told(which));
    expect(differences('{}', there)).toBe(told('was declared'));
  });

  test('long values are shortened, from 100 characters on', () => {
    const json = (length: number) => `"${'x'.repeat(length - 2)}"`;
    expect(compared({ inputs: { kmsKeyId: 'x'.repeat(98) } }, {})).toBe(`inputs.kmsKeyId: ${json(100)} is there, nothing was declared`);
    expect(compared({ inputs: { kmsKeyId: 'x'.repeat(99) } }, {})).toBe(`inputs.kmsKeyId: ${json(101).slice(0, 100)}… is there, nothing was declared`);
  });

  test('what is told fits into an answer, and says how much is left out', () => {
    const all = (value: string) => ({ inputs: Object.fromEntries(Object.keys(SESSION_INPUTS).map(name => [name, value.repeat(200)])) });
    const told = compared(all('é'), all('"'))!;
    expect(told).toMatch(/^inputs\.s3BucketName: "é+… is there, "[\\"]+… was declared; .*; \d more$/);
    expect(Buffer.byteLength(JSON.stringify(told))).toBeLessThan(1_600);
    expect(told.match(/ is there/g)!.length + Number(/(\d+) more$/.exec(told)![1])).toBe(Object.keys(SESSION_INPUTS).length);
  });

  test('what just fits is told', () => {
    const inputs = (count: number) => ({ inputs: Object.fromEntries(Array.from({ length: count }, (_, index) => [`setting${String(index).padStart(3, '0')}xxxxxxxxxxxxx`, 'a'])) });
    const each = Buffer.byteLength(JSON.stringify('inputs.setting000xxxxxxxxxxxxx: nothing is there'));
    expect(each).toBe(50);
    expect(compared({}, inputs(30))).not.toMatch(/more$/);
    expect(compared({}, inputs(31))).toMatch(/; 1 more$/);
  });
});

test('flags are read as the rules read them', () => {
  for (const value of ['1', 't', 'T', 'TRUE', 'true', 'True', '0', 'f', 'F', 'FALSE', 'false', 'False', '', true, false]) {
    for (const name of FLAGS) {
      const inputs = { [name.slice('inputs.'.length)]: value };
      expect(compared({ inputs }, { inputs: { [name.slice('inputs.'.length)]: readFlag(value) } })).toBeUndefined();
      expect(compared({ inputs }, { inputs: { [name.slice('inputs.'.length)]: readFlag(value) === false } })).toBeDefined();
    }
  }
});

test('differences are the same seen from both sides, and there are none between equals', () => {
  const value = fc.oneof(fc.constantFrom('', 'true', 'false', '20', '5', 'x'), fc.boolean(), fc.constantFrom(5, 20), fc.constant(null), fc.constant([1]));
  const inputs = fc.dictionary(fc.constantFrom(...Object.keys(SESSION_INPUTS), 'other'), value);
  fc.assert(fc.property(inputs, inputs, (one, other) => {
    const [forth, back] = [compared({ inputs: one }, { inputs: other }), compared({ inputs: other }, { inputs: one })];
    expect(forth === undefined).toBe(back === undefined);
    expect(compared({ inputs: one }, { description: 'd', inputs: Object.fromEntries(Object.entries(one).reverse()) })).toBeUndefined();
    const pairs = (text = '') => text.split('; ').filter(part => part.startsWith('inputs.')).map(part => part.split(':')[0]).sort();
    expect(pairs(forth)).toEqual(pairs(back));
  }));
});
