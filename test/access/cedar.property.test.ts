import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import fc from 'fast-check';
import { findingsOf, isPermitted, Request, statementsOf } from './cedar';
import {
  AutoApprovalPolicy, CedarAttribute, CedarCondition, CedarPattern, CedarPolicy, CedarPrincipal, CedarResource, CedarStatement, DocumentFormat,
} from '../../src';
import { deployedContent } from '../document/deployed-content';

const NASTY = [
  '"', '\\', '*', '\\*', '\n', '\r\n', '\t', '\0', '//', '";', '" || true || "', '}; permit (principal, action, resource);', '\\u{22}', '\u202e', '\u2028', '${x}', '{{ y }}', '日本', '😀',
];
/** Texts with what means something to Cedar, JSON, YAML or templates. Half characters cannot be written in UTF-8. */
const text = fc.array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'grapheme', maxLength: 6 }), fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 5 })
  .map(parts => parts.join('')).filter(each => !/[\ud800-\udfff]/u.test(each));
/** What a template parameter can hold: no control characters but line breaks and tabs. */
const deployTimeText = text.map(each => each.replace(/(?![\n\r\t])\p{Cc}/gu, ''));

const ATTRIBUTES = ['employeeNumber', 'costCenter', 'organization', 'division'] as const;

/** What has a value, and how a request gets one. */
interface Source {
  readonly attribute: CedarAttribute;
  readonly request: (value: string | undefined) => Request;
}

/** Requests are written as objects, which give this name a meaning of its own. */
const key = text.filter(each => each !== '__proto__');

const source: fc.Arbitrary<Source> = fc.oneof(
  key.map((name): Source => ({
    attribute: CedarAttribute.resourceTag(name), request: value => ({ tags: value === undefined ? {} : { [name]: value } }),
  })),
  key.map((name): Source => ({
    attribute: CedarAttribute.principalTag(name), request: value => ({ principalTags: value === undefined ? {} : { [name]: value } }),
  })),
  fc.constantFrom(...ATTRIBUTES).map((name): Source => ({
    attribute: CedarAttribute[name](), request: value => ({ attributes: value === undefined ? {} : { [name]: value } }),
  })),
);

function permitWhere(...when: CedarCondition[]): string {
  return CedarPolicy.fromStatements([CedarStatement.ofPermit({ when: when.length === 0 ? undefined : when })])._render().content as string;
}

/** Parsed, validated and asked. */
function decisions(cedar: string, requests: readonly Request[]): boolean[] {
  expect(findingsOf(cedar)).toEqual([]);
  return requests.map(request => isPermitted(cedar, request));
}

test('any text is equal to itself alone, wherever it stands', () => {
  fc.assert(fc.property(source, text, text, ({ attribute, request }, value, other) => {
    const requests = [value, other, undefined].map(request);
    const same = value === other;
    expect(decisions(permitWhere(attribute.isEqualTo(value)), requests)).toEqual([true, same, false]);
    expect(decisions(permitWhere(attribute.isNotEqualTo(value)), requests)).toEqual([false, !same, false]);
    expect(decisions(permitWhere(attribute.isOneOf('x', value)), requests)).toEqual([true, same || other === 'x', false]);
    expect(decisions(permitWhere(CedarCondition.negate(attribute.isEqualTo(value))), requests)).toEqual([false, !same, true]);
    expect(decisions(permitWhere(attribute.isPresent()), requests)).toEqual([true, true, false]);
  }), { numRuns: 60 });
});

test('any id of a group, a user or a node is that one', () => {
  fc.assert(fc.property(text, text, (id, other) => {
    const cedar = (statement: CedarStatement): string => CedarPolicy.fromStatements([statement])._render().content as string;
    const same = id === other;
    const ofGroup = cedar(CedarStatement.ofPermit({ principal: CedarPrincipal.group(id), id, comment: id }));
    expect(decisions(ofGroup, [{ groups: [other, id] }, { groups: [other] }, {}])).toEqual([true, same, false]);
    expect(decisions(cedar(CedarStatement.ofPermit({ principal: CedarPrincipal.user(id) })), [{ user: id }, { user: other }])).toEqual([true, same]);
    expect(decisions(cedar(CedarStatement.ofPermit({ resource: CedarResource.ec2Instance(id) })), [
      { node: id }, { node: other }, { node: id, nodeType: 'AWS::SSM::ManagedInstance' },
    ])).toEqual([true, same, false]);
  }), { numRuns: 60 });
});

test('comments hold any text, and nothing but comments becomes of them', () => {
  const bare = statementsOf(permitWhere());
  fc.assert(fc.property(text, comment => {
    const cedar = CedarPolicy.fromStatements([CedarStatement.ofPermit({ comment })])._render().content as string;
    expect(statementsOf(cedar)).toEqual(bare);
  }), { numRuns: 100 });
});

