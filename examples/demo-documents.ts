import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** What the demo shows of a document construct of this library. */
export interface ShownDocument extends IConstruct {
  readonly documentName: string;
  readonly contentText: string;
  readonly contentHash: string;
}

export function documentsOf(stack: IConstruct): ShownDocument[] {
  return stack.node.findAll().filter((construct): construct is ShownDocument => 'contentText' in construct);
}

/** The literal parts of a content and the values between them that only deployment knows. */
export function textParts(document: ShownDocument): unknown[] {
  return partsOf(Stack.of(document).resolve(document.contentText));
}

function partsOf(resolved: unknown): unknown[] {
  const join = (resolved as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join'];
  return join !== undefined && join[0] === '' ? join[1].flatMap(partsOf) : [resolved];
}

/** The value that only deployment knows, inside the functions that escape it at deployment. */
export function describe(value: unknown): string {
  const inner = JSON.stringify(value).match(/\{"(?:Ref|Fn::GetAtt|Fn::ImportValue)":(?:"[^"]*"|\["[^"]*","[^"]*"\])\}/);
  return inner === null ? JSON.stringify(value) : inner[0].replace(/^\{"(?:Fn::)?(\w+)":(.*)\}$/, '$1 $2').replace(/["[\]]/g, '').replace(',', '.');
}

export const isColoured = process.stdout.isTTY && process.env.NO_COLOR === undefined;

export function colour(code: number, text: string): string {
  return isColoured ? `\u001b[${code}m${text}\u001b[0m` : text;
}
