/** The way from the root of a content to one of its values: keys and list indexes. */
export type Path = readonly (string | number)[];

const PLAIN_KEY = /^[A-Za-z_$][\w$:-]*$/;

/** The path as people write it: `mainSteps[1].inputs.Choices[0].NextStep`, `parameters["a b"]`; the root is empty. */
export function formatPath(path: Path): string {
  let text = '';
  for (const segment of path) {
    if (typeof segment === 'number') {
      text += `[${segment}]`;
    } else if (PLAIN_KEY.test(segment)) {
      text += text === '' ? segment : `.${segment}`;
    } else {
      text += `[${JSON.stringify(segment)}]`;
    }
  }
  return text;
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
