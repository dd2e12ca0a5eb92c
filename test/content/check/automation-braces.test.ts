import { runbook, runCases } from './cases';
import { check } from '../../../src/content/check/check';

const call = (value: string) => runbook({
  parameters: { InstanceId: { type: 'String' } },
  mainSteps: [{ name: 'read', action: 'aws:executeAwsApi', inputs: { Service: 'ssm', Api: 'GetParameter', Name: value } }],
});
const selected = (selector: string) => runbook({
  mainSteps: [{
    name: 'read',
    action: 'aws:executeAwsApi',
    inputs: { Service: 'ssm', Api: 'GetParameters', Names: ['a'] },
    outputs: [{ Name: 'Value', Selector: selector, Type: 'String' }],
  }],
});
const approval = (topic: string) => runbook({
  mainSteps: [{ name: 'ask', action: 'aws:approve', inputs: { Approvers: ['operator'], NotificationArn: topic } }],
});

runCases([
  {
    code: 'warning automation/broken-reference',
    path: 'mainSteps[0].inputs.Name',
    fails: [
      [call('{{ InstanceId }')], [call('{{InstanceId}')], [call('{{ Instance Id }}')], [call('{{ instance-id }}')], [call('/of/{{ InstanceId }/value')], [call('{{ {{ InstanceId }} }}')],
    ],
    passes: [
      [call('{{ InstanceId }}')], [call('{{"a": 1}}')], [call('{{ .Names }}')], [call('{{}}')], [call('/of/{{ other }/value')], [call('{ InstanceId }')],
    ],
  },
  {
    code: 'warning automation/open-selector',
    path: 'mainSteps[0].outputs[0].Selector',
    fails: [[selected('$.Parameters[0.Value')], [selected("$.Parameters[?(@.Name == 'a'].Value")], [selected("$['Parameters][0]")], [selected('$.Parameters0].Value')]],
    passes: [[selected('$.Parameters[0].Value')], [selected("$.Parameters[?(@.Name == 'a[')].Value")], [selected('$..Value')]],
  },
  {
    code: 'warning automation/odd-input',
    path: 'mainSteps[0].inputs.NotificationArn',
    fails: [[approval('arn:aws:sns:us-east-1:111122223333:approvals')]],
    passes: [[approval('arn:aws:sns:us-east-1:111122223333:Automation-approvals')], [approval('arn:aws:sns:us-east-1:111122223333:{{ global:REGION }}')]],
  },
]);

/** What is said of a content. */
const told = (content: ReturnType<typeof runbook>) => check(content).map(({ message }) => message);
const sleep = (Duration: string | number) => runbook({ mainSteps: [{ name: 'wait', action: 'aws:sleep', inputs: { Duration } }] });
const property = (action: string, DesiredValues: (string | boolean)[]) => runbook({
  mainSteps: [{ name: 'look', action, inputs: { Service: 'ec2', Api: 'DescribeVolumes', PropertySelector: '$.Volumes[0].Encrypted', DesiredValues } }],
});

test.each([
  ['5m', 'PT5M'], ['30 s', 'PT30S'], ['60', 'PT60S'], ['2 hours', 'PT2H'], ['1d', 'P1D'],
])('a duration %s is meant to be %s', (text, meant) => {
  expect(told(sleep(text))).toEqual([expect.stringMatching(new RegExp(`found "${text}"; did you mean "${meant}"\\?$`))]);
  expect(told(sleep(meant))).toEqual([]);
});

test('a duration that is a number tells what it is in seconds', () => {
  expect(told(sleep(60))).toContainEqual(expect.stringMatching(/60 seconds are PT60S$/));
});

test.each(['aws:waitForAwsResourceProperty', 'aws:assertAwsResourceProperty'])('%s compares with texts, flags as Python writes them', action => {
  expect(told(property(action, [true]))).toEqual(['DesiredValues is a list of texts, found true; write "True"']);
  expect(told(property(action, [false]))).toEqual(['DesiredValues is a list of texts, found false; write "False"']);
  expect(told(property(action, ['True']))).toEqual([]);
});

test('a name with characters that names do not have is not told to be written as it is', () => {
  const content = runbook({
    parameters: { 'wait-time': { type: 'String' } }, mainSteps: [{ name: 'wait', action: 'aws:sleep', inputs: { Duration: '{{ wait-time }}' } }],
  });
  expect(told(content).at(-1)).toBe(
    '"{{ wait-time }}" is no reference and stays as it is; names have letters, digits and "_", and two braces stand on either side');
});
