import { PythonArguments, inputsOf } from './arguments';
import { Boto3 } from './clients';
import { PythonCursor } from './cursor';
import { ScriptFindings } from './findings';
import { ScriptNames } from './names';
import { isKnown, PythonValue, PythonValues } from './values';
import { waiterOperation } from '../iam-data';

/** Functions that do nothing with a client beyond looking at it. */
const HARMLESS: ReadonlySet<string> = new Set(['print', 'getattr', 'isinstance', 'type', 'str', 'repr', 'len', 'id', 'bool', 'hasattr', 'super', 'list', 'dict', 'set', 'tuple', 'sorted', 'enumerate', 'zip', 'next', 'iter', 'map', 'filter', 'partial']);

/** What calls give, of functions of the script and of everything else. */
export class ScriptCalls {
  public constructor(
    private readonly cursor: PythonCursor,
    private readonly names: ScriptNames,
    private readonly findings: ScriptFindings,
    private readonly boto3: Boto3,
  ) {
  }

  public call(values: PythonValues, args: PythonArguments, written: string, line: number): PythonValue[] {
    this.cursor.spend(values.length * (1 + args.positional.length + args.named.size));
    const results = values.flatMap(value => this.callOne(value, args, line));
    const isOwn = isKnown(values);
    const given = [...args.positional, ...args.named.values()].flat();
    if (!isOwn && !HARMLESS.has(written.split('.').at(-1) ?? '') && this.findings.isLast) {
      for (const value of given) {
        if (value.kind === 'client' || (value.kind === 'object' && value.type === 'service')) {
          this.findings.doubt(`${value.kind}('${value.service}')`, line, `it is passed to ${written === '' ? 'something' : written}, which cannot be followed; allow what that calls on it`);
        }
      }
    }
    if (written === 'getattr' && !isOwn) return this.getAttribute(args, line);
    // What a method of a container or an unknown function gives may be one of what it was given.
    if (!isOwn && HARMLESS.has(written)) return given.map(each => each);
    if (!isOwn && /(?:^|\.)(?:append|add|insert|extend|setdefault)$/.test(written)) this.fill(written, given);
    return results;
  }

  /** What stands under a key in a value. */
  public element(value: PythonValue, key: PythonValues): PythonValue[] {
    if (value.kind !== 'container') return value.kind === 'object' ? [value] : [];
    this.cursor.spend(1 + value.items.length + key.length);
    const texts = key.flatMap(each => each.kind === 'container' ? each.items : [each]).flatMap(each => each.kind === 'text' ? [each.text] : []);
    const known = texts.flatMap(text => value.keys?.get(text) ?? []);
    return known.length > 0 ? [...known] : [...value.items];
  }

  /** `clients.append(client)` makes the container hold it. */
  private fill(written: string, given: PythonValues): void {
    const name = written.slice(0, written.lastIndexOf('.'));
    if (given.some(({ kind }) => kind !== 'text')) this.names.assign(name, [{ kind: 'container', items: given }]);
  }

  private getAttribute({ positional: [target = [], name = []] }: PythonArguments, line: number): PythonValue[] {
    const results: PythonValue[] = [];
    for (const value of target) {
      if (value.kind !== 'client' && value.kind !== 'object') continue;
      const texts = name.filter(each => each.kind === 'text' && !each.text.includes('*'));
      if (texts.length === 0) this.findings.doubt(`getattr(${value.kind}('${value.service}'), …)`, line, 'which operation is called is only known when the script runs; allow what it needs');
      for (const text of texts) if (text.kind === 'text') results.push(...this.boto3.attribute([value], text.text, line));
    }
    return results;
  }

  private callOne(value: PythonValue, args: PythonArguments, line: number): PythonValue[] {
    switch (value.kind) {
      case 'factory': return this.boto3.make(value, args, line);
      case 'method': return this.boto3.callMethod(value, args, line);
      case 'function': return this.callFunction(value.id, args);
      case 'paginator': {
        this.findings.found(value.service, value.operation, inputsOf(args, ['PaginationConfig']), value.isForeign, paginatorOrigin(value), line);
        return [];
      }
      case 'waiter': {
        const operation = waiterOperation(value.service, value.waiter);
        if (operation !== undefined) this.findings.found(value.service, operation, inputsOf(args, ['WaiterConfig']), value.isForeign, waiterOrigin(value), line);
        return [];
      }
      case 'container': {
        // `.get('name')`
        const key = args.positional[0] ?? [];
        return [...value.items.length > 0 && key.some(({ kind }) => kind === 'text') ? this.element(value, key) : [value]];
      }
      case 'object': return [value];
      default: return [];
    }
  }

  private callFunction(id: number, args: PythonArguments): PythonValue[] {
    const known = this.names.functionOf(id);
    if (known === undefined) return [];
    if (known.scope.isClass) {
      for (const value of known.scope.lookup('__init__') ?? []) if (value.kind === 'function' && this.names.functionOf(value.id)?.scope.isClass === false) this.callFunction(value.id, args);
      return [{ kind: 'function', id }];
    }
    const isMethod = known.parameters[0] === 'self' || known.parameters[0] === 'cls';
    args.positional.forEach((values, index) => {
      const name = known.parameters[index + (isMethod ? 1 : 0)];
      if (name !== undefined) this.names.give(known.scope, name, values);
    });
    this.cursor.spend(known.parameters.length * (args.named.size + 1));
    args.named.forEach((values, name) => {
      if (known.parameters.includes(name)) this.names.give(known.scope, name, values);
    });
    if (args.isOpen) known.parameters.forEach(name => this.names.give(known.scope, name, []));
    return known.returns;
  }
}

function paginatorOrigin({ service, operation }: { service: string; operation: string }): string {
  return `client('${service}').get_paginator('${operation}')`;
}

function waiterOrigin({ service, waiter }: { service: string; waiter: string }): string {
  return `client('${service}').get_waiter('${waiter}')`;
}
