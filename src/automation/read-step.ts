import { isDeepStrictEqual } from 'node:util';
import { Tokenization } from 'aws-cdk-lib';
import { Field } from './field';
import { Script } from './script';
import { readOptions, Step, StepOptions } from './step';
import {
  Approve, AssertAwsResourceProperty, AwsApi, Branch, ChangeInstanceState, CopyImage, CreateImage, CreateStack,
  CreateTags, DeleteImage, DeleteStack, ExecuteAutomation, ExecuteScript, ExecuteStateMachine, InvokeLambdaFunction, InvokeWebhook,
  Loop, Other, Pause, RunCommand, RunInstances, Sleep, UpdateVariable, WaitForAwsResourceProperty,
} from './steps';
import { ContentMap, ContentValue, isMap, isPlainMap } from '../content/value';
import { ContentReference } from '../document/content-reference';

/** A class of steps, as it is made from a content. */
interface Kind {
  readonly make: new (name: string, props: any) => Step;
  readonly fields: Readonly<Record<string, Field<any>>>;
  /** The properties that no single input gives. */
  readonly rest?: (inputs: ContentMap) => Record<string, unknown>;
}

/** The inputs of an API call that are parameters of the operation. */
function parameters(fields: Readonly<Record<string, Field<any>>>): (inputs: ContentMap) => Record<string, unknown> {
  const own = Object.values(fields).map(({ input }) => input);
  return inputs => {
    const others = Object.entries(inputs).filter(([key]) => !own.includes(key));
    return others.length === 0 ? {} : { parameters: Object.fromEntries(others) };
  };
}

const KINDS: Readonly<Record<string, Kind>> = {
  'aws:approve': { make: Approve, fields: Approve._FIELDS },
  'aws:assertAwsResourceProperty': { make: AssertAwsResourceProperty, fields: AssertAwsResourceProperty._FIELDS, rest: parameters(AssertAwsResourceProperty._FIELDS) },
  'aws:branch': { make: Branch, fields: Branch._FIELDS },
  'aws:changeInstanceState': { make: ChangeInstanceState, fields: ChangeInstanceState._FIELDS },
  'aws:copyImage': { make: CopyImage, fields: CopyImage._FIELDS },
  'aws:createImage': { make: CreateImage, fields: CreateImage._FIELDS },
  'aws:createStack': { make: CreateStack, fields: CreateStack._FIELDS },
  'aws:createTags': { make: CreateTags, fields: CreateTags._FIELDS },
  'aws:deleteImage': { make: DeleteImage, fields: DeleteImage._FIELDS },
  'aws:deleteStack': { make: DeleteStack, fields: DeleteStack._FIELDS },
  'aws:executeAutomation': { make: ExecuteAutomation, fields: ExecuteAutomation._FIELDS },
  'aws:executeAwsApi': { make: AwsApi, fields: AwsApi._FIELDS, rest: parameters(AwsApi._FIELDS) },
  'aws:executeScript': { make: ExecuteScript, fields: ExecuteScript._FIELDS, rest: inputs => ({ script: Script._read(inputs) }) },
  'aws:executeStateMachine': { make: ExecuteStateMachine, fields: ExecuteStateMachine._FIELDS },
  'aws:invokeLambdaFunction': { make: InvokeLambdaFunction, fields: InvokeLambdaFunction._FIELDS },
  'aws:invokeWebhook': { make: InvokeWebhook, fields: InvokeWebhook._FIELDS },
  'aws:loop': { make: Loop, fields: Loop._FIELDS },
  'aws:pause': { make: Pause, fields: Pause._FIELDS },
  'aws:runCommand': { make: RunCommand, fields: RunCommand._FIELDS },
  'aws:runInstances': { make: RunInstances, fields: RunInstances._FIELDS },
  'aws:sleep': { make: Sleep, fields: Sleep._FIELDS },
  'aws:updateVariable': { make: UpdateVariable, fields: UpdateVariable._FIELDS },
  'aws:waitForAwsResourceProperty': { make: WaitForAwsResourceProperty, fields: WaitForAwsResourceProperty._FIELDS, rest: parameters(WaitForAwsResourceProperty._FIELDS) },
};

/**
 * A step of a content as a typed step. What its properties cannot say stands in its `overrides`.
 *
 * @internal
 */
export function readStep(step: ContentMap): Step {
  const { name, action } = step;
  const kind = typeof action === 'string' && Object.hasOwn(KINDS, action) ? KINDS[action] : undefined;
  const inputs = isMap(step.inputs) ? step.inputs : {};
  const typed = kind === undefined
    ? new Other(String(name), { ...readOptions(step), action: String(action), inputs })
    : new kind.make(String(name), { ...readOptions(step), ...readFields(kind, inputs) });
  const overrides = differences(step, typed._render({ attach: noAttachment }));
  return overrides === undefined ? typed : typed.withOptions({ overrides } satisfies StepOptions);
}

function readFields({ fields, rest }: Kind, inputs: ContentMap): Record<string, unknown> {
  const props: Record<string, unknown> = {};
  for (const property in fields) {
    const { input } = fields[property];
    const value = Object.hasOwn(inputs, input) ? readField(fields[property], inputs[input]) : undefined;
    if (value !== undefined) props[property] = value;
  }
  return { ...props, ...rest?.(inputs) };
}

/** A token that stands for all of an input, as steps have them that were declared, is the property itself. */
function readField({ read }: Field<any>, value: ContentValue): unknown {
  return Tokenization.isResolvable(value) ? value : read(value, readStep);
}

/** What must be laid over a rendered step so that it is the one that was read. */
function differences(step: ContentMap, rendered: Record<string, unknown>): Record<string, unknown> | undefined {
  const overrides = changed(step, rendered);
  if (!('inputs' in overrides) || !isMap(step.inputs)) return Object.keys(overrides).length === 0 ? undefined : overrides;
  return { ...overrides, inputs: changed(step.inputs, rendered.inputs as Record<string, unknown>) };
}

function changed(wanted: ContentMap, rendered: Record<string, unknown>): Record<string, unknown> {
  const keys = new Set([...Object.keys(wanted), ...Object.keys(rendered)]);
  const isOther = (key: string) => !isDeepStrictEqual(literal(valueOf(rendered, key)), valueOf(wanted, key));
  return Object.fromEntries([...keys].filter(isOther).map(key => [key, valueOf(wanted, key)]));
}

/** Every object seems to have a `__proto__`. */
function valueOf<Value>(map: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** A value with the references that reading made of it as they were written. */
function literal(value: unknown): unknown {
  if (typeof value === 'number') return literalToken(Tokenization.reverseNumber(value), value);
  if (Array.isArray(value)) {
    const token = typeof value[0] === 'string' ? Tokenization.reverseList(value) : undefined;
    return literalToken(token, undefined) ?? value.map(literal);
  }
  if (ContentReference.isContentReference(value)) return value.text;
  if (!isPlainMap(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined).map(([key, each]) => [key, literal(each)]));
}

function literalToken(token: unknown, otherwise: unknown): unknown {
  return ContentReference.isContentReference(token) ? token.text : otherwise;
}

function noAttachment(): never {
  throw new Error('a step that was read has no files of its own');
}
