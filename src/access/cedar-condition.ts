import { UnscopedValidationError } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { cedarCode, expressionFault } from './cedar-text';

/** How tightly the parts of an expression hold together: a method call, a relation or a negation, a chain of `&&`, or anything else. */
type Binding = 'whole' | 'relation' | 'chain' | 'loose';

/**
 * What a statement of Cedar asks of a node, of the user who requests access to it, or of the role that they use.
 *
 * Most conditions are made from a `CedarAttribute`: `CedarAttribute.resourceTag('Environment').isEqualTo('Development')`.
 */
export class CedarCondition {
  /**
   * All of these are true.
   *
   * @param conditions one or more.
   */
  public static allOf(...conditions: CedarCondition[]): CedarCondition {
    checkSome('allOf', conditions);
    return new CedarCondition(conditions.map(condition => condition._binding === 'loose' && conditions.length > 1 ? condition._bracketed() : condition._text).join(' && '),
      conditions.length > 1 ? 'chain' : conditions[0]._binding);
  }

  /**
   * At least one of these is true.
   *
   * @param conditions one or more.
   */
  public static anyOf(...conditions: CedarCondition[]): CedarCondition {
    checkSome('anyOf', conditions);
    return conditions.length === 1 ? conditions[0]
      : new CedarCondition(conditions.map(condition => condition._binding === 'chain' || condition._binding === 'loose' ? condition._bracketed() : condition._text).join(' || '), 'loose');
  }

  /**
   * This is not true. The negation of a condition about a tag or an attribute is true where it is absent as well.
   *
   * @param condition the condition.
   */
  public static negate(condition: CedarCondition): CedarCondition {
    return new CedarCondition(`!${condition._binding === 'whole' ? condition._text : condition._bracketed()}`, 'relation');
  }

  /**
   * A condition in Cedar, for what the other ones cannot say. It is one expression: without `when`, `unless` and `;`.
   *
   * It is code: build no values into it that somebody else chooses. Values that are only known at deployment can stand in its strings, where they
   * are escaped; elsewhere they are refused.
   *
   * @param text the expression, such as `principal has division && principal.division != "Finance"`.
   */
  public static text(text: string): CedarCondition {
    const code = cedarCode('the condition', text).trim();
    const fault = code === '' ? 'it is empty' : expressionFault(code);
    if (fault === undefined) return new CedarCondition(code, 'loose');
    throw new UnscopedValidationError(lit`InvalidCedarCondition`, `the condition ${JSON.stringify(text)} is not one expression: ${fault}`);
  }

  /** @internal */
  public static _of(text: string, binding: Binding): CedarCondition {
    return new CedarCondition(text, binding);
  }

  /** @internal */
  private constructor(public readonly _text: string, public readonly _binding: Binding) {
  }

  /** The condition in brackets; a comment at its end must not swallow the last one. @internal */
  public _bracketed(): string {
    return this._text.includes('//') ? `(${this._text}\n)` : `(${this._text})`;
  }
}

function checkSome(name: string, conditions: readonly CedarCondition[]): void {
  if (conditions.length > 0) return;
  throw new UnscopedValidationError(lit`NoCedarConditions`, `CedarCondition.${name} has no conditions; give one at least`);
}
