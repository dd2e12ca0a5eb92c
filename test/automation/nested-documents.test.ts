import { App, Fn, Lazy, Stack } from 'aws-cdk-lib';
import {
  AssumeRole, Content, Document, DocumentParameter, IStepSource, Runbook, Session, SessionDocument, StepList, steps, Target,
} from '../../src';

let stack: Stack;
let inner: Runbook;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  inner = runbook('Inner', [new steps.Sleep('Wait', { duration: 'PT1M' })], [
    DocumentParameter.ofEc2InstanceId('InstanceId'),
    DocumentParameter.ofString('Mode', { allowedValues: ['Fast', 'Slow'], defaultValue: 'Fast' }),
    DocumentParameter.ofStringList('Names', { minItems: 2, defaultValue: ['a', 'b'] }),
    DocumentParameter.ofInteger('Count', { defaultValue: 1 }),
    DocumentParameter.ofBoolean('Flag', { defaultValue: true }),
    DocumentParameter.ofStringMap('Tags', { maxItems: 1, defaultValue: {} }),
    DocumentParameter.ofMapList('Rules', { defaultValue: [] }),
  ]);
});

function runbook(id: string, of: IStepSource[], parameters?: DocumentParameter[]): Runbook {
  return new Runbook(stack, id, { steps: of, parameters, assumeRole: AssumeRole.caller() });
}

/** The findings of a runbook with these steps, `path: message`. */
function errors(...of: IStepSource[]): string[] {
  stack.node.tryRemoveChild('Outer');
  const report = runbook('Outer', of).node.validate().join('\n').replace(/\s*\n {5,}/g, ' ');
  return report.split('\n').filter(line => line.includes('automation/nested-')).map(line => line.trim().replace(/\s+/g, ' '));
}

function start(props: Partial<steps.ExecuteAutomationProps>): steps.ExecuteAutomation {
  return new steps.ExecuteAutomation('Start', { document: inner, ...props });
}

