import { PermissionView } from '../schema/actions/action';
import { ContentValue } from '../value';

/** Where a resource stands; what is left out is where the runbook runs. */
export interface ArnPlace {
  /** Empty for what has no region. */
  readonly region?: string;
  /** Empty for what has no account. */
  readonly account?: string;
}

/** The ARN of a resource, with placeholders for where the runbook runs. */
export function arn(service: string, resource: string, { region = '${AWS::Region}', account = '${AWS::AccountId}' }: ArnPlace = {}): string {
  return `arn:\${AWS::Partition}:${service}:${region}:${account}:${resource}`;
}

const ARN = /^arn:[^:\s]+:[a-z0-9-]+:[^:\s]*:[^:\s]*:\S+$/;
/** What a policy can hold in a name: a brace would begin a variable of IAM that nobody meant. */
const NAME = /^[\w+=,.@/:*?#$~[\]()!;&%^-]+$/;
/** Placeholders, and the tokens of the CDK, whose writing says nothing about their value. */
const STANDS_FOR_TEXT = /\$\{[^{}]*\}/g;

/**
 * The ARNs of what an input names: each ARN in it as it is, each name through `arnOfName`.
 *
 * @param anything the ARNs of all of them, for when the input is not known before the runbook runs.
 */
export function arnsOf(
  view: PermissionView,
  value: ContentValue | undefined,
  arnOfName: (name: string) => string,
  anything: string | readonly string[],
): readonly string[] {
  const all = typeof anything === 'string' ? [anything] : anything;
  const texts = view.possibleTexts(value);
  if (texts === undefined) return all;
  return [...new Set(texts.flatMap(text => {
    if (isArn(text, view)) return [text];
    return isName(text, view) ? [arnOfName(text)] : all;
  }))];
}

/** Whether a text is an ARN, as far as this can be told before deployment. */
export function isArn(text: string, view: PermissionView): boolean {
  if (!view.isUnresolved(text)) return ARN.test(withoutPlaceholders(text));
  return ARN.test(text.replaceAll(STANDS_FOR_TEXT, '$')) || (!text.startsWith('arn:') && view.isArn(text));
}

/** Whether a text can be part of an ARN as it is. */
export function isName(text: string, view: PermissionView): boolean {
  const plain = view.isUnresolved(text) ? text.replaceAll(STANDS_FOR_TEXT, '$') : withoutPlaceholders(text);
  return NAME.test(plain) && !plain.startsWith('arn:');
}

/** What an input can be as a part of an ARN; `*` when that is not known before the runbook runs, or cannot be part of one. */
export function partsOf(view: PermissionView, value: ContentValue | undefined): readonly string[] {
  const texts = view.possibleTexts(value) ?? ['*'];
  return [...new Set(texts.map(text => isName(text, view) && !text.includes(':') ? text : '*'))];
}

function withoutPlaceholders(text: string): string {
  return text.replaceAll(/\$\{AWS::(?:Partition|Region|AccountId)\}/g, '$').replaceAll(/[\s"'{}<>\\]/g, ' ');
}
