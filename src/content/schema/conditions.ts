/** What conditions of branches and loops compare with, and the type of what they compare (user guide, branch conditions). */
export const OPERATORS = {
  StringEquals: 'String',
  EqualsIgnoreCase: 'String',
  StartsWith: 'String',
  EndsWith: 'String',
  Contains: 'String',
  NumericEquals: 'Integer',
  NumericGreater: 'Integer',
  NumericLesser: 'Integer',
  NumericGreaterOrEquals: 'Integer',
  NumericLesserOrEquals: 'Integer',
  BooleanEquals: 'Boolean',
} as const;

export type Operator = keyof typeof OPERATORS;

/** What conditions are put together with; `Not` takes one condition, the others a list of two or more. */
export const CONNECTIVES = ['And', 'Or', 'Not'] as const;

export const MIN_CONNECTED = 2;
