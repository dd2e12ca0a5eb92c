import type { ChangeRequestProperties } from '../../../src/operations/provider/change-request-properties';
import { CHANGE_REQUEST_TYPE } from '../../../src/operations/provider/change-request-properties';
import { CloudFormationDouble } from '../../cloudformation-double';
import { SsmDouble } from '../../ssm-double/ssm-double';
import { startDouble } from '../../ssm-double/started-double';
import { CALENDAR, changeRequest, putCalendar, putTemplate, statusesOf, TEMPLATE } from '../handlers/change-request';
import { event, invoke } from '../invoke';

let double: SsmDouble;
let cloudFormation: CloudFormationDouble;
let count: number;

beforeAll(async () => { cloudFormation = await CloudFormationDouble.start(); });
afterAll(() => cloudFormation.stop());

beforeEach(async () => {
  double = (await startDouble()).double;
  putTemplate(double);
  cloudFormation.status = 'UPDATE_IN_PROGRESS';
  count = 0;
});

type Given = Partial<Parameters<typeof event>[0]>;

async function ask(RequestType: 'Create' | 'Update' | 'Delete', ResourceProperties: ChangeRequestProperties, given: Given = {}) {
  const request = event({ RequestType, ResourceType: CHANGE_REQUEST_TYPE, ResourceProperties, RequestId: `request-${count += 1}`, ...given });
  const { told } = await invoke('change-request', double.endpoint, request, { cloudFormationEndpoint: cloudFormation.endpoint });
  return told!;
}

test('what is sent is the declared input, with flags and times as the API takes them', async () => {
  const Request = {
    DocumentName: TEMPLATE,
    ScheduledTime: '2030-12-01T22:00:00Z',
    ScheduledEndTime: '2030-12-02T02:00:00.000Z',
    ChangeDetails: 'true',
    Runbooks: [{
      DocumentName: 'Web-Patch',
      Parameters: { Reason: ['false'] },
      TargetLocations: [{
        Accounts: ['111122223333'],
        Regions: ['us-east-1'],
        IncludeChildOrganizationUnits: true,
        TargetLocationAlarmConfiguration: { IgnorePollAlarmFailure: false, Alarms: [{ Name: 'true' }] },
      }],
    }],
    Tags: [{ Key: 'Ticket', Value: 'true' }],
  };
  expect(await ask('Create', { Request, UnfinishedOnDelete: 'Stop' })).toMatchObject({ Status: 'SUCCESS' });
  const [sent] = double.requests.filter(({ operation }) => operation === 'StartChangeRequestExecution');
  const { ClientToken, ScheduledTime, ScheduledEndTime, ...input } = sent.input;
  const { ScheduledTime: _, ScheduledEndTime: __, ...declared } = Request;
  expect(input).toEqual(declared);
  expect([ScheduledTime, ScheduledEndTime]).toEqual([Date.UTC(2030, 11, 1, 22) / 1_000, Date.UTC(2030, 11, 2, 2) / 1_000]);
  expect(ClientToken).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('its attributes are the execution, its status and its OpsItem', async () => {
  const { Data } = await ask('Create', changeRequest('November'));
  const [{ id, opsItemId }] = double.executions.all;
  expect(Data).toEqual({ ExecutionId: id, Status: 'PendingApproval', OpsItemId: opsItemId });
});

test('a request that comes again is the same one, and the same one declared later is another', async () => {
  const RequestId = 'request-x';
  const first = await ask('Create', changeRequest('November'), { RequestId });
  expect(await ask('Create', changeRequest('November'), { RequestId })).toEqual(first);
  expect(statusesOf(double)).toHaveLength(1);
  await ask('Delete', changeRequest('November'), { PhysicalResourceId: first.PhysicalResourceId });
  const second = await ask('Create', changeRequest('November'));
  expect(second.PhysicalResourceId).not.toBe(first.PhysicalResourceId);
  expect(statusesOf(double)).toEqual(['Cancelled', 'PendingApproval']);
});

describe('an update', () => {
  const update = (properties: ChangeRequestProperties, old: ChangeRequestProperties, PhysicalResourceId: string) =>
    ask('Update', properties, { PhysicalResourceId, OldResourceProperties: old });

  test('of what happens when it is deleted starts nothing', async () => {
    const { PhysicalResourceId } = await ask('Create', changeRequest('November'));
    expect(await update(changeRequest('November', 'Leave'), changeRequest('November'), PhysicalResourceId)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId });
    expect(statusesOf(double)).toEqual(['PendingApproval']);
  });

  test('with another trigger starts the same once more', async () => {
    const { PhysicalResourceId } = await ask('Create', changeRequest('November'));
    const told = await update({ ...changeRequest('November'), Trigger: 'again' }, changeRequest('November'), PhysicalResourceId);
    expect(told.PhysicalResourceId).not.toBe(PhysicalResourceId);
    expect(statusesOf(double)).toEqual(['PendingApproval', 'PendingApproval']);
  });

  test('to another one and back, each of them wanted, starts three', async () => {
    const first = await ask('Create', changeRequest('November'));
    const second = await update(changeRequest('December'), changeRequest('November'), first.PhysicalResourceId);
    await ask('Delete', changeRequest('November'), first);
    const third = await update(changeRequest('November'), changeRequest('December'), second.PhysicalResourceId);
    await ask('Delete', changeRequest('December'), second);
    expect(statusesOf(double)).toEqual(['Cancelled', 'Cancelled', 'PendingApproval']);
    expect(third.Data).toMatchObject({ ExecutionId: double.executions.all[2].id });
  });

  test.each(['the new id', 'the old id'])('that is rolled back with %s gives back the one before and starts none', async id => {
    const first = await ask('Create', changeRequest('November'));
    const second = await update(changeRequest('December'), changeRequest('November'), first.PhysicalResourceId);
    cloudFormation.status = 'UPDATE_ROLLBACK_IN_PROGRESS';
    const { PhysicalResourceId } = id === 'the new id' ? second : first;
    const back = await update(changeRequest('November'), changeRequest('December'), PhysicalResourceId);
    expect(back).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: first.PhysicalResourceId, Data: first.Data });
    await ask('Delete', changeRequest('December'), second);
    expect(statusesOf(double)).toEqual(['PendingApproval', 'Cancelled']);
  });

  test('that is rolled back after months starts none, although the service has forgotten the one before', async () => {
    const first = await ask('Create', changeRequest('November'));
    double.executions.forgetAll();
    const second = await update(changeRequest('December'), changeRequest('November'), first.PhysicalResourceId);
    cloudFormation.status = 'UPDATE_ROLLBACK_IN_PROGRESS';
    const back = await update(changeRequest('November'), changeRequest('December'), second.PhysicalResourceId);
    expect(back).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: first.PhysicalResourceId, Data: { Status: 'Unknown', OpsItemId: 'Unknown' } });
    expect(double.executions.all).toHaveLength(1);
  });
});

