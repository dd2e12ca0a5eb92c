import { outerSteps } from './runbook';
import { ContentMap, ContentValue } from '../../../src/content/value';

const call = (name: string, more: ContentMap = {}): ContentMap => ({
  name,
  action: 'aws:executeAwsApi',
  inputs: { Service: 'sts', Api: 'GetCallerIdentity' },
  outputs: [{ Name: 'Account', Selector: '$.Account', Type: 'String' }],
  ...more,
});

const ACCOUNT = '{{ PreparedCall.Account }}';

/** The runbook with well-formed steps before its first. */
function withSteps(content: ContentMap, ...steps: ContentMap[]): ContentMap | undefined {
  return outerSteps(content).length === 0 ? undefined : { ...content, mainSteps: [...steps, ...content.mainSteps as ContentValue[]] };
}

/** With a step that has every kind of jump. */
export function withJumps(content: ContentMap): ContentMap | undefined {
  const jumps = { nextStep: 'PreparedCheck', onFailure: 'step:PreparedCheck', onCancel: 'step:PreparedCheck' };
  return withSteps(content, call('PreparedCall', jumps), call('PreparedCheck'));
}

/** With a branch. */
export function withBranch(content: ContentMap): ContentMap | undefined {
  const choices: ContentValue[] = [
    { Variable: ACCOUNT, StringEquals: '123456789012', NextStep: 'PreparedCheck' },
    { And: [{ Variable: ACCOUNT, StartsWith: '1' }, { Not: { Variable: ACCOUNT, EndsWith: '2' } }], NextStep: 'PreparedCheck' },
  ];
  return withSteps(content,
    call('PreparedCall'),
    { name: 'PreparedBranch', action: 'aws:branch', inputs: { Choices: choices, Default: 'PreparedCheck' } },
    call('PreparedCheck'));
}

/** With a loop of either kind. */
export function withLoops(content: ContentMap): ContentMap | undefined {
  return withSteps(content,
    call('PreparedCall'),
    {
      name: 'PreparedForEach',
      action: 'aws:loop',
      inputs: {
        Iterators: ['one', 'two'],
        IteratorDataType: 'String',
        Steps: [
          {
            name: 'PreparedInner',
            action: 'aws:executeAwsApi',
            inputs: { Service: 'ssm', Api: 'GetParameter', Name: '{{ PreparedForEach.CurrentIteratorValue }}' },
            outputs: [{ Name: 'Value', Selector: '$.Parameter.Value', Type: 'String' }],
            nextStep: 'PreparedLast',
          },
          { name: 'PreparedLast', action: 'aws:sleep', inputs: { Duration: 'PT1S' } },
        ],
      },
    },
    {
      name: 'PreparedWhile',
      action: 'aws:loop',
      inputs: {
        LoopCondition: { Variable: ACCOUNT, StringEquals: '123456789012' },
        MaxIterations: 3,
        Steps: [{ name: 'PreparedPause', action: 'aws:sleep', inputs: { Duration: 'PT1S' } }],
      },
    });
}

/** With variables, read and written. */
export function withVariables(content: ContentMap): ContentMap | undefined {
  const prepared = withSteps(content,
    { name: 'PreparedSetCount', action: 'aws:updateVariable', inputs: { Name: 'variable:preparedCount', Value: 2 } },
    { name: 'PreparedSetName', action: 'aws:updateVariable', inputs: { Name: 'variable:preparedName', Value: 'two' } },
    { name: 'PreparedRead', action: 'aws:executeAwsApi', inputs: { Service: 'ssm', Api: 'GetParameter', Name: '{{ variable:preparedName }}' } });
  return prepared === undefined ? undefined : {
    ...prepared,
    variables: { preparedCount: { type: 'Integer', default: 1 }, preparedName: { type: 'String', default: 'one' } },
  };
}

