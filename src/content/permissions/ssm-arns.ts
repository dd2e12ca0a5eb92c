import { arn, arnsOf, partsOf } from './arn';
import { Permission } from './permission';
import { PermissionView } from '../schema/actions/action';
import { isAmazonName } from '../schema/names';
import { ContentMap, ContentValue, isMap } from '../value';

/** The ARNs of the documents that an input names; those that Amazon owns have no account. */
export function documentArns(view: PermissionView, name: ContentValue | undefined): readonly string[] {
  return arnsOf(view, name, text => arn('ssm', `document/${text}`, placeOf(text)), arn('ssm', 'document/*', { account: '*' }));
}

/** What starting automations of the runbooks that an input names needs. */
export function startAutomation(view: PermissionView, name: ContentValue | undefined, version: ContentValue | undefined): Permission[] {
  const versions = version === undefined ? ['*'] : partsOf(view, version);
  const documents = documentArns(view, name);
  // The service asks for the document and the execution, and by older policies for the automation definition.
  const definitions = documents.map(document => document.replace(':document/', ':automation-definition/'))
    .flatMap(definition => /:automation-definition\/(?:\$\{[^{}]*\}|\$(?!\{[^{}]*\})|[^/:$])*$/.test(definition) ? versions.map(each => `${definition}:${each}`) : [definition]);
  return [
    { actions: ['ssm:StartAutomationExecution'], resources: [...definitions, ...documents, arn('ssm', 'automation-execution/*')] },
    { actions: ['ssm:GetAutomationExecution'], resources: [arn('ssm', 'automation-execution/*')] },
  ];
}

/** The nodes that Run Command is sent to: EC2 instances and managed ones; those found by tags can be any. */
export function nodeArns(view: PermissionView, inputs: ContentMap): readonly string[] {
  const all = [arn('ec2', 'instance/*'), arn('ssm', 'managed-instance/*')];
  if (inputs.Targets !== undefined) {
    const { Targets: targets } = inputs;
    const byId = Array.isArray(targets) && targets.length === 1 && isMap(targets[0]) && keyOf(targets[0]).toLowerCase() === 'instanceids';
    return byId ? nodesOf(view, (targets[0] as ContentMap).Values, all) : all;
  }
  return inputs.InstanceIds === undefined ? all : nodesOf(view, inputs.InstanceIds, all);
}

/** Whether targets are looked up in a resource group. */
export function findsByResourceGroup(targets: ContentValue | undefined): boolean {
  return Array.isArray(targets) && targets.some(target => /^(?:resource-groups:Name|ResourceGroup)$/i.test(keyOf(target)));
}

/** Whether targets are looked up by their tags. */
export function findsByTag(targets: ContentValue | undefined): boolean {
  return Array.isArray(targets) && targets.some(target => /^tag(?:-key)?[:=]?/i.test(keyOf(target)));
}

function keyOf(target: ContentValue): string {
  return isMap(target) && typeof target.Key === 'string' ? target.Key : '';
}

function nodesOf(view: PermissionView, ids: ContentValue | undefined, all: readonly string[]): readonly string[] {
  const nodes = arnsOf(view, ids, id => {
    if (id.startsWith('mi-')) return arn('ssm', `managed-instance/${id}`);
    return id.startsWith('i-') ? arn('ec2', `instance/${id}`) : '';
  }, all);
  return nodes.length === 0 || nodes.includes('') ? all : nodes;
}

function placeOf(name: string): { account?: string } {
  if (name.startsWith('*')) return { account: '*' };
  return isAmazonName(name) ? { account: '' } : {};
}
