import { execFileSync } from 'node:child_process';
import { App, aws_ec2 as ec2, aws_iam as iam, aws_s3 as s3, CfnParameter, Fn, Lazy, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { DocumentParameter, Session, SessionDocument } from '../../src';
import { evaluate } from '../cloudformation';

const HOSTILE = [
  'it\'s', '\'', '\'\'; rm -rf / #', '$(id)', '`id`', '"', '\\', '\\\'', '*', '~', 'a b', '\t', '-rf', '--debug', '!', '{}', '日本語 🙂', '${aws:userid}', '%s', '=', '&', '#',
];

let stack: Stack;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack');
});

function define(parameters: DocumentParameter[] = []): SessionDocument {
  return new SessionDocument(stack, 'Doc', { documentName: 'Ops-Shell', parameters, session: Session.ssh() });
}

/** What the AWS CLI would get from a POSIX shell. */
function argumentsInShell(command: string): string[] {
  const output = execFileSync('/bin/sh', ['-c', `aws() { for argument; do printf '%s\\0' "$argument"; done; }\n${command}`], { encoding: 'utf8', env: { PATH: '' } });
  return output.split('\0').slice(0, -1);
}

/** Options of a command line, whether "=" or a space stands before their values. */
function optionsOf([service, operation, ...rest]: string[]): Record<string, string> {
  expect([service, operation]).toEqual(['ssm', 'start-session']);
  const options: Record<string, string> = {};
  for (let index = 0; index < rest.length; index += 1) {
    const [name, ...value] = rest[index].split('=');
    options[name] = value.length > 0 ? value.join('=') : rest[index += 1];
  }
  return options;
}

function deployed(value: unknown, refs: Record<string, unknown>): any {
  return evaluate(stack.resolve(value), { refs: { ...refs, Doc036E3112: 'Ops-Shell' } });
}

