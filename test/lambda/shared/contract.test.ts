import * as fc from 'fast-check';
import { flag, MalformedProperties, matching, oneOf, optional, parse, targets, text, texts, textsByKey, trigger } from '../../../lambda/shared/contract';

const CONTRACT = {
  Name: text,
  Public: optional(flag),
  Accounts: texts(/^[0-9]{12}$/, 'account ids'),
  Version: oneOf('$LATEST', '$DEFAULT'),
  Hash: optional(matching(/^[0-9a-f]+$/, 'a hash')),
  Revision: trigger,
};

test('texts become what they stand for', () => {
  const given = { ServiceToken: 'arn', ServiceTimeout: '60', Name: 'a', Public: 'true', Accounts: ['111122223333'], Version: '$LATEST', Hash: 'ab', Revision: [{ a: '1' }] };

  expect(parse(CONTRACT, given)).toEqual({ Name: 'a', Public: true, Accounts: ['111122223333'], Version: '$LATEST', Hash: 'ab', Revision: [{ a: '1' }] });
  expect(parse(CONTRACT, { Name: 'a', Public: 'false', Accounts: [], Version: '$DEFAULT' })).toEqual(
    { Name: 'a', Public: false, Accounts: [], Version: '$DEFAULT', Hash: undefined, Revision: undefined });
});

test('all faults are told at once', () => {
  expect(() => parse(CONTRACT, { Name: '', Public: 'yes', Accounts: ['1', '111122223333', 2], Version: '3', Hash: 'X', Nmae: 'a' })).toThrow(new MalformedProperties([
    'Nmae is not a property; there are Name, Public, Accounts, Version, Hash, Revision',
    'Name is "", a text is needed',
    'Public is "yes", "true" or "false" is needed',
    'Accounts holds "1", 2, a list of account ids is needed',
    'Version is "3", one of $LATEST, $DEFAULT is needed',
    'Hash is "X", a hash is needed',
  ].join('; ')));
  expect(() => parse(CONTRACT, {})).toThrow('Name is missing; Accounts is missing; Version is missing');
  expect(() => parse({ Public: flag, Hash: matching(/a/, 'a') }, {})).toThrow('Public is missing; Hash is missing');
  expect(() => parse(CONTRACT, undefined)).toThrow('the properties are nothing, a map is needed; Name is missing');
  expect(() => parse(CONTRACT, 'text')).toThrow('the properties are "text", a map is needed; Name is missing');
  expect(() => parse({ Accounts: texts() }, { Accounts: 'a' })).toThrow('Accounts is "a", a list of texts is needed');
});

test('maps of texts, and targets', () => {
  const given = { Tags: { Team: 'web', Empty: '' }, Targets: [{ Key: 'InstanceIds', Values: ['i-1', 'i-2'] }] };
  expect(parse({ Tags: textsByKey, Targets: targets }, given)).toEqual(given);
  const needed = 'a list of targets is needed, each with Key and Values';
  expect(() => parse({ Tags: textsByKey, Targets: targets }, {})).toThrow('Tags is missing; Targets is missing');
  expect(() => parse({ Tags: textsByKey }, { Tags: ['a'] })).toThrow('Tags is ["a"], a map of texts is needed');
  expect(() => parse({ Tags: textsByKey }, { Tags: { a: 'b', c: ['d'], e: { f: 'g' } } })).toThrow('Tags holds c: ["d"], e: {"f":"g"}, a map of texts is needed');
  for (const wrong of ['i-1', [], ['i-1'], [{}], [{ Key: 'a' }], [{ Key: 'a', Values: [] }], [{ Key: 'a', Values: 'b' }], [{ Key: 'a', Values: ['b'], More: '' }]]) {
    expect(() => parse({ Targets: targets }, { Targets: wrong })).toThrow(`Targets is ${JSON.stringify(wrong)}, ${needed}`);
  }
});

test('whatever comes, it is parsed or refused with a short reason', () => {
  fc.assert(fc.property(fc.oneof(fc.jsonValue(), fc.record({ Name: fc.jsonValue(), Accounts: fc.jsonValue(), Public: fc.jsonValue() })), given => {
    try {
      parse(CONTRACT, given);
    } catch (error) {
      expect(error).toBeInstanceOf(MalformedProperties);
    }
  }));
  expect(() => parse({ Name: matching(/^a$/, '"a"') }, { Name: 'b'.repeat(10_000) })).toThrow(/^Name is "b{59}…, "a" is needed$/);
});
