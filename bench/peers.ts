import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The packages that the library is compared with; `npm ci` in this folder installs them. */
export type Peer = 'cdk-preflight' | '@cdklabs/cdk-ssm-documents';

/** A peer, loaded only when it is needed, so that type checks and lint run without it. */
export function loadPeer<Exports>(name: Peer): Exports {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    return require(name) as Exports;
  } catch (error) {
    throw new Error(`${name} cannot be loaded; run "npm ci --ignore-scripts" in bench/ first`, { cause: error });
  }
}

/** The version installed of a package. */
export function versionOf(name: string): string {
  const file = require.resolve(join(name, 'package.json'), { paths: [__dirname] });
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
