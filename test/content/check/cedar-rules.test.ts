import { Case, found, notShown, runCases } from './cases';
import { CheckOptions } from '../../../src/content/check/check';
import { ContentMap } from '../../../src/content/value';
import { ACTION, foundIn, holding, when } from '../cedar/policies';

const PATH = 'AutoApprovalPolicyDocuments[0].content';
const DENY: CheckOptions = { name: 'SSM-JustInTimeAccessDenyAccessOrgPolicy' };
const GROUP = 'AWS::IdentityStore::Group::"34688438-1061-702c-a03d-1fa788dccfd1"';
const FORBID = `forbid (principal, action == ${ACTION}, resource);`;
const PERMIT = `permit (principal, action == ${ACTION}, resource);`;

/** As the CDK has them: values that are known at deployment inside texts. */
const tokens: CheckOptions = { isUnresolved: value => typeof value === 'string' && value.includes('<<'), deployTimePart: /<<\w+>>/g };

const each = (...texts: string[]): [ContentMap][] => texts.map(text => [holding(text)]);

const CASES: readonly Case[] = [
  {
    code: 'error cedar/syntax',
    path: PATH,
    fails: each('permit', 'permit (principal, action, resource)', 'allow (principal, action, resource);', 'permit (principal, action, resource) when { };', '{"permit": true}', ';',
      when('principal has division && principal.division = "x"'), when('ipp("x")'), 'permit (principal == "alice", action, resource);'),
    passes: each(PERMIT, `${PERMIT}\r\n\r\n// end`, '@id("a;b") permit (principal, action, resource);', when('"a;b" == "a;b"'), `// permit (;\n${PERMIT}`,
      `permit (principal in ${GROUP}, action == ${ACTION}, resource is AWS::EC2::Instance);`),
  },
  {
    code: 'error cedar/template',
    path: PATH,
    fails: each('permit (principal == ?principal, action, resource);', 'permit (principal, action, resource in ?resource);', when('?resource == resource')),
    passes: each(when('"?principal" == "?principal"')),
  },
  {
    code: 'error cedar/action',
    path: PATH,
    fails: each('permit (principal, action == AWS::SSM::getTokenForInstanceAccess, resource);', 'permit (principal, action == AWS::SSM::Action::"startSession", resource);',
      'permit (principal, action == "getTokenForInstanceAccess", resource);', 'permit (principal, action == Action::"getTokenForInstanceAccess", resource);',
      'permit (principal, action in [AWS::SSM::getTokenForInstanceAccess], resource);'),
    passes: each(PERMIT, `permit (principal, action in [${ACTION}], resource);`),
  },
  {
    code: 'error cedar/entity-type',
    path: PATH,
    fails: each('permit (principal in AWS::IdentityStore::Grup::"x", action, resource);', when('principal is AWS::IAM::User'), 'permit (principal, action, resource == AWS::EC2::Node::"i");'),
    passes: each(when('principal is AWS::IdentityStore::User'), when('resource is AWS::SSM::ManagedInstance')),
  },
  {
    code: 'error cedar/attribute',
    path: PATH,
    fails: each(when('principal.department == "x"'), when('resource.name == "x"'), when('context.mfa == true'), when('resource["ENV"] == "x"'), when('principal.getTag("a") == "b"')),
    passes: each(...['employeeNumber', 'costCenter', 'organization', 'division'].map(name => when(`principal has ${name} && principal.${name} == "x"`)),
      when('context.iam.principalTags.hasTag("a") && context.iam.principalTags.getTag("a") like "b*"')),
  },
  {
    code: 'error cedar/type',
    path: PATH,
    fails: each(when('resource'), when('"x"'), when('resource.hasTag(1)'), when('resource.hasTag("a") && resource.getTag("a") > 5'), when('ip("x") == ip("127.0.0.1")')),
    passes: each(when('ip("127.0.0.1").isLoopback()')),
  },
  {
    code: 'warning cedar/strict',
    path: PATH,
    fails: each(when('principal == "x"'), when('[] == ["x"]'), when('["a"].contains(1)'), when('principal has division && decimal(principal.division) == decimal("1.0")')),
    passes: each(when('["a", "b"].contains("a")')),
  },
  {
    code: 'warning cedar/unsafe-access',
    path: PATH,
    fails: each(when('resource.getTag("ENV") == "DEV"'), when('principal.division == "x"'), when('context.iam.principalTags.getTag("a") == "b"'),
      when('resource.hasTag("A") && resource.getTag("B") == "x"'), when('resource.hasTag("A") || resource.getTag("A") == "x"'),
      // Behind the fault the engine forgets what was tested; that is said by nobody.
      when('principal.division == "x" && resource.hasTag("A") && resource.getTag("A") == "x"')),
    passes: each(when('resource.hasTag("ENV") && resource.getTag("ENV") == "DEV"')),
  },
  {
    code: 'warning cedar/never-applies',
    path: PATH,
    fails: each(when('false'), when('"a" == "b"'), `permit (principal == ${GROUP}, action, resource);`, 'permit (principal is AWS::IAM::Role, action, resource);', when('principal has foo')),
    passes: each(when('true')),
  },
  {
    code: 'warning cedar/lookalike',
    path: PATH,
    fails: each(when('resource.hasTag("\u0430bc")'), when('resource.hasTag("\u202e")')),
    passes: each(when('resource.hasTag("Größe")'), when('resource.hasTag("環境")')),
  },
  {
    code: 'warning cedar/exists',
    path: PATH,
    fails: each(when('resource.exists()')),
    passes: each(when('resource.hasTag("exists()")')),
  },
  {
    code: 'warning cedar/no-statement',
    path: PATH,
    fails: each('', ' \r\n', '// nothing yet', '// a\n// permit (principal, action, resource);'),
    passes: each(PERMIT),
  },
  {
    code: 'warning cedar/permit-denies-nothing',
    path: PATH,
    fails: [[holding(PERMIT), DENY], [holding(`${FORBID} // permit\n@id("a") // b\n@x\n${PERMIT}`), DENY]],
    passes: [[holding(FORBID), DENY], [holding(PERMIT)], [holding(PERMIT), { name: 'SSM-JustInTimeAccessAutoApprovalPolicy' }]],
  },
];

