import { Operation } from './iam-data';
import { passInstanceProfile } from './instance-profile';
import { passRole } from './pass-role';
import { Permission } from './permission';
import { ROLE_INPUT } from './role-input';
import { PermissionView } from '../schema/actions/action';
import { ContentMap, ContentValue, isMap } from '../value';

/** Operations that only look, or that take away. */
const PASSES_NONE = /^(?:Get|List|Describe|Delete|Search|Lookup|Batch(?:Get|Describe|Delete)|Check|Test|Remove|Detach|Disassociate|Head|Assume|Cancel|Stop)/;
const OWN_PRINCIPAL: ReadonlySet<string> = new Set([
  'apigateway', 'backup', 'cloudformation', 'cloudtrail', 'codebuild', 'codedeploy', 'codepipeline', 'config', 'datasync', 'dms', 'ec2', 'ecs', 'eks', 'events',
  'firehose', 'glue', 'imagebuilder', 'iot', 'kinesisanalytics', 'lambda', 'logs', 'pipes', 'rds', 'redshift', 's3', 'sagemaker', 'scheduler', 'ssm', 'states', 'transfer',
]);
/** Where a role goes to another principal than its service: prefix and input. */
const OTHER_PRINCIPALS: readonly (readonly [RegExp, string])[] = [
  [/^ecs (?:taskRoleArn|executionRoleArn)$/, 'ecs-tasks.amazonaws.com'],
  [/^ec2 DeliverLogsPermissionArn$/, 'vpc-flow-logs.amazonaws.com'],
  [/^ec2 IamFleetRole$/, 'spotfleet.amazonaws.com'],
  [/^rds MonitoringRoleArn$/, 'monitoring.rds.amazonaws.com'],
  [/^rds IamRoleArn$/, 'export.rds.amazonaws.com'],
];
/** Inputs nest no deeper. */
const MAX_DEPTH = 12;

/** Whether an operation, as far as its name and the names of its inputs tell, can be passed a role. */
export function canPassRole({ prefix, name, takesRole }: Operation): boolean {
  return prefix === 'iam' ? name === 'AddRoleToInstanceProfile' : takesRole && prefix !== 'sts' && !PASSES_NONE.test(name);
}

/** Leave to pass the roles that the inputs of an operation hold, to the service that works with them. */
export function passedRoles(
  view: PermissionView,
  prefix: string,
  operation: string,
  inputs: ContentMap,
  path: readonly (string | number)[],
): Permission[] {
  if (prefix === 'sts' || PASSES_NONE.test(operation)) return [];
  if (prefix === 'iam') {
    return operation === 'AddRoleToInstanceProfile' ? passRole(view, inputs.RoleName, 'ec2.amazonaws.com', [...path, 'RoleName']) : [];
  }
  const found: Permission[] = [];
  const walk = (value: ContentValue, at: readonly (string | number)[]): void => {
    if (at.length > MAX_DEPTH) return;
    if (Array.isArray(value)) {
      value.forEach((item, index) => walk(item, [...at, index]));
    } else if (isMap(value)) {
      for (const [key, inner] of Object.entries(value)) {
        const here = [...at, key];
        if (key === 'IamInstanceProfile' && !isMap(inner)) {
          found.push(...passInstanceProfile(view, inner, here));
        } else if (key === 'IamInstanceProfile' && isMap(inner)) {
          for (const name of ['Arn', 'Name']) if (inner[name] !== undefined) found.push(...passInstanceProfile(view, inner[name], [...here, name]));
        } else if (ROLE_INPUT.test(key) && !isMap(inner)) {
          found.push(...passRole(view, inner, principalOf(prefix, key), here));
        } else {
          walk(inner, here);
        }
      }
    }
  };
  walk(inputs, path);
  return found;
}

function principalOf(prefix: string, input: string): string | undefined {
  return OTHER_PRINCIPALS.find(([pattern]) => pattern.test(`${prefix} ${input}`))?.[1] ?? (OWN_PRINCIPAL.has(prefix) ? `${prefix}.amazonaws.com` : undefined);
}
