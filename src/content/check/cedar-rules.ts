import { CEDAR_CODES } from '../cedar/codes';
import type { CedarFault } from '../cedar/faults';
import type { CedarText } from '../cedar/statements';
import { Lines } from '../parse/position';
import { Path } from '../path';
import { CEDAR_DOCUMENTS, DENY_ACCESS_POLICY_NAME } from '../schema/approval-policies';
import { MAX_CONTENT_BYTES } from '../schema/document-types';
import { isMap } from '../value';
import { CheckContext, defineRule } from './rule';

const CODES = {
  ...CEDAR_CODES,
  'cedar/no-statement': { severity: 'warning', summary: 'A text of policies without any statement.' },
  'cedar/permit-denies-nothing': { severity: 'warning', summary: 'A permit statement in the deny-access policy, which only forbids.' },
  'cedar/unescaped': { severity: 'warning', summary: 'A value of deployment stands in a Cedar text without being escaped for Cedar.' },
  'cedar/unchecked': { severity: 'warning', summary: 'Cedar policies could not be checked: Cedar\'s engine is not installed or too old, they are too large, or a value of deployment is code in them.' },
} as const;

type Context = CheckContext<keyof typeof CODES & string>;

/** More than fit into a document, each being 34 characters at least; the engine would look at every semicolon of a text that holds nothing else. */
const MOST_STATEMENTS = 2_000;

/** Stands where a value comes at deployment; a number follows. */
const STAND_IN = 'DeployTimeValue';

/** A text to check, as it can be given to the engine. */
interface Source extends CedarText {
  readonly path: Path;
  /** What was replaced, by what stands in its place. */
  readonly parts: ReadonlyMap<string, string>;
}

/** Cedar policies: in the documents of approval policies, and in files of their own. */
export const cedarRule = defineRule({
  codes: CODES,
  types: ['AutoApprovalPolicy'],
  check(context) {
    const sources = sourcesOf(context);
    for (const source of sources) checkStatements(context, source);
    const first = sources.find(({ statements }) => statements.length > 0);
    if (first === undefined) return;
    const count = sources.reduce((sum, { statements }) => sum + statements.length, 0);
    if (count > MOST_STATEMENTS) {
      context.report('cedar/syntax', first.path,
        `semicolons make ${count} statements of the Cedar policies, and no document has room for more than ${MOST_STATEMENTS}; take out what is no statement`);
      return;
    }
    // Few documents hold policies, and everybody would wait for their reader.
    const { CEDAR_ADVICE, cedarEngine, cedarEngineFault } = require('../cedar/engine') as typeof import('../cedar/engine');
    const engine = cedarEngine();
    if (engine === undefined) {
      context.report('cedar/unchecked', first.path, `the Cedar policies were not checked: ${cedarEngineFault()!}. ${CEDAR_ADVICE}`);
      return;
    }
    const { cedarFaults } = require('../cedar/faults') as typeof import('../cedar/faults');
    cedarFaults(engine, sources).forEach((faults, index) => {
      const lines = new Lines(sources[index].text);
      for (const fault of faults) tell(context, sources[index], fault, lines);
    });
  },
});

function sourcesOf(context: Context): Source[] {
  const texts = textsOf(context);
  const size = texts.reduce((sum, { text }) => sum + text.length, 0);
  if (size <= MAX_CONTENT_BYTES) return texts.flatMap(({ path, text }) => sourceOf(context, path, text));
  context.report('cedar/unchecked', texts[0].path, `the Cedar policies were not checked, as they have ${size} characters, and no document can be as large; shorten them`);
  return [];
}

