import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  App, aws_iam as iam, CfnParameter, Fn, InjectionContext, IPropertyInjector, Lazy, PropertyInjectors, Stack, Stage, Tags,
} from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import {
  AssumeRole, Content, DocumentFormat, DocumentParameter, IStepSource, Runbook, RunbookProps, RunbookVariable, StepOutput, steps, SystemVariable,
} from '../../src';
import { contentInTemplate, deployedContent, templateOf } from '../document/deployed-content';

const SLEEP = new steps.Sleep('Wait', { duration: 'PT1M' });
const SLEEP_CONTENT = { name: 'Wait', action: 'aws:sleep', inputs: { Duration: 'PT1M' } };
const WRITTEN = { schemaVersion: '0.3', mainSteps: [SLEEP_CONTENT] };

let stack: Stack;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
});

function define(props: Partial<RunbookProps> = {}): Runbook {
  return new Runbook(stack, 'Runbook', { steps: [SLEEP], assumeRole: AssumeRole.caller(), ...props });
}

function given(content: Record<string, any>, props: Partial<RunbookProps> = {}): Runbook {
  return new Runbook(stack, 'Runbook', { content: Content.fromObject(content), ...props });
}

function warnings(scope: Stack = stack): string[] {
  return Annotations.fromStack(scope).findWarning('*', Match.anyValue()).map(({ entry }) => entry.data as string);
}

describe('the content', () => {
  test('has nothing that was not said, and its keys in the order in which people write them', () => {
    define();
    expect(contentInTemplate(stack)).toBe(JSON.stringify(WRITTEN));
    templateOf(stack).hasResourceProperties('AWS::SSM::Document', { DocumentFormat: 'JSON', DocumentType: 'Automation', UpdateMethod: 'NewVersion' });
  });

  test('has all parts', () => {
    const id = DocumentParameter.ofEc2InstanceId('InstanceId', { description: 'Which one' });
    const tries = RunbookVariable.ofInteger('tries', 0);
    const look = new steps.AwsApi('Look', {
      service: 'ec2',
      api: 'DescribeInstances',
      parameters: { InstanceIds: [id.valueAsString] },
      outputs: { State: StepOutput.ofString('$.Reservations[0].Instances[0].State.Name') },
    });
    const count = new steps.UpdateVariable('Count', { variable: tries, value: 1 });
    define({
      description: 'What it does',
      assumeRole: AssumeRole.fromRoleArn('arn:aws:iam::111122223333:role/Ops'),
      parameters: [id],
      variables: [tries],
      steps: [look, count],
      outputs: ['Look.State', '{{ Look.State }}', '{{Look.State}}', look.output('State')],
    });

    const content = deployedContent(stack) as Record<string, unknown>;
    expect(Object.keys(content)).toEqual(['schemaVersion', 'description', 'assumeRole', 'parameters', 'variables', 'mainSteps', 'outputs']);
    expect(content).toEqual({
      schemaVersion: '0.3',
      description: 'What it does',
      assumeRole: 'arn:aws:iam::111122223333:role/Ops',
      parameters: { InstanceId: { type: 'AWS::EC2::Instance::Id', description: 'Which one' } },
      variables: { tries: { type: 'Integer', default: 0 } },
      mainSteps: [
        {
          name: 'Look',
          action: 'aws:executeAwsApi',
          inputs: { Service: 'ec2', Api: 'DescribeInstances', InstanceIds: ['{{ InstanceId }}'] },
          outputs: [{ Name: 'State', Selector: '$.Reservations[0].Instances[0].State.Name', Type: 'String' }],
        },
        { name: 'Count', action: 'aws:updateVariable', inputs: { Name: 'variable:tries', Value: 1 } },
      ],
      outputs: ['Look.State', 'Look.State', 'Look.State', 'Look.State'],
    });
  });

  test('takes steps from whatever has steps', () => {
    const pair: IStepSource = { steps: [SLEEP, SLEEP.withName('Again')] };
    define({ steps: [pair, new steps.Pause('Stop', {})] });
    expect((deployedContent(stack) as any).mainSteps.map(({ name }: any) => name)).toEqual(['Wait', 'Again', 'Stop']);
  });

  test('can be YAML', () => {
    define({ documentFormat: DocumentFormat.YAML, description: 'A\nB' });
    expect(contentInTemplate(stack)).toBe(
      'schemaVersion: "0.3"\ndescription: |-\n  A\n  B\nmainSteps:\n  - name: Wait\n    action: aws:sleep\n    inputs:\n      Duration: PT1M\n');
  });

  test('has what only deployment knows, and what SSM knows', () => {
    const value = new CfnParameter(stack, 'Value').valueAsString;
    define({ description: `for ${value} in ${SystemVariable.region}` });
    expect(deployedContent(stack, { refs: { Value: 'a "b" \\ \n' } })).toEqual({ ...WRITTEN, description: 'for a "b" \\ \n in {{ global:REGION }}' });
  });

  test('two runbooks can have the same step', () => {
    define();
    new Runbook(stack, 'Other', { steps: [SLEEP], assumeRole: AssumeRole.caller() });
    const documents = Object.values(templateOf(stack).findResources('AWS::SSM::Document'));
    expect(documents.map(({ Properties }) => Properties.Content)).toEqual([JSON.stringify(WRITTEN), JSON.stringify(WRITTEN)]);
  });

  test('is checked at synth, with all that is wrong', () => {
    define({ steps: [new steps.Sleep('Wait', { duration: '{{ Nope }}' }), new steps.Sleep('Then', { duration: '{{ Neither }}' })] });
    expect(() => Template.fromStack(stack)).toThrow(
      /Stack\/Runbook: the runbook has 2 errors\s+error +mainSteps\[0\]\.inputs\.Duration +.*Nope.*\s+error +mainSteps\[1\]\.inputs\.Duration +.*Neither/);
  });

  test('parameters and variables of one name are refused', () => {
    const twice = [DocumentParameter.ofString('A'), DocumentParameter.ofString('A')];
    expect(() => define({ parameters: twice })).toThrow('the parameter "A" is given twice; give each parameter once');
    const variables = [RunbookVariable.ofString('a'), RunbookVariable.ofInteger('a')];
    expect(() => new Runbook(stack, 'Other', { steps: [SLEEP], variables })).toThrow('the variable "a" is given twice; give each variable once');
  });
});

