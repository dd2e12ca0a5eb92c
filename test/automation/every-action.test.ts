import { App, Stack } from 'aws-cdk-lib';
import { everyAction, PARAMETERS, VARIABLES } from './every-action';
import { AssumeRole } from '../../src/automation/assume-role';
import { Runbook } from '../../src/automation/runbook';
import { RunbookParts } from '../../src/automation/runbook-parts';
import { ACTIONS } from '../../src/content/schema/actions/actions';
import { OPERATORS } from '../../src/content/schema/conditions';
import { STEP_KEYS } from '../../src/content/schema/steps';
import { ContentMap, isMap } from '../../src/content/value';
import { Content } from '../../src/document/content';
import { deployedContent } from '../document/deployed-content';

const stack = new Stack(new App(), 'Stack');
const runbook = new Runbook(stack, 'Runbook', {
  description: 'Every action with every input',
  assumeRole: AssumeRole.fromRoleArn('arn:aws:iam::111122223333:role/Automation'),
  parameters: Object.values(PARAMETERS),
  variables: Object.values(VARIABLES),
  steps: everyAction(),
  outputs: ['Describe.State', 'RunCommand.Output'],
});
const content = deployedContent(stack) as ContentMap & { mainSteps: ContentMap[] };
const all = withInner(content.mainSteps);

test('a runbook with every action and every input is written so', () => {
  expect(content).toMatchSnapshot();
});

test('no error is found in it', () => {
  expect(runbook.node.validate()).toEqual([]);
});

test('every action is there, with every input that SSM documents', () => {
  const missing = [...ACTIONS].flatMap(([action, { inputs }]) => {
    const steps = all.filter(step => step.action === action);
    const given = new Set(steps.flatMap(step => Object.keys(step.inputs as ContentMap)));
    return steps.length === 0 ? [action] : Object.keys(inputs).filter(input => !given.has(input)).map(input => `${action} ${input}`);
  });
  expect(missing).toEqual([]);
  expect(ACTIONS.size).toBe(23);
});

test('everything that a step can say is said, and every condition is asked', () => {
  const keys = new Set(all.flatMap(step => Object.keys(step)));
  expect(STEP_KEYS.filter(key => !keys.has(key))).toEqual([]);
  const text = JSON.stringify(content);
  expect([...Object.keys(OPERATORS), 'And', 'Or', 'Not'].filter(operator => !text.includes(`"${operator}":`))).toEqual([]);
});

test('it is read as the same typed steps', () => {
  const { steps, parameters, variables, description, outputs, assumeRole } = RunbookParts.fromContent(Content.fromObject(content));
  expect(steps.map(({ constructor }) => constructor)).toEqual(everyAction().map(({ constructor }) => constructor));
  expect(steps.filter(step => (step as any).options.overrides !== undefined)).toEqual([]);
  const again = new Stack();
  new Runbook(again, 'Again', { description, assumeRole, parameters, variables, steps, outputs });
  const { files, ...expected } = content;
  expect(deployedContent(again)).toStrictEqual(expected);
  expect(files).toEqual({ 'script.py': { checksums: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } } });
});

function withInner(steps: readonly ContentMap[]): ContentMap[] {
  return steps.flatMap(step => {
    const inner = isMap(step.inputs) && Array.isArray(step.inputs.Steps) ? step.inputs.Steps.filter(isMap) : [];
    return [step, ...withInner(inner)];
  });
}
