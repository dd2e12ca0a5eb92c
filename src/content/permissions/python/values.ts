/** What the scan of a Python script knows of a value. */
export type PythonValue =
  | { readonly kind: 'text'; readonly text: string }
  /** It can be something else, too. */
  | { readonly kind: 'unknown' }
  /** `boto3`, `boto3.session`, `botocore.session`, `functools`. */
  | { readonly kind: 'module'; readonly name: string }
  /** `boto3.client`, of the default session or another. */
  | { readonly kind: 'factory'; readonly makes: 'client' | 'resource' | 'session'; readonly isForeign: boolean }
  | { readonly kind: 'session'; readonly isForeign: boolean }
  /** Foreign ones work with other credentials than the runbook's. */
  | { readonly kind: 'client'; readonly service: string; readonly isForeign: boolean }
  /** A resource of boto3, or an object or a collection that it gave. */
  | { readonly kind: 'object'; readonly service: string; readonly type: string; readonly isForeign: boolean; readonly path: string }
  /** What is called on a client: an operation, or one of the methods that all clients have. */
  | { readonly kind: 'method'; readonly client: string; readonly name: string; readonly isForeign: boolean }
  | { readonly kind: 'paginator'; readonly service: string; readonly operation: string; readonly isForeign: boolean }
  | { readonly kind: 'waiter'; readonly service: string; readonly waiter: string; readonly isForeign: boolean }
  /** A list, tuple, set or dict; the keys of a dict where they are written out. */
  | { readonly kind: 'container'; readonly items: readonly PythonValue[]; readonly keys?: ReadonlyMap<string, readonly PythonValue[]> }
  /** A function, method or class of the script. */
  | { readonly kind: 'function'; readonly id: number };

/** What a value can be: each of these. */
export type PythonValues = readonly PythonValue[];

export const UNKNOWN: PythonValue = { kind: 'unknown' };

/** A name that is assigned more often than this is not followed further. */
const MOST_VALUES = 30;

/** The names of a module, class or function of a script. */
export class PythonScope {
  private readonly values = new Map<string, PythonValue[]>();
  private readonly outer = new Set<string>();

  /** How many scopes stand around this one, and this one. */
  public readonly depth: number;

  public constructor(public readonly parent: PythonScope | undefined, public readonly isClass = false) {
    this.depth = (parent?.depth ?? 0) + 1;
  }

  public lookup(name: string): readonly PythonValue[] | undefined {
    const own = this.outer.has(name) ? undefined : this.values.get(name);
    return own ?? this.enclosing()?.lookup(name);
  }

  /** Remember what a name can be; whether that is news. */
  public assign(name: string, values: readonly PythonValue[]): boolean {
    if (this.outer.has(name)) return this.module().assign(name, values);
    const known = this.values.get(name) ?? [];
    if (!this.values.has(name)) this.values.set(name, known);
    let isNews = false;
    for (const value of values) {
      if (known.length >= MOST_VALUES || known.some(each => isSame(each, value))) continue;
      known.push(value);
      isNews = true;
    }
    return isNews;
  }

  /** `global name`. */
  public declareOuter(name: string): void {
    this.outer.add(name);
  }

  public module(): PythonScope {
    let scope: PythonScope = this;
    while (scope.parent !== undefined) scope = scope.parent;
    return scope;
  }

  /** Functions do not see the names of the class they stand in. */
  private enclosing(): PythonScope | undefined {
    let scope = this.parent;
    while (scope?.isClass === true) scope = scope.parent;
    return scope;
  }
}

function isSame(left: PythonValue, right: PythonValue): boolean {
  return keyOf(left) === keyOf(right);
}

const keys = new WeakMap<PythonValue, string>();

/** What tells a value from others. Containers are compared one level deep, so that one that holds itself ends. */
export function keyOf(value: PythonValue): string {
  let key = keys.get(value);
  if (key === undefined) {
    key = value.kind !== 'container' ? JSON.stringify(value)
      : `[${value.items.map(item => item.kind === 'container' ? '[]' : keyOf(item)).join()}]${[...value.keys?.keys() ?? []].join()}`;
    keys.set(value, key);
  }
  return key;
}

/** The items of a container, one of which may not be known. */
export function itemsFrom(parts: readonly PythonValues[]): PythonValue[] {
  return distinct(parts.flatMap(part => part.length === 0 ? [UNKNOWN] : part));
}

export function isKnown(values: PythonValues): boolean {
  return values.some(({ kind }) => kind !== 'unknown');
}

/** Longer lists tell no more. */
export function distinct(items: readonly PythonValue[]): PythonValue[] {
  return [...new Set(items)].slice(0, 200);
}
