import { App, CfnElement, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Construct, IConstruct } from 'constructs';
import { CHANGE_REQUESTS, partsIn } from './change-requests';
import { putNamedDocuments } from './change-requests-documents';
import { membersIn, membersOf } from './model-members';
import { ChangeRequest } from '../../src';
import { CHANGE_REQUEST_TYPE } from '../../src/operations/provider/change-request-properties';
import { evaluate } from '../cloudformation';
import { event, invoke } from '../lambda/invoke';
import { RequestRecord } from '../ssm-double/request-log';
import { SsmDouble } from '../ssm-double/ssm-double';
import { validateRequest } from '../ssm-double/validate-request';
import { StsDouble } from '../sts-double';

const OPERATION = 'StartChangeRequestExecution';

const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'us-east-1' } });
const parts = partsIn(stack);
const constructs = Object.entries(CHANGE_REQUESTS).map(([name, propsOf], index) => [name, new ChangeRequest(stack, `Request${index}`, propsOf(parts))] as const);
const { Resources: resources } = Template.fromStack(stack).toJSON();

const idOf = (construct: Construct, ...path: string[]): string =>
  stack.getLogicalId(path.reduce<IConstruct>((at, id) => at.node.findChild(id), construct) as CfnElement);
const refs = { [idOf(parts.runbook, 'Resource')]: 'Web-Restart', [idOf(parts.template, 'Resource')]: 'Web-Template', 'AWS::StackName': 'Stack' };
const attributes = Object.fromEntries(Object.keys(resources).map(id => [`${id}.Arn`, `arn:aws:iam::111122223333:role/${id}`]));

/** The properties of a resource as CloudFormation makes them of the template. */
function deployed(construct: ChangeRequest): Record<string, unknown> {
  const { ServiceToken: _, ...properties } = resources[idOf(construct, 'Default', 'Resource', 'Default')].Properties;
  // As a time, and elsewhere as a version, a rate and a text.
  const timed = JSON.stringify(properties).replace(/("Scheduled(?:End)?Time":)\{"Ref":"Later"\}/g, '$1"2026-12-01T22:00:00Z"');
  return evaluate(JSON.parse(timed), { refs: { ...refs, Later: '3' }, attributes }) as Record<string, unknown>;
}

let double: SsmDouble;
/** So many requests in one stack need more policies than one role has room for. */
let sts: StsDouble;
/** What the service got from the function of each of them, and what CloudFormation was told. */
const outcomes = new Map<string, { readonly sent: readonly RequestRecord[]; readonly told: unknown }>();
const inputs = (): any[] => [...outcomes.values()].flatMap(({ sent }) => sent.map(({ input }) => input));

beforeAll(async () => {
  double = await SsmDouble.start();
  sts = await StsDouble.start();
  const textOf = (id: string) => evaluate(resources[id].Properties.Content, { refs }) as string;
  putNamedDocuments(double, textOf(idOf(parts.runbook, 'Resource')), textOf(idOf(parts.template, 'Resource')));
  for (const [name, construct] of constructs) {
    const before = double.requests.length;
    const { told } = await invoke('change-request', double.endpoint, event({
      RequestType: 'Create', ResourceType: CHANGE_REQUEST_TYPE, LogicalResourceId: construct.node.id, ResourceProperties: deployed(construct),
    }), { stsEndpoint: sts.endpoint });
    outcomes.set(name, { sent: double.requests.slice(before).filter(({ operation }) => operation === OPERATION), told });
  }
}, 120_000);
afterAll(() => Promise.all([double.stop(), sts.stop()]));

test('there are thirty different ones at least, each with a token of its own', () => {
  const requests = inputs();
  expect(new Set(requests.map(({ ClientToken: _, ...input }) => JSON.stringify(input))).size).toBeGreaterThanOrEqual(30);
  expect(new Set(requests.map(({ ClientToken }) => ClientToken)).size).toBe(constructs.length);
});

test.each(Object.keys(CHANGE_REQUESTS))('%s is sent once, and valid against the model of the API', name => {
  const { sent, told } = outcomes.get(name)!;
  if (process.env.SHOW_REQUESTS !== undefined) process.stdout.write(`${name}\n  ${sent.map(({ input }) => JSON.stringify(input).slice(0, 500)).join('\n  ')}\n`);
  expect(told).toMatchObject({ Status: 'SUCCESS' });
  expect(sent).toHaveLength(1);
  expect(() => validateRequest(OPERATION, sent[0].input)).not.toThrow();
});

test('together they touch every member of the input', () => {
  const touched = new Set(inputs().flatMap(input => membersIn(OPERATION, input)));
  expect([...touched].sort()).toEqual(membersOf(OPERATION).sort());
  expect(touched.size).toBeGreaterThan(35);
});

test('none of them is odd', () => {
  const warnings = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('changeRequest'));
  expect(warnings.map(({ entry }) => entry.data)).toEqual([]);
});
