import { runbook } from './cases';
import { ContentMap, ContentValue } from '../../../src/content/value';

/** A step that does nothing by itself. */
export const pause = (name: string, more: ContentMap = {}): ContentMap => ({ name, action: 'aws:pause', inputs: {}, ...more });
export const api = (name: string, more: ContentMap = {}, inputs: ContentMap = {}): ContentMap =>
  ({ name, action: 'aws:executeAwsApi', inputs: { Service: 'ec2', Api: 'DescribeInstances', ...inputs }, ...more });
export const step = (action: string, inputs: ContentMap, more: ContentMap = {}): ContentMap => ({ name: 's', action: `aws:${action}`, inputs, ...more });
export const branch = (name: string, choices: ContentValue, more: ContentMap = {}, inputs: ContentMap = {}): ContentMap =>
  ({ name, action: 'aws:branch', inputs: { Choices: choices, ...inputs }, ...more });
export const choice = (next: string, more: ContentMap = {}): ContentMap => ({ NextStep: next, Variable: '{{ global:REGION }}', StringEquals: 'x', ...more });
export const loop = (name: string, inner: ContentValue, inputs: ContentMap = { Iterators: ['a'] }, more: ContentMap = {}): ContentMap =>
  ({ name, action: 'aws:loop', inputs: { ...inputs, Steps: inner }, ...more });
export const python = (more: ContentMap = {}): ContentMap =>
  step('executeScript', { Runtime: 'python3.12', Handler: 'run', Script: 'def run(events, context):\n  return {}\n', ...more });

/** A runbook of these steps. */
export const steps = (...list: ContentValue[]): ContentMap => runbook({ mainSteps: list });
export const output = (name: string, more: ContentMap = {}): ContentMap => ({ outputs: [{ Name: name, Selector: '$.X', Type: 'String', ...more }] });
