import { Token } from 'aws-cdk-lib';
import { findingsOf, isPermitted, Request, statementsOf } from './cedar';
import { CedarAttribute, CedarCondition, CedarPattern, CedarPolicy, CedarPrincipal, CedarResource, CedarStatement, CedarStatementOptions, DocumentParameter } from '../../src';

const ENV = CedarAttribute.resourceTag('Env');
const TEAM = CedarAttribute.principalTag('Team');
const DIVISION = CedarAttribute.division();

function textOf(...statements: CedarStatement[]): string {
  return CedarPolicy.fromStatements(statements)._render().content as string;
}

function permit(options: CedarStatementOptions = {}): string {
  return textOf(CedarStatement.ofPermit(options));
}

/** A condition as it stands in its clause. */
function written(condition: CedarCondition): string {
  return /when \{\n {4}([^]*)\n\};$/.exec(permit({ when: [condition] }))![1];
}

describe('statements', () => {
  test('are laid out as in the user guide, a line between them', () => {
    expect(textOf(
      CedarStatement.ofPermit({
        comment: 'On call may go into production.\nAsk the platform team.\r\n\r\nReally.',
        id: 'on-call "now"',
        principal: CedarPrincipal.group('34688438-1061-702c-a03d-1fa788dccfd1'),
        resource: CedarResource.anyEc2Instance(),
        when: [ENV.isEqualTo('PROD'), CedarCondition.anyOf(DIVISION.isPresent(), TEAM.isEqualTo('x')), CedarCondition.text('true || false')],
        unless: [CedarAttribute.resourceTag('Locked').isPresent(), CedarCondition.text('false || false')],
      }),
      CedarStatement.ofForbid(),
    )).toBe(`// On call may go into production.
// Ask the platform team.
//
// Really.
@id("on-call \\"now\\"")
permit (
    principal in AWS::IdentityStore::Group::"34688438-1061-702c-a03d-1fa788dccfd1",
    action == AWS::SSM::Action::"getTokenForInstanceAccess",
    resource is AWS::EC2::Instance
)
when {
    resource.hasTag("Env") && resource.getTag("Env") == "PROD" &&
    (principal has division || (context.iam.principalTags.hasTag("Team") && context.iam.principalTags.getTag("Team") == "x")) &&
    (true || false)
}
unless {
    resource.hasTag("Locked")
}
unless {
    false || false
};

forbid (
    principal,
    action == AWS::SSM::Action::"getTokenForInstanceAccess",
    resource
);`);
  });

  test.each([
    [CedarPrincipal.anyone(), 'principal'],
    [CedarPrincipal.anyUser(), 'principal is AWS::IdentityStore::User'],
    [CedarPrincipal.group('g"1'), 'principal in AWS::IdentityStore::Group::"g\\"1"'],
    [CedarPrincipal.user('u'), 'principal == AWS::IdentityStore::User::"u"'],
  ])('are about a principal: %#', (principal, text) => {
    const cedar = permit({ principal });
    expect(cedar).toContain(`permit (\n    ${text},\n    action`);
    expect(findingsOf(cedar)).toEqual([]);
  });

  test.each([
    [CedarResource.anyNode(), 'resource'],
    [CedarResource.anyEc2Instance(), 'resource is AWS::EC2::Instance'],
    [CedarResource.anyManagedInstance(), 'resource is AWS::SSM::ManagedInstance'],
    [CedarResource.ec2Instance('i-1'), 'resource == AWS::EC2::Instance::"i-1"'],
    [CedarResource.managedInstance('mi-1'), 'resource == AWS::SSM::ManagedInstance::"mi-1"'],
  ])('are about a resource: %#', (resource, text) => {
    const cedar = permit({ resource });
    expect(cedar).toContain(`Access",\n    ${text}\n);`);
    expect(findingsOf(cedar)).toEqual([]);
  });

  test('count where all of when and none of unless is true', () => {
    const cedar = permit({ when: [ENV.isPresent(), DIVISION.isPresent()], unless: [TEAM.isEqualTo('x'), ENV.isEqualTo('PROD')] });
    const may = { tags: { Env: 'DEV' }, attributes: { division: 'd' } };
    const requests: Request[] = [
      may, { ...may, principalTags: { Team: 'y' } },
      { ...may, tags: {} }, { ...may, attributes: {} }, { ...may, principalTags: { Team: 'x' } }, { ...may, tags: { Env: 'PROD' } },
    ];
    expect(requests.map(request => isPermitted(cedar, request))).toEqual([true, true, false, false, false, false]);
  });
});

