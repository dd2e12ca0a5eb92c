import { PythonCursor } from './cursor';
import { keyOf, PythonScope, PythonValue, PythonValues, UNKNOWN } from './values';

/** A function, method or class of a script. */
export interface ScriptFunction {
  readonly parameters: string[];
  readonly scope: PythonScope;
  returns: PythonValue[];
}

/** What is known of the names and functions of a script; it grows from round to round. */
export class ScriptNames {
  public scope: PythonScope;
  /** The function that is read. */
  public current: ScriptFunction | undefined;
  /** Whether something was learned in this round. */
  public isNews = false;
  public round = 0;
  private readonly module = new PythonScope(undefined);
  private readonly functions = new Map<number, ScriptFunction>();

  public constructor(private readonly cursor: PythonCursor) {
    this.scope = this.module;
  }

  /** Back to the begin of the script. */
  public restart(): void {
    this.scope = this.module;
    this.current = undefined;
  }

  public lookup(name: string): PythonValues | undefined {
    this.cursor.spend(this.scope.depth);
    return this.scope.lookup(name);
  }

  public functionOf(id: number): ScriptFunction | undefined {
    return this.functions.get(id);
  }

  /** The function that is defined here. */
  public define(id: number, isClass: boolean): ScriptFunction {
    let known = this.functions.get(id);
    if (known === undefined) {
      known = { parameters: [], scope: new PythonScope(this.scope, isClass), returns: [] };
      this.functions.set(id, known);
    }
    return known;
  }

  /** A method of the class that is read. */
  public ownMethod(name: string): PythonValues {
    const found = this.scope.parent?.isClass === true ? this.scope.parent.lookup(name) : undefined;
    return found?.filter(({ kind }) => kind === 'function') ?? [];
  }

  public assign(name: string, values: PythonValues): void {
    // Attributes of an object are shared by the methods of its class.
    this.give(/^(?:self|cls)\./.test(name) ? this.module : this.scope, name, values);
  }

  /** What is unknown the first time may only stand further down. */
  public give(scope: PythonScope, name: string, values: PythonValues): void {
    // Longer values take longer to compare.
    this.cursor.spend(values.reduce((sum, value) => sum + 1 + keyOf(value).length / 50, 1));
    if (scope.assign(name, values.length === 0 && this.round > 0 ? [UNKNOWN] : values)) this.isNews = true;
  }

  /** Remember what the function that is read returns. */
  public returns(values: PythonValues): void {
    if (this.current === undefined) return;
    const scope = new PythonScope(undefined);
    scope.assign('', this.current.returns);
    if (scope.assign('', values)) {
      this.current.returns = [...scope.lookup('')!];
      this.isNews = true;
    }
  }
}
