import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { App, aws_s3 as s3, Stack } from 'aws-cdk-lib';
import {
  AssumeRole, Content, DocumentAttachment, LoopIteration, Runbook, RunbookProps, RunbookVariable, Script, ScriptRuntime, steps, SystemVariable,
  Target,
} from '../../src';
import { check } from '../../src/content/check/check';
import { parse } from '../../src/content/parse/parse';
import { ContentMap, isMap } from '../../src/content/value';
import { CORPUS, describeWithCorpus, ordered, textOf } from '../content/corpus';
import { deployedContent, templateOf } from '../document/deployed-content';

const FOLDER = mkdtempSync(join(tmpdir(), 'scripts-'));
const PYTHON = 'def handler(events, context):\n    return {}\n';
let stack: Stack;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
});

function file(name: string, text = PYTHON, folder = FOLDER): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function run(name: string, script: Script): steps.ExecuteScript {
  return new steps.ExecuteScript(name, { script });
}

function define(props: Partial<RunbookProps>): any {
  new Runbook(stack, 'Runbook', { steps: [new steps.Pause('Stop', {})], assumeRole: AssumeRole.caller(), ...props });
  return deployedContent(stack);
}

function attachments(): any[] {
  return Object.values(templateOf(stack).findResources('AWS::SSM::Document'))[0].Properties.Attachments;
}

const CODE = file('run.py');
const ARCHIVE = file('modules.zip', 'no real archive');

