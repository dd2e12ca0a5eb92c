type Value = string | boolean | undefined;

/** What a setting is when it is missing or empty: what the agent's types begin with; the service ends idle sessions after 20 minutes. */
export const DEFAULTS: Readonly<Record<string, Value>> = {
  'schemaVersion': undefined,
  'sessionType': undefined,
  'inputs.s3BucketName': undefined,
  'inputs.s3KeyPrefix': undefined,
  'inputs.s3EncryptionEnabled': false,
  'inputs.cloudWatchLogGroupName': undefined,
  'inputs.cloudWatchEncryptionEnabled': false,
  'inputs.cloudWatchStreamingEnabled': false,
  'inputs.kmsKeyId': undefined,
  'inputs.runAsEnabled': false,
  'inputs.runAsDefaultUser': undefined,
  'inputs.idleSessionTimeout': '20',
  'inputs.maxSessionDuration': undefined,
};

/** The texts that the agent reads as a flag, those of Go's `strconv.ParseBool`. */
const TRUE: readonly string[] = ['1', 't', 'T', 'TRUE', 'true', 'True'];
const FALSE: readonly string[] = ['0', 'f', 'F', 'FALSE', 'false', 'False'];

/** In bytes; an answer to CloudFormation takes a reason of 2048, and what to do has to be said too. */
const ROOM = 1_500;
const LONGEST_VALUE = 100;

/**
 * In which settings two contents differ; undefined where they come to the same. Their layout, the order of their keys and their
 * descriptions are no settings. Only values that cannot hold a secret are shown: shell profiles, for one, can.
 */
export function differences(there: string, declared: string): string | undefined {
  const [before, after] = [settingsOf(there), settingsOf(declared)];
  if (before === undefined || after === undefined) {
    return `the content that ${before === undefined ? 'is there' : 'was declared'} is no JSON object, so that it cannot be compared`;
  }
  const names = [...new Set([...after.keys(), ...before.keys()])].filter(name => before.get(name) !== after.get(name));
  return names.length === 0 ? undefined : fitting(names.map(name => Object.hasOwn(DEFAULTS, name)
    ? `${name}: ${shown(before.get(name) ?? DEFAULTS[name])} is there, ${shown(after.get(name) ?? DEFAULTS[name])} was declared`
    : `${name}: ${before.has(name) ? after.has(name) ? 'another value' : 'a value' : 'nothing'} is there${after.has(name) ? '' : ', nothing was declared'}`));
}

/** The settings that are not at their defaults, by their path. */
function settingsOf(content: string): ReadonlyMap<string, Value> | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(content);
  } catch {
    return undefined;
  }
  if (!isMap(parsed)) return undefined;
  const { description: _, ...settings } = parsed;
  const found = new Map<string, Value>();
  collect(found, '', settings);
  return found;
}

function collect(found: Map<string, Value>, name: string, value: unknown): void {
  if (isMap(value)) {
    for (const [key, item] of Object.entries(value)) collect(found, name === '' ? key : `${name}.${key}`, item);
    return;
  }
  const plain = plainly(value, typeof DEFAULTS[name] === 'boolean');
  if (plain !== undefined && plain !== DEFAULTS[name]) found.set(name, plain);
}

function plainly(value: unknown, isFlag: boolean): Value {
  if (value === null || value === '') return undefined;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (isFlag && TRUE.includes(text)) return true;
  if (isFlag && FALSE.includes(text)) return false;
  return text;
}

function shown(value: Value): string {
  if (value === undefined) return 'nothing';
  const json = JSON.stringify(value);
  return json.length > LONGEST_VALUE ? `${json.slice(0, LONGEST_VALUE)}…` : json;
}

function fitting(texts: readonly string[]): string {
  let room = ROOM;
  const fit = texts.filter(text => (room -= Buffer.byteLength(JSON.stringify(text))) >= 0);
  const others = texts.length - fit.length;
  return [...fit, ...others > 0 ? [`${others} more`] : []].join('; ');
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
