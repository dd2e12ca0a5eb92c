import { PythonArguments, inputsOf } from './arguments';
import { resourceMember } from './boto3-resources';
import { PythonCursor } from './cursor';
import { ScriptFindings } from './findings';
import { ScriptNames } from './names';
import { PythonValue, PythonValues } from './values';
import { operationOf, serviceOf, waiterOperation } from '../iam-data';

const CREDENTIALS: readonly string[] = ['aws_access_key_id', 'aws_session_token', 'aws_secret_access_key', 'profile_name'];
/** What clients have beside operations, and what it calls. */
const CLIENT_EXTRAS: Readonly<Record<string, readonly string[]>> = {
  can_paginate: [],
  close: [],
  exceptions: [],
  meta: [],
  waiter_names: [],
  upload_file: ['PutObject'],
  upload_fileobj: ['PutObject'],
  download_file: ['GetObject', 'HeadObject'],
  download_fileobj: ['GetObject', 'HeadObject'],
  copy: ['CopyObject', 'HeadObject'],
  generate_presigned_post: ['PutObject'],
};

/** What sessions, clients and resources of boto3 give, and which operations they call. */
export class Boto3 {
  public constructor(private readonly cursor: PythonCursor, private readonly names: ScriptNames, private readonly findings: ScriptFindings) {
  }

  /** What `import boto3` and the like makes known. */
  public imported(path: string): PythonValues {
    if (path === 'boto3' || path === 'boto3.session' || path === 'botocore' || path === 'botocore.session') return [{ kind: 'module', name: path }];
    const match = /^(boto3(?:\.session)?|botocore\.session)\.(\w+)$/.exec(path);
    return match === null ? [] : this.attribute([{ kind: 'module', name: match[1] }], match[2], 0);
  }

  /** What a member of a value can be. */
  public attribute(values: PythonValues, name: string, line: number): PythonValue[] {
    // Of several clients that a name can be, it is one that has the operation.
    const fitting = values.filter(value => value.kind !== 'client' || operationOf(value.service, name) !== undefined);
    return (fitting.some(({ kind }) => kind === 'client') ? fitting : values).flatMap((value): PythonValue[] => {
      switch (value.kind) {
        case 'module':
          if (name === 'client' || name === 'resource') return value.name === 'boto3' ? [{ kind: 'factory', makes: name, isForeign: false }] : [];
          if (name === 'Session' || name === 'get_session') return [{ kind: 'factory', makes: 'session', isForeign: false }];
          if (name === 'session' || name === 'DEFAULT_SESSION') return [{ kind: 'module', name: `${value.name}.session` }];
          return [];
        case 'session':
          if (name === 'client' || name === 'create_client') return [{ kind: 'factory', makes: 'client', isForeign: value.isForeign }];
          return name === 'resource' ? [{ kind: 'factory', makes: 'resource', isForeign: value.isForeign }] : [];
        case 'client':
          return [{ kind: 'method', client: value.service, name, isForeign: value.isForeign }, ...this.reference(value.service, name, value.isForeign, line)];
        case 'method':
          // `client.meta.client`
          return value.name === 'meta' && name === 'client' ? [{ kind: 'client', service: value.client, isForeign: value.isForeign }] : [];
        case 'object':
          return this.member(value, name, line);
        case 'paginator':
        case 'waiter':
          return [value];
        case 'container':
          // `.values()`, `.items()`, `.get(…)`, `.copy()`
          return [value];
        case 'function': {
          const { scope } = this.names.functionOf(value.id) ?? {};
          return scope?.isClass === true ? [...scope.lookup(name) ?? []] : [];
        }
        default:
          return [];
      }
    });
  }

  /** An operation that is named without being called is one that something else calls. */
  private reference(service: string, name: string, isForeign: boolean, line: number): PythonValue[] {
    if (this.cursor.isOperator('(') || name.startsWith('_')) return [];
    const operation = operationOf(service, name);
    if (operation !== undefined) this.findings.found(service, operation.name, undefined, isForeign, `client('${service}').${name}`, line);
    return [];
  }