describe('scripts', () => {
  test('of all kinds', () => {
    const content = define({
      steps: [
        run('A', Script.python(PYTHON, 'handler')),
        run('B', Script.python(PYTHON, 'handler', { runtime: ScriptRuntime.PYTHON_3_11 })),
        run('C', Script.pythonFile(CODE, 'handler')),
        run('D', Script.powerShell('Get-Date')),
        run('E', Script.powerShellFile(file('x.ps1', 'Get-Item'))),
        run('F', Script.fromAsset(CODE, 'handler')),
        run('G', Script.fromAsset(CODE, 'run.handler')),
        run('H', Script.fromAsset(ARCHIVE, 'module.handler', { attachmentName: 'code.zip' })),
        run('J', Script.fromAsset(ARCHIVE, 'main')),
        run('I', Script.powerShellWithAsset(ARCHIVE, 'Import-Module x')),
      ],
    });
    expect(content.mainSteps.map(({ inputs }: any) => inputs)).toEqual([
      { Runtime: 'python3.12', Handler: 'handler', Script: PYTHON },
      { Runtime: 'python3.11', Handler: 'handler', Script: PYTHON },
      { Runtime: 'python3.12', Handler: 'handler', Script: PYTHON },
      { Runtime: 'PowerShell 7.4', Script: 'Get-Date' },
      { Runtime: 'PowerShell 7.4', Script: 'Get-Item' },
      { Runtime: 'python3.12', Handler: 'run.handler', Attachment: 'run.py' },
      { Runtime: 'python3.12', Handler: 'run.handler', Attachment: 'run.py' },
      { Runtime: 'python3.12', Handler: 'module.handler', Attachment: 'code.zip' },
      { Runtime: 'python3.12', Handler: 'main', Attachment: 'modules.zip' },
      { Runtime: 'PowerShell 7.4', Script: 'Import-Module x', Attachment: 'modules.zip' },
    ]);
    const archive = { checksums: { sha256: sha256('no real archive') } };
    expect(content.files).toEqual({ 'run.py': { checksums: { sha256: sha256(PYTHON) } }, 'code.zip': archive, 'modules.zip': archive });
    expect(attachments().map(({ Key, Name }) => [Key, Name])).toEqual([['S3FileUrl', 'run.py'], ['S3FileUrl', 'code.zip'], ['S3FileUrl', 'modules.zip']]);
  });

  test('inside of loops bring their files too', () => {
    const content = define({ steps: [new steps.Loop('Each', { iterators: ['a'], steps: [run('A', Script.fromAsset(CODE, 'handler'))] })] });
    expect(Object.keys(content.files)).toEqual(['run.py']);
    expect(attachments()).toHaveLength(1);
  });

  test('and attachments of one file are attached once', () => {
    const content = define({ attachments: [DocumentAttachment.fromAsset(CODE, 'run.py')], steps: [run('A', Script.fromAsset(CODE, 'handler'))] });
    expect(content.files).toEqual({ 'run.py': { checksums: { sha256: sha256(PYTHON) } } });
    expect(attachments()).toHaveLength(1);
  });

  test('of two files cannot have one name', () => {
    const other = file('run.py', 'def other(): pass', join(FOLDER, 'other'));
    expect(() => define({ steps: [run('A', Script.fromAsset(CODE, 'handler')), run('B', Script.fromAsset(other, 'other'))] })).toThrow(
      `two files are to be attached as "run.py", ${CODE} and ${other}; give one of them another attachmentName`);
    stack = new Stack();
    expect(() => define({ attachments: [DocumentAttachment.fromAsset(other, 'run.py')], steps: [run('A', Script.fromAsset(CODE, 'handler'))] })).toThrow(
      `two files are to be attached as "run.py", ${other} and ${CODE}`);
    stack = new Stack();
    expect(() => define({ steps: [run('A', Script.fromAsset(CODE, 'handler')), run('B', Script.fromAsset(other, 'other', { attachmentName: 'b.py' }))] })).not.toThrow();
  });

  test('of attachments that are there already', () => {
    const content = define({ attachments: [DocumentAttachment.fromAsset(CODE, 'code.py')], steps: [run('A', Script.fromAttachment('code.py', 'code.handler'))] });
    expect(content.mainSteps[0].inputs).toEqual({ Runtime: 'python3.12', Handler: 'code.handler', Attachment: 'code.py' });
    expect(content.files).toEqual({ 'code.py': { checksums: { sha256: sha256(PYTHON) } } });
  });

  test('have no hash where it is only known later', () => {
    const bucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'bucket');
    const content = define({ attachments: [DocumentAttachment.fromAsset(FOLDER, 'folder.zip'), DocumentAttachment.fromBucketObject(bucket, 'k.py', 'k.py')] });
    expect(content.files).toBeUndefined();
    expect(attachments()).toHaveLength(2);
  });

  test.each<[string, () => Script, string]>([
    ['another kind of file', () => Script.fromAsset(file('x.sh'), 'h'), 'is neither a .py nor a .zip file, which are what Python can be attached as'],
    ['PowerShell without archive', () => Script.powerShellWithAsset(CODE, 'x'), 'is no .zip file, which is what PowerShell can have attached'],
    ['no file', () => Script.fromAsset(join(FOLDER, 'nope.py'), 'h'), 'cannot be read (ENOENT'],
    ['no file of Python', () => Script.pythonFile(join(FOLDER, 'nope.py'), 'h'), 'the path is seen from the working directory'],
    ['a folder', () => { mkdirSync(join(FOLDER, 'd.zip'), { recursive: true }); return Script.fromAsset(join(FOLDER, 'd.zip'), 'h'); }, 'is a folder, whose archive is only made when it is uploaded'],
  ])('refuse %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});

describe('values of a runbook', () => {
  test('variables of all types', () => {
    const variables = [
      RunbookVariable.ofString('s', 'x'), RunbookVariable.ofStringList('l', ['x']), RunbookVariable.ofInteger('i', 0), RunbookVariable.ofBoolean('b', false),
      RunbookVariable.ofStringMap('m', { a: 1 }), RunbookVariable.ofMapList('ml', [{ a: 1 }]), RunbookVariable.ofString('none'),
    ];
    expect(define({ variables }).variables).toEqual({
      s: { type: 'String', default: 'x' },
      l: { type: 'StringList', default: ['x'] },
      i: { type: 'Integer', default: 0 },
      b: { type: 'Boolean', default: false },
      m: { type: 'StringMap', default: { a: 1 } },
      ml: { type: 'MapList', default: [{ a: 1 }] },
      none: { type: 'String' },
    });
  });

  test('references where a text, a list, a number or anything is asked for', () => {
    const variable = RunbookVariable.ofString('v', 'x');
    const pass = LoopIteration.of('Each');
    const content = define({
      variables: [variable],
      steps: [new steps.Loop('Each', {
        iterators: variable.valueAsList,
        steps: [new steps.AwsApi('Call', {
          service: 'ec2',
          api: 'DescribeInstances',
          parameters: {
            A: variable.valueAsString,
            B: variable.valueAsList,
            C: variable.valueAsNumber,
            D: variable.valueAsAny,
            E: `<${variable}>`,
            F: pass.currentIteratorValue,
            G: pass.currentIteratorValueAsAny,
            H: pass.currentIteratorValueAsNumber,
            I: pass.currentIteration,
            J: SystemVariable.accountId,
            K: SystemVariable.region,
            L: SystemVariable.partition,
            M: SystemVariable.date,
            N: SystemVariable.dateTime,
            O: SystemVariable.executionId,
          },
        })],
      })],
    });
    const [{ inputs }] = content.mainSteps;
    expect(inputs.Iterators).toBe('{{ variable:v }}');
    const { Service, Api, ...parameters } = inputs.Steps[0].inputs;
    expect(parameters).toEqual({
      A: '{{ variable:v }}',
      B: '{{ variable:v }}',
      C: '{{ variable:v }}',
      D: '{{ variable:v }}',
      E: '<{{ variable:v }}>',
      F: '{{ Each.CurrentIteratorValue }}',
      G: '{{ Each.CurrentIteratorValue }}',
      H: '{{ Each.CurrentIteratorValue }}',
      I: '{{ Each.CurrentIteration }}',
      J: '{{ global:ACCOUNT_ID }}',
      K: '{{ global:REGION }}',
      L: '{{ global:AWS_PARTITION }}',
      M: '{{ global:DATE }}',
      N: '{{ global:DATE_TIME }}',
      O: '{{ automation:EXECUTION_ID }}',
    });
  });

  test.each<[Target, object]>([
    [Target.tag('Team', 'web', 'db'), { Key: 'tag:Team', Values: ['web', 'db'] }],
    [Target.tagKey('Team', 'App'), { Key: 'tag-key', Values: ['Team', 'App'] }],
    [Target.resourceGroup('Group'), { Key: 'ResourceGroup', Values: ['Group'] }],
    [Target.resourceGroupOfCommand('Group'), { Key: 'resource-groups:Name', Values: ['Group'] }],
    [Target.parameterValues('a'), { Key: 'ParameterValues', Values: ['a'] }],
    [Target.instanceIds('i-1', 'i-2'), { Key: 'InstanceIds', Values: ['i-1', 'i-2'] }],
    [Target.allInstances(), { Key: 'InstanceIds', Values: ['*'] }],
    [Target.of('AWS::SSM::X', ['y']), { Key: 'AWS::SSM::X', Values: ['y'] }],
  ])('target %#', (target, expected) => {
    expect(target._content).toEqual(expected);
  });

  test('outputs are names, however they are given', () => {
    const step = new steps.Pause('A', {});
    const outputs = ['A.OutputPayload', '{{A.OutputPayload}}', ' {{ A.OutputPayload }} ', step.output('OutputPayload')];
    expect(define({ steps: [step], outputs }).outputs).toEqual(Array(4).fill('A.OutputPayload'));
  });
});

describeWithCorpus('real runbooks as contents', () => {
  const documents = CORPUS.filter(document => document.class === 'automation');

  test('are deployed as they are written', () => {
    expect(documents.length).toBeGreaterThan(300);
    const changed: string[] = [];
    for (const document of documents) {
      const text = textOf(document);
      const { content, findings } = parse(text);
      const own = new Stack(new App(), 'Stack');
      const runbook = new Runbook(own, 'Runbook', { content: Content.fromString(text) });
      const errors = [...findings, ...check(content, { type: 'Automation' })].filter(({ severity }) => severity === 'error');
      // What is refused is refused by the check of the content, and by nothing that the construct adds.
      if (errors.length > 0) {
        expect(() => templateOf(own)).toThrow(errors[0].code);
        continue;
      }
      const deployed = parse(runbook.contentText).content;
      if (JSON.stringify(ordered(deployed)) !== JSON.stringify(ordered(content))) changed.push(basename(document.file));
    }
    expect(changed).toEqual([]);
  });

  test('give their role, whatever they hold', () => {
    for (const document of documents) {
      const own = new Stack(new App(), 'Stack');
      const runbook = new Runbook(own, 'Runbook', { content: Content.fromString(textOf(document)), assumeRole: AssumeRole.derived() });
      const { assumeRole } = (own.resolve(parse(runbook.contentText).content) ?? {}) as ContentMap;
      expect(isMap(assumeRole) && 'Fn::GetAtt' in assumeRole).toBe(true);
      expect(runbook.requiredPermissions.every(({ resources, actions }) => resources.length > 0 && actions.length > 0)).toBe(true);
    }
  });
});
