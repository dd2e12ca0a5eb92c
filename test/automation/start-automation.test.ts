import { execFileSync } from 'node:child_process';
import { App, CfnParameter, Fn, Lazy, Stack, Token } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { Content, DocumentParameter, ExecutionMode, Runbook, StartAutomationOptions, steps, Target } from '../../src';
import { evaluate } from '../cloudformation';

const UUID = '01234567-89ab-cdef-0123-456789ABCDEF';
const HOSTILE = ['it\'s', '\'\'; rm -rf / #', '$(id)', '`id`', '"', '\\', '\\\'', '*', 'a b', '-rf', '!', '{}', '日本語 🙂', '%s', '=', '&'];
const MODE = DocumentParameter.ofString('Mode', { allowedValues: ['slow', 'fast'], defaultValue: 'slow' });
const ID = DocumentParameter.ofEc2InstanceId('InstanceId');

let stack: Stack;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
});

function define(parameters: DocumentParameter[] = [ID, MODE]): Runbook {
  return new Runbook(stack, 'Runbook', { parameters, steps: [new steps.Pause('Stop', {})] });
}

function request(parameters?: Record<string, string[]>, options?: StartAutomationOptions, runbook = define()): any {
  return stack.resolve(runbook.startAutomationRequest(parameters, options));
}

/** What the AWS CLI would get from a POSIX shell. */
function inShell(command: string): Record<string, string> {
  const output = execFileSync('/bin/sh', ['-c', `aws() { for argument; do printf '%s\\0' "$argument"; done; }\n${command}`], { encoding: 'utf8', env: { PATH: '' } });
  const [service, operation, ...rest] = output.split('\0').slice(0, -1);
  expect([service, operation]).toEqual(['ssm', 'start-automation-execution']);
  const options: Record<string, string> = {};
  for (let index = 0; index < rest.length; index += 1) {
    const [name, ...value] = rest[index].split('=');
    options[name] = value.length > 0 ? value.join('=') : rest[index += 1];
  }
  return options;
}

function deployed(value: unknown, refs: Record<string, unknown> = {}): any {
  return evaluate(stack.resolve(value), { refs: { Runbook246ED732: 'Ops-Restart', ...refs } });
}

describe('the request', () => {
  test('is short where nothing is given', () => {
    expect(request(undefined, undefined, define([]))).toEqual({ DocumentName: { Ref: 'Runbook246ED732' } });
  });

  test('has everything, with the names of the API', () => {
    expect(request({ Mode: ['fast'] }, {
      documentVersion: '$LATEST',
      clientToken: UUID,
      mode: ExecutionMode.AUTO,
      targetParameter: ID,
      target: Target.tag('Team', 'web', 'db'),
      maxConcurrency: '10%',
      maxErrors: '0',
      targetLocations: [{
        accounts: ['111122223333', 'ou-abcd-12345678'],
        regions: ['eu-west-1'],
        executionRoleName: 'Exec',
        targetLocationMaxConcurrency: '2',
        targetLocationMaxErrors: '5%',
        targetLocationAlarmConfiguration: { alarms: [{ name: 'There' }] },
        includeChildOrganizationUnits: true,
        excludeAccounts: ['444455556666'],
        targets: [Target.tagKey('Team')],
        targetsMaxConcurrency: '100%',
        targetsMaxErrors: '9',
      }],
      alarmConfiguration: { alarms: [{ name: 'Alarm' }], ignorePollAlarmFailure: true },
      tags: { Ticket: 'OPS-1', Empty: '' },
    })).toEqual({
      DocumentName: { Ref: 'Runbook246ED732' },
      DocumentVersion: '$LATEST',
      Parameters: { Mode: ['fast'] },
      ClientToken: UUID,
      Mode: 'Auto',
      TargetParameterName: 'InstanceId',
      Targets: [{ Key: 'tag:Team', Values: ['web', 'db'] }],
      MaxConcurrency: '10%',
      MaxErrors: '0',
      TargetLocations: [{
        Accounts: ['111122223333', 'ou-abcd-12345678'],
        Regions: ['eu-west-1'],
        ExecutionRoleName: 'Exec',
        TargetLocationMaxConcurrency: '2',
        TargetLocationMaxErrors: '5%',
        TargetLocationAlarmConfiguration: { Alarms: [{ Name: 'There' }] },
        IncludeChildOrganizationUnits: true,
        ExcludeAccounts: ['444455556666'],
        Targets: [{ Key: 'tag-key', Values: ['Team'] }],
        TargetsMaxConcurrency: '100%',
        TargetsMaxErrors: '9',
      }],
      AlarmConfiguration: { Alarms: [{ Name: 'Alarm' }], IgnorePollAlarmFailure: true },
      Tags: [{ Key: 'Ticket', Value: 'OPS-1' }, { Key: 'Empty', Value: '' }],
    });
  });

  test('has target maps and a URL of locations', () => {
    const url = 'https://bucket.s3.eu-west-1.amazonaws.com/locations.json?X-Amz-Signature=1';
    expect(request(undefined, { targetMaps: [{ InstanceId: ['i-1'], Mode: ['fast'] }], targetLocationsUrl: url })).toEqual({
      DocumentName: { Ref: 'Runbook246ED732' }, TargetMaps: [{ InstanceId: ['i-1'], Mode: ['fast'] }], TargetLocationsURL: url,
    });
  });

  test('is checked by the parameters of a content too', () => {
    const parameters = { Mode: { type: 'String', allowedValues: ['slow'] } };
    const runbook = new Runbook(stack, 'Written', { content: Content.fromObject({ schemaVersion: '0.3', parameters, mainSteps: [] }) });
    expect(runbook.startAutomationRequest({ Mode: ['slow'] })).toMatchObject({ Parameters: { Mode: ['slow'] } });
    expect(() => runbook.startAutomationRequest({ Mode: ['fast'] })).toThrow('parameter Mode: "fast"');
  });
});

