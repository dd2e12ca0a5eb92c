import { callPermissions } from './api-call';
import { operationOf } from './iam-data';
import { Permission } from './permission';
import { scanPowerShell } from './powershell-scan';
import { scanPython } from './python-scan';
import { PermissionView } from '../schema/actions/action';

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
  return calls.flatMap(({ service, operation: name, inputs, origin }) => {
    const operation = operationOf(service, name);
    if (operation === undefined) return [];
    if (inputs !== undefined) {
      const given = Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, typeof value === 'string' ? value : [...value]]));
      return callPermissions(view, operation, given, path).map(permission => ({ ...permission, origin }));
    }
    return operation.needs.map(({ action }) => ({ actions: [action], resources: ['*'], origin }));
  });
}
