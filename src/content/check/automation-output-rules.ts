import { RunbookStep } from '../automation/runbook';
import { keysOf } from '../key-order';
import { Path } from '../path';
import { VALUE_TYPES } from '../schema/actions/action';
import { OUTPUT_PAYLOAD } from '../schema/steps';
import { ContentMap, describe, isMap, quote } from '../value';
import { nearest, suggestion } from './nearest';
import { defineRunbookRule, RunbookContext } from './runbook-rule';

const CODES = {
  'automation/step-outputs': { severity: 'error', summary: 'outputs of a step is not a list of maps with Name and Selector.' },
  'automation/output-key': { severity: 'warning', summary: 'An output of a step has a key that outputs do not have.' },
  'automation/output-type': { severity: 'error', summary: 'An output of a step has a type that does not exist.' },
  'automation/output-selector': { severity: 'warning', summary: 'A selector does not begin with "$", as every documented one does.' },
  'automation/script-output': { severity: 'warning', summary: 'An output of a script does not select from Payload, in which everything is that a script returns.' },
  'automation/open-selector': { severity: 'warning', summary: 'A selector has a bracket or a quote that is not closed.' },
  'automation/selector-filter': { severity: 'warning', summary: 'A filter of a selector joins conditions, which filters of Automation do not know.' },
  'automation/duplicate-output': { severity: 'warning', summary: 'A step declares two outputs of one name.' },
  'automation/reserved-output': { severity: 'error', summary: 'A step declares an output of a name that its action gives anyway.' },
} as const;

type Context = RunbookContext<keyof typeof CODES & string>;

const KEYS = ['Name', 'Selector', 'Type'];
/** Names and indexes alone, which nearly all selectors are. */
const PLAIN_SELECTOR = /^[^'"[\]()]*(?:\[[0-9]+\][^'"[\]()]*)*$/;
/** No selector is longer; brackets are looked for in others only. */
const MAX_SELECTOR = 2_000;

/** What steps declare to give. */
export const outputRule = defineRunbookRule({
  codes: CODES,
  check(context) {
    for (const step of context.runbook.steps) {
      checkSelector(context, [...step.path, 'inputs', 'PropertySelector'], step.grammar?.inputs.PropertySelector && step.inputs.PropertySelector);
      const { outputs } = step.content;
      if (outputs === undefined || outputs === null || context.isUnresolved(outputs)) continue;
      const path = [...step.path, 'outputs'];
      if (!Array.isArray(outputs)) {
        context.report('automation/step-outputs', path, `outputs is a list of maps with Name and Selector, found ${describe(outputs)}`);
        continue;
      }
      const seen = new Set<string>();
      outputs.forEach((output, at) => {
        if (context.isUnresolved(output)) return;
        if (isMap(output)) {
          checkOutput(context, step, output, [...path, at], seen);
        } else {
          context.report('automation/step-outputs', [...path, at], `an output is a map with Name and Selector, found ${describe(output)}`);
        }
      });
    }
  },
});

function checkOutput(context: Context, step: RunbookStep, output: ContentMap, path: Path, seen: Set<string>): void {
  const unknown = keysOf(output).filter(key => !KEYS.includes(key) && !context.isUnresolved(key));
  for (const key of ['Name', 'Selector']) {
    const value = output[key];
    if (context.isUnresolved(value) || (typeof value === 'string' && value !== '')) continue;
    const meant = unknown.find(each => nearest(each, [key]) !== undefined);
    context.report('automation/step-outputs', [...path, key], `an output has a ${key}, a text${meant === undefined ? `, found ${describe(value)}` : `; did you mean it with ${quote(meant)}?`}`);
  }
  for (const key of unknown) {
    const near = nearest(key, KEYS);
    if (near !== undefined && near !== 'Type' && !Object.hasOwn(output, near)) continue;
    context.report('automation/output-key', [...path, key], `an output has no key ${quote(key)}${suggestion(key, KEYS, `; it has ${KEYS.join(', ')}`)}`, KEYS);
  }
  const { Name: name, Type: type } = output;
  if (type !== undefined && type !== null && !context.isUnresolved(type) && !(VALUE_TYPES as readonly unknown[]).includes(type)) {
    context.report('automation/output-type', [...path, 'Type'],
      `there is no type ${describe(type)}${suggestion(String(type), VALUE_TYPES, `; types are ${VALUE_TYPES.join(', ')}`)}`, VALUE_TYPES);
  }
  checkSelector(context, [...path, 'Selector'], output.Selector);
  checkScriptSelector(context, step, [...path, 'Selector'], output.Selector);
  if (typeof name !== 'string' || context.isUnresolved(name)) return;
  if (seen.has(name)) context.report('automation/duplicate-output', [...path, 'Name'], `this step declares an output ${quote(name)} already`);
  seen.add(name);
  const { grammar } = step;
  if (grammar === undefined) return;
  if (name === OUTPUT_PAYLOAD || (grammar.mayRedeclareOutputs !== true && Object.hasOwn(grammar.outputs, name))) {
    const reserved = [...Object.keys(grammar.outputs), OUTPUT_PAYLOAD];
    context.report('automation/reserved-output', [...path, 'Name'],
      `${quote(name)} is an output of every step of ${grammar.action}; leave it out, or call what is selected here otherwise than ${reserved.join(', ')}`);
  }
}

/** A script returns into Payload; what is selected beside it is not there. */
function checkScriptSelector(context: Context, { action }: RunbookStep, path: Path, selector: unknown): void {
  if (action !== 'aws:executeScript' || typeof selector !== 'string' || context.isUnresolved(selector)) return;
  const beside = /^\s*\$\.(?!Payload\b)(\w.*)$/.exec(selector)?.[1];
  if (beside === undefined) return;
  context.report('automation/script-output', path, `Selector is ${quote(selector)}, but what a script returns is in Payload; write "$.Payload.${beside.trim().replace(/^payload\./i, '')}"`);
}

function checkSelector(context: Context, path: Path, selector: unknown): void {
  if (typeof selector !== 'string' || selector === '' || context.isUnresolved(selector)) return;
  const key = String(path[path.length - 1]);
  if (!/^\s*\$|^\s*\{\{/.test(selector)) {
    context.report('automation/output-selector', path, `${key} is a JSONPath that begins with "$", such as "$.${selector}"; found ${quote(selector)}`);
  }
  if (PLAIN_SELECTOR.test(selector)) return;
  if (selector.length > MAX_SELECTOR) return;
  if (selector.includes('[?') && /&&|\|\|/.test(selector.replace(/'[^']*'|"[^"]*"/g, ''))) {
    context.report('automation/selector-filter', path, `${key} is ${quote(selector)}; a filter holds one comparison, without && and ||: select more, and choose in a script`);
  }
  // What stands in quotes and in brackets is left out, from the inside to the outside.
  let rest = selector.replace(/'(?:[^'\\]|\\.)*('?)|"(?:[^"\\]|\\.)*("?)/g, (part, single?: string, double?: string) => single || double ? '' : part[0]);
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.replace(/\[[^[\]()'"]*\]|\([^[\]()'"]*\)/g, '');
  }
  const open = /['"[\]()]/.exec(rest)?.[0];
  if (open !== undefined) context.report('automation/open-selector', path, `${key} is ${quote(selector)}, in which ${JSON.stringify(open)} has no counterpart`);
}
