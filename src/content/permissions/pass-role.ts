import { arn, isArn, isName } from './arn';
import { Permission } from './permission';
import { PermissionView } from '../schema/actions/action';
import { ContentValue } from '../value';

/** A role of no name at all: `arn:…:role/*`, with or without a path. */
const ANY_ROLE = /:role\/[/*?]*$/;

/**
 * Leave to pass the roles that an input names to a service, and to nothing else.
 *
 * A role that is only known when the runbook runs gives a doubt, not leave to pass every role of the account.
 *
 * @param service the principal of the service; undefined where it is not known, which allows to pass the role to any.
 * @param path where the input stands, from the step.
 */
export function passRole(
  view: PermissionView,
  value: ContentValue | undefined,
  service: string | undefined,
  path: readonly (string | number)[],
): Permission[] {
  // An empty text passes none.
  if (value === '') return [];
  const unknown = (): void => view.doubt(path, `which role is passed to ${service ?? 'the service'} is only known when the runbook runs; allow iam:PassRole for that role`);
  const texts = view.possibleTexts(value);
  if (texts === undefined) {
    unknown();
    return [];
  }
  const roles = new Set<string>();
  for (const text of texts) {
    const role = isArn(text, view) ? text : arn('iam', `role/${text}`, { region: '' });
    if ((!isArn(text, view) && !isName(text, view)) || ANY_ROLE.test(role)) {
      unknown();
    } else {
      roles.add(role);
    }
  }
  return roles.size === 0 ? [] : [{
    actions: ['iam:PassRole'],
    resources: [...roles],
    ...service === undefined ? {} : { conditions: { StringEquals: { 'iam:PassedToService': service } } },
  }];
}
