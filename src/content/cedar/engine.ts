import { createRequire } from 'node:module';
import { join } from 'node:path';
import { CEDAR_SCHEMA, CedarSchema } from './schema';

const PACKAGE = '@cedar-policy/cedar-wasm';
/** Earlier ones do not know the tags of entities. */
const OLDEST = '4.3.0';

/** What to do when Cedar policies cannot be checked; `cedarEngineFault` says why they cannot. */
export const CEDAR_ADVICE = `Cedar policies are checked by the engine of the Cedar project, which is installed beside this library: run "npm install --save-dev ${PACKAGE}" `
  + `(${OLDEST} or later) in the directory of cdk.json, whatever language the app is written in`;

/** What the engine says of a text. */
export interface CedarMessage {
  readonly message: string;
  readonly help: string | null;
  /** Absent and empty where there is no place; the offsets count bytes of UTF-8. */
  readonly sourceLocations?: readonly { readonly label: string | null; readonly start: number; readonly end: number }[];
  readonly related?: readonly CedarMessage[];
}

export interface CedarPolicyMessage {
  readonly policyId: string;
  readonly error: CedarMessage;
}

export type CedarValidation =
  | { readonly type: 'failure'; readonly errors: readonly CedarMessage[] }
  | { readonly type: 'success'; readonly validationErrors: readonly CedarPolicyMessage[]; readonly validationWarnings: readonly CedarPolicyMessage[] };

/** What is used of Cedar's engine. Its own declarations stay out of those of this library, as most users do not have them. */
export interface CedarEngine {
  getCedarVersion(): string;
  checkParseSchema(schema: CedarSchema): { readonly type: 'success' | 'failure' };
  /** @param call the policies are one text, or texts of one statement by their ids. */
  validate(call: {
    readonly schema: CedarSchema;
    readonly policies: { readonly staticPolicies: string | Readonly<Record<string, string>> };
    readonly validationSettings: { readonly mode: 'strict' };
  }): CedarValidation;
}

interface Search {
  readonly engine?: CedarEngine;
  readonly fault?: string;
  /** The file that was loaded. */
  readonly file?: string;
}

let search: Search | undefined;

/** Cedar's engine, loaded when it is first asked for; undefined when there is none that can be used. */
export function cedarEngine(): CedarEngine | undefined {
  search ??= find();
  return search.engine;
}

/** Why there is no engine that can be used; undefined when there is one. */
export function cedarEngineFault(): string | undefined {
  search ??= find();
  return search.fault;
}

/** The engine anew, after it crashed: what is nested too deep breaks its memory, and then it answers nothing any more. */
export function renewedCedarEngine(): CedarEngine | undefined {
  if (search?.file !== undefined) delete require.cache[search.file];
  search = undefined;
  return cedarEngine();
}

/** Where a module is looked for: beside this library, then beside the app, as jsii keeps the library of other languages in a cache of its own. */
function find(): Search {
  let fault: string | undefined;
  for (const from of [() => __filename, () => join(process.cwd(), 'noop.js')]) {
    const found = tryToLoad(from);
    if (found.engine !== undefined) return found;
    fault ??= found.fault;
  }
  return { fault: fault ?? `${PACKAGE} is not installed` };
}

/** The engine, or what is wrong with it; neither when it is not there. */
function tryToLoad(from: () => string): Search {
  let engine: CedarEngine;
  let file: string;
  try {
    const load = createRequire(from());
    file = load.resolve(`${PACKAGE}/nodejs`);
    engine = load(file) as CedarEngine;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // ENOENT: the working directory is gone.
    return code === 'MODULE_NOT_FOUND' || code === 'ENOENT' ? {} : { fault: `${PACKAGE} cannot be loaded: ${message}` };
  }
  return isUsable(engine) ? { engine, file } : { fault: `${PACKAGE} ${versionOf(engine)} is installed, and ${OLDEST} or later is needed` };
}

/** Old versions lack functions, refuse the schema, or read it as something else and crash. */
function isUsable(engine: Partial<CedarEngine>): engine is CedarEngine {
  try {
    return typeof engine.validate === 'function' && engine.checkParseSchema?.(CEDAR_SCHEMA).type === 'success';
  } catch {
    return false;
  }
}

function versionOf(engine: Partial<CedarEngine>): string {
  try {
    return engine.getCedarVersion?.() ?? 'of an unknown version';
  } catch {
    return 'of an unknown version';
  }
}
