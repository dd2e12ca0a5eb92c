/** More names than this are not compared: nobody declares so many, and a hostile document must end too. */
const MOST_NAMES = 200;
/** Nor are longer ones; no name is as long. */
const MOST_LETTERS = 200;

/** The name among the known ones that a person most likely meant, or undefined when none is near. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (name === '' || name.length > MOST_LETTERS) return undefined;
  // One letter in the place of another is no slip when it is the only one.
  const limit = name.length === 1 ? 0 : Math.max(1, Math.floor(name.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  const written = name.toLowerCase();
  for (const candidate of known.slice(0, MOST_NAMES)) {
    if (Math.abs(name.length - candidate.length) >= bestDistance) continue;
    const distance = editDistance(written, candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** `; did you mean "X"?`, or what else to say when nothing is near. */
export function suggestion(name: string, known: readonly string[], otherwise = ''): string {
  const near = nearest(name, known);
  return near === undefined ? otherwise : `; did you mean "${near}"?`;
}

/** So many names fit into a message. */
const MOST_LISTED = 30;

/** Names in a row, the first of them when there are many. */
export function listed(names: readonly string[]): string {
  return `${names.slice(0, MOST_LISTED).join(', ')}${names.length > MOST_LISTED ? `, and ${names.length - MOST_LISTED} more` : ''}`;
}

/** Edits (insert, delete, replace, swap of neighbours) between two texts; gives up above the limit. */
function editDistance(whole: string, other: string, limit: number): number {
  // What both begin and end with costs no edit, and names of one document have much of it.
  let begin = 0;
  while (begin < whole.length && whole[begin] === other[begin]) begin += 1;
  let end = 0;
  while (end < Math.min(whole.length, other.length) - begin && whole[whole.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  const from = whole.slice(begin, whole.length - end);
  const to = other.slice(begin, other.length - end);
  if (Math.abs(from.length - to.length) >= limit) return limit;
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= to.length; column++) {
      const cost = from[row - 1] === to[column - 1] ? 0 : 1;
      current[column] = Math.min(last[column] + 1, current[column - 1] + 1, last[column - 1] + cost);
      if (row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]) {
        current[column] = Math.min(current[column], beforeLast[column - 2] + 1);
      }
      least = Math.min(least, current[column]);
    }
    // A swap reaches back one row more, to what was no less before.
    if (least > limit) return limit;
    beforeLast = last;
    last = current;
  }
  return last[to.length];
}
