import { isMismatch, typeOfReference } from '../automation/value-types';
import { keysOf } from '../key-order';
import { Path } from '../path';
import { hasReference, soleReference } from '../references';
import { CONNECTIVES, MIN_CONNECTED, Operator, OPERATORS } from '../schema/conditions';
import { ContentMap, ContentValue, describe, isMap, quote } from '../value';
import { nearest, suggestion } from './nearest';
import { defineRunbookRule, RunbookContext } from './runbook-rule';

const CODES = {
  'automation/choice': { severity: 'error', summary: 'A choice of a branch does not name the step to go to.' },
  'automation/condition': { severity: 'error', summary: 'A condition compares nothing, or does not say what with or which way.' },
  'automation/operator': { severity: 'error', summary: 'A condition has an operator or a key that does not exist.' },
  'automation/operand': { severity: 'error', summary: 'What a condition compares with is not of the type that its operator needs.' },
  'automation/loose-operand': { severity: 'warning', summary: 'What a condition compares with is written in a way that is not documented for its operator.' },
  'automation/condition-type': { severity: 'error', summary: 'A condition compares a value of a type that its operator cannot compare.' },
  'automation/literal-variable': { severity: 'warning', summary: 'The Variable of a condition refers to nothing, so that the outcome is always the same.' },
  'automation/nested-next-step': { severity: 'warning', summary: 'NextStep stands inside a condition where it has no effect.' },
} as const;

type Context = RunbookContext<keyof typeof CODES & string>;

const OPERATOR_NAMES = Object.keys(OPERATORS);
const KEYS = [...OPERATOR_NAMES, ...CONNECTIVES, 'Variable', 'NextStep'];

/** The conditions of branches and loops. */
export const conditionRule = defineRunbookRule({
  codes: CODES,
  check(context) {
    for (const { action, inputs, path } of context.runbook.steps) {
      if (action === 'aws:branch' && Array.isArray(inputs.Choices)) {
        inputs.Choices.forEach((choice, at) => {
          if (isMap(choice) && !context.isUnresolved(choice)) checkCondition(context, choice, [...path, 'inputs', 'Choices', at], true);
        });
      } else if (action === 'aws:loop' && isMap(inputs.LoopCondition) && !context.isUnresolved(inputs.LoopCondition)) {
        checkCondition(context, inputs.LoopCondition, [...path, 'inputs', 'LoopCondition'], false);
      }
    }
  },
});

function checkCondition(context: Context, condition: ContentMap, path: Path, isChoice: boolean): void {
  const keys = keysOf(condition);
  const unknown = keys.filter(key => !KEYS.includes(key) && !context.isUnresolved(key));
  for (const key of unknown) {
    context.report('automation/operator', [...path, key], `there is no operator ${quote(key)}${suggestion(key, KEYS, `; operators are ${[...OPERATOR_NAMES, ...CONNECTIVES].join(', ')}`)}`, KEYS);
  }
  const meant = unknown.map(key => nearest(key, KEYS));
  const next = condition.NextStep;
  if (isChoice && (next === undefined || next === null) && !meant.includes('NextStep')) {
    context.report('automation/choice', [...path, 'NextStep'], 'a choice names the step to go to when it is true (NextStep)');
  } else if (isChoice && next !== undefined && next !== null && typeof next !== 'string' && !context.isUnresolved(next)) {
    context.report('automation/choice', [...path, 'NextStep'], `NextStep is the name of a step, found ${describe(next)}`);
  } else if (!isChoice && next !== undefined) {
    context.report('automation/nested-next-step', [...path, 'NextStep'], 'NextStep has no effect here; it belongs to the choice itself');
  }

  const connectives = keys.filter(key => (CONNECTIVES as readonly string[]).includes(key));
  const operators = keys.filter(key => OPERATOR_NAMES.includes(key));
  const found = [...connectives, ...operators];
  if (found.length > 1) {
    context.report('automation/condition', path, `a condition has one operator, found ${found.join(' and ')}; join conditions with And or Or`);
    return;
  } else if (found.length === 0 && !unknown.some(key => meant.some(each => each !== 'Variable' && each !== 'NextStep') || nearest(key, KEYS) === undefined)) {
    context.report('automation/condition', path, `a condition has one of the operators ${[...OPERATOR_NAMES, ...CONNECTIVES].join(', ')}`);
  }
  for (const key of connectives) checkConnective(context, condition[key], key, [...path, key]);
  if (connectives.length === 0) checkComparison(context, condition, operators[0] as Operator | undefined, path, meant.includes('Variable'));
}

