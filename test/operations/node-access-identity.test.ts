import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { operationsOf } from './operation-template';
import { NodeAccessIdentity, NodeAccessIdentityProvider, ServiceSettingOnDelete } from '../../src';

let stack: Stack;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
});

const settings = (): unknown[] => operationsOf(stack, 'Custom::SSMServiceSetting').map(({ properties }) => properties);
const warnings = (): string[] => Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('identityProvider')).map(({ entry }) => entry.data as string);

test.each([[NodeAccessIdentityProvider.IAM, 'IAM'], [NodeAccessIdentityProvider.IDENTITY_CENTER, 'SSO']])('is a setting with the value %s', (identityProvider, value) => {
  new NodeAccessIdentity(stack, 'Identity', { identityProvider, onDelete: ServiceSettingOnDelete.LEAVE });
  expect(settings()).toEqual([expect.objectContaining({ SettingId: '/ssm/just-in-time-access/identity-provider', SettingValue: value, OnDelete: 'Leave' })]);
  expect(warnings()).toEqual([]);
});

test('a value that is not known is warned of', () => {
  new NodeAccessIdentity(stack, 'Identity', { identityProvider: 'sso' });
  expect(settings()).toEqual([expect.objectContaining({ SettingValue: 'sso', OnDelete: 'Restore' })]);
  expect(warnings()).toEqual([expect.stringContaining('identityProvider is "sso"; "IAM" and "SSO" are the values that are known')]);
});

test('a value that only deployment knows is not', () => {
  new NodeAccessIdentity(stack, 'Identity', { identityProvider: new CfnParameter(stack, 'Provider').valueAsString });
  expect(settings()).toEqual([expect.objectContaining({ SettingValue: { Ref: 'Provider' } })]);
  expect(warnings()).toEqual([]);
});