/** With an approval by two people. */
export function withApproval(content: ContentMap): ContentMap | undefined {
  return withSteps(content, {
    name: 'PreparedApproval',
    action: 'aws:approve',
    timeoutSeconds: 3600,
    inputs: {
      Approvers: ['arn:aws:iam::123456789012:role/First', 'arn:aws:iam::123456789012:role/Second'],
      MinRequiredApprovals: 1,
      Message: 'May it go on?',
    },
  });
}

/** With steps whose inputs take one of a few values. */
export function withChosenValues(content: ContentMap): ContentMap | undefined {
  return withSteps(content,
    { name: 'PreparedStop', action: 'aws:changeInstanceState', inputs: { InstanceIds: ['i-0123456789abcdef0'], CheckStateOnly: false, DesiredState: 'stopped' } },
    {
      name: 'PreparedInvoke',
      action: 'aws:invokeLambdaFunction',
      inputs: { FunctionName: 'prepared', InvocationType: 'RequestResponse', LogType: 'Tail' },
      outputs: [{ Name: 'Answer', Selector: '$.Payload.answer', Type: 'String' }],
    });
}

/** With a stack that is made. */
export function withStack(content: ContentMap): ContentMap | undefined {
  return withSteps(content, {
    name: 'PreparedStack',
    action: 'aws:createStack',
    inputs: {
      StackName: 'prepared',
      TemplateURL: 'https://example-bucket.s3.amazonaws.com/prepared.json',
      Capabilities: ['CAPABILITY_IAM'],
      OnFailure: 'DELETE',
    },
  });
}

/** With a command that runs on an instance. */
export function withCommand(content: ContentMap): ContentMap | undefined {
  return withSteps(content, {
    name: 'PreparedCommand',
    action: 'aws:runCommand',
    inputs: { DocumentName: 'AWS-RunShellScript', InstanceIds: ['i-0123456789abcdef0'], Parameters: { commands: ['uptime'] }, TimeoutSeconds: 60 },
  });
}

/** With a wait. */
export function withSleep(content: ContentMap): ContentMap | undefined {
  return withSteps(content, { name: 'PreparedSleep', action: 'aws:sleep', inputs: { Duration: 'PT10M' } });
}

/** With a script, its handler defined in it. */
export function withScript(content: ContentMap): ContentMap | undefined {
  const script = 'import json\n\ndef prepare(events, context):\n    return {"Answer": json.dumps(events)}\n';
  return withSteps(content, {
    name: 'PreparedScript',
    action: 'aws:executeScript',
    inputs: { Runtime: 'python3.11', Handler: 'prepare', InputPayload: { Region: '{{ global:REGION }}' }, Script: script },
    outputs: [{ Name: 'Answer', Selector: '$.Payload.Answer', Type: 'String' }],
  });
}

/** With a script that calls AWS. */
export function withAwsScript(content: ContentMap): ContentMap | undefined {
  const script = 'import boto3\n\ndef count(events, context):\n    return {"Regions": len(boto3.client("ec2").describe_regions()["Regions"])}\n';
  return withSteps(content, { name: 'PreparedAwsScript', action: 'aws:executeScript', inputs: { Runtime: 'python3.11', Handler: 'count', Script: script } });
}

/** With a script that lies in an attachment. */
export function withAttachment(content: ContentMap): ContentMap | undefined {
  const prepared = withSteps(content, {
    name: 'PreparedScript',
    action: 'aws:executeScript',
    inputs: { Runtime: 'python3.11', Handler: 'prepared.handler', Attachment: 'prepared.py' },
  });
  return prepared === undefined ? undefined : { ...prepared, files: { 'prepared.py': { checksums: { sha256: 'a'.repeat(64) } } } };
}

/** With a runbook that another starts. */
export function withNestedRunbook(content: ContentMap): ContentMap | undefined {
  return withSteps(content, {
    name: 'PreparedRunbook',
    action: 'aws:executeAutomation',
    inputs: { DocumentName: 'AWS-RestartEC2Instance', RuntimeParameters: { InstanceId: ['i-0123456789abcdef0'] } },
  });
}