function checkConnective(context: Context, value: ContentValue, key: string, path: Path): void {
  if (context.isUnresolved(value)) return;
  if (key === 'Not') {
    if (isMap(value)) {
      checkCondition(context, value, path, false);
    } else {
      context.report('automation/condition', path, `Not takes one condition, found ${describe(value)}`);
    }
    return;
  }
  if (!Array.isArray(value) || value.length < MIN_CONNECTED) {
    context.report('automation/condition', path, `${key} takes a list of at least two conditions, found ${Array.isArray(value) && value.length === 1 ? 'one' : describe(value)}`);
  }
  if (!Array.isArray(value)) return;
  value.forEach((item, at) => {
    if (isMap(item)) {
      if (!context.isUnresolved(item)) checkCondition(context, item, [...path, at], false);
    } else if (!context.isUnresolved(item)) {
      context.report('automation/condition', [...path, at], `a condition is a map with a Variable and an operator, found ${describe(item)}`);
    }
  });
}

function checkComparison(context: Context, condition: ContentMap, operator: Operator | undefined, path: Path, isMisspelt: boolean): void {
  const { Variable: variable } = condition;
  if (operator !== undefined) checkOperand(context, condition[operator], operator, [...path, operator]);
  if (variable === undefined || variable === null) {
    if (!isMisspelt) context.report('automation/condition', [...path, 'Variable'], 'a condition says what it compares: Variable: "{{ Name }}"');
    return;
  }
  if (context.isUnresolved(variable)) return;
  if (typeof variable !== 'string' || !hasReference(variable)) {
    const bare = typeof variable === 'string' && /^[\w:.-]+$/.test(variable) ? `; did you mean "{{ ${variable} }}"?` : '';
    context.report('automation/literal-variable', [...path, 'Variable'], `Variable refers to nothing, found ${describe(variable)}${bare}`);
    return;
  }
  const reference = soleReference(variable);
  const type = reference === undefined ? undefined : typeOfReference(context.runbook, reference, context.isUnresolved);
  if (operator !== undefined && type !== undefined && isMismatch(type, OPERATORS[operator])) {
    const fitting = OPERATOR_NAMES.filter(name => OPERATORS[name as Operator] === type);
    context.report('automation/condition-type', [...path, 'Variable'],
      `${operator} compares values of type ${OPERATORS[operator]}, but ${variable.trim()} is of type ${type}${fitting.length === 0 ? '' : `; for that there is ${fitting.join(', ')}`}`, fitting);
  }
}

function checkOperand(context: Context, operand: ContentValue, operator: Operator, path: Path): void {
  if (context.isUnresolved(operand)) return;
  if (typeof operand === 'string' && hasReference(operand)) {
    const reference = soleReference(operand);
    const type = reference === undefined ? undefined : typeOfReference(context.runbook, reference, context.isUnresolved);
    if (type !== undefined && isMismatch(type, OPERATORS[operator])) {
      context.report('automation/operand', path, `${operator} compares with a value of type ${OPERATORS[operator]}, but ${operand.trim()} is of type ${type}`);
    }
    return;
  }
  const fault = (code: 'automation/operand' | 'automation/loose-operand', expected: string): void =>
    context.report(code, path, `${operator} compares with ${expected}, found ${describe(operand)}`);
  switch (OPERATORS[operator]) {
    case 'String':
      if (typeof operand !== 'string') fault(typeof operand === 'object' ? 'automation/operand' : 'automation/loose-operand', 'a text; put it in quotes');
      return;
    case 'Integer':
      if (typeof operand === 'string' && /^-?[0-9]+(?:\.[0-9]+)?$/.test(operand)) {
        fault('automation/loose-operand', 'a number without quotes');
      } else if (typeof operand !== 'number' && typeof operand !== 'bigint') {
        fault('automation/operand', 'a number');
      }
      return;
    case 'Boolean':
      if (typeof operand !== 'boolean') fault('automation/operand', 'true or false, without quotes');
  }
}
