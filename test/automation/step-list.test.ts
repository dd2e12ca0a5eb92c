import { join } from 'node:path';
import { aws_iam as iam, aws_sns as sns, CfnParameter, Lazy, Stack } from 'aws-cdk-lib';
import { contentOf, NO_FILES } from './settled';
import { Choice, Condition } from '../../src/automation/condition';
import { OnCancel, OnFailure } from '../../src/automation/jump';
import { LoopIteration } from '../../src/automation/loop-iteration';
import { Script, ScriptAttachment } from '../../src/automation/script';
import { Step } from '../../src/automation/step';
import { StepList } from '../../src/automation/step-list';
import { StepOutput } from '../../src/automation/step-output';
import { StepPermissions } from '../../src/automation/step-permissions';
import * as steps from '../../src/automation/steps';
import { stepNames } from '../../src/content/rename-steps';
import { ContentMap } from '../../src/content/value';
import { Content } from '../../src/document/content';
import { CORPUS, describeWithCorpus, textOf } from '../content/corpus';

const names = (list: StepList) => list.steps.map(({ name }) => name);

describe('editing', () => {
  const [a, b, c, d] = ['A', 'B', 'C', 'D'].map(name => new steps.Pause(name));
  const list = StepList.of(a, StepList.of(b, c));

  test('a list holds the steps of its sources in their order', () => {
    expect(list.steps).toEqual([a, b, c]);
    expect(StepList.of().steps).toEqual([]);
  });

  test('a step is found by its name', () => {
    expect(list.step('B')).toBe(b);
  });

  test.each<[string, (of: StepList) => StepList, string[]]>([
    ['replace', of => of.replace('B', d), ['A', 'D', 'C']],
    ['replace by several', of => of.replace('A', d, StepList.of(new steps.Pause('E'))), ['D', 'E', 'B', 'C']],
    ['insertBefore', of => of.insertBefore('A', d), ['D', 'A', 'B', 'C']],
    ['insertAfter', of => of.insertAfter('C', d), ['A', 'B', 'C', 'D']],
    ['followedBy', of => of.followedBy(d, new steps.Pause('E')), ['A', 'B', 'C', 'D', 'E']],
    ['remove', of => of.remove('A', 'C'), ['B']],
    ['only', of => of.only('C', 'A'), ['A', 'C']],
  ])('%s gives a new list', (_, edit, expected) => {
    expect(names(edit(list))).toEqual(expected);
    expect(names(list)).toEqual(['A', 'B', 'C']);
  });

  test.each<[string, (of: StepList) => unknown]>([
    ['step', of => of.step('Stop')],
    ['replace', of => of.replace('Stop')],
    ['insertBefore', of => of.insertBefore('Stop')],
    ['insertAfter', of => of.insertAfter('Stop')],
    ['remove', of => of.remove('Stop')],
    ['only', of => of.only('Stop')],
  ])('%s fails for a name that is not there, with the nearest one', (_, act) => {
    expect(() => act(StepList.of(new steps.Pause('Stopp'), a))).toThrow('the list has no step "Stop"; did you mean "Stopp"?');
    expect(() => act(list)).toThrow('the list has no step "Stop"; it has A, B, C');
    expect(() => act(StepList.of())).toThrow('the list has no step "Stop"; it is empty');
  });
});

