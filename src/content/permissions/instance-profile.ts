import { arn, isArn, isName } from './arn';
import { Permission } from './permission';
import { PermissionView } from '../schema/actions/action';
import { ContentValue, isMap } from '../value';

/**
 * Leave to pass the role in an instance profile to EC2.
 *
 * The role has the name and path of the profile where the console made both; the profile alone does not say.
 */
export function passInstanceProfile(view: PermissionView, profiles: ContentValue | undefined, path: readonly (string | number)[]): Permission[] {
  if (profiles === undefined || profiles === '' || isMap(profiles)) return [];
  const roles = view.possibleTexts(profiles)?.map(text => {
    if (isArn(text, view)) return view.isUnresolved(text) && !text.includes(':instance-profile/') ? undefined : text.replace(':instance-profile/', ':role/');
    return isName(text, view) ? arn('iam', `role/${text}`, { region: '' }) : undefined;
  });
  if (roles === undefined || roles.some(role => role === undefined || /:role\/[/*?]*$/.test(role))) {
    view.doubt(path, 'which role is in the instance profile is only known when the runbook runs; allow iam:PassRole to ec2.amazonaws.com for that role');
    return [];
  }
  if (roles.length === 0) return [];
  view.doubt(path, 'the role in an instance profile is taken to have its name; if it has another, allow iam:PassRole to ec2.amazonaws.com for that role');
  return [{
    actions: ['iam:PassRole'],
    resources: [...new Set(roles as string[])],
    conditions: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
  }];
}
