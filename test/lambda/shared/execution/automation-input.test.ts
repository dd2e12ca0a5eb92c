import * as fc from 'fast-check';
import { automationInput, forSdk } from '../../../../lambda/shared/execution/automation-input';

test('flags are read wherever they stand', () => {
  const location = { Accounts: ['ou-1234-12345678'], IncludeChildOrganizationUnits: 'false', TargetLocationAlarmConfiguration: { IgnorePollAlarmFailure: 'true', Alarms: [{ Name: 'a' }] } };
  expect(automationInput({ DocumentName: 'Template', AutoApprove: 'true', Runbooks: [{ DocumentName: 'Runbook', TargetLocations: [location] }] })).toEqual({
    DocumentName: 'Template',
    AutoApprove: true,
    Runbooks: [{
      DocumentName: 'Runbook',
      TargetLocations: [{
        Accounts: ['ou-1234-12345678'], IncludeChildOrganizationUnits: false, TargetLocationAlarmConfiguration: { IgnorePollAlarmFailure: true, Alarms: [{ Name: 'a' }] },
      }],
    }],
  });
  expect(automationInput({ AutoApprove: false })).toEqual({ AutoApprove: false });
  expect(automationInput({ AutoApprove: true })).toEqual({ AutoApprove: true });
});

test('parameters and target maps stay texts, whatever their names and values are', () => {
  const names = fc.oneof(fc.constantFrom('AutoApprove', 'IncludeChildOrganizationUnits', 'IgnorePollAlarmFailure', 'ScheduledTime'), fc.string());
  const values = fc.array(fc.oneof(fc.constantFrom('true', 'false'), fc.string()));
  const map = fc.dictionary(names, values);
  fc.assert(fc.property(map, fc.array(map), (Parameters, TargetMaps) => {
    const input = { DocumentName: 'Template', Parameters, TargetMaps, Runbooks: [{ DocumentName: 'Runbook', Parameters, TargetMaps }] };
    expect(automationInput(input)).toEqual(input);
  }));
});

test.each<[unknown, string]>([
  [undefined, 'is missing'],
  [null, 'is null, the input of a call is needed'],
  ['text', 'is "text", the input of a call is needed'],
  [[], 'is [], the input of a call is needed'],
  [{ AutoApprove: 'yes' }, 'has AutoApprove "yes", "true" or "false" is needed'],
  [{ Runbooks: [{ TargetLocations: [{ IncludeChildOrganizationUnits: '' }] }] }, 'has IncludeChildOrganizationUnits "", "true" or "false" is needed'],
  [{ ScheduledTime: 'tomorrow' }, 'has ScheduledTime "tomorrow", a time in the form of ISO 8601 is needed, such as "2030-01-31T18:00:00Z"'],
  [{ ScheduledEndTime: ['2030-01-31'] }, 'has ScheduledEndTime ["2030-01-31"], a time in the form of ISO 8601 is needed, such as "2030-01-31T18:00:00Z"'],
])('%j is refused', (given, message) => {
  expect(() => automationInput(given)).toThrow(new Error(message));
});

test('nulls in between are left alone', () => {
  expect(automationInput({ Runbooks: [null, { Targets: null }] })).toEqual({ Runbooks: [null, { Targets: null }] });
});

test('the SDK takes times as dates, and all else as it is', () => {
  const input = automationInput({ DocumentName: 'Template', ScheduledTime: '2030-01-31T18:00:00Z', ScheduledEndTime: '2030-01-31T21:00:00+02:00', Parameters: { ScheduledTime: ['x'] } });
  expect(forSdk(input)).toEqual({
    DocumentName: 'Template', ScheduledTime: new Date('2030-01-31T18:00:00Z'), ScheduledEndTime: new Date('2030-01-31T19:00:00Z'), Parameters: { ScheduledTime: ['x'] },
  });
});
