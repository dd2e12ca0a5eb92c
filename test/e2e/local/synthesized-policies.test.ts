import { App } from 'aws-cdk-lib';
import { isAllowed, PolicyDocument, Statement } from './iam-evaluator';
import { addExamples } from '../../../examples/app';

/** Conditions of people's policies, which no function of a stack acts with. */
const OF_PEOPLE = ['StringLike ssm:resourceTag/Team'];

let statements: readonly Statement[];

beforeAll(() => {
  const app = new App();
  addExamples(app);
  statements = app.synth().stacks.flatMap(({ template }) => Object.values(template.Resources).flatMap(identityStatements));
});

/** What roles and people are allowed; neither who may assume a role nor policies of buckets and topics. */
function identityStatements(resource: any): readonly Statement[] {
  const { Type, Properties: { PolicyDocument: document, Policies = [] } = { PolicyDocument: undefined } as any } = resource;
  const inline = Type === 'AWS::IAM::Role' ? Policies.map(({ PolicyDocument: one }: { PolicyDocument: PolicyDocument }) => one) : [];
  const own = ['AWS::IAM::Policy', 'AWS::IAM::RolePolicy', 'AWS::IAM::ManagedPolicy'].includes(Type) ? [document] : [];
  return [...inline, ...own].flatMap(({ Statement: list }: PolicyDocument) => list);
}

/** Every pair of an operator and a key, once. */
function conditionsOf(list: readonly Statement[]): string[] {
  const all = list.flatMap(({ Condition = {} }) => Object.entries(Condition).flatMap(([operator, keys]) => Object.keys(keys).map(key => `${operator} ${key}`)));
  return [...new Set(all)].sort();
}

function isUnderstood(condition: string): boolean {
  const [operator, key] = condition.split(' ');
  const policy = { Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: { [operator]: { [key]: 'value' } } } } as const;
  try {
    return isAllowed({ action: 'ssm:GetDocument', resource: '*', context: { [key]: 'value' } }, [policy])
      && isAllowed({ action: 'ssm:GetDocument', resource: '*' }, [policy]) === operator.endsWith('IfExists');
  } catch {
    return false;
  }
}

test('the examples use these conditions', () => {
  expect(conditionsOf(statements)).toEqual([
    'BoolIfExists ssm:AutoApprove',
    'StringEquals aws:ResourceTag/SystemsManagerJustInTimeNodeAccessManaged',
    'StringEquals iam:PassedToService',
    'StringEquals ssm:DocumentType',
    'StringLike aws:RequestTag/cdk-systems-manager:access-request',
    'StringLike aws:ResourceTag/cdk-systems-manager:access-request',
    ...OF_PEOPLE,
  ]);
});

test('the evaluator understands each of them, but those of people', () => {
  expect(conditionsOf(statements).filter(condition => !isUnderstood(condition))).toEqual(OF_PEOPLE);
  expect(isUnderstood('DateLessThan aws:CurrentTime')).toBe(false);
});

test('they have nothing else that the evaluator does not know', () => {
  const keys = new Set(statements.flatMap(statement => Object.keys(statement)));
  expect([...keys].sort()).toEqual(['Action', 'Condition', 'Effect', 'Resource']);
  expect(new Set(statements.map(({ Effect }) => Effect))).toEqual(new Set(['Allow']));
});