const TARGET: StartAutomationOptions = { targetParameter: 'InstanceId', target: Target.tag('a', 'b') };

describe('takes', () => {
  test.each<[string, Record<string, string[]> | undefined, StartAutomationOptions]>([
    ['the greatest numbers', undefined, { ...TARGET, maxConcurrency: '9999999', maxErrors: '9999999', documentVersion: '12' }],
    ['the least numbers', undefined, { ...TARGET, maxConcurrency: '1%', maxErrors: '0%', documentVersion: '$DEFAULT' }],
    ['5 tags', { InstanceId: ['i-0123456789abcdef0'] }, { tags: { 'a': '1', 'b': '', 'c d': 'x', 'ä': '=', 'e': '@' } }],
    ['300 target maps', undefined, { targetMaps: Array.from({ length: 300 }, () => ({ InstanceId: ['i'] })) }],
    ['what only deployment knows', { InstanceId: [Fn.importValue('Id')] }, { documentVersion: Fn.importValue('V'), mode: Fn.importValue('M'), clientToken: Fn.importValue('T') }],
    ['the target parameter with a value', { InstanceId: ['i-0123456789abcdef0'] }, TARGET],
    ['limits without targets', { InstanceId: ['i-0123456789abcdef0'] }, { maxConcurrency: '1' }],
    ['targets in locations', undefined, { targetParameter: ID, targetLocations: [{ targets: [Target.tag('a', 'b')] }] }],
    ['locations that are only known later', { InstanceId: ['i-0123456789abcdef0'] }, { targetLocations: [{ accounts: Fn.split(',', Fn.importValue('A')), regions: [Fn.importValue('R')] }] }],
  ])('%s', (_, parameters, options) => {
    expect(() => request(parameters, options)).not.toThrow();
  });
});