describe('conditions', () => {
  const tags = (Env?: string): Request => Env === undefined ? {} : { tags: { Env } };

  test.each<[string, CedarCondition, string, Request[], Request[]]>([
    ['present', ENV.isPresent(), 'resource.hasTag("Env")', [tags(''), tags('x')], [tags()]],
    ['equal', ENV.isEqualTo('DEV'), 'resource.hasTag("Env") && resource.getTag("Env") == "DEV"', [tags('DEV')], [tags('dev'), tags()]],
    ['not equal', ENV.isNotEqualTo('DEV'), 'resource.hasTag("Env") && resource.getTag("Env") != "DEV"', [tags('x')], [tags('DEV'), tags()]],
    ['one of', ENV.isOneOf('a', 'b'), 'resource.hasTag("Env") && ["a", "b"].contains(resource.getTag("Env"))', [tags('a'), tags('b')], [tags('c'), tags()]],
    ['like', ENV.isLike('d*"\\*\\\\'), 'resource.hasTag("Env") && resource.getTag("Env") like "d*\\"\\*\\\\"', [tags('dev"*\\')], [tags('dev"x\\'), tags()]],
    ['negated presence', CedarCondition.negate(ENV.isPresent()), '!resource.hasTag("Env")', [tags()], [tags('')]],
    ['negated', CedarCondition.negate(ENV.isEqualTo('a')), '!(resource.hasTag("Env") && resource.getTag("Env") == "a")', [tags(), tags('b')], [tags('a')]],
    ['negated twice', CedarCondition.negate(CedarCondition.negate(ENV.isPresent())), '!(!resource.hasTag("Env"))', [tags('')], [tags()]],
    ['all', CedarCondition.allOf(ENV.isPresent(), CedarCondition.text('true'), DIVISION.isPresent()), 'resource.hasTag("Env") && (true) && principal has division',
      [{ ...tags('x'), attributes: { division: '' } }], [tags('x'), { attributes: { division: '' } }]],
    ['all of one', CedarCondition.allOf(CedarCondition.anyOf(ENV.isPresent())), 'resource.hasTag("Env")', [tags('')], [tags()]],
    ['any', CedarCondition.anyOf(ENV.isEqualTo('a'), ENV.isEqualTo('b'), CedarAttribute.costCenter().isPresent()),
      '(resource.hasTag("Env") && resource.getTag("Env") == "a") || (resource.hasTag("Env") && resource.getTag("Env") == "b") || principal has costCenter',
      [tags('a'), tags('b'), { attributes: { costCenter: '' } }], [tags('c'), tags()]],
    ['any within all', CedarCondition.allOf(CedarCondition.anyOf(ENV.isPresent(), DIVISION.isPresent()), CedarCondition.negate(TEAM.isPresent())),
      '(resource.hasTag("Env") || principal has division) && !context.iam.principalTags.hasTag("Team")', [tags('a')], [{ ...tags('a'), principalTags: { Team: '' } }, {}]],
    ['a user attribute', DIVISION.isEqualTo('F'), 'principal has division && principal.division == "F"', [{ attributes: { division: 'F' } }], [{ attributes: { division: 'G' } }, {}]],
    ['the same', DIVISION.isSameAs(CedarAttribute.resourceTag('D')), 'principal has division && resource.hasTag("D") && principal.division == resource.getTag("D")',
      [{ attributes: { division: 'x' }, tags: { D: 'x' } }], [{ attributes: { division: 'x' }, tags: { D: 'y' } }, { attributes: { division: 'x' } }, { tags: { D: 'y' } }]],
    ['the same tag', TEAM.isSameAs(CedarAttribute.resourceTag('Team')),
      'context.iam.principalTags.hasTag("Team") && resource.hasTag("Team") && context.iam.principalTags.getTag("Team") == resource.getTag("Team")',
      [{ principalTags: { Team: 'x' }, tags: { Team: 'x' } }], [{ principalTags: { Team: 'x' } }]],
    ['text with a comment', CedarCondition.allOf(CedarCondition.text('resource.hasTag("a;)") // ; }'), ENV.isPresent()),
      '(resource.hasTag("a;)") // ; }\n) && resource.hasTag("Env")', [{ tags: { 'Env': '', 'a;)': '' } }], [{ tags: { 'a;)': '' } }]],
  ])('%s', (_, condition, text, permitted, refused) => {
    expect(written(condition)).toBe(text);
    const cedar = permit({ when: [condition] });
    expect(findingsOf(cedar)).toEqual([]);
    expect(permitted.map(request => isPermitted(cedar, request))).toEqual(permitted.map(() => true));
    expect(refused.map(request => isPermitted(cedar, request))).toEqual(refused.map(() => false));
  });

  test('know all attributes of users', () => {
    const all = [CedarAttribute.employeeNumber(), CedarAttribute.costCenter(), CedarAttribute.organization(), CedarAttribute.division()];
    const cedar = permit({ when: all.map(each => each.isLike('E-*')) });
    expect(findingsOf(cedar)).toEqual([]);
    const attributes = { employeeNumber: 'E-1', costCenter: 'E-', organization: 'E-2', division: 'E-x' };
    expect(isPermitted(cedar, { attributes })).toBe(true);
    for (const name of Object.keys(attributes)) expect(isPermitted(cedar, { attributes: { ...attributes, [name]: 'E' } })).toBe(false);
  });

  test('show what cannot be seen', () => {
    expect(written(CedarAttribute.resourceTag('a\n\r\t\0\u202e\u200b\u2028\u007f').isPresent()))
      .toBe('resource.hasTag("a\\n\\r\\t\\0\\u{202e}\\u{200b}\\u{2028}\\u{7f}")');
    expect(written(ENV.isEqualTo('Größe 日本 😀 * \'')))
      .toBe('resource.hasTag("Env") && resource.getTag("Env") == "Größe 日本 😀 * \'"');
  });

  test('that negate four times and more can be read', () => {
    let condition = ENV.isPresent();
    for (let count = 0; count < 6; count++) condition = CedarCondition.negate(condition);
    expect(statementsOf(permit({ when: [condition] }))).toHaveLength(1);
  });

  test('have patterns that people build', () => {
    expect(CedarPattern.escape('a*\\"')).toBe('a\\*\\\\"');
    const cedar = permit({ when: [ENV.isLike(`${CedarPattern.escape('a*\\"')}*`)] });
    expect(['a*\\"', 'a*\\"x', 'ab\\"'].map(value => isPermitted(cedar, tags(value)))).toEqual([true, true, false]);
  });
});

