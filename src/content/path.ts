/** The way from the root of a content to one of its values: keys and list indexes. */
export type Path = readonly (string | number)[];

const PLAIN_KEY = /^[A-Za-z_$][\w$:-]*$/;
/** Paths are written for every reference, with the same keys again and again. */
const plainKeys = new Map<string, boolean>();
const MOST_REMEMBERED = 2_000;

/** The path as people write it: `mainSteps[1].inputs.Choices[0].NextStep`, `parameters["a b"]`; the root is empty. */
export function formatPath(path: Path): string {
  let text = '';
  for (const segment of path) {
    if (typeof segment === 'number') {
      text += `[${segment}]`;
    } else if (isPlain(segment)) {
      text += text === '' ? segment : `.${segment}`;
    } else {
      text += `[${JSON.stringify(segment)}]`;
    }
  }
  return text;
}

function isPlain(key: string): boolean {
  const known = plainKeys.get(key);
  if (known !== undefined) return known;
  const isPlainKey = PLAIN_KEY.test(key);
  if (plainKeys.size < MOST_REMEMBERED) plainKeys.set(key, isPlainKey);
  return isPlainKey;
}

/** The inverse of `formatPath`. */
export function parsePath(text: string): Path {
  const path: (string | number)[] = [];
  const token = /\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|\.?([^.[\]]+)/gy;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    if (match[1] !== undefined) {
      path.push(Number(match[1]));
    } else {
      path.push(match[2] !== undefined ? JSON.parse(match[2]) as string : match[3]);
    }
  }
  return path;
}
