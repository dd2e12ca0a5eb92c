import { App, Duration, Stack } from 'aws-cdk-lib';
import { ID, Parts, partsIn, templateIn } from './change-requests';
import { ChangeCalendar, ChangeRequest, ChangeRequestProps, Document, Runbook, RunbookInvocation, Session, SessionDocument, steps, Target } from '../../src';

const HEAD = 'the change request cannot be made like this:';
const given = { InstanceId: ['i-0123456789abcdef0'] };
const targeted = { targetParameter: ID };

let parts: Parts;

beforeEach(() => {
  parts = partsIn(new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } }));
});

const amazon = (options: Parameters<Runbook['invoke']>[0]) => ({ runbook: RunbookInvocation.of('AWS-HelloWorld', options) });
const ours = (options: Parameters<Runbook['invoke']>[0]) => ({ template: 'Theirs', runbook: parts.runbook.invoke(options) });
const location = (more: object) => ours({ parameters: given, targetLocations: [more] });
const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 'v']));

/** What is declared, and all that is said against it. */
const WRONG: Readonly<Record<string, readonly [() => Partial<ChangeRequestProps>, ...string[]]>> = {
  'a runbook for an invocation': [
    () => ({ runbook: parts.runbook as never }), 'runbook is the construct Stack/Runbook; give runbook.invoke(…), or RunbookInvocation.of(…) with the runbook or its name',
  ],
  'neither template nor runbook, and calendars that are none': [
    () => ({ template: undefined, runbook: undefined, openCalendars: [7 as never] }),
    'template is nothing; give the document, its name or its ARN',
    'runbook is nothing; give runbook.invoke(…), or RunbookInvocation.of(…) with the runbook or its name',
    'openCalendars[0] is the number 7; give the document, its name or its ARN',
  ],
  'something else for a template': [
    () => ({ template: parts.stack as never }), 'template is the construct Stack; give the document, its name or its ARN',
  ],
  'the name of the template': [() => ({ template: 'a b' }), 'template is "a b"; the name of a document or its ARN is allowed, 3 to 128 letters, digits and _-.:/'],
  'the name of the runbook': [() => ({ runbook: RunbookInvocation.of('x') }), 'runbook: the name is "x"; the name of a document or its ARN is allowed, 3 to 128 letters, digits and _-.:/'],
  'the version of the template': [() => ({ templateVersion: 'latest' }), 'templateVersion is "latest"; "$DEFAULT", "$LATEST" or a number from 1 is allowed'],
  'the version of the runbook': [() => amazon({ documentVersion: '0' }), 'runbook: documentVersion is "0"; "$DEFAULT", "$LATEST" or a number from 1 is allowed'],
  'a runbook as template': [() => ({ template: parts.runbook }), 'Stack/Runbook is a document of type Automation; give a change template (type Automation.ChangeTemplate)'],
  'a session document as runbook': [
    () => ({ runbook: RunbookInvocation.of(new SessionDocument(parts.stack, 'Session', { session: Session.shell() })) }),
    'runbook: Stack/Session is a document of type Session; give a runbook (type Automation)',
  ],
  'a parameter of the template without value': [() => ({ template: templateIn(parts.stack, 'Other') }), 'templateParameters: parameter Approver has no default, a value is needed'],
  'a misspelt parameter of the template': [
    () => ({ template: templateIn(parts.stack, 'Other'), templateParameters: { Approver: ['x'], Knd: ['IamUser'] } }),
    'templateParameters: there is no parameter "Knd"; did you mean "Kind"?',
  ],
  'a value that the template does not allow': [
    () => ({ template: templateIn(parts.stack, 'Other'), templateParameters: { Approver: ['x'], Kind: ['Robot'] } }),
    'templateParameters: parameter Kind: "Robot" is not one of the allowed values "IamRole", "IamUser"',
  ],
  'a runbook that the template does not allow': [
    () => ({ template: parts.template, templateParameters: { Approver: ['x'] } }),
    'runbook: Stack/Template does not allow "AWS-HelloWorld"; it allows Stack/Runbook',
  ],
  'another runbook of the app than the template allows': [
    () => ({
      template: parts.template,
      templateParameters: { Approver: ['x'] },
      runbook: new Runbook(parts.stack, 'Another', { steps: [new steps.Pause('Stop', {})] }).invoke(),
    }),
    'runbook: Stack/Template does not allow Stack/Another; it allows Stack/Runbook',
  ],
  'a parameter of the runbook without value': [() => ours({}), 'runbook: parameter InstanceId has no default, a value is needed'],
  'a misspelt parameter of the runbook': [() => ours({ parameters: { ...given, Mod: ['fast'] } }), 'runbook: there is no parameter "Mod"; did you mean "Mode"?'],
  'a value that the runbook does not allow': [
    () => ours({ parameters: { ...given, Mode: ['medium'] } }), 'runbook: parameter Mode: "medium" is not one of the allowed values "slow", "fast"',
  ],
  'two values for one': [
    () => ours({ parameters: { InstanceId: ['i-0123456789abcdef0', 'i-1'] } }),
    'runbook: parameter InstanceId: 2 values are given; a parameter of type AWS::EC2::Instance::Id takes one',
  ],
  'a text for a list': [
    () => amazon({ parameters: { A: 'x' as never } }), 'runbook: parameter A: the value is "x"; give a list, such as ["80"]',
  ],
  'an empty value': [() => amazon({ parameters: { A: [''] } }), 'runbook: parameter A: a value is empty; leave the parameter out'],
  '51 values': [() => amazon({ parameters: { A: Array(51).fill('x') } }), 'runbook: parameter A: 51 values are given; at most 50 are allowed'],
  '201 parameters': [
    () => amazon({ parameters: Object.fromEntries(Object.keys(many(201)).map(name => [name, ['x']])) }), 'runbook: parameters: 201 are given; at most 200 are allowed',
  ],
  'the name of a parameter': [() => ({ templateParameters: { ['p'.repeat(51)]: ['x'] } }), `templateParameters: parameter ${'p'.repeat(51)}: the name has 51 characters; 1 to 50 are allowed`],
  'targets without parameter': [() => amazon({ targets: [Target.allInstances()] }), 'runbook: targets needs targetParameter, the parameter that gets each of the targets'],
  'a parameter without targets': [() => ours({ parameters: given, ...targeted }), 'runbook: targetParameter is given, but no target; give targets or leave it out'],
  'targets and target maps': [
    () => ours({ ...targeted, targets: [Target.allInstances()], targetMaps: [{ InstanceId: ['i-1'] }] }), 'runbook: targets and targetMaps are given; give one of them',
  ],
  'an unknown target parameter': [
    () => ours({ parameters: given, targetParameter: 'InstanceIds', targets: [Target.allInstances()] }),
    'runbook: targetParameter names "InstanceIds", which is no parameter; did you mean "InstanceId"?',
  ],
  'a misspelt target parameter, which is no value that is missing as well': [
    () => ours({ targetParameter: 'InstanceIds', targets: [Target.allInstances()] }),
    'runbook: targetParameter names "InstanceIds", which is no parameter; did you mean "InstanceId"?',
  ],
  'a misspelt parameter of a target map, which is no value that is missing as well': [
    () => ours({ targetMaps: [{ InstancId: ['i-1'] }] }), 'runbook: targetMaps names "InstancId", which is no parameter; did you mean "InstanceId"?',
  ],
  'a target parameter that is nothing like one, and a value that is missing': [
    () => ours({ targetParameter: 'Zone', targets: [Target.allInstances()] }),
    'runbook: parameter InstanceId has no default, a value is needed',
    'runbook: targetParameter names "Zone", which is no parameter; declared: InstanceId, Mode',
  ],
  'a long target parameter': [
    () => amazon({ targetParameter: 'p'.repeat(51), targets: [Target.allInstances()] }),
    `runbook: targetParameter: the name "${'p'.repeat(51)}" has 51 characters; 1 to 50 are allowed`,
  ],
  'six targets': [() => ours({ ...targeted, targets: Array(6).fill(Target.allInstances()) }), 'runbook: targets: 6 are given; at most 5 are allowed'],
  '51 values of a target': [
    () => ours({ ...targeted, targets: [Target.parameterValues(...Array(51).fill('x'))] }), 'runbook: the values of targets[0]: 51 are given; at most 50 are allowed',
  ],
  'the key of a target': [
    () => ours({ ...targeted, targets: [Target.tag('a', 'b'), Target.tag('<x>', 'y')] }),
    'runbook: the key of targets[1] is "tag:<x>"; 1 to 163 letters, digits, spaces and _.:/=-@ are allowed',
  ],
  'an empty target map': [() => ours({ parameters: given, targetMaps: [{}] }), 'runbook: targetMaps[0] is empty; give 1 to 20 parameters'],
  'a target map of something else': [
    () => ours({ parameters: given, targetMaps: [{ Elsewhere: ['x'] }] }),
    'runbook: targetMaps names "Elsewhere", which is no parameter; declared: InstanceId, Mode',
  ],
  'a long value of a target map': [
    () => ours({ targetMaps: [{ InstanceId: ['x'.repeat(51)] }] }), 'runbook: targetMaps[0].InstanceId: a value has 51 characters; 1 to 50 are allowed',
  ],
  '301 target maps': [
    () => ours({ targetMaps: Array.from({ length: 301 }, () => ({ InstanceId: ['i'] })) }), 'runbook: targetMaps: 301 are given; at most 300 are allowed',
  ],
  'rates': [
    () => amazon({ maxConcurrency: '0', maxErrors: '101%' }),
    'runbook: maxConcurrency is "0"; a number from 1 or a percentage such as "10%" is allowed',
    'runbook: maxErrors is "101%"; a number or a percentage such as "10%" is allowed',
  ],
  'no places': [() => amazon({ targetLocations: [] }), 'runbook: targetLocations is empty; give 1 to 100'],
  '101 places': [() => amazon({ targetLocations: Array.from({ length: 101 }, () => ({})) }), 'runbook: targetLocations: 101 are given; at most 100 are allowed'],
  'a place without accounts': [() => location({ accounts: [] }), 'runbook: targetLocations[0].accounts is empty; give 1 to 50, or leave it out'],
  'the ARN of the role in a place': [
    () => location({ executionRoleName: 'arn:aws:iam::1:role/x' }),
    'runbook: targetLocations[0].executionRoleName is "arn:aws:iam::1:role/x"; the name of a role is allowed, not its ARN',
  ],
  'the id of an account that is left out': [
    () => location({ excludeAccounts: ['ou-1'] }), 'runbook: targetLocations[0].excludeAccounts is "ou-1"; ids of accounts and of organizational units are allowed',
  ],
  'two targets of a place': [
    () => ours({ ...targeted, targetLocations: [{ targets: [Target.allInstances(), Target.allInstances()] }] }),
    'runbook: targetLocations[0].targets: 2 are given; at most 1 are allowed',
  ],
  'targets of a place without parameter': [
    () => location({ targets: [Target.allInstances()] }),
    'runbook: targetLocations[0].targets needs targetParameter, the parameter that gets each of the targets',
  ],
  'two alarms of a place': [
    () => location({ targetLocationAlarmConfiguration: { alarms: [{ name: 'a' }, { name: 'b' }] } }),
    'runbook: targetLocations[0].targetLocationAlarmConfiguration has 2 alarms; one is allowed',
  ],
  'an empty name': [() => ({ changeRequestName: '' }), 'changeRequestName has 0 characters; 1 to 1024 are allowed'],
  'a long name': [() => ({ changeRequestName: 'x'.repeat(1_025) }), 'changeRequestName has 1025 characters; 1 to 1024 are allowed'],
  'long details': [() => ({ changeDetails: 'x'.repeat(32_769) }), 'changeDetails has 32769 characters; 1 to 32768 are allowed'],
  'a time without zone': [
    () => ({ scheduledStart: '2026-12-01T22:00:00' }),
    'scheduledStart is "2026-12-01T22:00:00"; a time with its zone is needed, such as "2026-12-01T22:00:00Z" or "2026-12-01T23:00+01:00"; the offset has hours, a colon and minutes',
  ],
  'a day that does not exist': [() => ({ scheduledEnd: '2026-02-29T22:00:00Z' }), 'scheduledEnd is "2026-02-29T22:00:00Z"; there is no such day or time'],
  'an end before the start': [
    () => ({ scheduledStart: '2026-12-01T22:00:00Z', scheduledEnd: '2026-12-01T22:30:00+01:00' }),
    'scheduledEnd 2026-12-01T22:30:00+01:00 is not after scheduledStart 2026-12-01T22:00:00Z',
  ],
  'six tags': [() => ({ tags: many(6) }), 'tags: 6 are given; at most 5 are allowed'],
  'a reserved tag': [
    () => ({ tags: { 'aws:x': 'y' } }), 'the key of a tag is "aws:x"; 1 to 128 letters, digits, spaces and _.:/=+-@ are allowed, not beginning with "aws:"',
  ],
  'a tag of other characters': [() => ({ tags: { a: '<' } }), 'the tag a is "<"; at most 256 letters, digits, spaces and _.:/=+-@ are allowed'],
  'a document that is no calendar': [
    () => ({ openCalendars: [parts.runbook] }), 'openCalendars: Stack/Runbook is a document of type Automation; give calendars (type ChangeCalendar)',
  ],
  'names of calendars that no document has': [
    () => ({ openCalendars: ['my calendar', 'Freeze', 'No', ChangeCalendar.fromChangeCalendarName(parts.stack, 'Theirs', 'x'.repeat(129))] }),
    ...['my calendar', 'No', 'x'.repeat(129)]
      .map(name => `openCalendars: a calendar is "${name}"; the name of a calendar or its ARN is allowed; a name has 3 to 128 letters, digits and _-.`),
  ],
  'a calendar without name': [
    () => ({ openCalendars: [''] }), 'openCalendars: a calendar is ""; the name of a calendar or its ARN is allowed; a name has 3 to 128 letters, digits and _-.',
  ],
  'eleven calendars': [() => ({ openCalendars: Array(11).fill('Freeze') }), 'openCalendars: 11 are given; at most 10 are allowed'],
  'what is waited for': [() => ({ waitFor: 'Success' }), 'waitFor is "Success"; "Approved" and "Completed" are allowed'],
  'how long, without what': [() => ({ waitTimeout: Duration.minutes(5) }), 'waitTimeout is given, but nothing is waited for; give waitFor or leave it out'],
  'too long': [
    () => ({ waitFor: 'Approved', waitTimeout: Duration.minutes(61) }), 'waitTimeout is 1 hour 1 minute; whole seconds up to 55 minutes are allowed, as CloudFormation waits an hour for all of it',
  ],
  'what becomes of it': [() => ({ unfinishedOnDelete: 'Cancel' }), 'unfinishedOnDelete is "Cancel"; "Stop" and "Leave" are allowed'],
};

