import { IResolvable, UnscopedValidationError } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { VARIABLE_PREFIX } from '../content/schema/steps';
import { ContentMap, ContentValue } from '../content/value';
import { ContentReference } from '../document/content-reference';
import { inLastingOrder } from '../document/host-language';

/**
 * A variable of a runbook: a value that steps change while it runs (`steps.UpdateVariable`).
 *
 * Its `valueAs…` attributes stand for the value wherever a string, a list or a number is asked for.
 */
export class RunbookVariable {
  /**
   * A text of 512 characters at most.
   *
   * @param name the name.
   * @param defaultValue the value at first.
   */
  public static ofString(name: string, defaultValue?: string): RunbookVariable {
    return declare(name, 'String', defaultValue);
  }

  /**
   * A list of texts, 50 at most.
   *
   * @param name the name.
   * @param defaultValue the value at first.
   */
  public static ofStringList(name: string, defaultValue?: string[]): RunbookVariable {
    return declare(name, 'StringList', defaultValue);
  }

  /**
   * An integer.
   *
   * @param name the name.
   * @param defaultValue the value at first.
   */
  public static ofInteger(name: string, defaultValue?: number): RunbookVariable {
    return declare(name, 'Integer', defaultValue);
  }

  /**
   * True or false.
   *
   * @param name the name.
   * @param defaultValue the value at first.
   */
  public static ofBoolean(name: string, defaultValue?: boolean): RunbookVariable {
    return declare(name, 'Boolean', defaultValue);
  }

  /**
   * A map.
   *
   * @param name the name.
   * @param defaultValue the value at first.
   */
  public static ofStringMap(name: string, defaultValue?: Record<string, any>): RunbookVariable {
    return declare(name, 'StringMap', defaultValue);
  }

  /**
   * A list of maps, 200 at most.
   *
   * @param name the name.
   * @param defaultValue the value at first.
   */
  public static ofMapList(name: string, defaultValue?: Record<string, any>[]): RunbookVariable {
    return declare(name, 'MapList', defaultValue);
  }

  /** A variable as a content declares it. @internal */
  public static _of(name: string, definition: ContentMap): RunbookVariable {
    return new RunbookVariable(name, definition);
  }

  /** The variables as a content holds them; undefined when there are none. Errors when two have the same name. @internal */
  public static _renderAll(variables: readonly RunbookVariable[]): Record<string, unknown> | undefined {
    if (variables.length === 0) return undefined;
    const rendered: Record<string, unknown> = {};
    for (const { name, definition } of variables) {
      if (Object.hasOwn(rendered, name)) {
        throw new UnscopedValidationError(lit`DuplicateVariable`, `the variable ${JSON.stringify(name)} is given twice; give each variable once`);
      }
      rendered[name] = definition;
    }
    return rendered;
  }

  private readonly reference: ContentReference;

  /**
   * @param name the name of the variable.
   * @param definition what a content says of it.
   */
  private constructor(public readonly name: string, private readonly definition: ContentMap) {
    this.reference = ContentReference.of(`${VARIABLE_PREFIX}${name}`);
  }

  /**
   * The value, to be put where a string is asked for.
   */
  public get valueAsString(): string {
    return this.reference.toString();
  }

  /**
   * The value, to be put where a list of strings is asked for. Put it there as it is, not inside another list.
   */
  public get valueAsList(): string[] {
    return this.reference.toList();
  }

  /**
   * The value, to be put where a number is asked for. It cannot be calculated with.
   */
  public get valueAsNumber(): number {
    return this.reference.toNumber();
  }

  /**
   * The value, to be put where a map, a list of maps or a flag is asked for.
   */
  public get valueAsAny(): IResolvable {
    return this.reference;
  }

  /**
   * The same as `valueAsString`, so that the variable can stand in a template literal.
   */
  public toString(): string {
    return this.valueAsString;
  }
}

function declare(name: string, type: string, defaultValue: unknown): RunbookVariable {
  return RunbookVariable._of(name, { type, ...defaultValue === undefined ? {} : { default: inLastingOrder(defaultValue as ContentValue) } });
}
