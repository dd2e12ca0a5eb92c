import { copySource, resourcesOf } from './api-resources';
import { Operation, operationNames, operationOf, serviceNames, serviceOf } from './iam-data';
import { passedRoles } from './passed-roles';
import { Permission } from './permission';
import { suggestion } from '../check/nearest';
import { PermissionView } from '../schema/actions/action';
import { ContentMap, ContentValue, isMap, quote } from '../value';

/** Inputs of the actions that call an API which are none of the operation's. */
const OWN_INPUTS: ReadonlySet<string> = new Set(['Service', 'Api', 'PropertySelector', 'DesiredValues']);

/** What calling the operation needs that `Service` and `Api` name. */
export function apiPermissions(view: PermissionView): Permission[] {
  const { Service: service, Api: api } = view.inputs;
  const services = namesOf(view, service, 'Service');
  const operations = namesOf(view, api, 'Api');
  if (services === undefined || operations === undefined) return [];
  const inputs: ContentMap = Object.fromEntries(Object.entries(view.inputs).filter(([name]) => !OWN_INPUTS.has(name)));
  return services.flatMap(name => {
    const known = serviceOf(name);
    if (known === undefined) {
      view.doubt(['inputs', 'Service'], `there is no service ${quote(name)} whose permissions are known${meant(name, serviceNames())}`);
      return [];
    }
    return operations.flatMap(written => {
      const operation = operationOf(known, written);
      if (operation === undefined) {
        view.doubt(['inputs', 'Api'], `no IAM action is known for the operation ${quote(written)} of ${known}${meant(written, operationNames(known))}`);
        return [];
      }
      return callPermissions(view, operation, inputs, ['inputs']);
    });
  });
}

/**
 * What calling an operation with these inputs needs.
 *
 * @param path where the inputs stand, from the step.
 */
export function callPermissions(view: PermissionView, operation: Operation, inputs: ContentMap, path: readonly (string | number)[]): Permission[] {
  const { needs, prefix, name } = operation;
  const copies = prefix === 's3' && /Copy/.test(name);
  const called = needs.map(({ action, templates }): Permission => ({
    actions: [action],
    resources: copies && action === 's3:GetObject' ? copySource(view, inputs.CopySource) : resourcesOf(view, templates, inputs),
    ...templates.length === 0 ? { knowsNoResources: true } : {},
  }));
  return [...called, ...passedRoles(view, prefix, name, inputs, path)];
}

/** The names that an input can hold; undefined, and a doubt, when that is not known. */
function namesOf(view: PermissionView, value: ContentValue | undefined, input: string): readonly string[] | undefined {
  const names = isMap(value) ? undefined : view.possibleTexts(value);
  if (names !== undefined && names.length > 0 && names.every(name => /^[\w-]+$/.test(name))) return names;
  view.doubt(['inputs', input], `which ${input === 'Api' ? 'operation' : 'service'} is called is only known when the runbook runs; allow what it needs`);
  return undefined;
}

/** Of thousands of names only the similar ones are compared. */
function meant(name: string, known: readonly string[]): string {
  return suggestion(name, known.filter(each => each[0].toLowerCase() === name[0].toLowerCase() && Math.abs(each.length - name.length) <= 2));
}
