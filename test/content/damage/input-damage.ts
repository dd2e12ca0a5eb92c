import { DamageKind, Place, place } from './damage';
import { misspell, remove, renameKey, set } from './edit';
import { withApproval, withChosenValues, withCommand, withNestedRunbook, withSleep, withStack } from './prepared';
import { PlacedStep, stepsOf } from './runbook';
import { Path } from '../../../src/content/path';
import { ContentMap, ContentValue } from '../../../src/content/value';

/** Inputs that an action cannot do without (user guide, the page of each action). */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  'aws:approve': ['Approvers'],
  'aws:assertAwsResourceProperty': ['Service', 'Api', 'PropertySelector', 'DesiredValues'],
  'aws:branch': ['Choices'],
  'aws:changeInstanceState': ['InstanceIds', 'DesiredState'],
  'aws:copyImage': ['SourceRegion', 'SourceImageId', 'ImageName'],
  'aws:createImage': ['InstanceId', 'ImageName'],
  'aws:createStack': ['StackName'],
  'aws:createTags': ['ResourceIds', 'Tags'],
  'aws:deleteImage': ['ImageId'],
  'aws:deleteStack': ['StackName'],
  'aws:executeAutomation': ['DocumentName'],
  'aws:executeAwsApi': ['Service', 'Api'],
  'aws:executeScript': ['Runtime'],
  'aws:invokeLambdaFunction': ['FunctionName'],
  'aws:loop': ['Steps'],
  'aws:runCommand': ['DocumentName'],
  'aws:runInstances': ['ImageId'],
  'aws:updateVariable': ['Name', 'Value'],
  'aws:waitForAwsResourceProperty': ['Service', 'Api', 'PropertySelector', 'DesiredValues'],
};

/** Actions that take the inputs of any API operation beside their own. */
const TAKES_API_INPUTS = ['aws:executeAwsApi', 'aws:assertAwsResourceProperty', 'aws:waitForAwsResourceProperty'];

/** Inputs that are a text, a list, a flag or a number. */
const OF_TYPE: Readonly<Record<'text' | 'list' | 'flag' | 'number', Readonly<Record<string, readonly string[]>>>> = {
  text: {
    'aws:executeScript': ['Script', 'Handler', 'Runtime'],
    'aws:executeAwsApi': ['Service', 'Api'],
    'aws:executeAutomation': ['DocumentName'],
    'aws:invokeLambdaFunction': ['FunctionName'],
    'aws:createStack': ['StackName', 'TemplateBody'],
    'aws:deleteStack': ['StackName'],
    'aws:waitForAwsResourceProperty': ['PropertySelector'],
    'aws:runCommand': ['DocumentName'],
    'aws:sleep': ['Duration'],
  },
  list: {
    'aws:changeInstanceState': ['InstanceIds'],
    'aws:assertAwsResourceProperty': ['DesiredValues'],
    'aws:approve': ['Approvers'],
    'aws:createStack': ['Capabilities'],
    'aws:createTags': ['ResourceIds', 'Tags'],
    'aws:runCommand': ['InstanceIds'],
  },
  flag: { 'aws:changeInstanceState': ['CheckStateOnly'], 'aws:createImage': ['NoReboot'], 'aws:copyImage': ['Encrypted'] },
  number: { 'aws:approve': ['MinRequiredApprovals'], 'aws:runCommand': ['TimeoutSeconds'], 'aws:createStack': ['TimeoutInMinutes'], 'aws:loop': ['MaxIterations'] },
};

/** Lists that people write as their only item. */
const TEXT_FOR_LIST: Readonly<Record<string, string>> = {
  'aws:changeInstanceState': 'InstanceIds', 'aws:assertAwsResourceProperty': 'DesiredValues', 'aws:createTags': 'ResourceIds',
};

/** Inputs that take one of a few values. */
const CHOSEN: Readonly<Record<string, Readonly<Record<string, ContentValue>>>> = {
  'aws:changeInstanceState': { DesiredState: 'started' },
  'aws:invokeLambdaFunction': { InvocationType: 'Async', LogType: 'Full' },
  'aws:createStack': { Capabilities: ['IAM'], OnFailure: 'REMOVE' },
  'aws:createTags': { ResourceType: 'Instance' },
  'aws:runInstances': { InstanceInitiatedShutdownBehavior: 'delete' },
};

function toInputs(
  kind: string,
  certain: boolean,
  actions: readonly string[] | undefined,
  damage: (content: ContentMap, step: PlacedStep) => Iterable<Place>,
  prepare?: DamageKind['prepare'],
): DamageKind {
  return {
    kind,
    certain,
    prepare,
    * places(content) {
      for (const step of stepsOf(content)) {
        if (actions === undefined || actions.includes(step.action)) yield* damage(content, step);
      }
    },
  };
}