describe('a content that exists', () => {
  const CONTENT = {
    description: 'As written',
    schemaVersion: '0.3',
    assumeRole: '{{ Role }}',
    parameters: {
      Role: { type: 'String', default: '' },
      386: { type: 'StringList', default: ['a'], displayType: 'textarea' },
      Mode: { default: 'slow', type: 'String', allowedValues: ['slow', 'fast'] },
    },
    mainSteps: [{ ...SLEEP_CONTENT, isEnd: true }],
    outputs: ['Wait.OutputPayload'],
  };

  test('is deployed as it is, from an object, a text and a file', () => {
    const text = JSON.stringify(CONTENT, null, 4);
    const file = join(mkdtempSync(join(tmpdir(), 'runbook-')), 'runbook.json');
    writeFileSync(file, text);
    for (const content of [Content.fromObject(CONTENT), Content.fromString(text), Content.fromFile(file)]) {
      const own = new Stack();
      const runbook = new Runbook(own, 'Runbook', { content });
      expect(contentInTemplate(own)).toBe(JSON.stringify(CONTENT));
      expect(runbook.assumeRole).toBeUndefined();
      expect(Object.keys(templateOf(own).findResources('AWS::IAM::Role'))).toEqual([]);
    }
  });

  test('keeps the order of its keys, also of those that look like numbers', () => {
    const text = '{"schemaVersion":"0.3","parameters":{"b":{"type":"String","default":"x"},"386":{"type":"String","default":"y"},"1":{"type":"String"}},"mainSteps":[]}';
    const runbook = new Runbook(stack, 'Runbook', {
      content: Content.fromString(text), assumeRole: AssumeRole.derived({ asParameter: true }), parameterDefaults: { 1: 'z' }, description: 'D',
    });
    expect(stack.resolve(runbook.contentText)).toEqual({
      'Fn::Join': ['', [
        '{"schemaVersion":"0.3","description":"D","assumeRole":"{{ AutomationAssumeRole }}","parameters":{"b":{"type":"String","default":"x"},'
        + '"386":{"type":"String","default":"y"},"1":{"type":"String","default":"z"},"AutomationAssumeRole":{"type":"AWS::IAM::Role::Arn",'
        + '"description":"The role with which the runbook does its work","default":"',
        { 'Fn::GetAtt': ['RunbookAssumeRoleA2997F2C', 'Arn'] },
        '"}},"mainSteps":[]}',
      ]],
    });
  });

  test('can have another description and other defaults', () => {
    given(CONTENT, { description: 'Mine', parameterDefaults: { Mode: 'fast', 386: ['b', 'c'] } });
    expect(deployedContent(stack)).toEqual({
      ...CONTENT,
      description: 'Mine',
      parameters: { ...CONTENT.parameters, 386: { ...CONTENT.parameters[386], default: ['b', 'c'] }, Mode: { ...CONTENT.parameters.Mode, default: 'fast' } },
    });
    expect(CONTENT.parameters.Mode.default).toBe('slow');
  });

  test('a default that the parameter does not allow is found', () => {
    given(CONTENT, { parameterDefaults: { Mode: 'medium' } });
    Template.fromStack(stack);
    expect(warnings()).toEqual([expect.stringContaining('parameters.Mode.default: the default breaks the parameter\'s own rules: "medium"')]);
  });

  test.each<[string, Partial<RunbookProps>, Record<string, any>, string]>([
    ['a near name', { parameterDefaults: { Mod: 'x' } }, CONTENT, 'parameterDefaults names "Mod", but the content declares no such parameter; did you mean "Mode"?'],
    ['a far name', { parameterDefaults: { Elsewhere: 'x' } }, CONTENT, 'no such parameter; declared: 386, Role, Mode'],
    ['a name where there are none', { parameterDefaults: { A: 'x' } }, WRITTEN, 'no such parameter; it declares none'],
    ['an inherited name', { parameterDefaults: { toString: 'x' } }, CONTENT, 'parameterDefaults names "toString"'],
    ['steps as well', { steps: [SLEEP] }, WRITTEN, '"Runbook" has content and steps as well, but its content has these itself; to change it, give the parts of RunbookParts.fromContent(content) instead of content'],
    ['all parts as well', { steps: [], parameters: [], variables: [], outputs: [] }, WRITTEN, '"Runbook" has content and steps, parameters, variables, outputs as well'],
  ])('refuses %s', (_, props, content, message) => {
    expect(() => given(content, props)).toThrow(message);
  });

  test('refuses neither, defaults without content, and a text that is no map', () => {
    expect(() => new Runbook(stack, 'A', {})).toThrow('"A" has neither steps nor content; give one of them');
    expect(() => new Runbook(stack, 'B', { steps: [SLEEP], parameterDefaults: {} })).toThrow(
      'parameterDefaults changes the parameters of a content; "B" has none, give the defaults to its parameters');
    expect(() => new Runbook(stack, 'C', { content: Content.fromString('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n') })).toThrow(
      'the content of "C" is text, and a runbook is a map with schemaVersion "0.3" and mainSteps');
    expect(() => new Runbook(stack, 'D', { content: WRITTEN as any })).toThrow('the content of "D" is a map; use Content.fromFile');
  });

  test('of another kind is refused at synth', () => {
    given({ schemaVersion: '2.2', mainSteps: [{ name: 'a', action: 'aws:runShellScript', inputs: { runCommand: ['ls'] } }] });
    expect(() => Template.fromStack(stack)).toThrow('schemaVersion');
  });
});

