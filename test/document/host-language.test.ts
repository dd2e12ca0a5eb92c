import { App, Stack } from 'aws-cdk-lib';
import { AssumeRole, Choice, Condition, Content, Document, DocumentParameter, Runbook, steps } from '../../src';

const before = process.env.JSII_AGENT;

afterEach(() => {
  if (before === undefined) delete process.env.JSII_AGENT;
  else process.env.JSII_AGENT = before;
});

function restart(): Runbook {
  return new Runbook(new Stack(new App(), 'Web'), 'Restart', {
    assumeRole: AssumeRole.caller(),
    parameters: [DocumentParameter.ofStringMap('Labels', { defaultValue: { b: '1', a: '2' } })],
    steps: [
      new steps.AwsApi('Tag', { service: 'ec2', api: 'CreateTags', parameters: { Tags: [{ Value: 'x', Key: 'y' }], Resources: ['i-0123456789abcdef0'] } }),
      new steps.RunCommand('Run', { document: 'AWS-RunShellScript', instanceIds: ['i-0123456789abcdef0'], parameters: { workingDirectory: ['/'], commands: ['df'] } }),
      new steps.Branch('Ask', { choices: [Choice.when(Condition.stringEquals('{{ global:REGION }}', 'eu-west-1'), 'New')] }),
      new steps.Other('New', { action: 'aws:sleep', inputs: { z: 1, Duration: 'PT1M' } }),
    ],
  });
}

const withoutOrder = (text: string) => [...text].sort().join('');

test('maps of Java, which have another order in every run, get one that lasts; those of other languages keep theirs', () => {
  const asDeclared = restart().contentText;
  process.env.JSII_AGENT = 'Python/3.11.7';
  expect(restart().contentText).toBe(asDeclared);
  process.env.JSII_AGENT = 'Java/17.0.15';
  const { contentText } = restart();

  // The library's own maps have their order in every language.
  for (const text of [asDeclared, contentText]) expect(text).toContain('"NextStep":"New","Variable":"{{ global:REGION }}","StringEquals":"eu-west-1"');
  expect(withoutOrder(contentText)).toBe(withoutOrder(asDeclared));
  for (const [declared, lasting] of [
    ['"default":{"b":"1","a":"2"}', '"default":{"a":"2","b":"1"}'],
    ['"Tags":[{"Value":"x","Key":"y"}],"Resources":["i-0123456789abcdef0"]', '"Resources":["i-0123456789abcdef0"],"Tags":[{"Key":"y","Value":"x"}]'],
    ['"workingDirectory":["/"],"commands":["df"]', '"commands":["df"],"workingDirectory":["/"]'],
    ['"z":1,"Duration":"PT1M"', '"Duration":"PT1M","z":1'],
  ]) {
    expect(asDeclared).toContain(declared);
    expect(contentText).toContain(lasting);
  }
});

test('in Java the order of a text stays as it was written', () => {
  process.env.JSII_AGENT = 'Java/17.0.15';
  const content = Content.fromString('{"schemaVersion":"0.3","mainSteps":[{"name":"A","inputs":{"b":1,"Duration":"PT1M"},"action":"aws:sleep"}]}');

  expect(new Document(new Stack(), 'Written', { content }).contentText).toContain('"inputs":{"b":1,"Duration":"PT1M"},"action"');
});

test('other languages are told the construct, which JavaScript shows by itself', () => {
  const wrong = () => restart().startAutomationCommand({ Lables: ['{}'] });
  expect(wrong).toThrow(/^the runbook cannot be started like this: there is no parameter "Lables"; did you mean "Labels"\?$/);
  process.env.JSII_AGENT = 'go/go1.26';
  expect(wrong).toThrow(/^Web\/Restart: the runbook cannot be started like this: there is no parameter "Lables"/);
});