function wrongType(kind: string, type: keyof typeof OF_TYPE, value: (given: ContentValue) => ContentValue, prepare: DamageKind['prepare']): DamageKind {
  const inputsOf = OF_TYPE[type];
  return toInputs(kind, true, Object.keys(inputsOf), function* (content, { action, inputs, path }) {
    for (const key of inputsOf[action]) {
      const at = [...path, 'inputs', key];
      if (inputs[key] !== undefined) yield place(at, () => set(content, at, value(inputs[key])));
    }
  }, prepare);
}

/** One input set to a value, found at that input. */
function setTo(
  kind: string, certain: boolean, action: string, key: string, value: ContentValue, prepare?: DamageKind['prepare'], ...also: string[]
): DamageKind {
  return toInputs(kind, certain, [action], function* (content, { path }) {
    const inputs = [...path, 'inputs'];
    yield place([[...inputs, key], ...also.map(each => [...inputs, each])], () => set(content, [...inputs, key], value));
  }, prepare);
}

/** Inputs set that do not go together, or one taken away of which one is needed; found at any of them. */
function group(
  kind: string, certain: boolean, action: string, members: readonly string[], change: ContentMap, prepare?: DamageKind['prepare'], needs?: string,
): DamageKind {
  return toInputs(kind, certain, [action], function* (content, step) {
    if (needs !== undefined && step.inputs[needs] === undefined) return;
    const inputs = [...step.path, 'inputs'];
    yield place([step.path, inputs, ...members.map(member => [...inputs, member])], () => {
      const kept = Object.fromEntries(Object.entries(step.inputs).filter(([key]) => Object.keys(change).length > 0 || !members.includes(key)));
      return set(content, inputs, { ...kept, ...change });
    });
  }, prepare);
}

/** Inputs of which a step needs one or the other. */
const ALTERNATIVES = ['Approvers', 'Duration', 'InstanceIds', 'Targets', 'TemplateBody', 'TemplateURL', 'Timestamp'];

/** Where to tell of a misspelt input: there, or where one is missing now. */
function misspeltAt(action: string, inputs: Path, key: string, written: string): Path[] {
  if (REQUIRED[action].includes(key)) return [[...inputs, written], [...inputs, key]];
  return ALTERNATIVES.includes(key) ? [[...inputs, written], inputs] : [[...inputs, written]];
}

const TARGETS: ContentValue = [{ Key: 'tag:Name', Values: ['one'] }];

