import { UnscopedValidationError } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { CedarCondition } from './cedar-condition';
import { CedarPrincipal, CedarResource } from './cedar-scope';
import { cedarString, holdsToken } from './cedar-text';
import { CEDAR_ACTION_UID } from '../content/cedar/schema';

const INDENT = '    ';

/**
 * What a statement of Cedar is about.
 */
export interface CedarStatementOptions {
  /**
   * Whose requests it is about.
   *
   * @default CedarPrincipal.anyone()
   */
  readonly principal?: CedarPrincipal;

  /**
   * Which nodes it is about.
   *
   * @default CedarResource.anyNode()
   */
  readonly resource?: CedarResource;

  /**
   * The statement counts where all of these are true. An empty list is refused, as it would ask for nothing.
   *
   * @default - it counts for all requests of the principal for the resource
   */
  readonly when?: CedarCondition[];

  /**
   * The statement does not count where any of these is true.
   *
   * @default - nothing is excepted
   */
  readonly unless?: CedarCondition[];

  /**
   * What the statement is for. It stands before the statement as a comment, and must be known at synthesis.
   *
   * @default - no comment
   */
  readonly comment?: string;

  /**
   * A name for the statement, which stands before it as the annotation `@id`. It means nothing to the decision; findings name the statement by it.
   *
   * @default - no name
   */
  readonly id?: string;
}

/**
 * A statement of Cedar: it permits or forbids that access to nodes is approved automatically.
 *
 * Access is approved automatically where a statement permits it and none forbids it. Where that is not so, the manual approval policies decide.
 */
export class CedarStatement {
  /**
   * A statement that permits access without an approval.
   *
   * @param options what it is about; without any it permits everyone access to all nodes.
   */
  public static ofPermit(options: CedarStatementOptions = {}): CedarStatement {
    return new CedarStatement('permit', options);
  }

  /**
   * A statement that forbids access without an approval, whatever other statements permit.
   *
   * @param options what it is about; without any it forbids everyone access to all nodes.
   */
  public static ofForbid(options: CedarStatementOptions = {}): CedarStatement {
    return new CedarStatement('forbid', options);
  }

  /** The statement in Cedar, laid out as in the user guide. @internal */
  public readonly _text: string;
  /** What a message calls it. @internal */
  public readonly _name?: string;

  /** @internal */
  private constructor(public readonly _effect: 'permit' | 'forbid', options: CedarStatementOptions) {
    const { principal = CedarPrincipal.anyone(), resource = CedarResource.anyNode(), when = [], unless = [], comment, id } = options;
    if (options.when !== undefined && when.length === 0) {
      throw new UnscopedValidationError(lit`NoCedarConditions`,
        `when of a ${_effect} statement is an empty list, so the statement would count for every request of its principal; give one condition at least, or leave out when if that is meant`);
    }
    this._name = id;
    const scope = [principal._text, `action == ${CEDAR_ACTION_UID}`, resource._text].map(part => `${INDENT}${part}`).join(',\n');
    this._text = [
      ...comment === undefined ? [] : commentLines(comment),
      ...id === undefined ? [] : [`@id(${cedarString('the id of a statement', id)})`],
      `${_effect} (\n${scope}\n)`,
      ...when.length === 0 ? [] : [clause('when', when)],
      // Each is an exception of its own, and Cedar takes several.
      ...unless.map(condition => clause('unless', [condition])),
    ].join('\n') + ';';
  }
}

function clause(word: 'when' | 'unless', conditions: readonly CedarCondition[]): string {
  const parts = conditions.map(condition => conditions.length > 1 && condition._binding === 'loose' ? condition._bracketed() : condition._text);
  return `${word} {\n${INDENT}${parts.join(` &&\n${INDENT}`)}\n}`;
}

function commentLines(comment: string): string[] {
  if (holdsToken(comment)) {
    throw new UnscopedValidationError(lit`TokenInCedarComment`,
      'the comment of a statement has a value that is only known later, and a line break in it would end the comment; give a text that is known');
  }
  return comment.split(/\r\n|[\n\r]/).map(line => `// ${line}`.trimEnd());
}