describe('what is refused', () => {
  test.each<[() => unknown, string]>([
    [() => ENV.isOneOf(), 'isOneOf of the tag "Env" has no values; give one at least'],
    [() => permit({ when: [] }), 'when of a permit statement is an empty list, so the statement would count for every request of its principal'],
    [() => permit({ comment: `${Token.asNumber({ Ref: 'Number' })}` }), 'the comment of a statement has a value that is only known later'],
    [() => CedarPolicy.fromText('policies/auto.cedar'), 'the Cedar text is "policies/auto.cedar", which is rather the path of a file; to read one use CedarPolicy.fromFile'],
    [() => CedarCondition.allOf(), 'CedarCondition.allOf has no conditions; give one at least'],
    [() => CedarCondition.anyOf(), 'CedarCondition.anyOf has no conditions; give one at least'],
    [() => ENV.isLike('CORP\\bob'), 'the pattern for the tag "Env" is the pattern "CORP\\\\bob", in which "\\" stands before "b"; write "\\\\" for "\\" itself and "\\*" for "*", '
      + 'or use CedarPattern.escape for text that stands for itself'],
    [() => ENV.isLike('a\\'), 'in which "\\" stands before nothing'],
    [() => ENV.isEqualTo('a\ud800'), 'a value of the tag "Env" is "a\\ud800", which has half of a character; UTF-8 cannot hold it'],
    [() => ENV.isEqualTo(5 as unknown as string), 'a value of the tag "Env" is the number 5; text is needed'],
    [() => CedarPrincipal.group(undefined as unknown as string), 'the id of a group is'],
    [() => ENV.isEqualTo(DocumentParameter.ofString('Stage').valueAsString), 'a value of the tag "Env" has {{ Stage }}, a reference that Systems Manager fills in when a document runs'],
    [() => CedarCondition.text(' '), 'the condition " " is not one expression: it is empty'],
    [() => CedarCondition.text('true }; permit (principal, action, resource) when { true'), 'is not one expression: it has "}" without the bracket that it closes'],
    [() => CedarCondition.text('true) || (true'), 'is not one expression: it has ")" without the bracket that it closes'],
    [() => CedarCondition.text('(true'), 'is not one expression: it lacks ")"'],
    [() => CedarCondition.text('true;'), 'is not one expression: it has ";", which ends a statement'],
    [() => CedarCondition.text('"a\\"'), 'is not one expression: a string in it does not end'],
  ])('%#', (make, message) => {
    expect(make).toThrow(message);
  });
});
