import { ACTION, holding, when } from './policies';
import { check } from '../../../src/content/check/check';
import { validateText } from '../../../src/content/validate';

/** A wrong text, and what is said of it: severity, code, line and column, message. */
const WRONG: readonly (readonly [name: string, text: string, ...findings: string[]])[] = [
  ['a condition that is not closed', 'permit (principal, action, resource) when { resource.hasTag("a");',
    'error cedar/syntax 1:65  unexpected ";"; expected "!=", "&&", "(", "*", "+", "-", ".", "<", "<=", "==", ">", ">=", "[", "||", "}", '
      + '"has", "in", "is", or "like"'],
  ['a statement without its semicolon', `permit (\n  principal,\n  action == ${ACTION},\n  resource\n)`,
    'error cedar/syntax 5:2  the statement does not end with ";"'],
  ['two statements without a semicolon between them', 'permit (principal, action, resource)\n// next\nforbid (principal, action, resource);',
    'error cedar/syntax 3:8  a new statement begins here, but the one before does not end with ";"'],
  ['allow for permit', '// DEV\nallow (principal, action, resource);',
    'error cedar/syntax 2:1  invalid policy effect: allow; effect must be either "permit" or "forbid"'],
  ['deny for forbid', 'permit (principal, action, resource);\ndeny (principal, action, resource);',
    'error cedar/syntax 2:1  statement 2: invalid policy effect: deny; effect must be either "permit" or "forbid"'],
  ['a capital letter', 'Permit (principal, action, resource);',
    'error cedar/syntax 1:1  invalid policy effect: Permit; effect must be either "permit" or "forbid"'],
  ['the scope in another order', 'permit (principal, resource, action);',
    'error cedar/syntax 1:20  found the variable "resource" where the variable "action" must be used; policy scopes must contain a '
      + '"principal", "action", and "resource" element in that order',
    'error cedar/syntax 1:30  found the variable "action" where the variable "resource" must be used; policy scopes must contain a '
      + '"principal", "action", and "resource" element in that order'],
  ['a scope without the action', 'permit (\n  principal,\n  resource\n);',
    'error cedar/syntax 3:3  found the variable "resource" where the variable "action" must be used; policy scopes must contain a '
      + '"principal", "action", and "resource" element in that order',
    'error cedar/syntax 3:11  this policy is missing the "resource" variable in the scope; policy scopes must contain a "principal", '
      + '"action", and "resource" element in that order'],
  ['one = for two', when('resource.hasTag("ENV") && resource.getTag("ENV") = "DEV"'),
    'error cedar/syntax 1:120  \'=\' is not a valid operator in Cedar; try using \'==\' instead'],
  ['and for &&', when('resource.hasTag("ENV") and resource.hasTag("Role")'),
    'error cedar/syntax 1:117  unexpected "and"; write &&'],
  ['one & for two', when('resource.hasTag("ENV") & resource.hasTag("Role")'),
    'error cedar/syntax 1:117  "&" cannot stand here; write &&'],
  ['single quotes', when('resource.hasTag(\'ENV\')'),
    'error cedar/syntax 1:110  "\'" cannot stand here; strings must use double quotes, not single quotes'],
  ['quotes that are not closed', 'permit (principal, action, resource)\nwhen { resource.hasTag("ENV) };',
    'error cedar/syntax 2:24  the string that begins here is not closed'],
  ['an escape that there is not', when('resource.hasTag("a\\q")'),
    'error cedar/syntax 1:110  the input "\\q" is not a valid escape'],
  ['a comment of another language', '/* DEV */\npermit (principal, action, resource);',
    'error cedar/syntax 1:1  there are no comments of this kind; a comment begins with // and ends with the line'],
  ['where for when', 'permit (principal, action, resource)\nwhere { true };',
    'error cedar/syntax 2:1  invalid policy condition: where; condition must be either "when" or "unless"'],
  ['an empty condition', 'permit (principal, action, resource) when {};',
    'error cedar/syntax 1:38  "when" condition clause cannot be empty'],
  ['a list of groups in the scope', 'permit (principal in [AWS::IdentityStore::Group::"a", AWS::IdentityStore::Group::"b"], action, resource);',
    'error cedar/syntax 1:22  only one entity can stand here; write a statement for each, or a condition: when { principal in [ … ] }'],
  ['a group by its id alone', 'permit (principal in "34688438-1061", action, resource);',
    'error cedar/syntax 1:22  "34688438-1061" is no entity; an entity is written as its type and its id in quotes, such as '
      + 'AWS::IdentityStore::Group::"<group id>"'],
  ['a slot', 'permit (principal in ?principal, action, resource);',
    'error cedar/template 1:22  ?principal makes this statement a template, which nothing fills; write the entity itself'],
  ['a function that there is not', when('resource.getTag("ENV").startsWith("D")'),
    'error cedar/syntax 1:94  "startsWith" is not a valid method'],
  ['the action without its type, as the guide has it', 'permit (principal,\n        action == AWS::SSM::getTokenForInstanceAccess,\n        resource);',
    'error cedar/action 2:19  the action is AWS::SSM::Action::"getTokenForInstanceAccess", with ::Action and the name in quotes; found '
      + 'AWS::SSM::getTokenForInstanceAccess'],
  ['the action as text', 'permit (principal, action == "getTokenForInstanceAccess", resource);',
    'error cedar/action 1:30  the action is AWS::SSM::Action::"getTokenForInstanceAccess", with ::Action and the name in quotes; found '
      + '"getTokenForInstanceAccess"'],
  ['another action', 'permit (principal, action == AWS::SSM::Action::"startSession", resource);',
    'error cedar/action 1:30  there is no action AWS::SSM::Action::"startSession"; the action is '
      + 'AWS::SSM::Action::"getTokenForInstanceAccess", the only one'],
  ['the action without the namespace', 'permit (principal, action == Action::"getTokenForInstanceAccess", resource);',
    'error cedar/action 1:30  there is no action Action::"getTokenForInstanceAccess"; the action is '
      + 'AWS::SSM::Action::"getTokenForInstanceAccess", the only one'],
  ['a type with a slip', 'permit (principal in AWS::IdentityStore::Grup::"a", action, resource);',
    'error cedar/entity-type 1:22  there is no type of entities AWS::IdentityStore::Grup; did you mean "AWS::IdentityStore::Group"?'],
  ['a type that there is not', when('resource is AWS::RDS::DBInstance'),
    'error cedar/entity-type 1:106  there is no type of entities AWS::RDS::DBInstance; did you mean "AWS::EC2::Instance"?'],
  ['an attribute with a slip', when('principal has division && principal.divison == "Platform"'),
    'error cedar/attribute 1:120  users (AWS::IdentityStore::User) have no attribute "divison"; did you mean "division"?'],
  ['an attribute that there is not', when('principal.email == "a@example.com"'),
    'error cedar/attribute 1:94  users (AWS::IdentityStore::User) have no attribute "email"; they have employeeNumber, costCenter, '
      + 'organization, division'],
  ['an attribute of nodes', when('resource.instanceType == "t3.micro"'),
    'error cedar/attribute 1:94  AWS::EC2::Instance and AWS::SSM::ManagedInstance have no attribute "instanceType"; a tag is read with '
      + '.hasTag("instanceType") and .getTag("instanceType")'],
  ['a tag read as an attribute', when('resource["ENV"] == "DEV"'),
    'error cedar/attribute 1:94  AWS::EC2::Instance and AWS::SSM::ManagedInstance have no attribute "ENV"; a tag is read with '
      + '.hasTag("ENV") and .getTag("ENV")'],
  ['a tag of users', when('principal.getTag("Team") == "Shop"'),
    'error cedar/attribute 1:94  AWS::IdentityStore::User has no tags'],
  ['what the context does not have', when('context.mfa == true'),
    'error cedar/attribute 1:94  the context has no mfa; it has iam.principalTags, which is read with '
      + 'context.iam.principalTags.hasTag("…") and .getTag("…")'],
  ['tags of the session in the wrong place', when('context.principalTags.hasTag("Team")'),
    'error cedar/attribute 1:94  the context has no principalTags; it has iam.principalTags, which is read with '
      + 'context.iam.principalTags.hasTag("…") and .getTag("…")'],
  ['a tag compared as a number', when('resource.hasTag("Level") && resource.getTag("Level") > 5'),
    'error cedar/type 1:122  text stands where a whole number is needed; tags and attributes of users are text, which is compared with '
      + '==, != and like alone'],
  ['a node as a condition', when('resource'),
    'error cedar/type 1:94  AWS::EC2::Instance or AWS::SSM::ManagedInstance stands where true or false is needed'],
  ['a tag named by a number', when('resource.hasTag(1)'),
    'error cedar/type 1:110  a whole number stands where text is needed'],
  ['an address that is none', when('ip("10.0.0.300").isIpv4()'),
    'error cedar/type 1:94  error during extension function argument validation: failed to parse as IP address: "10.0.0.300"; valid IP '
      + 'strings are IPv4/IPv6 addresses or CIDR ranges like "127.0.0.1", "127.0.0.1/24", or "ffee::/64"'],
  ['several faults in one statement', when('principal.a == 1 &&\n  resource.b == 2 ||\n  5'),
    'error cedar/attribute 1:94  users (AWS::IdentityStore::User) have no attribute "a"; they have employeeNumber, costCenter, '
      + 'organization, division',
    'error cedar/attribute 2:3  AWS::EC2::Instance and AWS::SSM::ManagedInstance have no attribute "b"; a tag is read with .hasTag("b") '
      + 'and .getTag("b")',
    'error cedar/type 3:3  a whole number stands where true or false is needed'],
  ['faults of both kinds in several statements', 'permit (principal, action, resource);;\nforbid (principal, action, resource) when { principal.x };',
    'error cedar/syntax 1:38  statement 2: unexpected ";"; expected "@" or identifier',
    'error cedar/attribute 2:45  statement 3: users (AWS::IdentityStore::User) have no attribute "x"; they have employeeNumber, '
      + 'costCenter, organization, division'],
  ['non-ASCII text and CRLF before the fault', `// Zugriff für Größe 😀\r\n${when('resource.hasTag("Größe😀") && principal.gruppe == "x"')}\r\n`,
    'error cedar/attribute 2:124  users (AWS::IdentityStore::User) have no attribute "gruppe"; they have employeeNumber, costCenter, '
      + 'organization, division'],
];

test.each(WRONG)('%s', (name, text, ...expected) => {
  const { findings } = validateText(text, { type: 'AutoApprovalPolicy', format: 'TEXT' });
  const told = findings.filter(({ code }) => code !== 'access/bare-cedar')
    .map(({ severity, code, line, column, message }) => `${severity} ${code} ${line}:${column}  ${message}`);
  if (process.env.SHOW_CEDAR !== undefined) process.stdout.write(`${name}\n${text.replace(/^/gm, '  | ')}\n  ${told.join('\n  ')}\n\n`);
  expect(told).toEqual(expected);
  expect(told.length).toBeGreaterThan(0);
});

test('inside a document the same is said, with the place in the text', () => {
  for (const [, text, ...expected] of WRONG) {
    const told = check(holding(text)).map(({ severity, code, message }) => {
      const [, line, column, words] = /^line (\d+), column (\d+) of the policies(?:: |, )([^]*)$/.exec(message) ?? [];
      return `${severity} ${code} ${line}:${column}  ${words}`;
    });
    expect(told).toEqual(expected);
  }
});
