import type { Event } from 'js-yaml';
import { MAX_DEPTH } from '../depth';

type JsYaml = typeof import('js-yaml');

let loaded: JsYaml | undefined;

/** The YAML library, loaded on first use: most programs that use this library never touch YAML. */
export function jsYaml(): JsYaml {
  loaded ??= require('js-yaml') as JsYaml;
  return loaded;
}

/** The events of a YAML text. The parser counts up to two levels more than there are, for a value and for a key it may be. */
export function yamlEvents(text: string): readonly Event[] {
  return jsYaml().parseEvents(text, { maxDepth: MAX_DEPTH + 2 });
}