describe('parameters', () => {
  test('are those that were declared', () => {
    const runbook = define({ parameters: [DocumentParameter.ofString('Mode', { defaultValue: 'a', allowedValues: ['a'] }), DocumentParameter.ofInteger('Count')] });
    expect(runbook.parameters.map(({ name, parameterType }) => [name, parameterType])).toEqual([['Mode', 'String'], ['Count', 'Integer']]);
    expect(runbook.parameter('Mode').validate('b')).toEqual([expect.stringContaining('"b"')]);
  });

  test('are those of the content, with what was changed', () => {
    const runbook = given({ ...WRITTEN, parameters: { Mode: { type: 'String', default: 'slow', allowedValues: ['slow', 'fast'] } } }, {
      assumeRole: AssumeRole.derived({ asParameter: true }), parameterDefaults: { Mode: 'fast' },
    });
    expect(runbook.parameters.map(({ name }) => name)).toEqual(['Mode', 'AutomationAssumeRole']);
    expect(runbook.parameter('Mode')._render().default).toBe('fast');
    expect(stack.resolve(runbook.parameter('Mode').valueAsString)).toBe('{{ Mode }}');
  });

  test('are told where there is none of a name', () => {
    expect(() => define().parameter('A')).toThrow('the content declares no parameter "A"; it declares none');
    const other = new Runbook(stack, 'Other', { content: Content.fromObject({ ...WRITTEN, parameters: { Mode: { type: 'String' } } }) });
    expect(() => other.parameter('Mod')).toThrow('the content declares no parameter "Mod"; did you mean "Mode"?');
  });
});

