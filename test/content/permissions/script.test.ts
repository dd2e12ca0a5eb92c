import { deriveStep, doubtsOfStep, here, policyOfStep } from './runbook';

const python = (Script: string) => ({ Runtime: 'python3.11', Handler: 'main', Script });

test('the operations of a Python script, on what it names', () => {
  const { permissions } = deriveStep('aws:executeScript', python([
    'import boto3',
    's3 = boto3.client("s3")',
    'def main(events, context):',
    '  s3.get_object(Bucket="b", Key="{{ Key }}")',
    '  s3.list_objects_v2(Bucket=events["Bucket"])',
    '  boto3.client("lambda").create_function(FunctionName="f", Role="arn:aws:iam::111122223333:role/r")',
    '  boto3.client("sts").assume_role(RoleArn="arn:aws:iam::111122223333:role/other", RoleSessionName="x")',
  ].join('\n')), { Key: { type: 'String' } });
  expect(permissions.map(({ actions, resources, origin }) => [origin, actions, resources])).toEqual([
    ["client('s3').get_object, line 4", ['s3:GetObject'], ['arn:${AWS::Partition}:s3:::b/*']],
    ["client('s3').list_objects_v2, line 5", ['s3:ListBucket'], ['*']],
    ["client('lambda').create_function, line 6", ['lambda:CreateFunction'], [here('lambda', 'function:f')]],
    ["client('lambda').create_function, line 6", ['iam:PassRole'], ['arn:aws:iam::111122223333:role/r']],
    ["client('sts').assume_role, line 7", ['sts:AssumeRole'], ['arn:aws:iam::111122223333:role/other']],
  ]);
});

test.each([
  [{ Runtime: 'PowerShell 7.4', Script: '# Get-S3Object\n$i = Get-EC2Instance -Filter $f; Stop-EC2Instance $i; Get-ChildItem' },
    'inputs.Script: the script calls AWS: Get-EC2Instance, Stop-EC2Instance; allow what these need'],
  [{ Runtime: 'PowerShell 7.4', Script: 'aws s3 ls' }, 'inputs.Script: the script calls the AWS CLI; allow what it needs'],
  [{ Runtime: 'python3.11', Handler: 'main', Attachment: 'a.zip' }, 'inputs.Attachment: what the attached script calls is not known here; allow what it needs'],
  [{ Runtime: 'python3.11', Handler: 'main', Script: 'PLACEHOLDER::main' },
    'inputs.Script: the script does not define the handler "main"; allow what the code that does needs'],
  [python('import boto3\ndef main(events, context): boto3.client(x)'), 'inputs.Script: client(…), line 2: which service it is for is only known when the script runs; allow what it needs'],
])('what is not sure of %j', (inputs, doubt) => {
  expect(policyOfStep('aws:executeScript', inputs)).toEqual([]);
  expect(doubtsOfStep('aws:executeScript', inputs)).toEqual([doubt]);
});

test('a role that the text of the script does not show', () => {
  const HIDDEN = 'which role is passed, if any, is only known when the script runs; allow iam:PassRole for that role';
  const script = (call: string) => doubtsOfStep('aws:executeScript', python(`import boto3\ndef main(events, context):\n  boto3.client("lambda").${call}`));
  expect(script('create_function(**events)')).toEqual([`inputs.Script: client('lambda').create_function, line 3: ${HIDDEN}`]);
  expect(script('delete_function(**events)')).toEqual([]);
  expect(script('create_function(FunctionName="f")')).toEqual([]);
});

test('scripts that call nothing', () => {
  for (const inputs of [python('def main(events, context):\n  return {"a": 1}'), { Runtime: 'PowerShell 7.4', Script: 'Get-ChildItem -Path C:\\' }]) {
    expect(policyOfStep('aws:executeScript', inputs)).toEqual([]);
    expect(doubtsOfStep('aws:executeScript', inputs)).toEqual([]);
  }
});