describe('a deletion', () => {
  test.each([
    ['PendingApproval', 'Cancelled'], ['Scheduled', 'Cancelled'], ['Approved', 'Cancelled'],
    ['RunbookInProgress', 'RunbookInProgress'], ['CompletedWithSuccess', 'CompletedWithSuccess'], ['Rejected', 'Rejected'],
  ])('of one that is %s leaves it %s', async (before, after) => {
    const made = await ask('Create', changeRequest('November'));
    double.executions.set(double.executions.all[0].id, { status: before });
    expect(await ask('Delete', changeRequest('November'), made)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: made.PhysicalResourceId });
    expect(statusesOf(double)).toEqual([after]);
  });
});

describe('what the service refuses is told with what to do', () => {
  test('a template that is not approved', async () => {
    double = (await startDouble({ reviews: 'required' })).double;
    putTemplate(double);
    const { Status, Reason } = await ask('Create', changeRequest('November'));
    expect(Status).toBe('FAILED');
    expect(Reason).toMatch(/^change request: StartChangeRequestExecution: .*\(AutomationDefinitionNotApprovedException, request id [0-9a-f-]+\); /);
    expect(Reason).toMatch(/; no version of the change template is approved, .* with a TemplateReview that this change request depends on$/);
    expect(statusesOf(double)).toEqual([]);
  });

  test('an account without Change Manager', async () => {
    double = (await startDouble({ changeManager: 'closed' })).double;
    putTemplate(double);
    const { Status, Reason } = await ask('Create', changeRequest('November'));
    expect(Status).toBe('FAILED');
    expect(Reason).toMatch(/NoLongerSupportedException.*closed to new customers since 7 November 2025; only accounts that used it before can make change requests/);
  });

  test.each([
    ['AutomationDefinitionVersionNotFoundException', /list-document-versions/],
    ['InvalidAutomationExecutionParametersException', /compare the parameters/],
    ['AutomationExecutionLimitExceededException', /too many executions/],
    ['IdempotentParameterMismatch', /deploy again/],
    ['AutomationDefinitionNotFoundException', /look whether the document exists/],
  ])('%s', async (code, words) => {
    double.faults.add({ kind: 'error', operation: 'StartChangeRequestExecution', code, message: 'No.', status: 400 });
    const { Status, Reason } = await ask('Create', changeRequest('November'));
    expect(Status).toBe('FAILED');
    expect(Reason).toMatch(words);
  });
});

describe('a calendar', () => {
  const properties = (ScheduledTime?: string): ChangeRequestProperties => {
    const { Request, ...rest } = changeRequest('November');
    return { ...rest, Request: { ...Request, ScheduledTime }, Calendars: [CALENDAR] };
  };

  test('that is closed fails the deployment before anything is started', async () => {
    putCalendar(double, 'DEFAULT_CLOSED');
    const told = await ask('Create', properties());
    expect(told).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/^change request: the change calendar Freeze is closed, and must be open for this to start; /) });
    expect(await ask('Delete', properties(), told)).toMatchObject({ Status: 'SUCCESS' });
    expect(statusesOf(double)).toEqual([]);
  });

  test('that does not exist, and a document that is none, are told with what to do', async () => {
    expect((await ask('Create', properties())).Reason).toMatch(/^change request: GetCalendarState: .*\(InvalidDocument, .*; look whether the change calendars exist in this account/);
    expect((await ask('Create', { ...properties(), Calendars: [TEMPLATE] })).Reason).toMatch(/\(InvalidDocumentType, .*; only documents of the type ChangeCalendar/);
  });

  test('is asked about the time at which the change begins', async () => {
    putCalendar(double);
    expect(await ask('Create', properties('2030-12-01T22:00:00Z'))).toMatchObject({ Status: 'SUCCESS' });
    const [asked] = double.requests.filter(({ operation }) => operation === 'GetCalendarState');
    expect(asked.input).toEqual({ CalendarNames: [CALENDAR], AtTime: '2030-12-01T22:00:00.000Z' });
  });
});