describe('refuses', () => {
  const given = { InstanceId: ['i-0123456789abcdef0'] };
  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 'v']));
  test.each<[string, Record<string, string[]> | undefined, StartAutomationOptions, string]>([
    ['a missing parameter', undefined, {}, 'parameter InstanceId has no default, a value is needed'],
    ['an unknown parameter', { ...given, Mod: ['fast'] }, {}, 'there is no parameter "Mod"; did you mean "Mode"?'],
    ['a wrong value', { ...given, Mode: ['medium'] }, {}, 'parameter Mode: "medium" is not one of the allowed values "slow", "fast"'],
    ['two values for one', { InstanceId: ['i-0123456789abcdef0', 'i-1'] }, {}, 'parameter InstanceId: 2 values are given'],
    ['an empty value', { ...given, Mode: [''] }, {}, 'parameter Mode: a value has 0 characters'],
    ['a version', given, { documentVersion: '0' }, 'documentVersion is "0"; "$DEFAULT", "$LATEST" or a number from 1 is allowed'],
    ['a mode', given, { mode: 'auto' }, 'mode is "auto"; "Auto" and "Interactive" are allowed'],
    ['a token', given, { clientToken: 'x' }, 'clientToken is "x"; it must be a UUID'],
    ['no concurrency', given, { maxConcurrency: '0' }, 'maxConcurrency is "0"; a number from 1 or a percentage such as "10%" is allowed'],
    ['a percentage above 100', given, { maxErrors: '101%' }, 'maxErrors is "101%"; a number or a percentage such as "10%" is allowed'],
    ['a number of 8 digits', given, { maxErrors: '12345678' }, 'maxErrors is "12345678"'],
    ['target and targetMaps', undefined, { ...TARGET, targetMaps: [{ InstanceId: ['i-1'] }] }, 'target and targetMaps are given; give one of them'],
    ['target without its parameter', given, { target: Target.allInstances() }, 'target needs targetParameter'],
    ['a target parameter without target', given, { targetParameter: ID }, 'targetParameter is given, but no target; give target or leave it out'],
    ['an unknown target parameter', given, { ...TARGET, targetParameter: 'InstanceID2' }, 'targetParameter names "InstanceID2", which is no parameter; did you mean "InstanceId"?'],
    ['an unknown parameter of a map', given, { targetMaps: [{ Elsewhere: ['x'] }] }, 'targetMaps names "Elsewhere", which is no parameter; declared: InstanceId, Mode'],
    ['an empty map', given, { targetMaps: [{}] }, 'targetMaps[0] is empty; give 1 to 20 parameters'],
    ['a long value of a map', undefined, { targetMaps: [{ InstanceId: ['x'.repeat(51)] }] }, 'targetMaps[0].InstanceId: a value has 51 characters; 1 to 50 are allowed'],
    ['26 values of a map', undefined, { targetMaps: [{ InstanceId: Array(26).fill('x') }] }, 'targetMaps[0].InstanceId: 26 are given; at most 25 are allowed'],
    ['301 maps', undefined, { targetMaps: Array.from({ length: 301 }, () => ({ InstanceId: ['i'] })) }, 'targetMaps: 301 are given; at most 300 are allowed'],
    ['51 values of a target', undefined, { ...TARGET, target: Target.parameterValues(...Array(51).fill('x')) }, 'the values of target: 51 are given; at most 50 are allowed'],
    ['a key of a target', undefined, { ...TARGET, target: Target.of('tag:<x>', ['y']) }, 'the key of target is "tag:<x>"'],
    ['6 tags', given, { tags: many(6) }, 'tags: 6 are given; at most 5 are allowed'],
    ['a reserved tag', given, { tags: { 'AWS:x': 'y' } }, 'the key of a tag is "AWS:x"'],
    ['a long tag', given, { tags: { a: 'y'.repeat(257) } }, 'the tag a is "yyy'],
    ['no locations', given, { targetLocations: [] }, 'targetLocations is empty; give 1 to 100'],
    ['101 locations', given, { targetLocations: Array.from({ length: 101 }, () => ({})) }, 'targetLocations: 101 are given; at most 100 are allowed'],
    ['both forms of locations', given, { targetLocations: [{}], targetLocationsUrl: 'https://b.s3.amazonaws.com/k' }, 'targetLocations and targetLocationsUrl are given; give one of them'],
    ['a URL of elsewhere', given, { targetLocationsUrl: 'https://example.com/x' }, 'targetLocationsUrl is "https://example.com/x"; a presigned URL of a bucket is allowed'],
    ['no accounts', given, { targetLocations: [{ accounts: [] }] }, 'targetLocations[0].accounts is empty; give 1 to 50, or leave it out'],
    ['51 accounts', given, { targetLocations: [{ accounts: Array(51).fill('1') }] }, 'targetLocations[0].accounts: 51 are given'],
    ['no Regions', given, { targetLocations: [{}, { regions: [] }] }, 'targetLocations[1].regions is empty'],
    ['51 Regions', given, { targetLocations: [{ regions: Array(51).fill('1') }] }, 'targetLocations[0].regions: 51 are given'],
    ['the ARN of a role', given, { targetLocations: [{ executionRoleName: 'arn:aws:iam::1:role/x' }] }, 'targetLocations[0].executionRoleName is "arn:aws:iam::1:role/x"; the name of a role is allowed, not its ARN'],
    ['a limit of a location', given, { targetLocations: [{ targetLocationMaxConcurrency: '0%' }] }, 'targetLocations[0].targetLocationMaxConcurrency is "0%"'],
    ['a limit of errors of a location', given, { targetLocations: [{ targetLocationMaxErrors: 'x' }] }, 'targetLocations[0].targetLocationMaxErrors is "x"'],
    ['a limit of targets', given, { targetLocations: [{ targetsMaxErrors: '-1' }] }, 'targetLocations[0].targetsMaxErrors is "-1"'],
    ['an excluded account', given, { targetLocations: [{ excludeAccounts: ['1'] }] }, 'targetLocations[0].excludeAccounts is "1"; ids of accounts and of organizational units are allowed'],
    ['no excluded accounts', given, { targetLocations: [{ excludeAccounts: [] }] }, 'targetLocations[0].excludeAccounts is empty'],
    ['targets of a location without parameter', given, { targetLocations: [{ targets: [Target.allInstances()] }] }, 'targetLocations[0].targets needs targetParameter'],
    ['two targets of a location', undefined, { ...TARGET, targetLocations: [{ targets: [Target.allInstances(), Target.allInstances()] }] }, 'targetLocations[0].targets: 2 are given; at most 1 are allowed'],
    ['alarms of a location', given, { targetLocations: [{ targetLocationAlarmConfiguration: { alarms: [] } }] }, 'targetLocations[0].targetLocationAlarmConfiguration has 0 alarms; one is allowed'],
    ['two alarms', given, { alarmConfiguration: { alarms: [{ name: 'a' }, { name: 'b' }] } }, 'alarmConfiguration has 2 alarms; one is allowed'],
    ['a blank alarm', given, { alarmConfiguration: { alarms: [{ name: ' ' }] } }, 'alarmConfiguration: the name of an alarm is " "; it must not be blank'],
    ['a long alarm', given, { alarmConfiguration: { alarms: [{ name: 'a'.repeat(256) }] } }, 'the name of an alarm has 256 characters; 1 to 255 are allowed'],
  ])('%s', (_, parameters, options, message) => {
    const runbook = define();
    expect(() => runbook.startAutomationRequest(parameters, options)).toThrow(message);
    expect(() => runbook.startAutomationCommand(parameters, options)).toThrow(message);
  });

  test('51 values of a list', () => {
    const runbook = define([DocumentParameter.ofStringList('L')]);
    expect(() => runbook.startAutomationRequest({ L: Array(51).fill('x') })).toThrow('parameter L: 51 values are given; at most 50 are allowed');
  });

  test('201 parameters', () => {
    const parameters = Array.from({ length: 201 }, (_, index) => DocumentParameter.ofString(`P${index}`));
    expect(() => define(parameters).startAutomationRequest(Object.fromEntries(parameters.map(({ name }) => [name, ['x']])))).toThrow('parameters: 201 are given');
  });

  test('everything at once', () => {
    expect(() => define().startAutomationRequest({ Mod: ['x'] }, { mode: 'x', targetParameter: 'InstanceId' })).toThrow([
      'the runbook cannot be started like this:',
      '  - there is no parameter "Mod"; did you mean "Mode"?',
      '  - targetParameter is given, but no target; give target or leave it out',
      '  - mode is "x"; "Auto" and "Interactive" are allowed',
    ].join('\n'));
  });
});

