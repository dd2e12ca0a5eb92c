import { arn, isArn, isName, partsOf } from './arn';
import { functionArns } from './function-arns';
import { ResourceTemplates } from './iam-data';
import { PermissionView } from '../schema/actions/action';
import { isAmazonName } from '../schema/names';
import { ContentMap, ContentValue, isMap } from '../value';

const INPUT = /\{([^{}]*)\}/g;
/** Inputs that hold the ARN of a resource of any kind. */
const ANY_ARN = /^(?:resource)?(?:arn|name)?$|^resourcearns?$/i;

/**
 * The ARNs of the resources that an operation is called on, as far as its inputs name them.
 *
 * An action can ask for several kinds of resources at once; a kind that no input names is allowed as a whole beside those that are
 * named, and without any name all is `*`.
 */
export function resourcesOf(view: PermissionView, templates: ResourceTemplates, inputs: ContentMap): readonly string[] {
  const direct = arnInput(view, inputs);
  if (templates.length > 0 && direct !== undefined) return direct;
  const found = templates.map(template => fill(view, template, inputs));
  if (!found.some(({ isNamed }) => isNamed)) return ['*'];
  return [...new Set(found.flatMap(({ arns }) => arns))];
}

function arnInput(view: PermissionView, inputs: ContentMap): readonly string[] | undefined {
  for (const [name, value] of Object.entries(inputs)) {
    if (!ANY_ARN.test(name)) continue;
    const texts = view.possibleTexts(value);
    if (texts !== undefined && texts.length > 0 && texts.every(text => isArn(text, view))) return texts;
  }
  return undefined;
}

interface Filled {
  readonly arns: readonly string[];
  readonly isNamed: boolean;
}

function fill(view: PermissionView, template: string, inputs: ContentMap): Filled {
  const isOptional = template.startsWith('?');
  const [service, region, account, ...rest] = template.replace('?', '').split(':');
  const resource = rest.join(':');
  const place = { region: region === 'R' ? undefined : region, account: account === 'A' ? undefined : account };
  const any = arn(service, resource.replaceAll(INPUT, '*'), { region: region === 'R' ? '*' : region, account: account === 'A' ? '*' : account });
  const names = [...resource.matchAll(INPUT)].map(match => match[1]);
  const given = names.map(each => each.replace(/\/$/, '').split('|')
    .map(name => ({ name, value: inputs[name] })).find(({ value }) => value !== undefined));
  if (isOptional && given.every(each => each === undefined)) return { arns: [], isNamed: false };
  const last = given.at(-1);
  const known = given.map(each => each === undefined ? undefined : view.possibleTexts(each.value));
  const isRoute = service === 'apigateway';
  if (!isRoute && !known.some(texts => texts !== undefined && texts.length > 0)) return { arns: [any], isNamed: false };

  if (service === 'lambda' && resource.startsWith('function:')) return { arns: functionArns(view, last?.value, inputs.Qualifier), isNamed: true };
  const [texts] = known;
  if (texts !== undefined && texts.length > 0 && texts.every(text => isArn(text, view))) {
    const isWhole = given.every(each => each?.name === given[0]?.name);
    return isWhole ? { arns: texts.map(withoutAlias), isNamed: true } : { arns: [any], isNamed: false };
  }

  let results = [''];
  let at = 0;
  for (const [index, match] of [...resource.matchAll(INPUT)].entries()) {
    const parts = given[index] === undefined ? ['*'] : partsIn(view, service, resource, given[index]!.name, given[index]!.value, match[1].endsWith('/'));
    const literal = resource.slice(at, match.index);
    results = results.flatMap(before => parts.map(part => before + literal + part)).slice(0, 100);
    at = match.index! + match[0].length;
  }
  const whole = results.flatMap(result => endings(service, result + resource.slice(at)));
  const arns = whole.map(result => placed(service, result, place));
  return { arns, isNamed: !arns.includes(any) && arns.some(each => each !== any) };
}

/** What an input can be in an ARN; services have their own ways of naming. */
function partsIn(view: PermissionView, service: string, resource: string, name: string, value: ContentValue, hasPath: boolean): readonly string[] {
  const texts = view.possibleTexts(value);
  if (texts === undefined) return ['*'];
  return texts.flatMap(text => {
    // An ARN as one part of several says nothing that can be taken apart safely.
    if (isArn(text, view)) return ['*'];
    if (service === 'sqs' && name === 'QueueUrl') return [queueOf(text) ?? '*'];
    if (!isName(text, view) || (/arns?$/i.test(name) && !view.isUnresolved(text))) return ['*'];
    if (service === 'kms') return [text.startsWith('alias/') ? '*' : text];
    // Secrets have six more characters in their ARN.
    if (service === 'secretsmanager') return [`${text}-??????`];
    if (service === 'ssm' && resource.startsWith('parameter/')) {
      const path = text.replace(/^\//, '').replace(/(?<=.)\/$/, '').replace(/:[^:/]*$/, '');
      return name === 'Path' ? [path, `${path}/*`] : [path];
    }
    // The input has no path, the ARN has.
    return hasPath ? [text, `*/${text}`] : [text];
  }).map(part => part === '' ? '*' : part);
}

function queueOf(url: string): string | undefined {
  return /^https?:\/\/[^/]+\/[^/]+\/([\w.-]+)$/.exec(url)?.[1];
}

/** Log groups are asked for with and without what follows their name. */
function endings(service: string, resource: string): string[] {
  return service === 'logs' && /^log-group:[^:]+$/.test(resource) ? [resource, `${resource}:*`] : [resource];
}

/** What AWS itself owns has no account. */
function placed(service: string, resource: string, place: { region?: string; account?: string }): string {
  const isAmazons = service === 'ssm' && (/^parameter\/aws\//.test(resource) || (resource.startsWith('document/') && isAmazonName(resource.slice(9))));
  return arn(service, resource, isAmazons ? { ...place, account: '' } : place);
}

/** IAM knows keys by their ID only. */
function withoutAlias(text: string): string {
  return text.startsWith('arn:') ? text.replace(/^(arn:[^:]*:kms:.*):alias\/[^]*$/, '$1:key/*') : text;
}

/** The object that S3 copies from: `bucket/key`, or a map of both. */
export function copySource(view: PermissionView, source: ContentValue | undefined): readonly string[] {
  if (isMap(source)) {
    const keys = source.Key === undefined ? ['*'] : partsOf(view, source.Key);
    return partsOf(view, source.Bucket ?? '*').flatMap(bucket => keys.map(key => `arn:\${AWS::Partition}:s3:::${bucket}/${key}`));
  }
  return (view.possibleTexts(source) ?? ['*']).map(text => {
    const path = text.replace(/^\//, '').replace(/\?.*/, '');
    return isName(path, view) && path.includes('/') ? `arn:\${AWS::Partition}:s3:::${path}` : '*';
  });
}