  private member(value: PythonValue & { kind: 'object' }, name: string, line: number): PythonValue[] {
    const path = `${value.path}.${name}`;
    if (name === 'meta') return [{ kind: 'method', client: value.service, name: 'meta', isForeign: value.isForeign }];
    const known = resourceMember(value.service, value.type, name);
    if (known === undefined) {
      this.findings.doubt(path, line, 'what this member of a resource calls is not known; allow what it needs');
      return [];
    }
    for (const operation of known.operations) this.findings.found(value.service, operation, undefined, value.isForeign, path, line);
    return known.gives === undefined ? [] : [{ ...value, type: known.gives, path }];
  }

  /** A client, a resource or a session that a factory makes. */
  public make(factory: PythonValue & { kind: 'factory' }, { positional, named }: PythonArguments, line: number): PythonValue[] {
    const isForeign = factory.isForeign || CREDENTIALS.some(name => named.has(name)) || positional.length > (factory.makes === 'session' ? 0 : 5);
    if (factory.makes === 'session') return [{ kind: 'session', isForeign }];
    const names = (positional[0] ?? named.get('service_name') ?? []).filter(each => each.kind === 'text');
    if (names.length === 0 || (positional[0] ?? named.get('service_name') ?? []).some(({ kind }) => kind === 'unknown')) this.findings.doubt(`${factory.makes}(…)`, line, 'which service it is for is only known when the script runs; allow what it needs');
    return names.flatMap((each): PythonValue[] => {
      const text = each.kind === 'text' ? each.text : '';
      const service = serviceOf(text);
      if (service === undefined) {
        this.findings.doubt(`${factory.makes}('${text.slice(0, 40)}')`, line, 'there is no such service whose permissions are known');
        return [];
      }
      this.findings.services.add(service);
      return factory.makes === 'client' ? [{ kind: 'client', service, isForeign }]
        : [{ kind: 'object', service, type: 'service', isForeign, path: `resource('${service}')` }];
    });
  }

  /** What calling a method of a client gives. */
  public callMethod(method: PythonValue & { kind: 'method' }, args: PythonArguments, line: number): PythonValue[] {
    const { client: service, name, isForeign } = method;
    const [first = []] = args.positional;
    const texts = (values: PythonValues): string[] => values.flatMap(each => each.kind === 'text' ? [each.text] : []);
    const origin = `client('${service}').${name}`;
    if (name === 'get_paginator' || name === 'get_waiter') {
      const isWaiter = name === 'get_waiter';
      const wanted = texts(args.named.get(isWaiter ? 'waiter_name' : 'operation_name') ?? first);
      if (wanted.length === 0) this.findings.doubt(`${origin}(…)`, line, 'which operation it is for is only known when the script runs; allow what it needs');
      return wanted.flatMap((each): PythonValue[] => {
        const operation = isWaiter ? waiterOperation(service, each) : operationOf(service, each)?.name;
        if (operation === undefined) {
          this.findings.doubt(`${origin}('${each.slice(0, 60)}')`, line, 'no IAM action is known for it; if it is an operation that needs one, allow it');
          return [];
        }
        return isWaiter ? [{ kind: 'waiter', service, waiter: each, isForeign }] : [{ kind: 'paginator', service, operation: each, isForeign }];
      });
    }
    if (name === 'generate_presigned_url') {
      const wanted = texts(args.named.get('ClientMethod') ?? first);
      if (wanted.length === 0) this.findings.doubt(`${origin}(…)`, line, 'which operation it is for is only known when the script runs; allow what it needs');
      wanted.forEach(each => this.findings.found(service, each, undefined, isForeign, `${origin}('${each.slice(0, 60)}')`, line));
      return [];
    }
    if (Object.hasOwn(CLIENT_EXTRAS, name) && operationOf(service, name) === undefined) {
      CLIENT_EXTRAS[name].forEach(operation => this.findings.found(service, operation, inputsOf(args, []), isForeign, origin, line));
      return [];
    }
    this.findings.found(service, name, inputsOf(args, []), isForeign, origin, line);
    return [];
  }
}