describe('the command', () => {
  test('is short where nothing is given', () => {
    expect(deployed(define([]).startAutomationCommand())).toBe("aws ssm start-automation-execution --document-name 'Ops-Restart'");
  });

  test('has every option by the name of the CLI', () => {
    const options: StartAutomationOptions = {
      documentVersion: '$LATEST',
      clientToken: UUID,
      mode: 'Interactive',
      targetParameter: ID,
      target: Target.allInstances(),
      maxConcurrency: '10%',
      maxErrors: '0',
      targetLocations: [{ regions: ['eu-west-1'] }],
      alarmConfiguration: { alarms: [{ name: 'A' }] },
      tags: { a: 'b' },
    };
    const runbook = define();
    const line = inShell(deployed(runbook.startAutomationCommand({ Mode: ['fast'] }, options)));
    expect(Object.keys(line)).toEqual([
      '--document-name', '--document-version', '--parameters', '--target-parameter-name', '--targets', '--max-concurrency', '--max-errors',
      '--target-locations', '--client-token', '--mode', '--alarm-configuration', '--tags',
    ]);
    expect(Object.values(line).map(value => /^[[{]/.test(value) ? JSON.parse(value) : value)).toEqual(
      Object.values(deployed(runbook.startAutomationRequest({ Mode: ['fast'] }, options))));
    const url = { targetLocationsUrl: 'https://b.s3.amazonaws.com/k?a=b&c=d', targetMaps: [{ InstanceId: ['i'] }] };
    expect(inShell(deployed(runbook.startAutomationCommand(undefined, url)))).toEqual({
      '--document-name': 'Ops-Restart', '--target-maps': '[{"InstanceId":["i"]}]', '--target-locations-url': url.targetLocationsUrl,
    });
  });

  test('gives a shell exactly what deployment says, whatever it is', () => {
    const value = new CfnParameter(stack, 'Value').valueAsString;
    const list = new CfnParameter(stack, 'List', { type: 'CommaDelimitedList' }).valueAsList;
    const runbook = define([DocumentParameter.ofString('a'), DocumentParameter.ofStringList('l')]);
    const command = runbook.startAutomationCommand({ a: [`<'"${value}"'>`], l: list }, { tags: { t: value }, alarmConfiguration: Token.asAny({ Ref: 'Value' }) });
    for (const Value of [...HOSTILE, 'line\nbreak\r\n']) {
      const line = inShell(deployed(command, { Value, List: [Value, 'b'] }));
      expect(JSON.parse(line['--parameters'])).toEqual({ a: [`<'"${Value}"'>`], l: [Value, 'b'] });
      expect(JSON.parse(line['--tags'])).toEqual([{ Key: 't', Value }]);
      expect(JSON.parse(line['--alarm-configuration'])).toBe(Value);
    }
  });

  test('waits for values that are made late', () => {
    let late = 'early';
    const command = define().startAutomationCommand({ InstanceId: [Lazy.string({ produce: () => late })] });
    late = 'i-\'late';
    expect(JSON.parse(inShell(deployed(command))['--parameters'])).toEqual({ InstanceId: ['i-\'late'] });
  });

  test('can hold the names of files, as they stand inside of JSON', () => {
    const runbook = define([DocumentParameter.ofString('P')]);
    expect(inShell(deployed(runbook.startAutomationCommand({ P: ['file:///etc/passwd'] })))['--parameters']).toBe('{"P":["file:///etc/passwd"]}');
  });
});

describe('for any parameters', () => {
  const text = fc.oneof(fc.string({ minLength: 1, maxLength: 20 }), fc.constantFrom(...HOSTILE)).filter(value => !/Token\[|\{\{|\0/.test(value));
  const definition: fc.Arbitrary<[DocumentParameter, string[], unknown]> = fc.oneof(
    text.map((value): [DocumentParameter, string[], unknown] => [DocumentParameter.ofString('P'), [value], value]),
    fc.tuple(fc.uniqueArray(text, { minLength: 1, maxLength: 3 }), text)
      .map(([allowedValues, value]): [DocumentParameter, string[], unknown] => [DocumentParameter.ofString('P', { allowedValues }), [value], value]),
    fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 20 }), text)
      .map(([minChars, maxChars, value]): [DocumentParameter, string[], unknown] => [DocumentParameter.ofString('P', { minChars, maxChars }), [value], value]),
    fc.tuple(fc.integer({ min: 0, max: 3 }), fc.array(text, { minLength: 1, maxLength: 4 }))
      .map(([maxItems, value]): [DocumentParameter, string[], unknown] => [DocumentParameter.ofStringList('P', { maxItems }), value, value]),
    fc.oneof(fc.integer().map(String), text).map((value): [DocumentParameter, string[], unknown] => [DocumentParameter.ofInteger('P'), [value], value]),
    fc.boolean().map((value): [DocumentParameter, string[], unknown] => [DocumentParameter.ofBoolean('P'), [String(value)], value]),
    fc.dictionary(text, text).map((value): [DocumentParameter, string[], unknown] => [DocumentParameter.ofStringMap('P'), [JSON.stringify(value)], value]),
  );

  test('a request is made for just the values that the parameter takes, and the shell gives it back', () => {
    let made = 0;
    fc.assert(fc.property(definition, ([parameter, values, value]) => {
      stack = new Stack(new App(), 'Stack');
      const runbook = define([parameter]);
      const start = () => runbook.startAutomationRequest({ P: values });
      if (parameter.validate(value).length > 0) {
        expect(start).toThrow('parameter P: ');
        return;
      }
      made += 1;
      expect(start().Parameters).toEqual({ P: values });
      if (made > 60) return;
      expect(JSON.parse(inShell(deployed(runbook.startAutomationCommand({ P: values })))['--parameters'])).toEqual({ P: values });
    }), { numRuns: 250 });
    expect(made).toBeGreaterThan(50);
  });
});
