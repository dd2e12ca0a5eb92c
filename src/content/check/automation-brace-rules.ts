import { RunbookText } from '../automation/runbook';
import { keysOf } from '../key-order';
import { isMap, quote } from '../value';
import { isProgramText } from './automation-reference-rules';
import { suggestion } from './nearest';
import { defineRunbookRule, RunbookContext } from './runbook-rule';

const CODES = {
  'automation/broken-reference': { severity: 'warning', summary: 'A text that is plainly meant as a reference, but whose braces or name are written so that it is none.' },
} as const;

/** Two braces around something like a name, with one brace too few at the end or with spaces and hyphens inside. */
const WHOLE = /^\{\{\s*([A-Za-z][\w.:-]*(?: [\w.:-]+)*)\s*\}\}?$/;
/** A reference inside of another one. */
const NESTED = /\{\{\s*\{\{[^{}]*\}\}\s*\}\}/;
const HALF_CLOSED = /\{\{\s*([A-Za-z]\w*(?:[.:]\w+)?)\s*\}(?!\})/g;

/** Braces that were to be a reference, and stay text. */
export const braceRule = defineRunbookRule({
  codes: CODES,
  check(context) {
    const { braces } = context.runbook;
    if (braces.length === 0) return;
    const names = referable(context);
    for (const found of braces) {
      const whole = WHOLE.exec(found.text.trim())?.[1];
      if (whole !== undefined) {
        report(context, found, whole, names);
      } else if (!isProgramText(found.step, found.path)) {
        const nested = NESTED.exec(found.text)?.[0];
        if (nested !== undefined) {
          context.report('automation/broken-reference', found.path, `${quote(nested)} is a reference inside of another one, which is not resolved; write the inner one alone`);
          continue;
        }
        // Inside of a longer text braces may be anything, so only what is known by its name is told.
        for (const [, body] of found.text.matchAll(HALF_CLOSED)) {
          if (names.has(body)) report(context, found, body, names);
        }
      }
    }
  },
});

function report(context: RunbookContext<keyof typeof CODES>, { path, text }: RunbookText, body: string, names: ReadonlySet<string>): void {
  const meant = names.has(body) ? `; write {{ ${body} }}` : suggestion(body.replace(/[ -]/g, ''), [...names], '; names have letters, digits and "_", and two braces stand on either side');
  context.report('automation/broken-reference', path, `${quote(text)} is no reference and stays as it is${meant}`);
}

/** What references can name. */
function referable({ runbook }: RunbookContext): ReadonlySet<string> {
  const outputs = runbook.steps.flatMap(({ name, content }) => name !== undefined && Array.isArray(content.outputs)
    ? content.outputs.flatMap(output => isMap(output) && typeof output.Name === 'string' ? [`${name}.${output.Name}`] : [])
    : []);
  const { parameters, variables } = runbook.content;
  const names = [...isMap(parameters) ? keysOf(parameters) : [], ...isMap(variables) ? keysOf(variables).map(name => `variable:${name}`) : [], ...outputs];
  // A name with other characters is a fault of its own, and nothing to refer to.
  return new Set(names.filter(name => /^[\w.:]+$/.test(name)));
}
