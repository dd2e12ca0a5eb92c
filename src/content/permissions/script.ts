import { callPermissions } from './api-call';
import { operationOf } from './iam-data';
import { canPassRole } from './passed-roles';
import { Permission } from './permission';
import { scanPowerShell } from './powershell-scan';
import { functionsOf, isDefinedOtherwise } from '../python-functions';
import { placesOf } from './python/findings';
import { scanPython } from './python/scan';
import { isLiteral, PermissionView } from '../schema/actions/action';
import { quote } from '../value';

/** What the script of a step needs, as far as its text tells. */
export function scriptPermissions(view: PermissionView): Permission[] {
  const { Script: script, Attachment: attachment, Runtime: runtime } = view.inputs;
  if (attachment !== undefined) view.doubt(['inputs', 'Attachment'], 'what the attached script calls is not known here; allow what it needs');
  if (script === undefined) return [];
  const path = ['inputs', 'Script'];
  if (typeof script !== 'string' || (view.isUnresolved(script) && !script.includes('\n'))) {
    view.doubt(path, 'the script is only known at deployment; allow what it needs');
    return [];
  }
  if (typeof runtime === 'string' && /^powershell/i.test(runtime)) {
    scanPowerShell(script).forEach(message => view.doubt(path, message));
    return [];
  }
  const { calls, doubts } = scanPython(script);
  doubts.forEach(message => view.doubt(path, message));
  const { Handler: handler } = view.inputs;
  // What a build puts into the text later, or an attachment, cannot be seen here.
  if (attachment === undefined && isLiteral(handler, view) && !definesFunction(script, handler.split('.').at(-1)!)) {
    view.doubt(path, `the script does not define the handler ${quote(handler)}; allow what the code that does needs`);
  }
  const hidesRole = new Set<string>();
  const needed = calls.flatMap(({ service, operation: name, inputs, origin }) => {
    const operation = operationOf(service, name);
    if (operation === undefined) return [];
    if (inputs !== undefined) {
      const given = Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, typeof value === 'string' ? value : [...value]]));
      return callPermissions(view, operation, given, path).map(permission => ({ ...permission, origin }));
    }
    if (canPassRole(operation)) hidesRole.add(origin);
    return operation.needs.map(({ action, templates }) => ({
      actions: [action], resources: ['*'], origin, ...templates.length === 0 ? { knowsNoResources: true } : {},
    }));
  });
  if (hidesRole.size > 0) {
    view.doubt(path, `${placesOf(hidesRole)}: which role is passed, if any, is only known when the script runs; allow iam:PassRole for that role`);
  }
  return needed;
}

/** Whether a script shows the function of a name; one that brings in code from elsewhere does not. */
function definesFunction(script: string, handler: string): boolean {
  const names = functionsOf(script);
  return names !== undefined && (names.includes(handler) || isDefinedOtherwise(script, handler));
}
