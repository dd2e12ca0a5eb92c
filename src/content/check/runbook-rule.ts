import { CheckContext, CodeDescriptions, defineRule, Rule } from './rule';
import { RunbookGraph } from '../automation/graph';
import { Runbook } from '../automation/runbook';

/** What a rule over runbooks sees. */
export interface RunbookContext<Code extends string = string> extends CheckContext<Code> {
  readonly runbook: Runbook;
  readonly graph: RunbookGraph;
}

/** Define a rule for the documents that Automation runs. */
export function defineRunbookRule<const Codes extends CodeDescriptions>(rule: {
  readonly codes: Codes;
  check(context: RunbookContext<Extract<keyof Codes, string>>): void;
}): Rule {
  return defineRule({
    codes: rule.codes,
    types: ['Automation', 'Automation.ChangeTemplate'],
    check(context) {
      if (context.runbook !== undefined) rule.check(context as RunbookContext<Extract<keyof Codes, string>>);
    },
  });
}
