import { IResolvable } from 'aws-cdk-lib';
import { nameOf } from './jump';
import type { Step } from './step';
import { Operator } from '../content/schema/conditions';
import { ContentMap } from '../content/value';
import { inLastingOrder } from '../document/host-language';

/**
 * What a branch or a loop asks.
 *
 * The first operand is a reference: an output of a step, a parameter, a variable. The second one is a value or a reference.
 */
export class Condition {
  /**
   * The text is this one.
   *
   * @param variable a reference to a text.
   * @param value the text, or a reference to it.
   */
  public static stringEquals(variable: string, value: string): Condition {
    return compare('StringEquals', variable, value);
  }

  /**
   * The text is this one, whether its letters are large or small.
   *
   * @param variable a reference to a text.
   * @param value the text, or a reference to it.
   */
  public static equalsIgnoreCase(variable: string, value: string): Condition {
    return compare('EqualsIgnoreCase', variable, value);
  }

  /**
   * The text begins with this one.
   *
   * @param variable a reference to a text.
   * @param value the text, or a reference to it.
   */
  public static startsWith(variable: string, value: string): Condition {
    return compare('StartsWith', variable, value);
  }

  /**
   * The text ends with this one.
   *
   * @param variable a reference to a text.
   * @param value the text, or a reference to it.
   */
  public static endsWith(variable: string, value: string): Condition {
    return compare('EndsWith', variable, value);
  }

  /**
   * The text holds this one.
   *
   * @param variable a reference to a text.
   * @param value the text, or a reference to it.
   */
  public static contains(variable: string, value: string): Condition {
    return compare('Contains', variable, value);
  }

  /**
   * The number is this one.
   *
   * @param variable a reference to a number.
   * @param value the number, or a reference to it.
   */
  public static numericEquals(variable: string | number, value: string | number): Condition {
    return compare('NumericEquals', variable, value);
  }

  /**
   * The number is greater than this one.
   *
   * @param variable a reference to a number.
   * @param value the number, or a reference to it.
   */
  public static numericGreater(variable: string | number, value: string | number): Condition {
    return compare('NumericGreater', variable, value);
  }

  /**
   * The number is less than this one.
   *
   * @param variable a reference to a number.
   * @param value the number, or a reference to it.
   */
  public static numericLesser(variable: string | number, value: string | number): Condition {
    return compare('NumericLesser', variable, value);
  }

  /**
   * The number is this one or greater.
   *
   * @param variable a reference to a number.
   * @param value the number, or a reference to it.
   */
  public static numericGreaterOrEquals(variable: string | number, value: string | number): Condition {
    return compare('NumericGreaterOrEquals', variable, value);
  }

  /**
   * The number is this one or less.
   *
   * @param variable a reference to a number.
   * @param value the number, or a reference to it.
   */
  public static numericLesserOrEquals(variable: string | number, value: string | number): Condition {
    return compare('NumericLesserOrEquals', variable, value);
  }

  /**
   * The flag is this one.
   *
   * @param variable a reference to a flag.
   * @param value true, false, or a reference to a flag.
   */
  public static booleanEquals(variable: string | IResolvable, value: boolean | IResolvable): Condition {
    return compare('BooleanEquals', variable, value);
  }

  /**
   * All of these are true.
   *
   * @param conditions two or more.
   */
  public static allOf(...conditions: Condition[]): Condition {
    return new Condition({ And: conditions.map(({ _content }) => _content) });
  }

  /**
   * At least one of these is true.
   *
   * @param conditions two or more.
   */
  public static anyOf(...conditions: Condition[]): Condition {
    return new Condition({ Or: conditions.map(({ _content }) => _content) });
  }

  /**
   * This is not true.
   *
   * @param condition the condition.
   */
  public static negate(condition: Condition): Condition {
    return new Condition({ Not: condition._content });
  }

  /**
   * A condition as SSM reads it, with `Variable` and an operator, or `And`, `Or` or `Not`.
   *
   * @param content the condition.
   */
  public static fromObject(content: Record<string, any>): Condition {
    return Condition._of(inLastingOrder(content));
  }

  /** @internal */
  public static _of(content: Record<string, unknown>): Condition {
    return new Condition(content);
  }

  /** @internal */
  private constructor(public readonly _content: Record<string, unknown>) {
  }
}

/**
 * A way that a branch can take.
 */
export class Choice {
  /**
   * Go to a step when a condition is true.
   *
   * @param condition the condition.
   * @param nextStep the step, or its name.
   */
  public static when(condition: Condition, nextStep: string | Step): Choice {
    return new Choice({ NextStep: nameOf(nextStep), ...condition._content });
  }

  /** A choice as a content has it. @internal */
  public static _read(content: ContentMap): Choice {
    return new Choice(content);
  }

  /** @internal */
  private constructor(public readonly _content: Record<string, unknown>) {
  }
}

function compare(operator: Operator, variable: unknown, operand: unknown): Condition {
  return Condition._of({ Variable: variable, [operator]: operand });
}
