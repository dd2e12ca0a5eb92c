import { Annotations, Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { identitiesOf, Identity, Statement, text } from './identity-policies';

const START_SESSION = 'ssm:StartSession';

/**
 * Amazon's managed policies that allow sessions on any node, as of March 2026; others allow it for Cloud9, for tasks of ECS and the like alone. The
 * policy of the token role is meant for that role, and lets whoever has it themselves connect without a token.
 */
const AMAZON_POLICIES: ReadonlySet<string> = new Set([
  'AdministratorAccess', 'AmazonSSMAutomationRole', 'AmazonSSMFullAccess', 'AWSSystemsManagerJustInTimeAccessTokenPolicy', 'PowerUserAccess',
]);

const watched = new WeakSet<IConstruct>();

/**
 * From now on, synthesis warns where somebody who may request access to nodes may start sessions without it.
 *
 * An account can rightly be on its way from sessions to requests (the guide advises to try policies before `ssm:StartSession` is taken away), so this is
 * a warning. It is looked for once a stage, after everything was added.
 *
 * @internal
 */
export function watchRequesters(scope: IConstruct): void {
  const stage = Stage.of(scope) ?? scope.node.root;
  if (watched.has(stage)) return;
  watched.add(stage);
  stage.node.addValidation({
    validate: () => {
      identitiesOf(stage).forEach(warn);
      return [];
    },
  });
}

function warn(identity: Identity): void {
  if (!identity.statements.some(({ statement }) => isRequest(statement))) return;
  if (identity.statements.some(({ statement }) => isDenial(statement))) return;
  const sources = [
    ...identity.statements.filter(({ statement }) => isSession(statement))
      .map(({ policy, statement }) => `${ownerOf(policy).node.path} (${actionsOf(statement)})`),
    ...identity.amazonPolicies.filter(name => AMAZON_POLICIES.has(name)).map(name => `the managed policy ${name} of AWS`),
  ];
  if (sources.length === 0) return;
  Annotations.of(ownerOf(identity.construct)).addWarningV2('cdk-systems-manager:requesterMayStartSession',
    `who may request access to nodes may start sessions without it as well, past all approvals: ${START_SESSION} is allowed by ${[...new Set(sources)].join(', ')}. `
    + 'Take it away: approved requests give credentials that start the session. Acknowledge this where both are meant, as while approval policies are tried.');
}

/** By its own name, as everybody who may do everything is no requester. */
function isRequest(statement: Statement): boolean {
  return statement.Effect === 'Allow' && list(statement.Action).some(action => /^ssm:StartAccessRequest$/i.test(text(action)));
}

function isSession(statement: Statement): boolean {
  return statement.Effect === 'Allow' && isAboutSessions(statement) && !isByRequest(statement) && mayBeNodes(statement);
}

/** A denial of all sessions, or of all that no request stands behind. */
function isDenial(statement: Statement): boolean {
  return statement.Effect === 'Deny' && isAboutSessions(statement) && list(statement.Resource).some(resource => resource === '*')
    && (conditionsOf(statement).length === 0 || isByRequest(statement));
}

function isAboutSessions({ Action, NotAction }: Statement): boolean {
  return NotAction === undefined ? list(Action).some(covers) : !list(NotAction).some(covers);
}

function covers(action: unknown): boolean {
  const pattern = text(action).replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.');
  return new RegExp(`^${pattern}$`, 'i').test(START_SESSION);
}

function isByRequest(statement: Statement): boolean {
  return conditionsOf(statement).some(key => key.toLowerCase() === 'ssm:accessrequestid');
}

/** The keys that a statement sets conditions for. */
function conditionsOf({ Condition }: Statement): string[] {
  return Object.values((Condition ?? {}) as Record<string, object>).flatMap(Object.keys);
}

/** Documents, and tasks of ECS, are no nodes: a session with a node needs the node to be allowed, too. */
function mayBeNodes({ Resource, NotResource }: Statement): boolean {
  return NotResource !== undefined || list(Resource).some(resource => !/^arn:.+?:(?:ssm:[^:]*:[^:]*:document\/|ecs:)/.test(text(resource)));
}

function actionsOf({ Action, NotAction }: Statement): string {
  return NotAction === undefined ? list(Action).filter(covers).map(text).join(', ') : 'NotAction';
}

function list(value: unknown): readonly unknown[] {
  return value === undefined ? [] : [value].flat();
}

/** The construct that people know, where the resource is its default child. */
function ownerOf(resource: IConstruct): IConstruct {
  const { scope } = resource.node;
  return scope !== undefined && scope.node.defaultChild === resource ? scope : resource;
}