describe('the command', () => {
  test('is short where nothing else is given', () => {
    expect(deployed(define().startSessionCommand('i-0123456789abcdef0'), {})).toBe(
      "aws ssm start-session --target i-0123456789abcdef0 --document-name 'Ops-Shell'");
  });

  test('names an instance of this app without detours', () => {
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'], privateSubnetIds: ['subnet-1'] });
    const instance = new ec2.Instance(stack, 'Node', {
      vpc, instanceType: new ec2.InstanceType('t3.micro'), machineImage: ec2.MachineImage.genericLinux({ 'eu-west-1': 'ami-1' }),
    });
    expect(stack.resolve(define().startSessionCommand(instance.instanceId))).toEqual({
      'Fn::Join': ['', ["aws ssm start-session --target '", { Ref: expect.stringMatching(/^Node/) }, "' --document-name '", { Ref: 'Doc036E3112' }, "'"]],
    });
  });

  test('names a bucket of this app without detours, but a role under a path of odd characters with them', () => {
    const bucket = new s3.Bucket(stack, 'Bucket');
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal(), path: '/it\'s/' });
    const command = (value: string) => JSON.stringify(stack.resolve(define().startSessionCommand('i-1', undefined, value)));
    expect(command(`for ${bucket.bucketName}`)).not.toContain('Fn::Split');
    stack.node.tryRemoveChild('Doc');
    expect(command(`for ${role.roleArn}`)).toContain('Fn::Split');
  });

  test('holds parameters as JSON and the reason', () => {
    const document = define([DocumentParameter.ofString('file'), DocumentParameter.ofStringList('hosts')]);
    expect(deployed(document.startSessionCommand('i-1', { file: ['/var/log/a b'], hosts: ['x', 'y'] }, 'It\'s urgent'), {})).toBe(
      "aws ssm start-session --target i-1 --document-name 'Ops-Shell' --parameters '{\"file\":[\"/var/log/a b\"],\"hosts\":[\"x\",\"y\"]}' --reason 'It'\\''s urgent'");
  });

  test('gives a shell exactly what was said, whatever it is', () => {
    const document = define([DocumentParameter.ofString('a'), DocumentParameter.ofStringList('list', { defaultValue: [] })]);
    const text = (maxLength: number) => fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength }), fc.constantFrom(...HOSTILE))
      .filter(value => !/[\0\n\r\ud800-\udfff]|^fileb?:\/\//.test(value) && value.length <= maxLength && !value.includes('Token['));
    const value = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom(...HOSTILE)).filter(each => !each.includes('Token['));
    fc.assert(fc.property(text(40), value, fc.array(value, { minLength: 1, maxLength: 3 }), text(40), (target, a, list, reason) => {
      const command = deployed(document.startSessionCommand(target, { a: [a], list }, reason), {});
      const options = optionsOf(argumentsInShell(command));
      expect(options).toEqual({ '--target': target, '--document-name': 'Ops-Shell', '--parameters': expect.anything(), '--reason': reason });
      expect(JSON.parse(options['--parameters'])).toEqual({ a: [a], list });
    }), { numRuns: 150 });
  });

  test('gives a shell exactly what deployment says, whatever it is', () => {
    const target = new CfnParameter(stack, 'Target').valueAsString;
    const value = new CfnParameter(stack, 'Value').valueAsString;
    const list = new CfnParameter(stack, 'List', { type: 'CommaDelimitedList' }).valueAsList;
    const document = define([DocumentParameter.ofString('a'), DocumentParameter.ofStringList('list')]);
    const command = document.startSessionCommand(target, { a: [`<'"${value}"'>`], list }, `because '${value}'`);
    for (const Value of [...HOSTILE, 'line\nbreak\r\n', '\\n', "\\'", '"\'"\\\'']) {
      const options = optionsOf(argumentsInShell(deployed(command, { Target: 'i-1', Value, List: [Value, 'b'] })));
      expect(options).toMatchObject({ '--target': 'i-1', '--reason': `because '${Value}'` });
      expect(JSON.parse(options['--parameters'])).toEqual({ a: [`<'"${Value}"'>`], list: [Value, 'b'] });
    }
  });

  test('waits for values that are made late', () => {
    let reason = 'early';
    const command = define().startSessionCommand('i-1', undefined, Lazy.string({ produce: () => reason }));
    reason = 'it\'s late';
    expect(deployed(command, {})).toContain("--reason 'it'\\''s late'");
  });

  test('cannot hold what the AWS CLI takes for a file', () => {
    const document = define();
    expect(() => document.startSessionCommand('i-1', undefined, 'file:///etc/passwd')).toThrow(
      'reason is "file:///etc/passwd", and the AWS CLI would send the content of that file instead');
    expect(document.startSessionRequest('i-1', undefined, 'file:///etc/passwd').Reason).toBe('file:///etc/passwd');
  });
});

describe('the request', () => {
  test('has the names of the API', () => {
    const document = define([DocumentParameter.ofString('file', { defaultValue: 'x' })]);
    expect(stack.resolve(document.startSessionRequest('i-1'))).toEqual({ Target: 'i-1', DocumentName: { Ref: 'Doc036E3112' } });
    expect(stack.resolve(document.startSessionRequest('mi-1', { file: ['/tmp'] }, 'because'))).toEqual({
      Target: 'mi-1', DocumentName: { Ref: 'Doc036E3112' }, Parameters: { file: ['/tmp'] }, Reason: 'because',
    });
  });
});

