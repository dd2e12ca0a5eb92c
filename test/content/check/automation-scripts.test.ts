import { pause, python, step, steps } from './automation-cases';
import { Case, notShown, runCases } from './cases';
import { scriptRule } from '../../../src/content/check/automation-script-rules';
import { check } from '../../../src/content/check/check';
import { safetyRule } from '../../../src/content/check/safety-rules';
import { ContentMap, ContentValue } from '../../../src/content/value';

const unresolved = { isUnresolved: (value: unknown) => value === 'token' };
const inputs = (rest: string) => `mainSteps[0].inputs${rest}`;
const scripted = (Script: ContentValue, more: ContentMap = {}) => steps(python({ Script, ...more }));
const powershell = (more: ContentMap) => steps(step('executeScript', { Runtime: 'PowerShell 7.4', ...more }));
const SUM = 'a'.repeat(64);
const files = { 'x.zip': { checksums: { sha256: SUM } } };
const attached = (more: ContentMap = {}, document: ContentMap = { files }) => ({ ...steps(python({ Script: null, Handler: 'x.run', Attachment: 'x.zip', ...more })), ...document });
const put = (definition: ContentMap, text = 'def run(e, c):\n  return "{{ P }}"\n') => ({ ...scripted(text), parameters: { P: definition } });
const ran = (definition: ContentMap, parameters: ContentMap, DocumentName = 'AWS-RunShellScript') =>
  ({ ...steps(step('runCommand', { DocumentName, InstanceIds: ['i'], Parameters: parameters })), parameters: { P: definition } });
const secret = (name: string, definition: ContentMap) => ({ ...steps(pause('a')), parameters: { [name]: definition } });
const role = { assumeRole: 'arn:aws:iam::111122223333:role/x' };
const caller = 'import boto3\ndef run(e, c):\n  return {}\n';

