import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ContentVerification, DefaultVersion, Document, DocumentSharing } from '../../../src';

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

test('further policies go into roles that the function assumes, as many as IAM takes in each', () => {
  for (let count = 1; count <= 60; count += 1) verify(stack, `Document-${count}-${'n'.repeat(110)}`);

  const resources: Record<string, any> = Template.fromStack(stack).toJSON().Resources;
  const [functionId] = Object.keys(resources).filter(id => resources[id].Type === 'AWS::Lambda::Function');
  const own = resources[functionId].Properties.Role['Fn::GetAtt'][0];
  const policies = (role: string) => Object.keys(resources).filter(id => resources[id].Type === 'AWS::IAM::RolePolicy' && resources[id].Properties.RoleName.Ref === role);
  const further = Object.keys(resources).filter(id => resources[id].Type === 'AWS::IAM::Role' && id !== own);
  expect([own, ...further].map(role => policies(role).length)).toEqual([25 + 1, 25, 10]);

  const [allowed] = policies(own).filter(id => resources[id].Properties.PolicyDocument.Statement[0].Action === 'sts:AssumeRole');
  expect(resources[allowed].Properties.PolicyDocument.Statement).toEqual([
    { Action: 'sts:AssumeRole', Effect: 'Allow', Resource: further.map(role => ({ 'Fn::GetAtt': [role, 'Arn'] })) },
  ]);
  for (const role of further) {
    expect(resources[role].Properties.AssumeRolePolicyDocument.Statement).toEqual([
      { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { AWS: { 'Fn::GetAtt': [own, 'Arn'] } } },
    ]);
    for (const id of policies(role)) expect(resources[id].DependsOn).toEqual([allowed]);
  }
  const roles = Object.values(resources).filter(({ Type }) => Type === 'Custom::SSMDocumentContentHash').map(({ Properties }) => Properties.RoleArn?.['Fn::GetAtt'][0]);
  expect(roles).toEqual([...Array(25).fill(undefined), ...Array(25).fill(further[0]), ...Array(10).fill(further[1])]);
  expect(new Set(Object.values(resources).filter(({ Type }) => Type.startsWith('Custom::')).map(({ Properties }) => JSON.stringify(Properties.ServiceToken))).size).toBe(1);
});

test('25 policies with the longest names fit into a role', () => {
  const document = Document.fromDocumentName(stack, 'Document', 'n'.repeat(128));
  new DocumentSharing(stack, 'Shared', { document, accountIds: ['444455556666'] });
  new DefaultVersion(stack, 'Default', { document });

  const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::RolePolicy')).map(({ Properties }) =>
    JSON.stringify(Properties.PolicyDocument).replace('{"Fn::Join":["",["arn:",{"Ref":"AWS::Partition"},"', 'arn:aws-us-gov').replace('"]]}', ''));
  for (const policy of policies) {
    expect(policy).not.toContain('Fn::');
    expect(policy.length).toBeLessThan(400);
  }
});
