import { Stack } from 'aws-cdk-lib';
import { Runbook } from '../../src/automation/runbook';
import { buildContent } from '../../src/automation/runbook-content';
import { RunbookParts } from '../../src/automation/runbook-parts';
import { StepList } from '../../src/automation/step-list';
import { ContentMap } from '../../src/content/value';
import { Content } from '../../src/document/content';
import { settle } from '../../src/document/settle';
import { CORPUS, describeWithCorpus, textOf } from '../content/corpus';
import { deployedContent } from '../document/deployed-content';

const CONTENT = {
  schemaVersion: '0.3',
  description: 'Restart a service',
  assumeRole: '{{AutomationAssumeRole}}',
  parameters: {
    AutomationAssumeRole: { type: 'AWS::IAM::Role::Arn', description: 'The role', default: '' },
    Names: { type: 'StringList', minItems: 1 },
    Count: { type: 'Integer', default: 1 },
  },
  variables: { again: { type: 'Boolean', default: true } },
  mainSteps: [
    { name: 'Wait', action: 'aws:sleep', inputs: { Duration: 'PT1M' }, isEnd: false },
    { name: 'Set', action: 'aws:updateVariable', inputs: { Name: 'variable:again', Value: false } },
    {
      name: 'Look',
      action: 'aws:executeAwsApi',
      inputs: { Service: 'ec2', Api: 'DescribeInstances', Filters: [{ Name: 'tag:Name', Values: ['{{ Names }}'] }], MaxResults: '{{Count}}' },
      outputs: [{ Name: 'Id', Selector: '$.Reservations[0].Instances[0].InstanceId', Type: 'String' }],
      isEnd: true,
    },
  ],
  outputs: ['Look.Id'],
};

function rebuilt(parts: RunbookParts): ContentMap {
  const stack = new Stack();
  const { description, assumeRole, parameters, variables, steps, outputs } = parts;
  new Runbook(stack, 'Runbook', { description, assumeRole, parameters, variables, steps: [StepList.of(...steps)], outputs });
  return deployedContent(stack) as ContentMap;
}

test('a runbook that is given all parts has the same content', () => {
  expect(rebuilt(RunbookParts.fromContent(Content.fromObject(CONTENT)))).toStrictEqual(CONTENT);
});

test('what is not there stays away', () => {
  const content = { schemaVersion: '0.3', mainSteps: [{ name: 'A', action: 'aws:pause', inputs: {} }] };
  const parts = RunbookParts.fromContent(Content.fromObject(content));
  expect(parts).toMatchObject({ description: undefined, parameters: [], variables: [], outputs: undefined });
  expect(rebuilt(parts)).toStrictEqual(content);
});

test('parts are known by their names', () => {
  const parts = RunbookParts.fromContent(Content.fromObject(CONTENT));
  expect(parts.parameter('Names').parameterType).toBe('StringList');
  expect(parts.variable('again').name).toBe('again');
  expect(() => parts.parameter('Name')).toThrow('the content declares no parameter "Name"; did you mean "Names"?');
  expect(() => parts.variable('other')).toThrow('the content declares no variable "other"; declared: again');
});

test.each<[string, object | string, string]>([
  ['no steps', { schemaVersion: '0.3', parameters: {} }, 'the content has no mainSteps; it has schemaVersion, parameters'],
  ['steps that are no list', { schemaVersion: '0.3', mainSteps: {} }, 'mainSteps is a map, a list of steps is needed'],
  ['a step that is no map', { schemaVersion: '0.3', mainSteps: [{ name: 'A' }, 'B'] }, 'mainSteps[1] is "B", a map is needed'],
  ['another kind of document', { schemaVersion: '2.2', mainSteps: [] }, 'the content has schemaVersion "2.2"; runbooks and change templates'],
  ['a calendar', 'BEGIN:VCALENDAR\nEND:VCALENDAR\n', 'the content is "BEGIN:VCALENDAR'],
])('fails for a content with %s', (_, content, message) => {
  const source = typeof content === 'string' ? Content.fromString(content) : Content.fromObject(content);
  expect(() => RunbookParts.fromContent(source)).toThrow(message);
});

describeWithCorpus('parts of real runbooks', () => {
  /** What is no part of a runbook: the format, the role, which is compared apart, and what only change templates have. */
  const APART = ['schemaVersion', 'assumeRole', 'templateInformation', 'executableRunBooks', 'emergencyChange', 'autoApprovable'];
  const documents = CORPUS.filter(document => ['automation', 'change-template'].includes(document.class)).map(document => {
    const content = Content.fromString(textOf(document));
    return { file: document.file, content: content._value as ContentMap, parts: RunbookParts.fromContent(content) };
  });

  test('give the same content again', () => {
    const different = documents.flatMap(({ file, content, parts }) => {
      const { description, parameters, variables, outputs } = parts;
      const built = settle(buildContent({ description, parameters, variables, steps: [parts], outputs }).content, new Stack(), 'JSON', false).content as ContentMap;
      return [...new Set([...Object.keys(content), ...Object.keys(built)])].filter(key => !APART.includes(key))
        .filter(key => JSON.stringify(sorted(content[key])) !== JSON.stringify(sorted(built[key])))
        .map(key => `${file} ${key}: ${JSON.stringify(content[key])}`);
    });
    expect(different.sort()).toEqual([
      'automation/3938ff3d66f5.yaml description: null',
      'automation/79976cf2ce25.json parameters: {}',
      'automation/fef7d312f789.yaml description: null',
    ]);
  });

  test('name the same role', () => {
    const different = documents.filter(({ content: { assumeRole }, parts }) => parts.assumeRole._arn !== assumeRole);
    expect(different).toEqual([]);
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1).map(([key, each]) => [key, sorted(each)]));
}