describe('what the document does not take', () => {
  const file = DocumentParameter.ofString('logFile', { allowedPattern: '^/var/log/[a-z]+$' });
  const flag = DocumentParameter.ofString('follow', { allowedValues: ['true', 'false'], defaultValue: 'true' });
  const hosts = DocumentParameter.ofStringList('hosts', { defaultValue: ['a'], maxItems: 2 });
  const good = { logFile: ['/var/log/messages'] };

  test.each<[string, Record<string, string[]>]>([
    ['only what has no default', good],
    ['everything', { ...good, follow: ['false'], hosts: ['x', 'y'] }],
    ['a value of deployment', { logFile: [Fn.importValue('File')] }],
    ['a list of deployment', { ...good, hosts: Fn.split(',', Fn.importValue('Hosts')) }],
  ])('takes %s', (_, parameters) => {
    expect(() => define([file, flag, hosts]).startSessionRequest('i-1', parameters)).not.toThrow();
  });

  test.each<[string, Record<string, string[]> | undefined, string]>([
    ['nothing', undefined, 'parameter logFile has no default, a value is needed'],
    ['a near name', { ...good, folow: ['true'] }, 'there is no parameter "folow"; did you mean "follow"?'],
    ['a far name', { ...good, xyz: ['true'] }, 'there is no parameter "xyz"; declared: logFile, follow, hosts'],
    ['an inherited name', { ...good, constructor: ['true'] }, 'there is no parameter "constructor"'],
    ['a pattern', { logFile: ['/etc/passwd'] }, 'parameter logFile: "/etc/passwd" does not match the allowed pattern ^/var/log/[a-z]+$'],
    ['a choice', { ...good, follow: ['yes'] }, 'parameter follow: "yes" is not one of the allowed values "true", "false"'],
    ['two values for a text', { ...good, follow: ['true', 'false'] }, 'parameter follow: 2 values are given; a parameter of type String takes one'],
    ['too many items', { ...good, hosts: ['a', 'b', 'c'] }, 'parameter hosts: the value has 3 items, at most 2 are allowed'],
    ['no items', { ...good, hosts: [] }, 'parameter hosts: the list of values is empty; leave the parameter out'],
    ['an empty value', { ...good, hosts: ['a', ''] }, 'parameter hosts: a value has 0 characters; 1 to 65535 are allowed'],
  ])('refuses %s', (_, parameters, message) => {
    const document = define([file, flag, hosts]);
    expect(() => document.startSessionRequest('i-1', parameters)).toThrow(message);
    expect(() => document.startSessionCommand('i-1', parameters)).toThrow(message);
  });

  test('tells of everything at once', () => {
    expect(() => define([file]).startSessionCommand('', { logFil: ['x'] }, 'a\nb')).toThrow([
      'a session cannot be started like this:',
      '  - target is "", which has 0 characters; 1 to 400 are allowed',
      '  - reason is "a\\nb"; line breaks and NUL are not allowed',
      '  - there is no parameter "logFil"; did you mean "logFile"?',
      '  - parameter logFile has no default, a value is needed',
    ].join('\n'));
  });

  test.each([
    ['the longest target', ['t'.repeat(400)], undefined],
    ['the longest reason', ['i-1', undefined, 'r'.repeat(256)], undefined],
    ['too long a target', ['t'.repeat(401)], 'which has 401 characters; 1 to 400 are allowed'],
    ['too long a reason', ['i-1', undefined, 'r'.repeat(257)], 'which has 257 characters; 1 to 256 are allowed'],
    ['an empty reason', ['i-1', undefined, ''], 'reason is "", which has 0 characters'],
  ] as [string, [string, undefined?, string?], string | undefined][])('%s', (_, [target, parameters, reason], message) => {
    const start = () => define().startSessionCommand(target, parameters, reason);
    if (message === undefined) expect(start).not.toThrow();
    else expect(start).toThrow(message);
  });

  test('flags and numbers are given as text', () => {
    const document = define([DocumentParameter.ofBoolean('flag', { defaultValue: true }), DocumentParameter.ofInteger('number', { defaultValue: 1 })]);
    expect(() => document.startSessionRequest('i-1', { flag: ['false'], number: ['5'] })).not.toThrow();
    expect(() => document.startSessionRequest('i-1', { flag: ['no'] })).toThrow('parameter flag: a parameter of type Boolean takes true or false, not "no"');
    expect(() => document.startSessionRequest('i-1', { number: ['five'] })).toThrow('parameter number: a parameter of type Integer takes an integer, not "five"');
  });
});