describe('the assume role', () => {
  test('is a role of its own unless something else is said', () => {
    const runbook = new Runbook(stack, 'Runbook', { steps: [SLEEP] });
    expect(stack.resolve(runbook.assumeRole!.roleRef.roleArn)).toEqual({ 'Fn::GetAtt': ['RunbookAssumeRoleA2997F2C', 'Arn'] });
    expect(deployedContent(stack, { attributes: { 'RunbookAssumeRoleA2997F2C.Arn': 'arn:role' } })).toEqual({ ...WRITTEN, assumeRole: 'arn:role' });
  });

  test('is given', () => {
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ssm.amazonaws.com') });
    const runbook = define({ assumeRole: AssumeRole.fromRole(role) });
    expect(runbook.assumeRole).toBe(role);
    expect(runbook.grantPrincipal).toBe(role.grantPrincipal);
    expect(deployedContent(stack, { attributes: { 'Role1ABCC5F0.Arn': 'arn:role' } })).toEqual({ ...WRITTEN, assumeRole: 'arn:role' });
    expect(Object.keys(templateOf(stack).findResources('AWS::IAM::Policy'))).toEqual([]);
  });

  test('is an L1 role', () => {
    const role = new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: {} });
    define({ assumeRole: AssumeRole.fromRole(role) });
    expect(deployedContent(stack, { attributes: { 'Role.Arn': 'arn:role' } })).toEqual({ ...WRITTEN, assumeRole: 'arn:role' });
  });

  test('comes by a parameter', () => {
    const role = DocumentParameter.ofIamRoleArn('Role', { defaultValue: '' });
    define({ parameters: [role], assumeRole: AssumeRole.fromParameter(role) });
    expect(deployedContent(stack)).toMatchObject({ assumeRole: '{{ Role }}' });
  });

  test('is none', () => {
    const runbook = define({ assumeRole: AssumeRole.caller() });
    expect(deployedContent(stack)).toEqual(WRITTEN);
    expect(runbook.assumeRole).toBeUndefined();
  });

  test.each<[string, AssumeRole, unknown]>([
    ['another', AssumeRole.fromRoleArn('arn:aws:iam::111122223333:role/New'), { schemaVersion: '0.3', assumeRole: 'arn:aws:iam::111122223333:role/New', mainSteps: [SLEEP_CONTENT] }],
    ['none', AssumeRole.caller(), WRITTEN],
  ])('takes the place of that of a content: %s', (_, assumeRole, expected) => {
    given({ schemaVersion: '0.3', assumeRole: 'arn:aws:iam::111122223333:role/Old', mainSteps: [SLEEP_CONTENT] }, { assumeRole });
    expect(deployedContent(stack)).toEqual(expected);
  });

  test('comes with a parameter that has it as default', () => {
    define({ description: 'D', parameters: [DocumentParameter.ofString('Mode', { defaultValue: 'a' })], assumeRole: AssumeRole.derived({ asParameter: true }) });
    expect(deployedContent(stack, { attributes: { 'RunbookAssumeRoleA2997F2C.Arn': 'arn:role' } })).toEqual({
      schemaVersion: '0.3',
      description: 'D',
      assumeRole: '{{ AutomationAssumeRole }}',
      parameters: {
        Mode: { type: 'String', default: 'a' },
        AutomationAssumeRole: { type: 'AWS::IAM::Role::Arn', description: 'The role with which the runbook does its work', default: 'arn:role' },
      },
      mainSteps: [SLEEP_CONTENT],
    });
  });

  test('becomes the default of a parameter that is there already', () => {
    const parameters = { AutomationAssumeRole: { type: 'String', description: 'Mine', default: '', allowedPattern: '^$|^arn:.*' } };
    given({ schemaVersion: '0.3', assumeRole: '{{AutomationAssumeRole}}', parameters, mainSteps: [SLEEP_CONTENT] }, { assumeRole: AssumeRole.derived({ asParameter: true }) });
    expect(deployedContent(stack, { attributes: { 'RunbookAssumeRoleA2997F2C.Arn': 'arn:role' } })).toEqual({
      schemaVersion: '0.3',
      assumeRole: '{{ AutomationAssumeRole }}',
      parameters: { AutomationAssumeRole: { ...parameters.AutomationAssumeRole, default: 'arn:role' } },
      mainSteps: [SLEEP_CONTENT],
    });
  });

  test('takes no default away', () => {
    const parameter = DocumentParameter.ofIamRoleArn('AutomationAssumeRole', { defaultValue: 'arn:aws:iam::111122223333:role/Mine' });
    expect(() => define({ parameters: [parameter], assumeRole: AssumeRole.derived({ asParameter: true }) })).toThrow(
      'the runbook declares the parameter AutomationAssumeRole itself, with a default of its own; '
      + 'use AssumeRole.fromParameter, or leave out that default or asParameter');
  });
});