test('patterns match what they say', () => {
  const part = fc.oneof(text.map(each => ({ each })), fc.constant({ each: undefined }));
  fc.assert(fc.property(fc.array(part, { maxLength: 5 }), fc.array(text, { minLength: 5, maxLength: 5 }), text, (parts, fillings, other) => {
    const pattern = parts.map(({ each }) => each === undefined ? '*' : CedarPattern.escape(each)).join('');
    const matching = parts.map(({ each }, index) => each ?? fillings[index]).join('');
    const isMatch = new RegExp(`^${parts.map(({ each }) => each === undefined ? '[^]*' : each.replace(/[^\p{L}\p{N}]/gu, '\\$&')).join('')}$`).test(other);
    expect(decisions(permitWhere(CedarAttribute.resourceTag('t').isLike(pattern)), [{ tags: { t: matching } }, { tags: { t: other } }, {}])).toEqual([true, isMatch, false]);
  }), { numRuns: 100 });
});

/** A condition, and whether a request meets it. */
interface Model {
  readonly condition: CedarCondition;
  readonly holds: (has: readonly boolean[]) => boolean;
}

const { model } = fc.letrec<{ model: Model }>(tie => ({
  model: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.integer({ min: 0, max: 2 }).map(index => ({ condition: CedarAttribute.resourceTag(`t${index}`).isEqualTo('"'), holds: has => has[index] } satisfies Model)),
    fc.integer({ min: 0, max: 2 }).map(index => ({ condition: CedarAttribute.resourceTag(`t${index}`).isPresent(), holds: has => has[index] } satisfies Model)),
    fc.integer({ min: 0, max: 2 }).map(index => ({
      condition: CedarCondition.text(`resource.hasTag("t${index}") || !resource.hasTag("never") && resource.hasTag("t${index}") // it is`), holds: has => has[index],
    } satisfies Model)),
    tie('model').map(({ condition, holds }) => ({ condition: CedarCondition.negate(condition), holds: has => !holds(has) } satisfies Model)),
    fc.tuple(fc.boolean(), fc.array(tie('model'), { minLength: 1, maxLength: 3 })).map(([isAll, parts]) => ({
      condition: CedarCondition[isAll ? 'allOf' : 'anyOf'](...parts.map(({ condition }) => condition)),
      holds: has => isAll ? parts.every(({ holds }) => holds(has)) : parts.some(({ holds }) => holds(has)),
    } satisfies Model)),
  ),
}));

test('conditions mean what they say, however they are put together', () => {
  const models = fc.array(model, { maxLength: 3 });
  fc.assert(fc.property(models, models, fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }), (when, unless, has) => {
    const cedar = CedarPolicy.fromStatements([
      CedarStatement.ofPermit({
        when: when.length === 0 ? undefined : when.map(({ condition }) => condition),
        unless: unless.map(({ condition }) => condition),
      }),
    ])._render().content as string;
    // A condition that contradicts itself is found to be impossible, and rightly so.
    expect(findingsOf(cedar).filter(message => !message.includes('policy is impossible'))).toEqual([]);
    const tags = Object.fromEntries(has.flatMap((isThere, index) => isThere ? [[`t${index}`, '"']] : []));
    expect(isPermitted(cedar, { tags })).toBe(when.every(({ holds }) => holds(has)) && !unless.some(({ holds }) => holds(has)));
  }), { numRuns: 150 });
});

test('what deployment fills in is a value, whatever it is', () => {
  const format = fc.constantFrom(DocumentFormat.JSON, DocumentFormat.YAML);
  fc.assert(fc.property(deployTimeText, deployTimeText, text, format, (value, other, fixed, documentFormat) => {
    const stack = new Stack(new App(), 'Stack');
    const token = new CfnParameter(stack, 'Value').valueAsString;
    new AutoApprovalPolicy(stack, 'Policy', {
      documentFormat,
      policies: [CedarPolicy.fromStatements([CedarStatement.ofPermit({
        principal: CedarPrincipal.group(token),
        when: [CedarAttribute.resourceTag(`k${token}`).isEqualTo(`${fixed}${token}`), CedarAttribute.division().isLike(`*${CedarPattern.escape(fixed)}${token}`)],
      })])],
    });
    const { content } = (deployedContent(stack, { refs: { Value: value } }) as any).AutoApprovalPolicyDocuments[0];
    const request = (group: string, tag: string, division: string): Request => ({ groups: [group], tags: { [`k${value}`]: tag }, attributes: { division } });
    const [tag, division] = [`${fixed}${value}`, `x${fixed}${value}`];
    expect(decisions(content, [
      request(value, tag, division), request(other, tag, division), request(value, `${fixed}${other}`, division), request(value, tag, `x${fixed}${other}`),
    ])).toEqual([true, value === other, value === other, `x${fixed}${other}`.endsWith(`${fixed}${value}`)]);
  }), { numRuns: 60 });
});
