import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of this package, seen from `src/` and from the file in `lib/` that all modules are bundled into alike. */
export function packageFolder(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}