describe('the construct', () => {
  test('knows its kind', () => {
    expect(Runbook.isRunbook(define())).toBe(true);
    expect([undefined, null, 'x', {}, stack].map(Runbook.isRunbook)).toEqual([false, false, false, false, false]);
  });

  test('has its name, its ARN, and the hash of its text', () => {
    const runbook = define();
    expect(stack.resolve(runbook.documentRef)).toEqual({ documentName: { Ref: 'Runbook246ED732' } });
    expect(stack.resolve(runbook.documentArn)).toEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:eu-west-1:111122223333:document/', { Ref: 'Runbook246ED732' }]],
    });
    expect(runbook.contentHash).toMatch(/^[0-9a-f]{64}$/);
    const derived = new Runbook(stack, 'Derived', { steps: [SLEEP] });
    expect(stack.resolve(derived.contentHash)).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^DerivedContentHash/), 'Hash'] });
  });

  test('takes tags, also those of the app, on its role too', () => {
    new Runbook(stack, 'Runbook', { steps: [SLEEP], tags: { Team: 'web' } });
    Tags.of(stack).add('App', 'shop');
    const template = templateOf(stack);
    template.hasResourceProperties('AWS::SSM::Document', { Tags: [{ Key: 'App', Value: 'shop' }, { Key: 'Team', Value: 'web' }] });
    template.hasResourceProperties('AWS::IAM::Role', { Tags: [{ Key: 'App', Value: 'shop' }] });
  });

  test('takes injected properties', () => {
    const injector: IPropertyInjector = {
      constructUniqueId: Runbook.PROPERTY_INJECTION_ID,
      inject: (original: RunbookProps, _context: InjectionContext) => ({ description: 'Injected', ...original }),
    };
    PropertyInjectors.of(stack).add(injector);
    define();
    expect(deployedContent(stack)).toEqual({ ...WRITTEN, description: 'Injected' });
  });

  test('works in a stage, and in a stack without an environment', () => {
    const stage = new Stage(new App(), 'Stage');
    const inner = new Stack(stage, 'Inner');
    new Runbook(inner, 'Runbook', { steps: [SLEEP] });
    expect(deployedContent(inner, { attributes: { 'RunbookAssumeRoleA2997F2C.Arn': 'arn:role' } })).toEqual({ ...WRITTEN, assumeRole: 'arn:role' });
  });

  test('has values of other stacks', () => {
    const other = new Stack(stack.node.root as App, 'Other', { env: { account: '111122223333', region: 'eu-west-1' } });
    const role = new iam.Role(other, 'Role', { assumedBy: new iam.ServicePrincipal('ssm.amazonaws.com') });
    define({ assumeRole: AssumeRole.fromRole(role) });
    const name = 'Other:ExportsOutputFnGetAttRole1ABCC5F0ArnB4C0B73E';
    expect(deployedContent(stack, { imports: { [name]: 'arn:role' } })).toEqual({ ...WRITTEN, assumeRole: 'arn:role' });
    expect(Object.values(templateOf(other).toJSON().Outputs).map((output: any) => output.Export.Name)).toEqual([name]);
  });

  test('waits for values that are made late', () => {
    let late = 'early';
    define({ description: Lazy.string({ produce: () => late }) });
    late = 'late';
    expect(deployedContent(stack)).toEqual({ ...WRITTEN, description: 'late' });
  });

  test('says nothing where nothing is wrong', () => {
    define();
    new Runbook(stack, 'Derived', { steps: [new steps.ChangeInstanceState('Stop', { instanceIds: [Fn.importValue('Id')], desiredState: 'stopped' })] });
    Template.fromStack(stack);
    expect(warnings()).toEqual([]);
  });
});
