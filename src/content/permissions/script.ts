import { Permission } from './permission';
import { PermissionView } from '../schema/actions/action';

/** What the script of a step needs. */
export function scriptPermissions(view: PermissionView): Permission[] {
  if (view.inputs.Script !== undefined || view.inputs.Attachment !== undefined) view.doubt(['inputs'], 'what a script calls is not derived');
  return [];
}
