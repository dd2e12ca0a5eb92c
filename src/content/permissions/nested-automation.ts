import { arn, arnsOf } from './arn';
import { passRole } from './pass-role';
import { Permission } from './permission';
import { findsByResourceGroup, findsByTag, startAutomation } from './ssm-arns';
import { PermissionView } from '../schema/actions/action';
import { ContentMap, ContentValue, isMap } from '../value';

/** The role that runbooks in other accounts and regions are started through, unless a location names another. */
const EXECUTION_ROLE = 'AWS-SystemsManager-AutomationExecutionRole';
const ASSUME_ROLE_PARAMETER = 'AutomationAssumeRole';

/** What starting another runbook and waiting for it needs. */
export function nestedAutomationPermissions(view: PermissionView): Permission[] {
  const { inputs } = view;
  const { RuntimeParameters: parameters, Targets: targets } = inputs;
  const assumed = isMap(parameters) ? parameters[ASSUME_ROLE_PARAMETER] : undefined;
  return [
    ...startAutomation(view, inputs.DocumentName, inputs.DocumentVersion),
    ...assumed === undefined ? [] : passRole(view, assumed, 'ssm.amazonaws.com', ['inputs', 'RuntimeParameters', ASSUME_ROLE_PARAMETER]),
    ...findsByResourceGroup(targets) ? [{ actions: ['resource-groups:ListGroupResources', 'tag:GetResources'], resources: ['*'], knowsNoResources: true }] : [],
    ...findsByTag(targets) ? [{ actions: ['tag:GetResources'], resources: ['*'], knowsNoResources: true }] : [],
    ...elsewhere(view, inputs.TargetLocations),
  ];
}

/** In other accounts the runbook is started through a role there. */
function elsewhere(view: PermissionView, locations: ContentValue | undefined): Permission[] {
  if (locations === undefined) return [];
  view.doubt(['inputs', 'TargetLocations'],
    'the role in each of the target accounts needs what the runbook does there, and must trust the role of this runbook');
  const all: readonly (ContentMap | undefined)[] = Array.isArray(locations) ? locations.map(each => isMap(each) ? each : undefined) : [undefined];
  const roles = new Set<string>();
  let hasUnits = false;
  for (const location of all) {
    const accounts = location === undefined ? ['*'] : view.possibleTexts(location.Accounts) ?? ['*'];
    const ids = accounts.filter(account => /^[\d*?]+$/.test(account) || account === '${AWS::AccountId}' || view.isUnresolved(account));
    if (ids.length < accounts.length || accounts.includes('*')) hasUnits = true;
    const role = location?.ExecutionRoleName ?? EXECUTION_ROLE;
    for (const account of ids.length < accounts.length ? ['*'] : ids) {
      const place = { region: '', account };
      arnsOf(view, role, name => arn('iam', `role/${name}`, place), arn('iam', `role/${EXECUTION_ROLE}`, place)).forEach(each => roles.add(each));
    }
  }
  return [
    { actions: ['sts:AssumeRole'], resources: [...roles] },
    ...hasUnits ? [{ actions: ['organizations:ListAccountsForParent'], resources: ['*'], knowsNoResources: true }] : [],
  ];
}
