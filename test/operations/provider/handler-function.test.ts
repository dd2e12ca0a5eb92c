import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ContentVerification, Document } from '../../../src';

const HASH = '0'.repeat(64);

let app: App;
let stack: Stack;

beforeEach(() => {
  app = new App();
  stack = new Stack(app, 'Stack', { env: { region: 'eu-west-1', account: '111122223333' } });
});

function verify(scope: Stack, id: string): void {
  new ContentVerification(scope, id, { document: Document.fromDocumentName(scope, `${id}Document`, id), contentHash: HASH });
}

test('there is one function for a handler and stack, made when it is needed', () => {
  const other = new Stack(app, 'Other');
  const without = new Stack(app, 'Without');
  for (const id of ['First', 'Second']) verify(stack, id);
  verify(other, 'First');

  const count = (each: Stack) => Template.fromStack(each).resourceCountIs('AWS::Lambda::Function', 1);
  count(stack);
  count(other);
  Template.fromStack(without).resourceCountIs('AWS::Lambda::Function', 0);
});

test('its function, its role and its log are these', () => {
  verify(stack, 'First');

  const template = Template.fromStack(stack);
  const [log] = Object.keys(template.findResources('AWS::Logs::LogGroup'));
  const [role] = Object.keys(template.findResources('AWS::IAM::Role'));
  const resources = template.toJSON().Resources;
  expect(Object.values(resources).filter((each: any) => each.Type === 'AWS::Lambda::Function').map((each: any) => each.Properties)).toEqual([{
    Code: { S3Bucket: 'cdk-hnb659fds-assets-111122223333-eu-west-1', S3Key: expect.stringMatching(/^[0-9a-f]{64}\.zip$/) },
    Description: 'Custom resources "content-hash" for Systems Manager documents',
    Handler: 'content-hash.handler',
    LoggingConfig: { LogGroup: { Ref: log } },
    MemorySize: 256,
    Role: { 'Fn::GetAtt': [role, 'Arn'] },
    Runtime: expect.stringMatching(/^nodejs\d\d\.x$/),
    Timeout: 900,
  }]);
  expect(resources[log]).toEqual({
    Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 30 }, UpdateReplacePolicy: 'Delete', DeletionPolicy: 'Delete',
  });
  expect(resources[role].Properties).toEqual({
    AssumeRolePolicyDocument: {
      Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } }],
      Version: '2012-10-17',
    },
    Policies: [{
      PolicyName: 'Log',
      PolicyDocument: {
        Statement: [{ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Effect: 'Allow', Resource: { 'Fn::GetAtt': [log, 'Arn'] } }],
        Version: '2012-10-17',
      },
    }],
  });
});

test('no try of it begins that CloudFormation waits for no more when it ends', () => {
  verify(stack, 'First');

  const template = Template.fromStack(stack);
  const [{ Properties: { Timeout } }] = Object.values(template.findResources('AWS::Lambda::Function'));
  const [{ Properties: { ServiceTimeout } }] = Object.values(template.findResources('Custom::SSMDocumentContentHash'));
  const [{ Properties: { MaximumEventAgeInSeconds } }] = Object.values(template.findResources('AWS::Lambda::EventInvokeConfig'));
  expect(MaximumEventAgeInSeconds).toBe(24 * 60);
  expect(MaximumEventAgeInSeconds + Timeout).toBeLessThan(Number(ServiceTimeout));
});

test('its asset holds its handler and the SDK, and nothing else', () => {
  verify(stack, 'First');

  const { directory } = app.synth();
  const [asset] = readdirSync(directory).filter(name => name.startsWith('asset.'));
  expect(readdirSync(join(directory, asset)).sort()).toEqual(['content-hash.js', 'sdk.js']);
});

test.each([
  [55, undefined],
  [80, /the 80 custom resources of "content-hash" in this stack need policies of \d+ characters, IAM takes 10240 a role; put some of their documents into another stack/],
])('more policies than IAM takes in a role are told before deployment: %d', (documents, message) => {
  for (let count = 1; count <= documents; count += 1) verify(stack, `Document-${count}`);

  if (message === undefined) expect(() => app.synth()).not.toThrow();
  else expect(() => app.synth()).toThrow(message);
});