test('there are thirty at least', () => expect(Object.keys(WRONG).length).toBeGreaterThanOrEqual(30));

test.each(Object.keys(WRONG))('refused: %s', name => {
  const [propsOf, ...faults] = WRONG[name];
  const message = faults.length === 1 ? `${HEAD} ${faults[0]}` : [HEAD, ...faults.map(fault => `  - ${fault}`)].join('\n');
  if (process.env.SHOW_REQUESTS !== undefined) process.stdout.write(`${name}\n  ${message.slice(HEAD.length).trim()}\n`);
  expect(told(() => new ChangeRequest(parts.stack, 'Request', { template: 'Theirs', runbook: RunbookInvocation.of('AWS-HelloWorld'), ...propsOf() }))).toBe(message);
});

test('all faults are told at once', () => {
  expect(told(() => new ChangeRequest(parts.stack, 'Request', {
    template: parts.template, runbook: parts.runbook.invoke({ maxErrors: 'x' }), changeRequestName: '', scheduledStart: 'tomorrow', waitFor: 'x',
  }))).toBe([
    HEAD,
    '  - templateParameters: parameter Approver has no default, a value is needed',
    '  - runbook: parameter InstanceId has no default, a value is needed',
    '  - runbook: maxErrors is "x"; a number or a percentage such as "10%" is allowed',
    '  - changeRequestName has 0 characters; 1 to 1024 are allowed',
    '  - scheduledStart is "tomorrow"; a time with its zone is needed, such as "2026-12-01T22:00:00Z" or "2026-12-01T23:00+01:00"; the offset has hours, a colon and minutes',
    '  - waitFor is "x"; "Approved" and "Completed" are allowed',
  ].join('\n'));
});

test('a document of another Region', () => {
  const elsewhere = Document.fromDocumentArn(parts.stack, 'Elsewhere', 'arn:aws:ssm:us-east-1:111122223333:document/There');
  expect(told(() => new ChangeRequest(parts.stack, 'Request', { template: elsewhere, runbook: RunbookInvocation.of('AWS-HelloWorld') })))
    .toContain('document "There" is in Region us-east-1, and a stack can only use documents of its own Region, eu-west-1; use it in a stack of that Region');
});

/** The message alone, without what the CDK says of the construct. */
function told(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing';
}

