import * as ts from 'typescript';

/** A change of a source text that its tests must notice. */
export interface Mutant {
  /** Where and what, for the message: `12: === → !==`. */
  readonly description: string;
  readonly text: string;
}

/** What each operator becomes: the opposite, and for an order its boundary too. */
const OTHERS: Partial<Record<ts.SyntaxKind, readonly string[]>> = {
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: ['!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: ['==='],
  [ts.SyntaxKind.LessThanToken]: ['>=', '<='],
  [ts.SyntaxKind.LessThanEqualsToken]: ['>', '<'],
  [ts.SyntaxKind.GreaterThanToken]: ['<=', '>='],
  [ts.SyntaxKind.GreaterThanEqualsToken]: ['<', '>'],
  [ts.SyntaxKind.AmpersandAmpersandToken]: ['||'],
  [ts.SyntaxKind.BarBarToken]: ['&&'],
  [ts.SyntaxKind.PlusToken]: ['-'],
  [ts.SyntaxKind.MinusToken]: ['+'],
};

/** Methods that compare, as operators do. */
const COMPARISONS: readonly string[] = ['endsWith', 'has', 'hasOwn', 'includes', 'isArray', 'startsWith', 'test'];

/** Every mutant of a source: each comparison flipped, each condition turned round, each call to the service and each filter left out. */
export function mutantsOf(text: string): Mutant[] {
  const source = ts.createSourceFile('plan.ts', text, ts.ScriptTarget.Latest, true);
  const mutants: Mutant[] = [];
  const replace = (node: ts.Node, by: string, what: string) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    mutants.push({ description: `line ${line + 1}: ${what}`, text: text.slice(0, node.getStart()) + by + text.slice(node.getEnd()) });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node)) {
      const operator = node.operatorToken;
      // The sign of a text that is put together is no arithmetic.
      const isText = operator.kind === ts.SyntaxKind.PlusToken
        && [node.left, node.right].some(side => ts.isStringLiteralLike(side) || ts.isTemplateExpression(side));
      for (const other of isText ? [] : OTHERS[operator.kind] ?? []) replace(operator, other, `${operator.getText()} → ${other}`);
    }
    const condition = ts.isIfStatement(node) ? node.expression : ts.isConditionalExpression(node) ? node.condition : undefined;
    if (condition !== undefined) replace(condition, `!(${condition.getText()})`, `${short(condition)} turned round`);
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) replace(node, node.operand.getText(), `${short(node)} without !`);
    if (isServiceCall(node)) {
      const [what, by] = leftOut(node);
      replace(what, by, `${short(what)} left out`);
    }
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'calls' && ts.isArrayLiteralExpression(node.initializer)) {
      for (const call of node.initializer.elements) replace(call, '...[]', `${short(call)} left out of the calls`);
    }
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { expression, name } = node.expression;
      if (name.text === 'filter') replace(node, expression.getText(), `${short(node)} without the filter`);
      if (COMPARISONS.includes(name.text)) replace(node, `!(${node.getText()})`, `${short(node)} turned round`);
    }
    if (ts.isCaseClause(node)) replace(node.expression, 'NaN', `case ${short(node.expression)} left out`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return mutants;
}

/** `{ api: …, input: … }` */
function isServiceCall(node: ts.Node): node is ts.ObjectLiteralExpression {
  return ts.isObjectLiteralExpression(node) && node.properties.some(property => property.name?.getText() === 'api');
}

/** A call without the list around it, or the list that one is made for each item of, or what gives it back. */
function leftOut(call: ts.ObjectLiteralExpression): [ts.Node, string] {
  const outer = ts.isParenthesizedExpression(call.parent) ? call.parent : call;
  if (ts.isArrayLiteralExpression(outer.parent)) return [outer, '...[]'];
  if (ts.isArrowFunction(outer.parent) && ts.isCallExpression(outer.parent.parent)) return [outer.parent.parent, '[]'];
  return [outer, '(undefined as any)'];
}

function short(node: ts.Node): string {
  const text = node.getText().replace(/\s+/g, ' ');
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
