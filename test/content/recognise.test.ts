import { recogniseDocumentType } from '../../src/content/recognise';
import { DOCUMENT_GRAMMARS, DOCUMENT_TYPES } from '../../src/content/schema/document-types';

const step = (action: string) => ({ name: 'a', action, inputs: {} });

test.each<[string, unknown, string | undefined]>([
  ['a calendar', '\ufeff\nbegin:vcalendar\r\nEND:VCALENDAR', 'ChangeCalendar'],
  ['Cedar', '// who\npermit (principal, action, resource);', 'AutoApprovalPolicy'],
  ['another text', 'hello', undefined],
  ['a runbook', { schemaVersion: '0.3', mainSteps: [step('aws:sleep')] }, 'Automation'],
  ['a runbook whose version is a number', { schemaVersion: 0.3, mainSteps: [] }, 'Automation'],
  ['a runbook without its version', { mainSteps: [{}, step('aws:executeAwsApi')] }, 'Automation'],
  ['a change template', { schemaVersion: '0.3', mainSteps: [], executableRunBooks: [] }, 'Automation.ChangeTemplate'],
  ['a change template by another key', { schemaVersion: '0.3', templateInformation: '' }, 'Automation.ChangeTemplate'],
  ['a Command document', { schemaVersion: '2.2', mainSteps: [step('aws:runShellScript')] }, 'Command'],
  ['a Command document whose version is a number', { schemaVersion: 2.2, mainSteps: [step('aws:runShellScript')] }, 'Command'],
  ['a Command document of version 2.0.1', { schemaVersion: '2.0.1', mainSteps: [] }, 'Command'],
  ['a Command document of version 1.2', { schemaVersion: '1.2', runtimeConfig: {} }, 'Command'],
  ['a Command document without its version', { mainSteps: [step('aws:runPowerShellScript')] }, 'Command'],
  ['a Policy document', { schemaVersion: '2.0', mainSteps: [step('aws:softwareInventory')] }, 'Policy'],
  ['session preferences', { schemaVersion: '1.0', sessionType: 'Standard_Stream', inputs: {} }, 'Session'],
  ['a Session document without its type', { schemaVersion: '1.0', properties: {} }, 'Session'],
  ['a manual approval policy', { schemaVersion: '0.3', accessTokenRole: '', accessDuration: 1, mainSteps: [] }, 'ManualApprovalPolicy'],
  ['a manual approval policy by one key', { schemaVersion: '0.3', accessDuration: 1 }, 'ManualApprovalPolicy'],
  ['a runbook with files', { schemaVersion: '0.3', mainSteps: [], files: {} }, 'Automation'],
  ['automatic approval policies', { schemaVersion: '0.3', accessTokenRole: '', AutoApprovalPolicyDocuments: [] }, 'AutoApprovalPolicy'],
  ['a package', { schemaVersion: '2.0', version: '1', packages: {}, files: {} }, 'Package'],
  ['a template', { AWSTemplateFormatVersion: '2010-09-09', Resources: {} }, 'CloudFormation'],
  ['a template without its version', { Resources: { a: { Type: 'AWS::S3::Bucket' } } }, 'CloudFormation'],
  ['a template of config rules', { Resources: { a: { Type: 'AWS::Config::ConfigRule' } } }, 'ConformancePackTemplate'],
  ['a template within a document', { schemaVersion: '1.0', templateBody: 'Resources:\n  a:\n    Type: AWS::S3::Bucket\n' }, 'CloudFormation'],
  ['config rules within a document', { schemaVersion: '1.0', templateBody: 'Resources:\n  a:\n    Type: "AWS::Config::ConfigRule"\n' }, 'ConformancePackTemplate'],
  ['config rules and more within a document', { templateBody: { Resources: { a: { Type: 'AWS::Config::ConfigRule' }, b: { Type: 'AWS::IAM::Role' } } } }, 'CloudFormation'],
  ['a template with a large integer', { templateBody: { a: 2n ** 70n } }, 'CloudFormation'],
  ['a template that is missing', { templateBody: undefined }, 'CloudFormation'],
  ['a quick setup', { schemaVersion: '1.0', deploymentConfig: {} }, 'QuickSetup'],
  ['a problem analysis template', { sections: [] }, 'ProblemAnalysisTemplate'],
  ['a schema of configurations', { $schema: 'http://json-schema.org/draft-04/schema#', type: 'object' }, 'ApplicationConfigurationSchema'],
  ['free content', { colour: 'red' }, undefined],
  ['an unknown version', { schemaVersion: '9999.0', mainSteps: [] }, undefined],
  ['steps without actions', { mainSteps: [{ action: 1 }, null] }, undefined],
  ['a list', [{ sessionType: 'Port' }], undefined],
  ['nothing', null, undefined],
  ['keys of the prototype', { toString: 1 }, undefined],
])('%s', (_, content, type) => {
  expect(recogniseDocumentType(content)).toBe(type);
});

test('what is recognised is a type of document with a grammar', () => {
  expect(Object.keys(DOCUMENT_GRAMMARS).sort()).toEqual([...DOCUMENT_TYPES].sort());
  for (const { keys, formats } of Object.values(DOCUMENT_GRAMMARS)) {
    expect(formats.length).toBeGreaterThan(0);
    expect(new Set(keys).size).toBe(keys?.length ?? 0);
  }
});