runCases(CASES);

test('every code is shown, but those for an engine that is absent or crashes, which stand with the tests of the engine, and for values of deployment', () => {
  expect(notShown(CASES, code => code.startsWith('cedar/'))).toEqual(['warning cedar/crash', 'warning cedar/unescaped', 'warning cedar/unchecked']);
});

test('what is wrong in all policies of a document is found at once', () => {
  expect(foundIn([
    'permit (principal, action, resource) when { principal.a };\npermit (principal action, resource);\n@id("last") forbid (principal in Group::"x", action, resource);',
    PERMIT,
    'permit (principal, action, resource)\nforbid (principal, action, resource);',
  ]).map(({ path, message }) => `${path}  ${message}`)).toEqual([
    `${PATH}  line 1, column 45 of the policies, statement 1: users (AWS::IdentityStore::User) have no attribute "a"; they have employeeNumber, costCenter, organization, division`,
    `${PATH}  line 2, column 19 of the policies, statement 2: unexpected "action"; expected "!=", ")", ",", ":", "<", "<=", "==", ">", ">=", "in", or "is"`,
    `${PATH}  line 3, column 34 of the policies, statement "last": there is no type of entities Group; types are AWS::EC2::Instance, AWS::IdentityStore::Group, `
      + 'AWS::IdentityStore::User, AWS::IAM::Role, AWS::IAM::PrincipalTags, AWS::SSM::ManagedInstance',
    'AutoApprovalPolicyDocuments[2].content  line 2, column 8 of the policies: a new statement begins here, but the one before does not end with ";"',
  ]);
});

describe('values that are known at deployment', () => {
  const withGroup = `permit (principal in AWS::IdentityStore::Group::"<<Group>>", action == ${ACTION}, resource) when { `;

  test.each([
    ['inside a string', `${withGroup}true };`],
    ['inside a comment', `// for <<Stage>>\n${PERMIT}`],
    ['as a tag, tested and read', `${withGroup}resource.hasTag("<<Key>>") && resource.getTag("<<Key>>") == "a <<B>>" };`],
    ['in a condition that another value may meet', when('"<<Stage>>" == "prod"')],
    ['as the name of the action', 'permit (principal, action == AWS::SSM::Action::"<<Action>>", resource);'],
    ['as the whole text', '<<Text>>'],
  ])('%s', (_, text) => {
    expect(foundIn([text], tokens)).toEqual([]);
  });

  test.each([
    ['as a statement', `${PERMIT}\n<<More>>\nnot Cedar`],
    ['as a condition', `${when('<<Condition>>')} not Cedar`],
  ])('%s nothing can be checked, which is told', (_, text) => {
    expect(foundIn([text], tokens)).toMatchObject([{ code: 'cedar/unchecked', severity: 'warning', message: expect.stringContaining('whatever it holds becomes code there') }]);
  });

  test('the rest of the text is checked, and messages show the value as it is known', () => {
    expect(foundIn([`${withGroup}\n  resource.getTag("<<Key>>") == "x" &&\n principal.foo == "y" };`], tokens).map(({ code, message }) => `${code} ${message}`)).toEqual([
      'cedar/unsafe-access line 2, column 3 of the policies: the tag "<<Key>>" may be absent, and the statement then fails and does not count; '
        + 'test it before: resource.hasTag("<<Key>>") && …',
      'cedar/attribute line 3, column 2 of the policies: users (AWS::IdentityStore::User) have no attribute "foo"; they have employeeNumber, costCenter, organization, division',
    ]);
  });

  test('no column is told behind such a value, whose length is not known', () => {
    expect(foundIn([`${withGroup}principal.foo == "y" };`], tokens)[0].message).toMatch(/^line 1 of the policies: users/);
  });

  test('policies, types and the whole list may wait for deployment', () => {
    const isUnresolved = (value: unknown) => value === 'token';
    expect(found({ ...holding(), AutoApprovalPolicyDocuments: 'token' }, { isUnresolved })).toEqual([]);
    expect(found({ ...holding(), AutoApprovalPolicyDocuments: ['token', { type: 'token', content: 'token' }] }, { isUnresolved })).toEqual([]);
    expect(found({ ...holding(), AutoApprovalPolicyDocuments: [{ type: 'Cedar', content: { 'Fn::Sub': 'x' } }] }))
      .toEqual([`warning document/intrinsic ${PATH}`]);
  });
});

test('what turns a text around or breaks it is written out in a message', () => {
  const messages = foundIn([when('resource.hasTag("a\u202eb\u2028c")')]).map(({ message }) => message);
  expect(messages).toHaveLength(1);
  expect(messages[0]).toContain('a\\u{202e}b\\u{2028}c');
  expect(messages[0]).not.toMatch(/[\p{Cf}\u2028]/u);
});
