import { App, CfnElement, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Construct, IConstruct } from 'constructs';
import { CHANGE_REQUESTS, partsIn } from './change-requests';
import { asSent, membersIn, membersOf } from './model-members';
import { ChangeRequest } from '../../src';
import { evaluate } from '../cloudformation';
import { validateRequest } from '../ssm-double/validate-request';

const OPERATION = 'StartChangeRequestExecution';

const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
const parts = partsIn(stack);
const constructs = Object.entries(CHANGE_REQUESTS).map(([name, propsOf], index) => [name, new ChangeRequest(stack, `Request${index}`, propsOf(parts))] as const);
const { Resources: resources } = Template.fromStack(stack).toJSON();

const givenRole = Object.keys(resources).find(id => id.startsWith('Given'))!;
const idOf = (construct: Construct, ...path: string[]): string =>
  stack.getLogicalId(path.reduce<IConstruct>((at, id) => at.node.findChild(id), construct) as CfnElement);
const refs = { [idOf(parts.runbook, 'Resource')]: 'Web-Restart', [idOf(parts.template, 'Resource')]: 'Web-Template', 'AWS::StackName': 'Stack' };

/** What each of them sends, with what deployment makes of it. */
const requests = new Map(constructs.map(([name, construct]) => {
  const { Request } = resources[idOf(construct, 'Default', 'Resource', 'Default')].Properties;
  // As a version, a rate, a time and a text.
  const later = JSON.stringify(Request).replace('"ScheduledTime":{"Ref":"Later"},"ScheduledEndTime":{"Ref":"Later"}', '"ScheduledTime":"2026-12-01T22:00:00Z"');
  return [name, evaluate(JSON.parse(later), { refs: { ...refs, Later: '3' }, attributes: { [`${givenRole}.Arn`]: 'arn:aws:iam::111122223333:role/Given' } })];
}));

test('there are thirty different ones at least', () => {
  expect(new Set([...requests.values()].map(request => JSON.stringify(request))).size).toBeGreaterThanOrEqual(30);
});

test.each(Object.keys(CHANGE_REQUESTS))('%s is valid against the model of the API', name => {
  const request = asSent(requests.get(name) as Record<string, unknown>);
  if (process.env.SHOW_REQUESTS !== undefined) process.stdout.write(`${name}\n  ${JSON.stringify(request).slice(0, 500)}\n`);
  expect(() => validateRequest(OPERATION, request)).not.toThrow();
});

test('together they touch every member of the input', () => {
  const touched = new Set([...requests.values()].flatMap(request => membersIn(OPERATION, asSent(request as Record<string, unknown>))));
  expect([...touched].sort()).toEqual(membersOf(OPERATION).sort());
  expect(touched.size).toBeGreaterThan(35);
});

test('none of them is odd', () => {
  const warnings = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('changeRequest'));
  expect(warnings.map(({ entry }) => entry.data)).toEqual([]);
});
