import { Token } from 'aws-cdk-lib';
import { BoundInvocation } from '../automation/runbook-invocation';
import { suggestion } from '../content/check/nearest';
import { isPlainMap } from '../content/value';
import { isContentDocument } from '../document/content-document';

/** What is wrong with the name of an output of a runbook, as far as its outputs are known. @internal */
export function outputFaults(name: string, { document, isDeclared }: BoundInvocation): string[] {
  if (!isDeclared || !isContentDocument(document) || !isPlainMap(document._given)) return [];
  const { outputs = [] } = document._given;
  if (!Array.isArray(outputs) || Token.isUnresolved(outputs) || !outputs.every(output => typeof output === 'string' && !Token.isUnresolved(output))) return [];
  const names = outputs as string[];
  return names.includes(name) ? []
    : [`${document.node.path} has no output ${JSON.stringify(name)}${suggestion(name, names, names.length === 0 ? '; it has none' : `; outputs: ${names.join(', ')}`)}`];
}
