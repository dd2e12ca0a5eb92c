import { Stack } from 'aws-cdk-lib';
import { Step, StepContext } from '../../src/automation/step';
import { ContentMap, ContentValue } from '../../src/content/value';
import { settle } from '../../src/document/settle';

/** The context of steps that bring no files. */
export const NO_FILES: StepContext = {
  attach: ({ name }) => { throw new Error(`${name} is to be attached`); },
};

/** Steps as a content holds them. Functions of templates that are part of the content stay what they are. */
export function contentOf(steps: readonly Step[], context: StepContext = NO_FILES): ContentValue {
  const { content, findings } = settle(steps.map(step => step._render(context)), new Stack(), 'JSON', false);
  expect(findings).toEqual([]);
  return content;
}

/** The inputs of a step as a content holds them. */
export function inputsOf(step: Step, context?: StepContext): ContentMap {
  const [{ inputs }] = contentOf([step], context) as ContentMap[];
  return inputs as ContentMap;
}
