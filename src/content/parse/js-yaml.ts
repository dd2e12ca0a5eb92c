type JsYaml = typeof import('js-yaml');

let loaded: JsYaml | undefined;

/** The YAML library, loaded on first use: most programs that use this library never touch YAML. */
export function jsYaml(): JsYaml {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  loaded ??= require('js-yaml') as JsYaml;
  return loaded;
}
