import * as fc from 'fast-check';
import { idOf, lineageIn, Link, markOf, rolledBack } from '../../../../lambda/shared/execution/lineage';

const execution = fc.oneof(fc.uuid(), fc.constant(''));
const mark = fc.stringMatching(/^[0-9a-f]{12}$/);
const link = fc.record<Link>({ id: execution, mark });
/** The longest kind that there is. */
const KIND = 'change-request-outcome';

const [A, B, C] = ['a', 'b', 'c'].map((letter): Link => ({ id: `${letter.repeat(8)}-1111-2222-3333-444444444444`, mark: letter.repeat(12) }));

test('an id names the execution, and behind it those whose place it took', () => {
  expect(idOf('change-request', [B, A])).toBe(
    'change-request:bbbbbbbb-1111-2222-3333-444444444444.bbbbbbbbbbbb,aaaaaaaa-1111-2222-3333-444444444444.aaaaaaaaaaaa');
  expect(idOf('runbook-execution', [{ ...A, id: '' }])).toBe('runbook-execution:.aaaaaaaaaaaa');
});

test('is read as it was written, and fits into what CloudFormation takes', () => {
  fc.assert(fc.property(fc.array(link, { minLength: 1, maxLength: 20 }), lineage => {
    const id = idOf(KIND, lineage);
    expect(lineageIn(id)).toEqual(lineage);
    expect(id.length).toBeLessThanOrEqual(1_024);
  }));
  expect(idOf(KIND, Array.from({ length: 20 }, () => A))).toHaveLength(1_022);
});

test('where there is no room it begins anew, with the one before', () => {
  const full = Array.from({ length: 20 }, () => A);
  expect(idOf(KIND, [B, ...full])).toBe(idOf(KIND, [B, A]));
  expect(idOf(KIND, [C, B, ...full])).toBe(idOf(KIND, [C, B]));
});

test('a rollback gives back the id before, and the execution before even where the id has begun anew', () => {
  fc.assert(fc.property(fc.array(link, { minLength: 1, maxLength: 20 }), link, (before, added) => {
    const id = idOf(KIND, [added, ...before]);
    const after = rolledBack(lineageIn(id), before[0].mark);
    expect(idOf(KIND, after!)).toBe(idOf(KIND, before.length < 20 ? before : before.slice(0, 1)));
    expect(after![0]).toEqual(before[0]);
  }));
});

test('what it does not go back to is no rollback', () => {
  expect(rolledBack([B, A], A.mark)).toEqual([A]);
  expect(rolledBack([C, B, A], B.mark)).toEqual([B, A]);
  // Updates that failed, and were not rolled back, took its place in between.
  expect(rolledBack([C, B, A], A.mark)).toEqual([A]);
  expect(rolledBack([B, A], C.mark)).toBeUndefined();
  expect(rolledBack([B, A], B.mark)).toBeUndefined();
  expect(rolledBack([A], A.mark)).toBeUndefined();
  expect(rolledBack([], A.mark)).toBeUndefined();
});

test.each([
  '', 'change-request:', 'nothing-made:Resource', 'Stack-Resource-1ABCDEFGHIJKL', 'aaaaaaaa-1111-2222-3333-444444444444', `change-request:${A.id}`,
  `change-request:${A.id}.aaaa`, `change-request:${A.id}x.aaaaaaaaaaaa`, `change-request:${A.id}.aaaaaaaaaaaa,`,
])('%j has no executions', id => {
  expect(lineageIn(id)).toEqual([]);
});

/** The same value with its keys in another order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([key, item]) => [key, turned(item)]));
}

describe('a mark', () => {
  test('does not depend on the order of keys', () => {
    fc.assert(fc.property(fc.jsonValue(), value => {
      expect(markOf(turned(value))).toBe(markOf(value));
      expect(markOf(value)).toMatch(/^[0-9a-f]{12}$/);
    }));
  });

  test('tells inputs apart, also by the order of lists', () => {
    const inputs = [
      undefined, null, '', {}, [], { a: '1' }, { a: '2' }, { b: '1' }, { a: ['1', '2'] }, { a: ['2', '1'] }, { a: { b: '1' } }, [{ a: '1' }], { a: '1', b: '1' },
    ];
    expect(new Set(inputs.map(markOf)).size).toBe(inputs.length);
    expect(markOf({ b: [{ d: '1', c: '2' }], a: '1' })).toBe(markOf({ a: '1', b: [{ c: '2', d: '1' }] }));
  });

  test('stays what it is, as it stands in the ids of deployed resources', () => {
    expect(markOf([{ DocumentName: 'Runbook', Parameters: { Key: ['value'] } }, undefined])).toBe('7097371ff637');
    expect(markOf(undefined)).toBe('e3b0c44298fc');
  });
});