const CASES: readonly Case[] = [
  {
    code: 'error automation/script',
    path: inputs(''),
    fails: [[steps(step('executeScript', { Runtime: 'python3.12', Handler: 'run' }))], [scripted(null)], [scripted('')]],
    passes: [[scripted('def run(e, c):\n  pass\n')], [scripted('token'), unresolved]],
  },
  {
    code: 'error automation/script',
    path: inputs('.Handler'),
    fails: [[steps(python({ Handler: null }))], [steps(python({ Handler: '' }))]],
    passes: [[steps(python({ Handler: 'token' })), unresolved]],
  },
  {
    code: 'error automation/script',
    path: inputs('.Script'),
    fails: [[powershell({})], [powershell({ Script: '' })]],
    passes: [[powershell({ Script: 'Get-Date' })]],
  },
  {
    code: 'error automation/handler',
    path: inputs('.Handler'),
    fails: [
      [scripted('def other(e, c):\n  pass\n')], [scripted('import json\nprint(1)\n')], [scripted('# def run(e, c):\ndef runner(e, c):\n  pass\n')], [scripted('def main(e, c):\n  run == 1\n')],
      [scripted('def main(e, c):  # run = 1\n  x.run = 1\n')], [scripted('x = "{{ global:REGION }}"\n')],
      [steps(python({ Handler: 'script.run' }))],
    ],
    passes: [
      [scripted('import json\ndef run(e, c):\n  pass\n')], [scripted('  def run(e, c):\n    pass\n')], [scripted('async def run(e, c):\n  pass\n')], [scripted('run = lambda e, c: {}\n')],
      [scripted('from helpers import run\n')], [scripted('from helpers import *\n')], [scripted('class run:\n  pass\n')], [scripted('def run (\n    e, c):\n  pass\n')],
      [scripted('%%SCRIPT=common/run.py%%\n')], [scripted('def f(e, c):\n  pass\nrun: object = f\n')], [scripted('exec("def run(e, c): pass")\n')],
      [scripted('def a(e, c):\n  pass\n', { Handler: '{{ global:REGION }}' })],
      [scripted('from helpers import (\n  a,\n  b as run\n)\n')], [scripted('from helpers import (\n  a,\n  run\n)\n')], [scripted('import json; run = print\n')],
      [scripted('if True: run = print\n')], [scripted('(run) = print\n')], [scripted('print(run := print)\n')], [scripted('import json\n{{ global:REGION }}\n')],
    ],
  },
  {
    code: 'warning automation/handler-form',
    path: inputs('.Handler'),
    fails: [[powershell({ Script: 'Get-Date', Handler: 'run' })], [attached({ Handler: 'run' })]],
    passes: [[attached()], [attached({ Handler: 'run', Script: 'from x import run\n' })]],
  },
  {
    code: 'error automation/attachment',
    path: inputs('.Attachment'),
    fails: [[attached({ Attachment: 'y.zip' })], [attached({}, { files: {} })]],
    passes: [[attached({ Attachment: 'token' }), unresolved], [attached({}, { files: 'token' }), unresolved], [attached({}, { files: { token: { checksums: { sha256: SUM } } } }), unresolved]],
  },
  {
    code: 'warning automation/no-files',
    path: inputs('.Attachment'),
    fails: [[attached({}, {})]],
    passes: [[attached()]],
  },
  {
    code: 'warning automation/attachment-kind',
    path: inputs('.Attachment'),
    fails: [[attached({ Attachment: 'x.txt' }, { files: { 'x.txt': files['x.zip'] } })],
      [{ ...powershell({ Script: 'x', Attachment: 'x.ps1' }), files: { 'x.ps1': files['x.zip'] } }]],
    passes: [[attached({ Attachment: 'x.py' }, { files: { 'x.py': files['x.zip'] } })], [{ ...powershell({ Script: 'x', Attachment: 'x.zip' }), files }]],
  },
  {
    code: 'error automation/files',
    path: 'files',
    fails: [[{ ...steps(pause('a')), files: ['x.zip'] }]],
    passes: [[{ ...steps(pause('a')), files: null }], [{ ...steps(pause('a')), files: {} }]],
  },
  {
    code: 'error automation/files',
    path: 'files["x.zip"].checksums',
    fails: [[attached({}, { files: { 'x.zip': {} } })], [attached({}, { files: { 'x.zip': { checksums: {} } } })], [attached({}, { files: { 'x.zip': { checksums: { md5: 'x' } } } })]],
    passes: [[attached({}, { files: { 'x.zip': { checksums: { SHA256: SUM }, size: 5 } } })], [attached({}, { files: { 'x.zip': { checksums: 'token' } } }), unresolved]],
  },
  {
    code: 'error automation/files',
    path: 'files["x.zip"]',
    fails: [[attached({}, { files: { 'x.zip': SUM } })]],
    passes: [[attached({}, { files: { 'x.zip': 'token' } }), unresolved]],
  },
  {
    code: 'warning automation/checksum',
    path: 'files["x.zip"].checksums.sha256',
    fails: [[attached({}, { files: { 'x.zip': { checksums: { sha256: 'abc' } } } })], [attached({}, { files: { 'x.zip': { checksums: { sha256: 5 } } } })]],
    passes: [[attached({}, { files: { 'x.zip': { checksums: { sha256: SUM.toUpperCase() } } } })]],
  },
  {
    code: 'warning automation/file-count',
    path: 'files',
    fails: [[{ ...steps(pause('a')), files: Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map(name => [name, files['x.zip']])) }]],
    passes: [[{ ...steps(pause('a')), files: Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map(name => [name, files['x.zip']])) }]],
  },
  {
    code: 'warning safety/script-injection',
    path: inputs('.Script'),
    fails: [[put({ type: 'String' })], [put({ type: 'StringList', allowedPattern: '.*' })], [put({ type: 'StringMap', allowedPattern: '^.+$' })], [put({ type: 'String', allowedPattern: '' })]],
    passes: [
      [put({ type: 'String', allowedPattern: '^[a-z]+$' })], [put({ type: 'String', allowedValues: ['a'] })], [put({ type: 'Integer' })], [put({ type: 'Boolean' })],
      [put({ type: 'AWS::EC2::Instance::Id' })], [put({ type: 'List<AWS::S3::Bucket::Name>' })], [put({ type: 'String' }, '{{ P }}')], [put({ type: 'String', allowedPattern: 'token' }), unresolved],
      [{ ...steps(python({ InputPayload: { p: '{{ P }}' } })), parameters: { P: { type: 'String' } } }],
    ],
  },
  {
    code: 'warning safety/script-injection',
    path: inputs('.Parameters.commands[1]'),
    fails: [[ran({ type: 'String' }, { commands: ['cd /', 'rm {{ P }}'] })], [ran({ type: 'String' }, { commands: ['cd /', 'rm {{ P }} {{ P }}'] }, 'AWS-RunPowerShellScript')]],
    passes: [[ran({ type: 'String' }, { commands: ['{{ P }}'] })], [ran({ type: 'StringList' }, { commands: '{{ P }}' })], [ran({ type: 'String' }, { commands: ['rm {{ P }}'] }, 'Mine')],
      [ran({ type: 'String' }, { workingDirectory: '/{{ P }}', commands: ['ls'] })]],
  },
  {
    code: 'warning safety/script-injection',
    path: inputs('.UserData'),
    fails: [[{ ...steps(step('runInstances', { ImageId: 'ami', UserData: '#!/bin/sh\n{{ P }} start' })), parameters: { P: { type: 'String' } } }]],
    passes: [[{ ...steps(step('runInstances', { ImageId: 'ami', UserData: '{{ P }}' })), parameters: { P: { type: 'String' } } }]],
  },
  {
    code: 'warning safety/secret-default',
    path: 'parameters.DbPassword.default',
    fails: [[secret('DbPassword', { type: 'String', default: 'hunter2' })]],
    passes: [[secret('DbPassword', { type: 'String', default: '' })], [secret('DbPassword', { type: 'String' })], [secret('DbPassword', { type: 'String', default: '{{ ssm:/db/password }}' })],
      [secret('DbPassword', { type: 'String', default: 'none' })], [secret('DbPassword', { type: 'String', default: 'token' }), unresolved], [secret('DbPasswordLength', { type: 'String', default: '12' })]],
  },
  {
    code: 'warning safety/secret-default',
    path: 'parameters.ApiKey.default',
    fails: [[secret('ApiKey', { type: 'String', default: 'abc123' })]],
    passes: [[secret('ApiKey', { type: 'String', default: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:x' })], [secret('ApiKey', { type: 'String', default: 'a', allowedValues: ['a', 'b'] })],
      [secret('KmsKey', { type: 'String', default: 'abc123' })]],
  },
  {
    code: 'warning safety/no-assume-role',
    path: 'assumeRole',
    fails: [[scripted(caller)], [{ ...scripted(caller), assumeRole: '' }], [scripted('from boto3 import client\ndef run(e, c):\n  pass\n')],
      [powershell({ Script: 'Install-Module AWS.Tools.EC2 -Force' })], [powershell({ Script: '$all = Get-EC2Instance -Region eu-west-1' })]],
    passes: [[powershell({ Script: '# Get-EC2Instance\nGet-ChildItem' })], [{ ...scripted(caller), ...role }], [{ ...scripted(caller), assumeRole: '{{ R }}', parameters: { R: { type: 'String', default: '' } } }], [scripted('def run(e, c):\n  return "boto3"\n')],
      [{ ...scripted(caller), assumeRole: 'token' }, unresolved]],
  },
];

runCases(CASES);

test('every code of these rules is shown failing', () => {
  expect(notShown(CASES, code => Object.hasOwn(scriptRule.codes, code) || Object.hasOwn(safetyRule.codes, code))).toEqual([]);
});

test('messages say what to do', () => {
  expect(check(scripted('def rnu(e, c):\n  pass\n'))[0].message).toBe('the script defines no function "run"; did you mean "rnu"?');
  expect(check(put({ type: 'String' }))[0].message).toBe('"{{ P }}" is put into this text as it is, and whoever starts the runbook chooses it: '
    + 'give the parameter an allowedPattern or allowedValues, or pass it in InputPayload');
});
