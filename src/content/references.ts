import { keysOf } from './key-order';
import { Path } from './path';
import { ContentValue, isMap } from './value';

/** What a `{{ … }}` stands for. */
export type Reference =
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'step-output'; readonly step: string; readonly output: string }
  | { readonly kind: 'variable' | 'global' | 'automation' | 'ssm' | 'ssm-secure'; readonly name: string }
  /** `{{resolve:…}}`, which CloudFormation replaces before SSM sees the content. */
  | { readonly kind: 'dynamic'; readonly name: string }
  /** A form that no documentation lists, such as an unknown namespace. */
  | { readonly kind: 'other'; readonly name: string };

/** A reference and where it stands in its text. */
export interface FoundReference {
  readonly reference: Reference;
  /** As written, braces included. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const NAMESPACED = /^(variable|global|automation|ssm|ssm-secure):\s*([^\s:]\S*)$/;
/** CloudFormation replaces this spelling only, without a space before it. */
const DYNAMIC = /^resolve:(.*)$/;
const PARAMETER = /^[A-Za-z0-9_]+$/;
const STEP_OUTPUT = /^([A-Za-z0-9_]+)\.([A-Za-z0-9_][A-Za-z0-9_.-]*)$/;
const OTHER = /^[A-Za-z][A-Za-z0-9_-]*:[^\s"'{}]+$/;
/** No reference is longer; it keeps texts of braces from costing time. */
const MAX_LENGTH = 2_100;

/**
 * Find every reference in a text.
 *
 * The innermost pair of double braces counts, so `{{{ X }}` holds the reference `{{ X }}` after a brace. Braces around
 * anything else (`{{"a": 1}}`, `{{}}`, `{{ .Names }}`) are ordinary text.
 */
export function scanReferences(text: string): FoundReference[] {
  const found: FoundReference[] = [];
  for (let start = text.indexOf('{{'); start !== -1; start = text.indexOf('{{', start)) {
    while (text[start + 2] === '{') start += 1;
    const end = endOfBraces(text, start + 2);
    if (end === -1) {
      start += 2;
      continue;
    }
    const reference = classify(text.slice(start + 2, end));
    if (reference !== undefined) {
      found.push({ reference, text: text.slice(start, end + 2), start, end: end + 2 });
    }
    start = end + 2;
  }
  return found;
}

/** The reference that a text is as a whole, if it is exactly one. */
export function soleReference(text: string): Reference | undefined {
  const trimmed = text.trim();
  if (!trimmed.startsWith('{{') || !trimmed.endsWith('}}')) return undefined;
  const [first] = scanReferences(trimmed);
  return first !== undefined && first.start === 0 && first.end === trimmed.length ? first.reference : undefined;
}

/** Whether a text holds any reference. */
export function hasReference(text: string): boolean {
  return text.includes('{{') && scanReferences(text).length > 0;
}

/** Write a reference, as AWS's own documents do: with spaces. */
export function referenceText(body: string): string {
  return `{{ ${body} }}`;
}

/** Visit every reference in the texts of a content, keys excepted: SSM replaces nothing in keys. */
export function visitReferences(content: ContentValue, visit: (found: FoundReference, path: Path, text: string) => void, base: Path = []): void {
  const path = [...base];
  const walk = (value: ContentValue): void => {
    if (typeof value === 'string') {
      if (value.includes('{{')) {
        for (const found of scanReferences(value)) visit(found, path, value);
      }
    } else if (Array.isArray(value)) {
      value.forEach((item, index) => {
        path.push(index);
        walk(item);
        path.pop();
      });
    } else if (isMap(value)) {
      for (const key of keysOf(value)) {
        path.push(key);
        walk(value[key]);
        path.pop();
      }
    }
  };
  walk(content);
}

/** Where the closing braces begin, or -1 when the braces are not closed as a reference is. */
function endOfBraces(text: string, from: number): number {
  const limit = Math.min(text.length, from + MAX_LENGTH);
  for (let at = from; at < limit; at++) {
    const character = text[at];
    if (character === '}') return text[at + 1] === '}' ? at : -1;
    if (character === '{' || character === '\n' || character === '\r') return -1;
  }
  return -1;
}

function classify(written: string): Reference | undefined {
  const dynamic = DYNAMIC.exec(written);
  if (dynamic !== null) return { kind: 'dynamic', name: dynamic[1].trimEnd() };
  const body = written.trim();
  if (PARAMETER.test(body)) return { kind: 'parameter', name: body };
  const namespaced = NAMESPACED.exec(body);
  if (namespaced !== null) {
    return { kind: namespaced[1] as 'variable' | 'global' | 'automation' | 'ssm' | 'ssm-secure', name: namespaced[2] };
  }
  const output = STEP_OUTPUT.exec(body);
  if (output !== null) return { kind: 'step-output', step: output[1], output: output[2] };
  return OTHER.test(body) ? { kind: 'other', name: body } : undefined;
}