/** What steps are given. */
export const INPUT_DAMAGE: readonly DamageKind[] = [
  toInputs('required input left out', true, Object.keys(REQUIRED), function* (content, { action, inputs, path }) {
    for (const key of REQUIRED[action]) {
      const at = [...path, 'inputs', key];
      if (inputs[key] !== undefined) yield place([path, [...path, 'inputs'], at], () => remove(content, at));
    }
  }),
  toInputs('misspelt input', false, Object.keys(REQUIRED).filter(action => !TAKES_API_INPUTS.includes(action)), function* (content, { action, inputs, path }) {
    for (const key of Object.keys(inputs)) {
      const slip = misspell(key, Object.keys(inputs));
      yield place(misspeltAt(action, [...path, 'inputs'], key, slip), () => renameKey(content, [...path, 'inputs', key], slip));
    }
  }),
  toInputs('Service, Api or PropertySelector in lower case', true, TAKES_API_INPUTS, function* (content, { action, inputs, path }) {
    for (const key of REQUIRED[action]) {
      const lower = key.toLowerCase();
      const at = [...path, 'inputs', key];
      if (inputs[key] !== undefined) yield place([path, [...path, 'inputs'], at, [...path, 'inputs', lower]], () => renameKey(content, at, lower));
    }
  }),
  toInputs('input in lower case', false, Object.keys(REQUIRED).filter(action => !TAKES_API_INPUTS.includes(action)), function* (content, { action, inputs, path }) {
    for (const key of Object.keys(inputs)) {
      const lower = key.toLowerCase();
      if (lower !== key) yield place(misspeltAt(action, [...path, 'inputs'], key, lower), () => renameKey(content, [...path, 'inputs', key], lower));
    }
  }),
  toInputs('required input empty (null)', true, Object.keys(REQUIRED), function* (content, { action, inputs, path }) {
    for (const key of REQUIRED[action]) {
      const at = [...path, 'inputs', key];
      if (inputs[key] !== undefined) yield place([path, [...path, 'inputs'], at], () => set(content, at, null));
    }
  }),
  wrongType('list where an input is text', 'text', given => [given], undefined),
  wrongType('map where an input is a list', 'list', () => ({ Value: 'one' }), withChosenValues),
  toInputs('text where an input is a list', false, Object.keys(TEXT_FOR_LIST), function* (content, { action, inputs, path }) {
    const at = [...path, 'inputs', TEXT_FOR_LIST[action]];
    if (inputs[TEXT_FOR_LIST[action]] !== undefined) yield place(at, () => set(content, at, 'i-0123456789abcdef0'));
  }, withChosenValues),
  wrongType('text where an input is true or false', 'flag', () => 'sometimes', withChosenValues),
  wrongType('words where an input is a number', 'number', () => 'three', withCommand),
  toInputs('value outside those of an input', true, Object.keys(CHOSEN), function* (content, { action, inputs, path }) {
    for (const [key, value] of Object.entries(CHOSEN[action])) {
      const at = [...path, 'inputs', key];
      if (inputs[key] !== undefined) yield place(Array.isArray(value) ? [at, [...at, 0]] : [at], () => set(content, at, value));
    }
  }, withChosenValues),
  group('stack with TemplateBody and TemplateURL', true, 'aws:createStack', ['TemplateBody', 'TemplateURL'],
    { TemplateBody: '{"Resources":{}}', TemplateURL: 'https://example-bucket.s3.amazonaws.com/other.json' }, withStack),
  group('stack without a template', true, 'aws:createStack', ['TemplateBody', 'TemplateURL'], {}, withStack),
  group('stack with DisableRollback and OnFailure', true, 'aws:createStack', ['DisableRollback', 'OnFailure'], { DisableRollback: true, OnFailure: 'DELETE' }, withStack),
  group('sleep with Duration and Timestamp', false, 'aws:sleep', ['Duration', 'Timestamp'], { Duration: 'PT1M', Timestamp: '2030-01-01T01:00:00Z' }, withSleep),
  group('sleep without Duration and Timestamp', true, 'aws:sleep', ['Duration', 'Timestamp'], {}, withSleep),
  // A document that Amazon publishes has both, as references of which one may be empty.
  group('command with InstanceIds and Targets', false, 'aws:runCommand', ['InstanceIds', 'Targets'],
    { InstanceIds: ['i-0123456789abcdef0'], Targets: TARGETS }, withCommand),
  group('command without InstanceIds and Targets', true, 'aws:runCommand', ['InstanceIds', 'Targets'], {}, withCommand),
  group('runbook with Targets and TargetMaps', true, 'aws:executeAutomation', ['Targets', 'TargetMaps'],
    { Targets: TARGETS, TargetParameterName: 'InstanceId', TargetMaps: [{ InstanceId: ['i-0123456789abcdef0'] }] }, withNestedRunbook),
  group('runbook with Targets and no TargetParameterName', true, 'aws:executeAutomation', ['Targets', 'TargetParameterName'], { Targets: TARGETS }, withNestedRunbook),
  setTo('duration in words', true, 'aws:sleep', 'Duration', '10 minutes', withSleep),
  setTo('duration without PT', true, 'aws:sleep', 'Duration', '10M', withSleep),
  setTo('duration over seven days', true, 'aws:sleep', 'Duration', 'P8D', withSleep),
  setTo('time stamp without a time', true, 'aws:sleep', 'Timestamp', 'tomorrow', withSleep, 'Duration'),
  toInputs('more approvals than approvers', true, ['aws:approve'], function* (content, { inputs, path }) {
    const { Approvers: approvers } = inputs;
    if (!Array.isArray(approvers) || approvers.some(approver => String(approver).includes('{{'))) return; // who knows how many
    const at = [...path, 'inputs'];
    yield place([[...at, 'MinRequiredApprovals'], [...at, 'Approvers']], () => set(content, [...at, 'MinRequiredApprovals'], approvers.length + 1));
  }, withApproval),
  setTo('no approvals needed', true, 'aws:approve', 'MinRequiredApprovals', 0, withApproval),
  setTo('more than ten approvers', true, 'aws:approve', 'Approvers',
    Array.from({ length: 11 }, (_, index) => `arn:aws:iam::123456789012:role/Approver${index}`), withApproval),
  setTo('topic of approvals whose name does not begin with Automation', false, 'aws:approve', 'NotificationArn',
    'arn:aws:sns:us-east-1:111122223333:approvals', withApproval),
  setTo('document version that is none', true, 'aws:executeAutomation', 'DocumentVersion', 'latest', withNestedRunbook),
  setTo('command timeout below 30 seconds', true, 'aws:runCommand', 'TimeoutSeconds', 10, withCommand),
  setTo('more than 50 instances of a command', true, 'aws:runCommand', 'InstanceIds',
    Array.from({ length: 51 }, (_, index) => `i-${String(index).padStart(17, '0')}`), withCommand),
  setTo('concurrency that is no number and no share', true, 'aws:executeAutomation', 'MaxConcurrency', 'all', withNestedRunbook),
  toInputs('no desired values', true, ['aws:assertAwsResourceProperty', 'aws:waitForAwsResourceProperty'], function* (content, { path }) {
    yield place([...path, 'inputs', 'DesiredValues'], () => set(content, [...path, 'inputs', 'DesiredValues'], []));
  }),
];
