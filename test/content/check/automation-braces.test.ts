import { runbook, runCases } from './cases';

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
      [call('{{ InstanceId }')], [call('{{InstanceId}')], [call('{{ Instance Id }}')], [call('{{ instance-id }}')], [call('/of/{{ InstanceId }/value')],
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
