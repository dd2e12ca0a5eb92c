import { ContentMap } from '../content/value';

/**
 * An output that a step declares: what it selects from the answer of the API or the script, and as what.
 */
export class StepOutput {
  /**
   * A text.
   *
   * @param selector a JSONPath such as `$.Reservations[0].Instances[0].State.Name`.
   */
  public static ofString(selector: string): StepOutput {
    return new StepOutput(selector, 'String');
  }

  /**
   * A list of texts.
   *
   * @param selector a JSONPath such as `$.Reservations..InstanceId`.
   */
  public static ofStringList(selector: string): StepOutput {
    return new StepOutput(selector, 'StringList');
  }

  /**
   * An integer.
   *
   * @param selector a JSONPath.
   */
  public static ofInteger(selector: string): StepOutput {
    return new StepOutput(selector, 'Integer');
  }

  /**
   * True or false.
   *
   * @param selector a JSONPath.
   */
  public static ofBoolean(selector: string): StepOutput {
    return new StepOutput(selector, 'Boolean');
  }

  /**
   * A map.
   *
   * @param selector a JSONPath.
   */
  public static ofStringMap(selector: string): StepOutput {
    return new StepOutput(selector, 'StringMap');
  }

  /**
   * A list of maps.
   *
   * @param selector a JSONPath.
   */
  public static ofMapList(selector: string): StepOutput {
    return new StepOutput(selector, 'MapList');
  }

  /**
   * An output whose type is not written, which SSM takes for text.
   *
   * @param selector a JSONPath.
   */
  public static untyped(selector: string): StepOutput {
    return new StepOutput(selector);
  }

  /** Outputs as a content has them; undefined where that has more than names, selectors and types. @internal */
  public static _readAll(value: unknown): Record<string, StepOutput> | undefined {
    if (!Array.isArray(value)) return undefined;
    const outputs: Record<string, StepOutput> = {};
    for (const item of value as ContentMap[]) {
      const { Name, Selector, Type, ...rest } = item ?? {};
      const isTyped = Type === undefined || typeof Type === 'string';
      if (typeof Name !== 'string' || typeof Selector !== 'string' || !isTyped || Object.keys(rest).length > 0) return undefined;
      outputs[Name] = new StepOutput(Selector, Type);
    }
    const names = Object.keys(outputs);
    return names.length === value.length && names.every((name, index) => name === (value[index] as ContentMap).Name) ? outputs : undefined;
  }

  /**
   * @param selector the JSONPath.
   * @param outputType the type in the words of SSM; undefined when none is written.
   */
  private constructor(public readonly selector: string, public readonly outputType?: string) {
  }

  /** @internal */
  public _render(name: string): Record<string, unknown> {
    return { Name: name, Selector: this.selector, Type: this.outputType };
  }
}
