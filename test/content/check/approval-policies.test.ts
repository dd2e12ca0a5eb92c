import { Case, notShown, runCases } from './cases';
import { CheckOptions } from '../../../src/content/check/check';
import { ContentMap, ContentValue } from '../../../src/content/value';

const unresolved: CheckOptions = { isUnresolved: value => value === 'token' };
const CEDAR = 'permit (principal, action, resource);';

const level = (name = 'Level'): ContentMap =>
  ({ name, action: 'aws:approve', inputs: { MinRequiredApprovals: 1, EnhancedApprovals: { Approvers: [{ approver: 'ops', type: 'SSOGroup' }] } } });
const manual = (more: ContentMap = {}): ContentMap => ({
  schemaVersion: '0.3',
  accessTokenRole: 'SSM-JustInTimeAccessTokenRole',
  accessDuration: 86_400,
  targets: [{ Key: 'tag:Workload', Values: ['Shop'] }],
  mainSteps: [level()],
  ...more,
});
const auto = (more: ContentMap = {}): ContentMap => ({
  schemaVersion: '0.3',
  accessTokenRole: 'SSM-JustInTimeAccessTokenRole',
  accessDuration: 3_600,
  AutoApprovalPolicyDocuments: [{ type: 'Cedar', content: CEDAR }],
  ...more,
});
const holding = (...documents: ContentValue[]): ContentMap => auto({ AutoApprovalPolicyDocuments: documents });
const lasting = (accessDuration: ContentValue): [ContentMap] => [manual({ accessDuration })];
const targeting = (...targets: ContentValue[]): [ContentMap] => [manual({ targets })];

function without(content: ContentMap, key: string): ContentMap {
  const { [key]: _, ...rest } = content;
  return rest;
}

