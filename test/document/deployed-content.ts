import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { parse } from '../../src/content/parse/parse';
import { ContentValue } from '../../src/content/value';
import { Deployment, evaluate } from '../cloudformation';

/** A stack's template. The search for cycles takes time that doubles with every list inside another, so it is left out. */
export function templateOf(stack: Stack): Template {
  return Template.fromStack(stack, { skipCyclicalDependenciesCheck: true });
}

/** The `Content` of the only document in a stack, as the template has it. */
export function contentInTemplate(stack: Stack): unknown {
  const [document, ...others] = Object.values(templateOf(stack).findResources('AWS::SSM::Document'));
  expect(others).toEqual([]);
  return document.Properties.Content;
}

/** The text that SSM gets from a deployment. */
export function deployedText(stack: Stack, deployment: Deployment = {}): string {
  const text = evaluate(contentInTemplate(stack), deployment);
  expect(typeof text).toBe('string');
  return text as string;
}

/** The content that SSM reads after a deployment. */
export function deployedContent(stack: Stack, deployment: Deployment = {}): ContentValue {
  const { content, findings } = parse(deployedText(stack, deployment));
  expect(findings).toEqual([]);
  return content;
}