function textsOf({ content, isUnresolved }: Context): { readonly path: Path; readonly text: string }[] {
  // An editor's byte order mark has a finding of its own.
  if (typeof content === 'string') return isUnresolved(content) ? [] : [{ path: [], text: content.replace(/^\uFEFF/, ' ') }];
  const policies = isMap(content) ? content[CEDAR_DOCUMENTS] : undefined;
  if (!Array.isArray(policies) || isUnresolved(policies)) return [];
  return policies.flatMap((policy, index) => isMap(policy) && !isUnresolved(policy) && typeof policy.content === 'string'
    && (typeof policy.type !== 'string' || isUnresolved(policy.type) || policy.type.toLowerCase() === 'cedar')
    ? [{ path: [CEDAR_DOCUMENTS, index, 'content'], text: policy.content }] : []);
}

/**
 * A text with something else in the place of values that are only known at deployment. None, if such a value is more than a part of a
 * string, as it can be anything then.
 */
function sourceOf({ isUnresolved, deployTimePart, isSafeInCedar = () => true, report }: Context, path: Path, written: string): Source[] {
  const { isInCedarText, readCedar } = require('../cedar/statements') as typeof import('../cedar/statements');
  const parts = new Map<string, string>();
  if (!isUnresolved(written)) return [{ ...readCedar(written), path, parts }];
  if (deployTimePart === undefined) return [];
  const byPart = new Map<string, string>();
  const text = written.replace(deployTimePart, part => {
    const standIn = byPart.get(part) ?? `${STAND_IN}${byPart.size + 1}_`;
    byPart.set(part, standIn);
    parts.set(standIn, part);
    return standIn;
  });
  const places = [...text.matchAll(new RegExp(`${STAND_IN}[0-9]+_`, 'g'))];
  if (places.length > 0 && places.every(({ index }) => isInCedarText(text, index))) {
    if (![...parts.values()].every(isSafeInCedar)) {
      report('cedar/unescaped', path, 'a value that is only known at deployment stands in a string of Cedar and is not escaped for it: a quote in the value ends the string, and '
        + 'what follows becomes code; use AutoApprovalPolicy or DenyAccessPolicy, which escape such values');
    }
    return [{ ...readCedar(text), path, parts }];
  }
  // A text that is known later as a whole has nothing to say here.
  if (parts.size > 0 && text !== [...parts.keys()][0]) {
    report('cedar/unchecked', path, 'the Cedar policies were not checked, as a value stands outside of quotes in them that is only known at deployment, and whatever it holds '
      + 'becomes code there; put it between the quotes of a string, or give a value that is known');
  }
  return [];
}

function checkStatements({ name, report, reportAt }: Context, { path, statements }: Source): void {
  if (statements.length === 0) {
    report('cedar/no-statement', path, 'there is no statement (permit or forbid) in these policies, so they do nothing');
  }
  if (name !== DENY_ACCESS_POLICY_NAME) return;
  for (const { effect, start } of statements) {
    if (effect === 'permit') {
      reportAt('cedar/permit-denies-nothing', path, start,
        'a deny-access policy says with forbid who gets no access without an approval; permit does nothing here, and belongs into the auto-approval policy');
    }
  }
}

function tell({ reportAt }: Context, source: Source, fault: CedarFault, lines: Lines): void {
  const { path, text, parts, statements } = source;
  const { code, offset, message, statement, number } = fault;
  // With other values the conditions may be met, and the action may be the right one.
  if (parts.size > 0 && (code === 'cedar/never-applies' || (code === 'cedar/action' && message.includes(STAND_IN)))) return;
  const { line, column } = lines.positionAt(offset);
  const isShifted = parts.size > 0 && text.split('\n')[line - 1].slice(0, column - 1).includes(STAND_IN);
  const where = [
    ...path.length === 0 ? [] : [`line ${line}${isShifted ? '' : `, column ${column}`} of the policies`],
    ...statement.id !== undefined ? [`statement "${statement.id}"`] : statements.length > 1 ? [`statement ${number}`] : [],
  ];
  const told = [...where.length === 0 ? [] : [`${where.join(', ')}: `], message].join('');
  reportAt(code, path, offset, [...parts].reduce((words, [standIn, part]) => words.replaceAll(standIn, part), told));
}