describe('the parameters of a runbook that a step runs', () => {
  test.each<[string, Partial<steps.ExecuteAutomationProps>]>([
    ['given as texts', { runtimeParameters: { InstanceId: 'i-0123456789abcdef0', Mode: 'Slow', Count: '5', Flag: 'True' } }],
    ['given as lists', { runtimeParameters: { InstanceId: ['i-0123456789abcdef0'], Mode: ['Slow'], Count: ['5'], Flag: ['false'], Tags: ['{"a":"b"}'] } }],
    ['given as what they are', { runtimeParameters: { InstanceId: 'i-0123456789abcdef0', Count: 5, Flag: false, Tags: { a: 'b' }, Rules: [{ a: 1 }, { a: 2 }] } }],
    ['references', { runtimeParameters: { InstanceId: '{{ Id }}', Names: ['{{ Names }}'], Count: '{{ Count }}', Tags: '{{ Tags }}', Flag: '{{ Flag }}' } }],
    ['references inside', { runtimeParameters: { InstanceId: '{{ Id }}', Tags: { 'a': '{{ A }}', '{{ B }}': 'b' } } }],
    ['parameters', { runtimeParameters: { InstanceId: DocumentParameter.ofString('Id').valueAsString, Names: DocumentParameter.ofStringList('Names').valueAsList } }],
    ['known at deployment', { runtimeParameters: { InstanceId: Fn.importValue('Id'), Mode: Fn.ref('Mode'), Names: Fn.split(',', Fn.importValue('Names')) } }],
    ['empty, as none', { runtimeParameters: { InstanceId: '', Names: [] } }],
    ['lazy', { runtimeParameters: Lazy.any({ produce: () => ({}) }) }],
    ['lazy inside', { runtimeParameters: { Unknown: Lazy.string({ produce: () => 'x' }) } }],
    ['a reference as a whole', { runtimeParameters: DocumentParameter.ofStringMap('All').valueAsAny }],
    ['with a name that is a reference', { runtimeParameters: { '{{ Name }}': 'x' } }],
    ['given by targets', { targetParameterName: 'InstanceId', targets: [Target.parameterValues('i-0123456789abcdef0')] }],
    ['given by targets of a parameter that is a reference', { targetParameterName: '{{ Name }}', targets: [Target.parameterValues('i-0123456789abcdef0')] }],
    ['given by maps', { targetMaps: [{ InstanceId: ['i-0123456789abcdef0'] }] }],
    ['given by maps that are a reference', { targetMaps: DocumentParameter.ofMapList('Maps').valueAsAny }],
    ['of another version', { documentVersion: '1', runtimeParameters: { Unknown: 'x' } }],
  ])('are fine: %s', (_, props) => {
    expect(errors(start(props))).toEqual([]);
  });

  test.each<[string, Partial<steps.ExecuteAutomationProps>, string]>([
    ['missing', {}, 'mainSteps[0].inputs.RuntimeParameters.InstanceId the runbook Stack/Inner: parameter InstanceId has no default, a value is needed'],
    ['misspelt', { runtimeParameters: { Instance: '{{ Id }}' } },
      'mainSteps[0].inputs.RuntimeParameters.Instance the runbook Stack/Inner: there is no parameter "Instance"; did you mean "InstanceId"?'],
    ['not allowed', { runtimeParameters: { InstanceId: '{{ Id }}', Mode: 'Medium' } },
      'mainSteps[0].inputs.RuntimeParameters.Mode the runbook Stack/Inner: parameter Mode: "Medium" is not one of the allowed values "Fast", "Slow"'],
    ['of another type', { runtimeParameters: { InstanceId: '{{ Id }}', Count: 'many' } },
      'mainSteps[0].inputs.RuntimeParameters.Count the runbook Stack/Inner: parameter Count: a parameter of type Integer takes an integer, not "many"'],
    ['too few', { documentVersion: '$LATEST', runtimeParameters: { InstanceId: '{{ Id }}', Names: ['one'] } },
      'mainSteps[0].inputs.RuntimeParameters.Names the runbook Stack/Inner: parameter Names: the value has 1 item, at least 2 are required (minItems)'],
    ['too large a map', { runtimeParameters: { InstanceId: '{{ Id }}', Tags: { a: 'b', c: 'd' } } },
      'mainSteps[0].inputs.RuntimeParameters.Tags the runbook Stack/Inner: parameter Tags: the value has 2 items, at most 1 are allowed (maxItems)'],
    ['targets of no parameter', { runtimeParameters: { InstanceId: '{{ Id }}' }, targetParameterName: 'Names2', targets: [Target.parameterValues('a')] },
      'mainSteps[0].inputs.TargetParameterName the runbook Stack/Inner: there is no parameter "Names2"; did you mean "Names"?'],
    ['maps of no parameter', { targetMaps: [{ InstanceId: ['i-0123456789abcdef0'] }, { InstanceIds: ['i-0123456789abcdef0'] }] },
      'mainSteps[0].inputs.TargetMaps[1].InstanceIds the runbook Stack/Inner: there is no parameter "InstanceIds"; did you mean "InstanceId"?'],
  ])('are found: %s', (_, props, expected) => {
    const [found, ...others] = errors(start(props));
    expect(found).toBe(`error ${expected} automation/nested-parameter`);
    expect(others).toEqual([]);
  });

  test('are found in steps of loops, and under other names', () => {
    const loop = new steps.Loop('Each', { iterators: ['a'], steps: [new steps.Sleep('Wait', { duration: 'PT1S' }), start({ runtimeParameters: { Instance: 'x' } })] });
    expect(errors(...StepList.of(loop).prefixed('My').steps)).toEqual([
      expect.stringContaining('mainSteps[0].inputs.Steps[1].inputs.RuntimeParameters.Instance the runbook Stack/Inner: there is no parameter "Instance"'),
    ]);
  });

  test('are those of the document that overrides name', () => {
    expect(errors(start({ overrides: { inputs: { DocumentName: 'Other' } } }))).toEqual([]);
    expect(errors(start({ overrides: { inputs: { RuntimeParameters: { InstanceId: 'wrong' } } } }))).toEqual([
      expect.stringContaining('"wrong" is no AWS::EC2::Instance::Id'),
    ]);
  });

  test('are known of documents that are given as a content', () => {
    const document = new Document(stack, 'Document', {
      content: Content.fromObject({
        schemaVersion: '0.3', parameters: { Needed: { type: 'String' } }, mainSteps: [{ name: 'Wait', action: 'aws:sleep', inputs: { Duration: 'PT1M' } }],
      }),
    });
    expect(errors(start({ document }))).toEqual([expect.stringContaining('parameter Needed has no default')]);
  });

  test('are not known of documents that exist already', () => {
    expect(errors(start({ document: Runbook.fromRunbookName(stack, 'Imported', 'Existing') }))).toEqual([]);
  });
});

describe('the type of a document that a step runs', () => {
  test('is Automation for ExecuteAutomation', () => {
    const document = new SessionDocument(stack, 'Session', { session: Session.shell() });
    expect(errors(start({ document }))).toEqual([
      'error mainSteps[0].inputs.DocumentName Stack/Session is a document of type Session; aws:executeAutomation runs a runbook (type Automation) automation/nested-document',
    ]);
  });

  test('is Command for RunCommand', () => {
    const run = new steps.RunCommand('Run', { document: inner, instanceIds: ['i-0123456789abcdef0'] });
    expect(errors(run)).toEqual([
      'error mainSteps[0].inputs.DocumentName Stack/Inner is a document of type Automation; aws:runCommand runs a document of type Command; '
      + 'run it with ExecuteAutomation automation/nested-document',
    ]);
  });

  test('is right', () => {
    const document = new Document(stack, 'Command', {
      content: Content.fromObject({ schemaVersion: '2.2', mainSteps: [{ name: 'run', action: 'aws:runShellScript', inputs: { runCommand: ['ls'] } }] }),
    });
    expect(errors(new steps.RunCommand('Run', { document, instanceIds: ['i-0123456789abcdef0'] }))).toEqual([]);
    expect(errors(start({ document }))).toEqual([expect.stringContaining('run it with RunCommand')]);
  });
});
