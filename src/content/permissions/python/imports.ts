import { Boto3 } from './clients';
import { PythonCursor } from './cursor';
import { ScriptNames } from './names';

/** `import a.b as c, d` and `from a import b as c`. */
export function readImport(cursor: PythonCursor, names: ScriptNames, boto3: Boto3): void {
  const isFrom = cursor.isWord('from');
  cursor.at += 1;
  const modulePath = (): string => {
    let path = '';
    while (cursor.tokens[cursor.at]?.kind === 'name' && !cursor.isWord('import') && !cursor.isWord('as') || cursor.isOperator('.')) {
      path += cursor.tokens[cursor.at].text;
      cursor.at += 1;
    }
    return path;
  };
  const base = isFrom ? modulePath() : '';
  if (isFrom) cursor.at += 1;
  while (!cursor.isEnd()) {
    const begins = cursor.at;
    if (cursor.tokens[cursor.at].kind !== 'name') {
      cursor.at += 1;
      continue;
    }
    const path = isFrom ? cursor.tokens[cursor.at++].text : modulePath();
    let name = isFrom ? path : path.split('.')[0];
    const isAliased = cursor.isWord('as');
    if (isAliased) {
      name = cursor.tokens[cursor.at + 1]?.text ?? name;
      cursor.at += 2;
    }
    const whole = isFrom ? `${base}.${path}` : isAliased ? path : name;
    const value = boto3.imported(whole);
    // What else is imported hides a client of the same name.
    names.assign(name, value);
    if (cursor.at === begins) cursor.at += 1;
  }
}
