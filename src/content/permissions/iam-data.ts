import { brotliDecompressSync } from 'node:zlib';

/**
 * Kinds of resources of an action, as `rds:R:A:db:{DBInstanceIdentifier}`: service, region and account (empty where there are none), and
 * in braces the inputs that can name it. After `?` stands one that only takes part when an input names it.
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
}

/** `services`: prefix, operations, waiters; `resources`: templates by prefix, and which of them actions with other names have. */
interface Table {
  readonly services: Readonly<Record<string, readonly [prefix: string, operations: string, waiters?: string]>>;
  readonly resources: Readonly<Record<string, readonly [templates: readonly string[], actions?: string]>>;
}

interface Service {
  readonly operations: ReadonlyMap<string, Operation>;
  /** Waiter → operation. */
  readonly waiters: ReadonlyMap<string, string>;
}

let table: Table | undefined;
const services = new Map<string, Service>();

/** The table is unpacked when the first API call is looked at. */
function load(): Table {
  if (table === undefined) {
    const { IAM_TABLE } = require('./iam-table') as typeof import('./iam-table');
    table = JSON.parse(brotliDecompressSync(Buffer.from(IAM_TABLE, 'base64')).toString('utf8')) as Table;
  }
  return table;
}

/** The names of all services, as boto3 knows them. */
export function serviceNames(): readonly string[] {
  return Object.keys(load().services);
}

/** The service of a name, in any case; undefined when there is none. */
export function serviceOf(name: string): string | undefined {
  const lower = name.toLowerCase();
  return Object.hasOwn(load().services, lower) ? lower : undefined;
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
    const { services: known, resources } = load();
    const [prefix, operations, waiters = ''] = Object.hasOwn(known, name) ? known[name] : ['', ''];
    service = {
      operations: new Map(words(operations).map(each => [plain(each.replace(/[:=].*/, '')), readOperation(name, prefix, each, resources)])),
      waiters: new Map(words(waiters).map(each => each.split('=') as [string, string]).map(([waiter, operation]) => [plain(waiter), operation])),
    };
    services.set(name, service);
  }
  return service;
}

function readOperation(service: string, prefix: string, entry: string, resources: Table['resources']): Operation {
  const [name, written] = entry.split('=', 2);
  if (written === undefined) {
    const [operation, numbers] = name.split(':');
    return { service, name: operation, prefix, needs: [{ action: `${prefix}:${operation}`, templates: templatesOf(prefix, numbers, resources) }] };
  }
  const route = /^([A-Z]+)(\/.*)$/.exec(written);
  if (route !== null) {
    return { service, name, prefix, needs: [{ action: `${prefix}:${route[1]}`, templates: [`apigateway:R::${route[2].replaceAll('${', '{')}`] }] };
  }
  const needs = written.split('+').filter(each => each !== '').map(each => {
    const [inPrefix, action] = each.includes(':') ? each.split(':') : [prefix, each];
    const found = words(resources[inPrefix]?.[1] ?? '').find(listed => listed.startsWith(`${action}:`));
    return { action: `${inPrefix}:${action}`, templates: templatesOf(inPrefix, found?.split(':')[1], resources) };
  });
  return { service, name, prefix, needs };
}

function templatesOf(prefix: string, numbers: string | undefined, resources: Table['resources']): string[] {
  if (numbers === undefined) return [];
  return numbers.split(',').map(number => {
    const template = resources[prefix][0][parseInt(number, 10)];
    return `${number.endsWith('?') ? '?' : ''}${/^[a-z0-9-]+:R?:A?:/.test(template) ? template : `${prefix}:R:A:${template}`}`;
  });
}

function words(text: string): string[] {
  return text === '' ? [] : text.split(' ');
}

function plain(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase();
}