const CASES: readonly Case[] = [
  ...['accessDuration', 'accessTokenRole'].map((key): Case => ({
    code: 'warning approval-policy/missing',
    path: key,
    fails: [[without(manual(), key), { type: 'ManualApprovalPolicy' }], [manual({ [key]: null })], [without(auto(), key)]],
    passes: [[manual()], [auto()], [manual({ [key]: 'token' }), unresolved], [auto({ [key]: 'token' }), unresolved]],
  })),
  {
    code: 'warning approval-policy/missing',
    path: 'mainSteps',
    fails: [[without(manual(), 'mainSteps')], [manual({ mainSteps: null })]],
    passes: [[manual()], [manual({ mainSteps: 'token' }), unresolved]],
  },
  {
    code: 'warning approval-policy/missing',
    path: 'AutoApprovalPolicyDocuments',
    fails: [[without(auto(), 'AutoApprovalPolicyDocuments'), { type: 'AutoApprovalPolicy' }], [auto({ AutoApprovalPolicyDocuments: null })]],
    passes: [[auto()], [auto({ AutoApprovalPolicyDocuments: 'token' }), unresolved]],
  },
  {
    code: 'error approval-policy/duration',
    path: 'accessDuration',
    fails: [0, 1, 24, 3_599, 1_209_601, 3_600.5, -3_600, 'PT1H', '24h', '24', '', true, [], {}].map(lasting),
    passes: [...[3_600, 3_601, 1_209_600, 86_400n].map(lasting), [manual({ accessDuration: 'token' }), unresolved]],
  },
  {
    code: 'warning approval-policy/loose',
    path: 'accessDuration',
    fails: [lasting('3600'), lasting('86400'), [auto({ accessDuration: '3600' })]],
    passes: [lasting(3_600)],
  },
  {
    code: 'warning approval-policy/auto-duration',
    path: 'accessDuration',
    fails: [7_200, 1, '7200', 'PT1H', true, []].map(accessDuration => [auto({ accessDuration })]),
    passes: [[auto()], [auto({ accessDuration: 3_600n })]],
  },
  {
    code: 'error approval-policy/token-role',
    path: 'accessTokenRole',
    fails: [[manual({ accessTokenRole: {} })], [manual({ accessTokenRole: ['Role'] })], [auto({ accessTokenRole: [] })]],
    passes: [[manual({ accessTokenRole: 'My+Role=,.@-_1' })]],
  },
  {
    code: 'warning approval-policy/token-role-name',
    path: 'accessTokenRole',
    fails: [['arn:aws:iam::111122223333:role/Role'], ['a b'], ['x'.repeat(65)], [5], [true]].map(([accessTokenRole]) => [manual({ accessTokenRole })]),
    passes: [[manual({ accessTokenRole: 'x'.repeat(64) })], [manual({ accessTokenRole: 'token' }), unresolved]],
  },
  {
    code: 'warning approval-policy/targets',
    path: 'targets',
    fails: [[manual({ targets: 'tag:Workload' })], [manual({ targets: {} })], [manual({ targets: 5 })]],
    passes: [[manual()], targeting(), [manual({ targets: null })], [without(manual(), 'targets')], [manual({ targets: 'token' }), unresolved]],
  },
  {
    code: 'warning approval-policy/targets',
    path: 'targets[0]',
    fails: [targeting('tag:Workload'), targeting(null), targeting(['a'])],
    passes: [targeting({ Key: 'tag:A', Values: ['a', 'b'] }, { Key: 'tag:B', Values: ['c'] }), targeting({ Key: 'InstanceIds', Values: ['*'] }),
      [manual({ targets: ['token'] }), unresolved]],
  },
  {
    code: 'warning approval-policy/targets',
    path: 'targets[0].key',
    fails: [targeting({ key: 'tag:A', Values: ['a'] })],
    passes: [targeting({ Key: 'tag:A', Values: ['a'] })],
  },
  {
    code: 'warning approval-policy/targets',
    path: 'targets[0].Key',
    fails: [targeting({ Values: ['a'] }), targeting({ Key: '', Values: ['a'] }), targeting({ Key: 'tag:', Values: ['a'] }), targeting({ Key: 5, Values: ['a'] })],
    passes: [[manual({ targets: [{ Key: 'token', Values: ['a'] }] }), unresolved]],
  },
  {
    code: 'warning approval-policy/target-key',
    path: 'targets[0].Key',
    fails: [targeting({ Key: 'InstanceIds', Values: ['i-0123456789abcdef0'] }), targeting({ Key: 'ResourceGroup', Values: ['a'] }), targeting({ Key: 'Tag:A', Values: ['a'] })],
    passes: [targeting({ Key: 'tag:A', Values: ['a'] }), targeting({ Key: 'InstanceIds', Values: ['*'] }), [manual({ targets: [{ Key: 'token', Values: ['a'] }] }), unresolved]],
  },
  {
    code: 'warning approval-policy/targets',
    path: 'targets[0].Values',
    fails: [targeting({ Key: 'tag:A' }), targeting({ Key: 'tag:A', Values: 'a' }), targeting({ Key: 'tag:A', Values: [] }), targeting({ Key: 'tag:A', Values: [true] })],
    passes: [[manual({ targets: [{ Key: 'tag:A', Values: 'token' }] }), unresolved], [manual({ targets: [{ Key: 'tag:A', Values: ['token'] }] }), unresolved]],
  },
  {
    code: 'warning approval-policy/step',
    path: 'mainSteps[1].action',
    fails: [[manual({ mainSteps: [level(), { name: 'wait', action: 'aws:sleep', inputs: { Duration: 'PT1S' } }] })]],
    passes: [[manual({ mainSteps: [level(), level('Second')] })], [manual({ mainSteps: [level(), { name: 'x', action: 'token', inputs: {} }] }), unresolved]],
  },
  {
    code: 'warning approval-policy/no-level',
    path: 'mainSteps',
    fails: [[manual({ mainSteps: [] })], [manual({ mainSteps: 'aws:approve' })], [manual({ mainSteps: {} })],
      [manual({ mainSteps: [{ name: 'wait', action: 'aws:sleep', inputs: { Duration: 'PT1S' } }] })]],
    passes: [[manual()]],
  },
  {
    code: 'error approval/levels',
    path: 'mainSteps',
    fails: [[manual({ mainSteps: Array.from({ length: 6 }, (_, at) => level(`Level${at}`)) })]],
    passes: [[manual({ mainSteps: Array.from({ length: 5 }, (_, at) => level(`Level${at}`)) })]],
  },
  {
    code: 'error approval-policy/documents',
    path: 'AutoApprovalPolicyDocuments',
    fails: [[auto({ AutoApprovalPolicyDocuments: CEDAR })], [auto({ AutoApprovalPolicyDocuments: {} })], [auto({ AutoApprovalPolicyDocuments: 5 })]],
    passes: [[auto()]],
  },
  {
    code: 'error approval-policy/documents',
    path: 'AutoApprovalPolicyDocuments[0]',
    fails: [[holding(CEDAR)], [holding(null)], [holding([])]],
    passes: [[auto({ AutoApprovalPolicyDocuments: ['token'] }), unresolved]],
  },
  {
    code: 'error approval-policy/documents',
    path: 'AutoApprovalPolicyDocuments[0].content',
    fails: [[holding({ type: 'Cedar' })], [holding({ type: 'Cedar', content: null })], [holding({ type: 'Cedar', content: [CEDAR] })], [holding({ type: 'Cedar', content: {} })]],
    passes: [[auto({ AutoApprovalPolicyDocuments: [{ type: 'Cedar', content: 'token' }] }), unresolved]],
  },
  {
    code: 'warning approval-policy/no-documents',
    path: 'AutoApprovalPolicyDocuments',
    fails: [[holding()]],
    passes: [[auto()]],
  },
  {
    code: 'warning approval-policy/document-type',
    path: 'AutoApprovalPolicyDocuments[0].type',
    fails: [[holding({ content: CEDAR })], [holding({ type: 'cedar', content: CEDAR })], [holding({ type: 'Rego', content: 'no Cedar at all' })], [holding({ type: 5, content: CEDAR })]],
    passes: [[auto({ AutoApprovalPolicyDocuments: [{ type: 'token', content: CEDAR }] }), unresolved]],
  },
  ...['id', 'description', 'Id', 'name'].map((key): Case => ({
    code: 'warning approval-policy/document-key',
    path: `AutoApprovalPolicyDocuments[0].${key}`,
    fails: [[holding({ [key]: 5, type: 'Cedar', content: CEDAR })], [holding({ [key]: ['a'], type: 'Cedar', content: CEDAR })]],
    passes: [[holding({ id: 'a', description: 'b', type: 'Cedar', content: CEDAR })], [holding({ id: null, type: 'Cedar', content: CEDAR })],
      [auto({ AutoApprovalPolicyDocuments: [{ id: 'token', type: 'Cedar', content: CEDAR }] }), unresolved]],
  })),
];

runCases(CASES);

test('every code is shown', () => {
  expect(notShown(CASES, code => code.startsWith('approval-policy/'))).toEqual([]);
});