describe('prefixed', () => {
  const pass = LoopIteration.of('Each');
  const image = new steps.CreateImage('Image', {
    instanceId: '{{ InstanceId }}', imageName: 'x', onFailure: OnFailure.goTo('Start'), onCancel: OnCancel.goTo('Cleanup'),
  });
  const each = new steps.Loop('Each', {
    iterators: image.outputAsList('List'),
    maxIterations: image.outputAsNumber('Count'),
    steps: [new steps.ExecuteScript('Run', {
      script: Script.python('def f(events, context):\n  return "{{ Image.ImageId }}"', 'f'),
      inputPayload: { Value: pass.currentIteratorValueAsAny, Text: `a ${image.imageId} b {{ Elsewhere.Output }}`, Pass: pass.currentIteration },
      outputs: { State: StepOutput.ofString('$.Payload.State') },
      permissions: StepPermissions.onResources('arn:1'),
      nextStep: 'Outside',
    })],
    permissions: StepPermissions.onResources('arn:2'),
  });
  const branch = new steps.Branch('Which', {
    choices: [Choice.when(Condition.stringEquals(each.output('CurrentIteration'), '1'), image)],
    defaultStep: 'Outside',
    nextStep: each,
  });
  const list = StepList.of(image, each, branch).prefixed('First_');

  test('everything that refers to the steps is renamed', () => {
    expect(contentOf(list.steps)).toEqual([
      {
        name: 'First_Image',
        action: 'aws:createImage',
        onFailure: 'step:Start',
        onCancel: 'step:Cleanup',
        inputs: { InstanceId: '{{ InstanceId }}', ImageName: 'x' },
      },
      {
        name: 'First_Each',
        action: 'aws:loop',
        inputs: {
          Iterators: '{{ First_Image.List }}',
          MaxIterations: '{{ First_Image.Count }}',
          Steps: [{
            name: 'First_Run',
            action: 'aws:executeScript',
            inputs: {
              Runtime: 'python3.12',
              Handler: 'f',
              InputPayload: {
                Value: '{{ First_Each.CurrentIteratorValue }}',
                Text: 'a {{ First_Image.ImageId }} b {{ Elsewhere.Output }}',
                Pass: '{{ First_Each.CurrentIteration }}',
              },
              Script: 'def f(events, context):\n  return "{{ First_Image.ImageId }}"',
            },
            outputs: [{ Name: 'State', Selector: '$.Payload.State', Type: 'String' }],
            nextStep: 'Outside',
          }],
        },
      },
      {
        name: 'First_Which',
        action: 'aws:branch',
        inputs: { Choices: [{ NextStep: 'First_Image', Variable: '{{ First_Each.CurrentIteration }}', StringEquals: '1' }], Default: 'Outside' },
        nextStep: 'First_Each',
      },
    ]);
  });

  test('the steps stay of their kinds, and keep their permissions', () => {
    expect(list.steps.map(({ constructor }) => constructor)).toEqual([steps.CreateImage, steps.Loop, steps.Branch]);
    const [, loop] = list.steps;
    expect(loop._permissions?._resourceArns).toEqual(['arn:2']);
    expect(loop._inner.map(({ _permissions }) => _permissions?._resourceArns)).toEqual([['arn:1']]);
    expect((list.step('First_Image') as steps.CreateImage).imageId).not.toBe(image.imageId);
  });

  test('tokens of the app stay tokens, and files stay with their scripts', () => {
    const stack = new Stack();
    const parameter = new CfnParameter(stack, 'P');
    const topic = new sns.Topic(stack, 'T');
    const [approve, script, commands] = StepList.of(
      new steps.Approve('Ask', { approvers: [new iam.User(stack, 'U')], notificationTopic: topic, message: `for ${parameter.valueAsString}: {{ Run.Payload }}` }),
      new steps.ExecuteScript('Run', { script: Script.fromAsset(join(__dirname, 'fixtures/script.py'), 'f'), inputPayload: Lazy.any({ produce: () => ({ a: 1 }) }) }),
      new steps.RunCommand('Command', { document: 'D', instanceIds: Lazy.list({ produce: () => ['i-1'] }), parameters: { n: parameter.value } }),
    ).prefixed('p_').steps;
    expect(stack.resolve(approve._render(NO_FILES).inputs)).toEqual({
      NotificationArn: { Ref: stack.getLogicalId(topic.node.defaultChild as sns.CfnTopic) },
      Message: { 'Fn::Join': ['', ['for ', { Ref: 'P' }, ': {{ p_Run.Payload }}']] },
      Approvers: [{ 'Fn::GetAtt': [expect.stringMatching(/^U/), 'Arn'] }],
    });
    const files: ScriptAttachment[] = [];
    expect(stack.resolve(script._render({ attach: file => files.push(file) }).inputs)).toEqual({
      Runtime: 'python3.12', Handler: 'script.f', InputPayload: { a: 1 }, Attachment: 'script.py',
    });
    expect(files).toMatchObject([{ name: 'script.py', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
    expect(stack.resolve(commands._render(NO_FILES).inputs)).toEqual({ DocumentName: 'D', InstanceIds: ['i-1'], Parameters: { n: { Ref: 'P' } } });
  });

  test('what overrides say is renamed too', () => {
    const step = new steps.Pause('A', { overrides: { nextStep: 'A', inputs: { Message: '{{ A.x }}' } } });
    expect(contentOf(StepList.of(step).prefixed('b').steps)).toEqual([
      { name: 'bA', action: 'aws:pause', nextStep: 'bA', inputs: { Message: '{{ bA.x }}' } },
    ]);
  });

  test.each(['', 'a-b', 'a ', 'ä'])('the prefix %p is refused', prefix => {
    expect(() => StepList.of().prefixed(prefix)).toThrow(`the prefix ${JSON.stringify(prefix)} cannot begin names of steps`);
  });
});

test('the steps of a text can be edited', () => {
  const list = StepList.fromContent(Content.fromString('schemaVersion: "0.3"\nmainSteps:\n- {name: A, action: aws:pause, inputs: {}}\n- {name: B, action: aws:sleep, inputs: {Duration: PT1M}}\n'));
  expect(contentOf(list.insertAfter('A', new steps.DeleteImage('C', { imageId: 'ami-1' })).steps)).toEqual([
    { name: 'A', action: 'aws:pause', inputs: {} },
    { name: 'C', action: 'aws:deleteImage', inputs: { ImageId: 'ami-1' } },
    { name: 'B', action: 'aws:sleep', inputs: { Duration: 'PT1M' } },
  ]);
});

describeWithCorpus('steps of real runbooks under other names', () => {
  const documents = CORPUS.filter(document => ['automation', 'change-template'].includes(document.class))
    .map(document => ({ file: document.file, list: StepList.fromContent(Content.fromString(textOf(document))) }));

  test('go back to what they were when they are renamed back', () => {
    const prefix = 'zz9_';
    const failures = documents.filter(({ list }) => {
      const before = JSON.stringify(sorted(contentOf(list.steps)));
      const renamed = contentOf(list.prefixed(prefix).steps) as ContentMap[];
      const all = stepNames(renamed);
      return before.includes(prefix) || !all.every(name => name.startsWith(prefix))
        || JSON.stringify(sorted(renamed)).replaceAll(prefix, '') !== before;
    });
    expect(failures.map(({ file }) => file)).toEqual([]);
    expect(documents).toHaveLength(402);
  }, 60_000);

  test('stay of their kinds', () => {
    const kinds = (list: StepList) => list.steps.flatMap(withInner).map(({ constructor }) => constructor.name);
    expect(documents.filter(({ list }) => kinds(list).join() !== kinds(list.prefixed('a')).join()).map(({ file }) => file)).toEqual([]);
  }, 60_000);
});

function withInner(step: Step): Step[] {
  return [step, ...step._inner.flatMap(withInner)];
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1).map(([key, each]) => [key, sorted(each)]));
}
