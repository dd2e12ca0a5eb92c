import { Finding } from './finding';
import { keysOf } from './key-order';
import { parsePath } from './path';
import { isMap } from './value';

/** Findings in the order of the content that they are about; what is missing comes last where it should be. */
export function inOrderOf(content: unknown, findings: readonly Finding[]): Finding[] {
  return findings
    .map(finding => ({ finding, place: placeIn(content, finding.path) }))
    .sort((left, right) => compare(left.place, right.place))
    .map(({ finding }) => finding);
}

/** The way to a value as numbers: the index of each item and of each key. */
function placeIn(content: unknown, path: string): number[] {
  let value: unknown = content;
  return parsePath(path).map(segment => {
    const index = typeof segment === 'number' ? segment : isMap(value) ? keysOf(value).indexOf(segment) : -1;
    value = typeof segment === 'number' ? (Array.isArray(value) ? value[segment] : undefined) : isMap(value) ? value[segment] : undefined;
    return index === -1 ? Infinity : index;
  });
}

function compare(left: readonly number[], right: readonly number[]): number {
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    if (left[index] !== right[index]) return left[index] < right[index] ? -1 : 1;
  }
  return left.length - right.length;
}
