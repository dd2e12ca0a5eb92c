import { Permission } from './permission';
import { PermissionView } from '../schema/actions/action';

/** What calling the operation needs that `Service` and `Api` name. */
export function apiPermissions(view: PermissionView): Permission[] {
  view.doubt(['inputs', 'Api'], 'what an operation of an API needs is not derived');
  return [];
}
