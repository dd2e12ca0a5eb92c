import { Tokenization } from 'aws-cdk-lib';
import { readStep } from './read-step';
import { Step } from './step';
import { NewStepNames, renameStep } from '../content/rename-steps';
import { ContentMap, isPlainMap } from '../content/value';
import { ContentReference } from '../document/content-reference';

/**
 * A step under another name, with everything in it that refers to renamed steps.
 *
 * References are found where they are known: those that a `Lazy` gives stay as they are.
 *
 * @internal
 */
export function renamed(step: Step, names: NewStepNames): Step {
  const content = renameStep(withReferences(step._render({ attach: () => {} })) as ContentMap, names);
  return readStep(content).withOptions(step._unwritten(content.inputs as ContentMap, inner => renamed(inner, names)));
}

/** A content in which the references of this library are text; other tokens stay. */
function withReferences(value: unknown): unknown {
  switch (typeof value) {
    case 'string':
      return textOf(value);
    case 'number': {
      const token = Tokenization.reverseNumber(value);
      return ContentReference.isContentReference(token) ? token.text : value;
    }
    case 'object':
      return value === null ? null : ofObject(value);
    default:
      return value;
  }
}

function ofObject(value: object): unknown {
  if (ContentReference.isContentReference(value)) return value.text;
  if (Array.isArray(value)) {
    const token = typeof value[0] === 'string' ? Tokenization.reverseList(value) : undefined;
    return ContentReference.isContentReference(token) ? token.text : value.map(withReferences);
  }
  if (!isPlainMap(value)) return value;
  return Object.fromEntries(Object.entries(value)
    .filter(([, each]) => each !== undefined).map(([key, each]) => [textOf(key), withReferences(each)]));
}

function textOf(value: string): string {
  const fragments = Tokenization.reverseString(value);
  if (fragments.tokens.length === 0) return value;
  return fragments.mapTokens({ mapToken: token => ContentReference.isContentReference(token) ? token.text : token })
    .join({ join: (left, right) => `${left ?? ''}${right ?? ''}` });
}
