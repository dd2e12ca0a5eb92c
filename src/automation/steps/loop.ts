import { ContentMap, isMap } from '../../content/value';
import { Condition } from '../condition';
import { Field, Fields, integer, list, text } from '../field';
import { IStepSource, Step, StepOptions } from '../step';

/**
 * What the items of a loop are. Any other type can be given as text.
 */
export class IteratorDataType {
  /** True or false. */
  public static readonly BOOLEAN = 'Boolean';
  /** Integers. */
  public static readonly INTEGER = 'Integer';
  /** Texts. */
  public static readonly STRING = 'String';
  /** Maps. */
  public static readonly STRING_MAP = 'StringMap';

  private constructor() {
  }
}

/**
 * What `Loop` repeats: its steps for each of some items (`iterators`), or as long as a condition is true after a pass
 * (`loopCondition`).
 */
export interface LoopProps extends StepOptions {
  /**
   * The steps that are repeated. They know the pass they are in from `LoopIteration.of(name)`.
   */
  readonly steps: IStepSource[];

  /**
   * The items, 100 at most, or one reference to a list.
   *
   * @default - `loopCondition` says how often
   */
  readonly iterators?: any[];

  /**
   * What the items are, such as `IteratorDataType.INTEGER`.
   *
   * @default - IteratorDataType.STRING, by the service
   */
  readonly iteratorDataType?: string;

  /**
   * What is asked after each pass; true means once more.
   *
   * @default - once for each of `iterators`
   */
  readonly loopCondition?: Condition;

  /**
   * The most passes, 1 to 100.
   *
   * @default - 100, by the service
   */
  readonly maxIterations?: number;
}

const CONDITION: Field<Condition> = {
  input: 'LoopCondition',
  write: ({ _content }) => _content,
  read: value => isMap(value) ? Condition.fromObject(value) : undefined,
};

const STEPS: Field<IStepSource[]> = {
  input: 'Steps',
  write: (sources, context) => sources.flatMap(({ steps }) => steps).map(step => step._render(context)),
  read: (value, readStep) => Array.isArray(value) && value.every(isMap) ? value.map(readStep) : undefined,
};

/**
 * Repeat steps (`aws:loop`).
 */
export class Loop extends Step {
  /** @internal */
  public static readonly _FIELDS: Fields<LoopProps, StepOptions> = {
    iterators: list('Iterators'),
    iteratorDataType: text('IteratorDataType'),
    loopCondition: CONDITION,
    maxIterations: integer('MaxIterations'),
    steps: STEPS,
  };

  /**
   * @param name the name of the step.
   * @param props what is repeated.
   */
  constructor(name: string, public readonly props: LoopProps) {
    super(name, 'aws:loop', props);
  }

  /** The number of the last pass, from 1. */
  public get currentIteration(): number {
    return this.outputAsNumber('CurrentIteration');
  }

  /** The item of the last pass. */
  public get currentIteratorValue(): string {
    return this.output('CurrentIteratorValue');
  }

  /** @internal */
  public get _inner(): readonly Step[] {
    return (this.props.steps ?? []).flatMap(({ steps }) => steps);
  }

  /** @internal */
  public _unwritten(inputs: ContentMap, inner: (step: Step) => Step): Record<string, unknown> {
    return { ...super._unwritten(inputs, inner), ...this._inner.length === 0 ? {} : { steps: this._inner.map(inner) } };
  }

  /** @internal */
  protected get _fields() {
    return Loop._FIELDS;
  }
}
