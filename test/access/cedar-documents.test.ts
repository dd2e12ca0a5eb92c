import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnCondition, CfnParameter, CfnResource, Fn, InjectionContext, IPropertyInjector, Lazy, PropertyInjectors, Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import {
  AutoApprovalPolicy, AutoApprovalPolicyProps, CedarAttribute, CedarCondition, CedarPolicy, CedarPrincipal, CedarStatement, Content, DenyAccessPolicy,
  DocumentFormat, DocumentSharing, IDocument, TokenRole,
} from '../../src';
import * as cedarEngineModule from '../../src/content/cedar/engine';
import { evaluate } from '../cloudformation';
import { findingsOf, isPermitted } from './cedar';
import { contentInTemplate, deployedContent, templateOf } from '../document/deployed-content';

const HERE = { account: '111122223333', region: 'eu-west-1' };
const TEXT = 'permit (principal, action == AWS::SSM::Action::"getTokenForInstanceAccess", resource);';
const FORBID = TEXT.replace('permit', 'forbid');
const ENV = CedarAttribute.resourceTag('Env');
const DEV = CedarPolicy.fromStatements([CedarStatement.ofPermit({ when: [ENV.isEqualTo('DEV')] })]);

let stack: Stack;
let folder: string;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: HERE });
  folder = mkdtempSync(join(tmpdir(), 'cedar-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
  jest.restoreAllMocks();
});

function auto(props: AutoApprovalPolicyProps, id = 'Policy'): AutoApprovalPolicy {
  return new AutoApprovalPolicy(stack, id, props);
}

/** The Cedar text that SSM gets. */
function deployedCedar(refs: Record<string, unknown> = {}): string {
  return (deployedContent(stack, { refs }) as any).AutoApprovalPolicyDocuments[0].content;
}

