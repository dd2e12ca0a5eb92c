import { operationOf } from '../iam-data';

/** An operation of an AWS API that a script calls. */
export interface ScriptCall {
  readonly service: string;
  readonly operation: string;
  /** Texts of its inputs, `*` for what is not known; undefined when not even the names of all inputs are known. */
  readonly inputs?: ScriptInputs;
  /** `client('s3').list_objects_v2, line 12`. */
  readonly origin: string;
}

export type ScriptInputs = Readonly<Record<string, string | readonly string[]>>;

/** What a script calls, and where that cannot be told. */
export interface ScriptScan {
  readonly calls: readonly ScriptCall[];
  /** Sentences that name the line. */
  readonly doubts: readonly string[];
}

const MOST_PLACES = 5;
const OPERATION_LIKE = /^(?:add|associate|attach|authorize|cancel|copy|create|delete|deregister|describe|detach|disable|disassociate|enable|get|invoke|list|modify|put|reboot|register|remove|restore|revoke|send|start|stop|tag|terminate|untag|update)_[a-z0-9_]+$/;
/** Where methods that look like operations are looked for, beside the services of the script. */
const COMMON_SERVICES: readonly string[] = ['ec2', 's3', 'iam', 'rds', 'ssm', 'lambda', 'sts'];

/** What the last round over a script finds; earlier rounds only learn. */
export class ScriptFindings {
  public isLast = false;
  /** The services that the script makes clients of. */
  public readonly services = new Set<string>();
  private readonly calls = new Map<string, ScriptCall>();
  /** Why → what and where. */
  private readonly doubts = new Map<string, Set<string>>();
  private readonly suspects: { readonly name: string; readonly line: number; readonly written: string }[] = [];

  public doubt(what: string, line: number, why: string): void {
    if (this.isLast) this.doubts.set(why, (this.doubts.get(why) ?? new Set()).add(`${what}, line ${line}`));
  }

  /** An operation is called. */
  public found(
    service: string,
    name: string,
    inputs: ScriptInputs | undefined,
    isForeign: boolean,
    origin: string,
    line: number,
  ): void {
    if (!this.isLast) return;
    if (isForeign) {
      this.doubt(origin, line, 'it is called with other credentials than those of the runbook, and left out; what these belong to must allow it');
      return;
    }
    const operation = operationOf(service, name);
    if (operation === undefined) {
      this.doubt(origin, line, 'no IAM action is known for it; if it is an operation that needs one, allow it');
      return;
    }
    const key = `${service} ${operation.name} ${origin} ${line}`;
    const before = this.calls.get(key);
    if (before === undefined || before.inputs === undefined) this.calls.set(key, { service, operation: operation.name, inputs, origin: `${origin}, line ${line}` });
  }

  /** Something is called that looks like an operation, on what is not known. */
  public suspect(name: string, line: number, written: string): void {
    if (this.isLast && OPERATION_LIKE.test(name)) this.suspects.push({ name, line, written });
  }

  public giveUp(): void {
    this.doubts.set('the script is too intricate to be followed to its end; allow what it needs', new Set());
  }

  public result(): ScriptScan {
    for (const { name, line, written } of this.suspects) {
      const service = [...this.services, ...COMMON_SERVICES].find(each => operationOf(each, name) !== undefined);
      if (service !== undefined) this.doubt(written, line, 'it is not clear which client this is called on; allow what it needs');
    }
    return { calls: [...this.calls.values()], doubts: [...this.doubts].map(([why, places]) => places.size === 0 ? why : `${placesOf(places)}: ${why}`) };
  }
}

/** Some of the places that a doubt is about. */
export function placesOf(places: ReadonlySet<string>): string {
  const rest = places.size - MOST_PLACES;
  return `${[...places].slice(0, MOST_PLACES).join('; ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
