import { Token, UnscopedValidationError } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { CedarCondition } from './cedar-condition';
import { cedarPattern, cedarString } from './cedar-text';
import { CEDAR_USER_ATTRIBUTES } from '../content/cedar/schema';

/**
 * A text that a request for access may bring along: a tag of the node, a tag of the role, or an attribute of the user. Statements compare it.
 *
 * Each can be absent, and Cedar lets a statement fail that reads what is absent. So each condition made here asks first whether it is there, and is
 * false where it is not.
 */
export class CedarAttribute {
  /**
   * A tag of the node.
   *
   * @param key the key of the tag.
   */
  public static resourceTag(key: string): CedarAttribute {
    return tag('resource', 'the key of a tag of nodes', key);
  }

  /**
   * A tag of the principal of IAM that makes the request (`aws:PrincipalTag`): of the role, or of its session.
   *
   * @param key the key of the tag.
   */
  public static principalTag(key: string): CedarAttribute {
    return tag('context.iam.principalTags', 'the key of a tag of principals', key);
  }

  /** The employee number of the user in IAM Identity Center. */
  public static employeeNumber(): CedarAttribute {
    return attribute('employeeNumber');
  }

  /** The cost center of the user in IAM Identity Center. */
  public static costCenter(): CedarAttribute {
    return attribute('costCenter');
  }

  /** The organization of the user in IAM Identity Center. */
  public static organization(): CedarAttribute {
    return attribute('organization');
  }

  /** The division of the user in IAM Identity Center. */
  public static division(): CedarAttribute {
    return attribute('division');
  }

  /** @internal */
  public static _of(name: string, guard: string, read: string, isMethod: boolean): CedarAttribute {
    return new CedarAttribute(name, guard, read, isMethod);
  }

  private constructor(
    private readonly name: string, private readonly guard: string, private readonly read: string, private readonly isMethod: boolean,
  ) {
  }

  /** It is there, whatever it holds. */
  public isPresent(): CedarCondition {
    return CedarCondition._of(this.guard, this.isMethod ? 'whole' : 'relation');
  }

  /**
   * It is there and holds this text, letter for letter.
   *
   * @param value the text.
   */
  public isEqualTo(value: string): CedarCondition {
    return this.where(`${this.read} == ${this.valueText(value)}`);
  }

  /**
   * It is there and holds another text than this. Where it may be absent as well, use `CedarCondition.negate(….isEqualTo(value))`.
   *
   * @param value the text.
   */
  public isNotEqualTo(value: string): CedarCondition {
    return this.where(`${this.read} != ${this.valueText(value)}`);
  }

  /**
   * It is there and holds one of these texts.
   *
   * @param values the texts, one or more. A list that is only known at deployment cannot stand here.
   */
  public isOneOf(...values: string[]): CedarCondition {
    if (values.length === 0 || Token.isUnresolved(values)) {
      throw new UnscopedValidationError(lit`InvalidCedarValues`, values.length === 0 ? `isOneOf of ${this.name} has no values; give one at least`
        : `isOneOf of ${this.name} has a list that is only known at deployment; give each value by itself, such as with Fn.select`);
    }
    return this.where(`[${values.map(value => this.valueText(value)).join(', ')}].contains(${this.read})`);
  }

  /**
   * It is there and matches a pattern.
   *
   * @param pattern text in which `*` matches any text, also none; `\*` stands for `*` and `\\` for `\`. `CedarPattern.escape` writes a text so that it
   * stands for itself.
   */
  public isLike(pattern: string): CedarCondition {
    return this.where(`${this.read} like ${cedarPattern(`the pattern for ${this.name}`, pattern)}`);
  }

  /**
   * Both are there and hold the same text, such as a tag of the node and the division of the user.
   *
   * @param other what it is compared with.
   */
  public isSameAs(other: CedarAttribute): CedarCondition {
    return CedarCondition._of(`${this.guard} && ${other.guard} && ${this.read} == ${other.read}`, 'chain');
  }

  private where(comparison: string): CedarCondition {
    return CedarCondition._of(`${this.guard} && ${comparison}`, 'chain');
  }

  private valueText(value: string): string {
    return cedarString(`a value of ${this.name}`, value);
  }
}

function tag(of: string, what: string, key: string): CedarAttribute {
  const written = cedarString(what, key);
  return CedarAttribute._of(`the tag ${written}`, `${of}.hasTag(${written})`, `${of}.getTag(${written})`, true);
}

function attribute(name: typeof CEDAR_USER_ATTRIBUTES[number]): CedarAttribute {
  return CedarAttribute._of(name, `principal has ${name}`, `principal.${name}`, false);
}
