/**
 * Kinds of resources of an action, as `rds:R:A:db:{DBInstanceIdentifier}`: service, region and account (empty where there are none, `*` for any),
 * and in braces the inputs that can name it. After `?` stands one that only takes part when an input names it.
 */
export type ResourceTemplates = readonly string[];

/** An IAM action that an operation needs. */
export interface NeededAction {
  readonly action: string;
  /** Empty when IAM knows no resources for it, or none that an input names. */
  readonly templates: ResourceTemplates;
}

/** What an operation of an AWS API needs. */
export interface Operation {
  /** As boto3 knows the service: `elbv2`. */
  readonly service: string;
  /** As the API calls it: `DescribeLoadBalancers`. */
  readonly name: string;
  /** The prefix of the service in IAM: `elasticloadbalancing`. */
  readonly prefix: string;
  readonly needs: readonly NeededAction[];
  /** Whether an input, at any depth, can name a role. */
  readonly takesRole: boolean;
}

interface Service {
  readonly operations: ReadonlyMap<string, Operation>;
  /** Waiter → operation. */
  readonly waiters: ReadonlyMap<string, string>;
}

/** What IAM knows of the resources of a prefix. */
interface Prefix {
  readonly templates: readonly string[];
  /** Action → places of its templates, for actions that operations with other names need. */
  readonly actions: ReadonlyMap<string, string>;
}

const services = new Map<string, Service>();
const prefixes = new Map<string, Prefix>();

/** The table is read when the first API call is looked at, and of it only the lines that are asked for. */
function table(): typeof import('./iam-table') {
  return require('./iam-table') as typeof import('./iam-table');
}

/** The names of all services, as boto3 knows them. */
export function serviceNames(): readonly string[] {
  return Object.keys(table().IAM_SERVICES);
}

/** The service of a name, in any case; undefined when there is none. */
export function serviceOf(name: string): string | undefined {
  const lower = name.toLowerCase();
  return Object.hasOwn(table().IAM_SERVICES, lower) ? lower : undefined;
}

/** What an operation needs, however its name is written: `StopInstances`, `stop_instances`, `stop-instances`. */
export function operationOf(service: string, name: string): Operation | undefined {
  return entriesOf(service).operations.get(plain(name));
}

/** The names of the operations of a service whose needs are known. */
export function operationNames(service: string): readonly string[] {
  return [...entriesOf(service).operations.values()].map(operation => operation.name);
}

/** The operation that a waiter of boto3 polls. */
export function waiterOperation(service: string, waiter: string): string | undefined {
  return entriesOf(service).waiters.get(plain(waiter));
}

function entriesOf(name: string): Service {
  let service = services.get(name);
  if (service === undefined) {
    const [prefix, operations = '', waiters = ''] = partsOf(table().IAM_SERVICES, name);
    service = {
      operations: new Map(words(operations).map(each => [plain(each.replace(/[!:=].*/, '')), readOperation(name, prefix, each)])),
      waiters: new Map(words(waiters).map(each => each.split('=') as [string, string]).map(([waiter, operation]) => [plain(waiter), operation])),
    };
    services.set(name, service);
  }
  return service;
}

function prefixOf(name: string): Prefix {
  let prefix = prefixes.get(name);
  if (prefix === undefined) {
    const [templates, actions = ''] = partsOf(table().IAM_RESOURCES, name);
    prefix = { templates: words(templates), actions: new Map(words(actions).map(each => each.split(':') as [string, string])) };
    prefixes.set(name, prefix);
  }
  return prefix;
}

function readOperation(service: string, prefix: string, entry: string): Operation {
  const [, name, mark, places, written] = /^(\w+)(!?)(?::([^=]*))?(?:=(.*))?$/.exec(entry)!;
  const operation = { service, name, prefix, takesRole: mark !== '' };
  if (written === undefined) return { ...operation, needs: [{ action: `${prefix}:${name}`, templates: templatesOf(prefix, places) }] };
  const route = /^([A-Z]+)(\/.*)$/.exec(written);
  if (route !== null) {
    return { ...operation, needs: [{ action: `${prefix}:${route[1]}`, templates: [`apigateway:R::${route[2].replaceAll('${', '{')}`] }] };
  }
  const needs = written.split('+').filter(each => each !== '').map(each => {
    const [inPrefix, action] = each.includes(':') ? each.split(':') : [prefix, each];
    return { action: `${inPrefix}:${action}`, templates: templatesOf(inPrefix, prefixOf(inPrefix).actions.get(action)) };
  });
  return { ...operation, needs };
}

function templatesOf(prefix: string, places: string | undefined): string[] {
  if (places === undefined) return [];
  return places.split(',').map(place => {
    const template = prefixOf(prefix).templates[parseInt(place, 10)];
    return `${place.endsWith('?') ? '?' : ''}${/^[a-z0-9-]+:[R*]?:[A*]?:/.test(template) ? template : `${prefix}:R:A:${template}`}`;
  });
}

function partsOf(lines: Readonly<Record<string, string>>, name: string): string[] {
  return Object.hasOwn(lines, name) ? lines[name].split('; ') : [''];
}

function words(text: string): string[] {
  return text === '' ? [] : text.split(' ');
}

function plain(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase();
}