describe('the auto-approval policy', () => {
  test('has its name, an hour, and the Cedar texts', () => {
    auto({
      description: 'Development is open',
      tokenRole: 'Other',
      tags: { Team: 'platform' },
      versionName: 'v1',
      policies: [CedarPolicy.fromText(TEXT, { id: 'all', description: 'Everybody' }), CedarPolicy.fromText(FORBID)],
    });
    expect(contentInTemplate(stack)).toBe(JSON.stringify({
      schemaVersion: '0.3',
      description: 'Development is open',
      accessTokenRole: 'Other',
      accessDuration: 3600,
      AutoApprovalPolicyDocuments: [{ id: 'all', description: 'Everybody', type: 'Cedar', content: TEXT }, { type: 'Cedar', content: FORBID }],
    }));
    templateOf(stack).hasResourceProperties('AWS::SSM::Document', {
      Name: 'SSM-JustInTimeAccessAutoApprovalPolicy',
      DocumentType: 'AutoApprovalPolicy',
      DocumentFormat: 'JSON',
      UpdateMethod: 'NewVersion',
      VersionName: 'v1',
      Tags: [{ Key: 'Team', Value: 'platform' }],
    });
  });

  test('has the usual role, and takes forbid as well as permit', () => {
    auto({ policies: [CedarPolicy.fromStatements([CedarStatement.ofPermit(), CedarStatement.ofForbid({ when: [ENV.isEqualTo('PROD')] })])] });
    expect(deployedContent(stack)).toMatchObject({ accessTokenRole: 'SSM-JustInTimeAccessTokenRole', accessDuration: 3600 });
    expect(isPermitted(deployedCedar(), { tags: { Env: 'DEV' } })).toBe(true);
    expect(isPermitted(deployedCedar(), { tags: { Env: 'PROD' } })).toBe(false);
  });

  test('has the name of a role that is a construct', () => {
    const policy = auto({ policies: [DEV], tokenRole: new TokenRole(stack, 'Role') });
    expect(JSON.parse(evaluate(stack.resolve(policy.contentText), { refs: { Role1ABCC5F0: 'the-role' } }) as string)).toMatchObject({ accessTokenRole: 'the-role' });
  });

  test('takes a file of Cedar as it stands, but for a byte order mark', () => {
    const path = join(folder, 'all.cedar');
    writeFileSync(path, `\ufeff// äll\r\n${TEXT}\r\n`);
    auto({ policies: [CedarPolicy.fromFile(path)] });
    expect(deployedCedar()).toBe(`// äll\r\n${TEXT}\r\n`);
    expect(() => CedarPolicy.fromFile(join(folder, 'none.cedar'))).toThrow(/the Cedar file ".*none\.cedar" cannot be read \(ENOENT.*\); the path is seen from the working directory, "/);
    writeFileSync(path, Buffer.from([0x41, 0xff]));
    expect(() => CedarPolicy.fromFile(path)).toThrow(/no UTF-8 text/);
  });

  test('can be YAML', () => {
    auto({ policies: [CedarPolicy.fromText(`// a\n${TEXT}\n`)], documentFormat: DocumentFormat.YAML });
    expect(contentInTemplate(stack)).toContain('AutoApprovalPolicyDocuments:\n  - type: Cedar\n    content: |\n      // a\n      permit (principal');
  });

  test('has a hash that is known where its content is', () => {
    expect(auto({ policies: [DEV] }).contentHash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('takes defaults that an organisation injects', () => {
    class Described implements IPropertyInjector {
      public readonly constructUniqueId = AutoApprovalPolicy.PROPERTY_INJECTION_ID;
      public inject(props: AutoApprovalPolicyProps, _: InjectionContext): AutoApprovalPolicyProps {
        return { description: 'injected', ...props };
      }
    }
    PropertyInjectors.of(stack).add(new Described());
    expect(auto({ policies: [DEV] }).contentText).toContain('"description":"injected"');
  });
});

describe('the deny-access policy', () => {
  test('has its name, and forbids', () => {
    new DenyAccessPolicy(stack, 'Deny', { policies: [CedarPolicy.fromStatements([CedarStatement.ofForbid({ principal: CedarPrincipal.group('interns') })])] });
    templateOf(stack).hasResourceProperties('AWS::SSM::Document', { Name: 'SSM-JustInTimeAccessDenyAccessOrgPolicy', DocumentType: 'AutoApprovalPolicy' });
    expect(isPermitted(`${TEXT}\n${deployedCedar()}`, { groups: ['interns'] })).toBe(false);
    expect(isPermitted(`${TEXT}\n${deployedCedar()}`, { groups: ['others'] })).toBe(true);
  });

  test('refuses statements that permit', () => {
    const policies = [
      CedarPolicy.fromStatements([CedarStatement.ofForbid(), CedarStatement.ofPermit({ id: 'dev' })]), CedarPolicy.fromStatements([CedarStatement.ofPermit()]),
    ];
    expect(() => new DenyAccessPolicy(stack, 'Deny', { policies })).toThrow('"Deny" permits access, and a deny-access policy only forbids; use CedarStatement.ofForbid, '
      + 'or put it into the auto-approval policy:\n  - policies[0], statement 2 ("dev") is a permit\n  - policies[1], statement 1 is a permit');
  });
});

describe('what is wrong', () => {
  test('neither policies nor content, or both', () => {
    expect(() => auto({})).toThrow('"Policy" has neither policies nor content; give one of them, such as policies: [CedarPolicy.fromFile("policies.cedar")]');
    expect(() => auto({ policies: [DEV], tokenRole: 'r', content: Content.fromObject({}) }, 'Both'))
      .toThrow('"Both" has content and policies, tokenRole as well, but its content has these itself');
    expect(() => auto({ content: Content.fromString(TEXT) }, 'Text')).toThrow('the content of "Text" is text, where a map with schemaVersion "0.3" is needed; '
      + 'for Cedar alone write policies: [CedarPolicy.fromFile("policies.cedar")]');
  });

  test('no engine to check with', () => {
    jest.spyOn(cedarEngineModule, 'cedarEngine').mockReturnValue(undefined);
    jest.spyOn(cedarEngineModule, 'cedarEngineFault').mockReturnValue('it is not installed');
    expect(() => auto({ policies: [DEV] })).toThrow(`the Cedar policies of "Policy" cannot be checked: it is not installed. ${cedarEngineModule.CEDAR_ADVICE}`);
    expect(() => new DenyAccessPolicy(stack, 'Deny', { policies: [] })).toThrow(cedarEngineModule.CEDAR_ADVICE);
  });

  test('a policy of the same name', () => {
    const first = auto({ policies: [DEV] }, 'First');
    auto({ policies: [DEV] }, 'Second');
    expect(() => templateOf(stack)).toThrow('[Stack/Second] Stack/First is the auto-approval policy of account 111122223333 in eu-west-1 already: its name is always '
      + 'SSM-JustInTimeAccessAutoApprovalPolicy, so there is one; put the Cedar policies of both into one');
    expect(AutoApprovalPolicy.isAutoApprovalPolicy(first)).toBe(true);
  });

  test('which is none where a condition chooses, or beside the other kind, or elsewhere', () => {
    const condition = new CfnCondition(stack, 'Condition', { expression: Fn.conditionEquals('a', 'b') });
    for (const id of ['First', 'Second']) (auto({ policies: [DEV] }, id).node.defaultChild as CfnResource).cfnOptions.condition = condition;
    new DenyAccessPolicy(stack, 'Deny', { policies: [CedarPolicy.fromStatements([CedarStatement.ofForbid()])] });
    new AutoApprovalPolicy(new Stack(stack.node.root as App, 'Far', { env: { ...HERE, region: 'us-east-1' } }), 'Policy', { policies: [DEV] });
    templateOf(stack);
  });

  test('deny-access policies in two places are odd', () => {
    const far = new Stack(stack.node.root as App, 'Far', { env: { ...HERE, region: 'us-east-1' } });
    const policies = [CedarPolicy.fromStatements([CedarStatement.ofForbid()])];
    for (const each of [stack, far]) new DenyAccessPolicy(each, 'Deny', { policies });
    templateOf(far);
    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('severalDenyAccessPolicies'));
    Annotations.fromStack(far).hasWarning('/Far/Deny', Match.stringLikeRegexp('^Stack/Deny is a deny-access policy too; an organisation has one'));
    const again = new Stack(new App(), 'Stack');
    for (const id of ['A', 'B']) new DenyAccessPolicy(again, id, { policies });
    expect(() => templateOf(again)).toThrow('[Stack/B] Stack/A is the deny-access policy of the account and Region of the stack Stack already');
  });

  test('sharing', () => {
    expect(() => new DocumentSharing(stack, 'Sharing', { document: auto({ policies: [DEV] }), accountIds: ['444455556666'] }))
      .toThrow('the document is of type AutoApprovalPolicy; SSM shares no documents');
  });

  test('nothing, of what it is', () => {
    const deny: IDocument = new DenyAccessPolicy(stack, 'Deny', { policies: [] });
    expect([deny, null, 5].map(x => DenyAccessPolicy.isDenyAccessPolicy(x))).toEqual([true, false, false]);
    expect(AutoApprovalPolicy.isAutoApprovalPolicy(deny)).toBe(false);
  });
});

describe('values that are only known at deployment', () => {
  /** What would be more than a value, if it were not escaped. */
  const EVIL = ['" || true || "', '\\', '\\" || true //', '*', '\r\n\r', 'a"\n\t}; permit (principal, action, resource);', '\\u{22}', 'Größe'];
  const value = (of: Stack = stack): string => new CfnParameter(of, 'Value').valueAsString;

  test.each(EVIL)('are values, as ids of groups: %j', evil => {
    auto({ policies: [CedarPolicy.fromStatements([CedarStatement.ofPermit({ principal: CedarPrincipal.group(value()) })])] });
    const cedar = deployedCedar({ Value: evil });
    expect(findingsOf(cedar)).toEqual([]);
    expect(isPermitted(cedar, { groups: [evil] })).toBe(true);
    expect(isPermitted(cedar, { groups: [`${evil}x`] })).toBe(false);
  });

  test.each(EVIL)('as keys and values of tags, parts of patterns, names, in JSON and YAML: %j', evil => {
    for (const documentFormat of [DocumentFormat.JSON, DocumentFormat.YAML]) {
      const other = new Stack(new App(), 'Other');
      const token = value(other);
      const key = CedarAttribute.resourceTag(`k${token}`);
      new AutoApprovalPolicy(other, 'Policy', {
        documentFormat,
        policies: [CedarPolicy.fromStatements([CedarStatement.ofPermit({
          id: token, when: [CedarCondition.anyOf(key.isEqualTo(`"${token}`), key.isLike(`*-${token}*`), key.isOneOf('a', token))],
        })])],
      });
      const { content } = (deployedContent(other, { refs: { Value: evil } }) as any).AutoApprovalPolicyDocuments[0];
      expect(findingsOf(content)).toEqual([]);
      const permitted = (tag: string): boolean => isPermitted(content, { tags: { [`k${evil}`]: tag } });
      expect([`"${evil}`, `x-${evil}`, `-${evil}y`, evil].map(permitted)).toEqual([true, true, true, true]);
      expect([`${evil}"`, 'x-other', `x${evil}`, 'b'].map(permitted)).toEqual([false, false, false, false]);
    }
  });

  test('are escaped in the strings of a text, as the place asks for', () => {
    const token = value();
    const text = `// a comment "with a quote\npermit (principal in AWS::IdentityStore::Group::"${token}", action == AWS::SSM::Action::"getTokenForInstanceAccess", resource)\n`
      + `when { resource.hasTag("${token}") && resource.getTag("${token}") like "${token}*" };`;
    auto({ policies: [CedarPolicy.fromText(text)] });
    const evil = '*"\\';
    expect(deployedCedar({ Value: evil })).toBe(text.split(token).map((part, index) => index === 0 ? part : `${index === 4 ? '\\*\\"\\\\' : '*\\"\\\\'}${part}`).join(''));
    expect(isPermitted(deployedCedar({ Value: evil }), { groups: [evil], tags: { [evil]: `${evil}x` } })).toBe(true);
    expect(isPermitted(deployedCedar({ Value: evil }), { groups: [evil], tags: { [evil]: '_"\\x' } })).toBe(false);
  });

  test('are escaped in a content that is given as well', () => {
    const text = TEXT.replace('resource)', `resource) when { resource.hasTag("${value()}") }`);
    const content = { accessDuration: 3600, accessTokenRole: 'r', schemaVersion: '0.3', AutoApprovalPolicyDocuments: [{ type: 'Cedar', content: text }, { type: 'Cedar', content: TEXT }] };
    auto({ content: Content.fromObject(content) });
    expect(Object.keys(deployedContent(stack, { refs: { Value: '' } }) as object)).toEqual(Object.keys(content));
    const evil = '") || true || resource.hasTag("';
    expect(isPermitted(deployedCedar({ Value: evil }), {})).toBe(false);
    expect(isPermitted(deployedCedar({ Value: evil }), { tags: { [evil]: '' } })).toBe(true);
    const read = new Stack(new App(), 'Read');
    const written = JSON.stringify(content).replace(/\$\{Token\[[^\]]+\]\}/, value(read));
    new AutoApprovalPolicy(read, 'Policy', { content: Content.fromString(written) });
    expect(isPermitted((deployedContent(read, { refs: { Value: evil } }) as any).AutoApprovalPolicyDocuments[0].content, {})).toBe(false);
  });

  test('are refused where they could become code', () => {
    const token = value();
    const advice = 'that is only known later, and could become code there; put it between the quotes of a string, where it is escaped, or give a value that is known';
    expect(() => CedarPolicy.fromText(token)).toThrow(`the Cedar text has a value outside of quotes ${advice}`);
    expect(() => CedarPolicy.fromText(`"a" // ${token}\n"b"`)).toThrow(`the Cedar text has a value in a comment ${advice}`);
    expect(() => CedarCondition.text(`principal.${token} == "x"`)).toThrow(`the condition has a value outside of quotes ${advice}`);
    expect(() => CedarStatement.ofPermit({ comment: token })).toThrow('the comment of a statement has a value that is only known later');
    const given = (content: unknown): Content => Content.fromObject({ schemaVersion: '0.3', AutoApprovalPolicyDocuments: [{ type: 'Cedar', content }] });
    expect(() => auto({ content: given(`permit ${token}`) }, 'A')).toThrow(`AutoApprovalPolicyDocuments[0].content has a value outside of quotes ${advice}`);
    for (const [id, content] of Object.entries({ Written: { 'Fn::Sub': 'permit "${Value}"' }, Token: Token.asAny({ Ref: 'Value' }) })) {
      expect(() => auto({ content: given(content) }, id)).toThrow('AutoApprovalPolicyDocuments[0].content is only known later as a whole, and could be any code');
    }
    expect(() => ENV.isOneOf(...new CfnParameter(stack, 'List', { type: 'CommaDelimitedList' }).valueAsList)).toThrow('isOneOf of the tag "Env" has a list that is only known at deployment');
  });

  test('are refused where what comes later brings Cedar along', () => {
    const entry = { type: 'Cedar', content: `permit (principal, action, resource) when { resource.hasTag("${value()}") };` };
    const content = { schemaVersion: '0.3', AutoApprovalPolicyDocuments: [entry] };
    const list = new CfnParameter(stack, 'List', { type: 'CommaDelimitedList' });
    const given: Record<string, [Record<string, unknown>, string]> = {
      Content: [Lazy.any({ produce: () => content }) as unknown as Record<string, unknown>, 'the content is'],
      Documents: [{ ...content, AutoApprovalPolicyDocuments: Lazy.any({ produce: () => [entry] }) }, 'AutoApprovalPolicyDocuments is'],
      Parameter: [{ ...content, AutoApprovalPolicyDocuments: list.valueAsList }, 'AutoApprovalPolicyDocuments is'],
      Entry: [{ ...content, AutoApprovalPolicyDocuments: [Lazy.any({ produce: () => entry })] }, 'AutoApprovalPolicyDocuments[0] is'],
      Function: [{ ...content, AutoApprovalPolicyDocuments: [{ 'Fn::If': ['Yes', entry, entry] }] }, 'AutoApprovalPolicyDocuments[0] is'],
    };
    for (const [id, [object, where]] of Object.entries(given)) {
      expect(() => auto({ content: Content.fromObject(object) }, id)).toThrow(`${where} only known later as a whole, and could be any code`);
    }
  });

  test('are no numbers to be trusted', () => {
    const number = Token.asNumber(Fn.getAtt('Elsewhere', 'Number'));
    expect(() => CedarPolicy.fromText(`permit (principal, action, resource) when { ${number} == 1 };`)).toThrow('the Cedar text has a value outside of quotes');
    expect(() => CedarPolicy.fromText(`// ${number}\n${TEXT}`)).toThrow('the Cedar text has a value in a comment');
    new CfnResource(stack, 'Elsewhere', { type: 'Custom::Anything' }).overrideLogicalId('Elsewhere');
    auto({ policies: [CedarPolicy.fromText(TEXT.replace(';', ` when { resource.hasTag("${number}") };`))] });
    const written = JSON.stringify(contentInTemplate(stack));
    // Escaped for Cedar before it is escaped for JSON.
    expect(written.match(/Fn::Split/g)).toHaveLength(8);
  });

  test('are told of where they are no text', () => {
    auto({ policies: [CedarPolicy.fromStatements([CedarStatement.ofPermit({ when: [ENV.isEqualTo(Token.asString(Fn.split(',', value())))] })])] });
    expect(() => templateOf(stack)).toThrow(/AutoApprovalPolicyDocuments\[0\]\.content +a value that is only known at deployment cannot stand here as text: Fn::Split gives a/);
  });

  test('are escaped at synthesis where they are known then', () => {
    let late = 'early';
    auto({ policies: [CedarPolicy.fromStatements([CedarStatement.ofPermit({ when: [ENV.isEqualTo(Lazy.string({ produce: () => late }))] })])] });
    late = '" || true || "\n';
    expect(typeof contentInTemplate(stack)).toBe('string');
    expect(deployedCedar()).toContain('resource.getTag("Env") == "\\" || true || \\"\\n"');
  });

  test('can be joined, chosen and taken from a list', () => {
    const condition = new CfnCondition(stack, 'Condition', { expression: Fn.conditionEquals('a', 'b') });
    const token = value();
    const chosen = Token.asString(Fn.conditionIf(condition.logicalId, Fn.join('"', ['a', token]), Fn.select(1, Fn.split('|', token))));
    auto({ policies: [CedarPolicy.fromStatements([CedarStatement.ofPermit({ when: [ENV.isEqualTo(chosen)] })])] });
    const { content } = (deployedContent(stack, { refs: { Value: '"|*\\' }, conditions: { Condition: true } }) as any).AutoApprovalPolicyDocuments[0];
    expect(isPermitted(content, { tags: { Env: 'a""|*\\' } })).toBe(true);
    const other = (deployedContent(stack, { refs: { Value: '"|*\\' }, conditions: { Condition: false } }) as any).AutoApprovalPolicyDocuments[0];
    expect(isPermitted(other.content, { tags: { Env: '*\\' } })).toBe(true);
  });
});
