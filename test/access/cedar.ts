import * as engine from '@cedar-policy/cedar-wasm/nodejs';
import { CEDAR_SCHEMA } from '../../src/content/cedar/schema';

const ACTION = { type: 'AWS::SSM::Action', id: 'getTokenForInstanceAccess' };
const schema = CEDAR_SCHEMA as engine.Schema;

/** The statements of a text, in Cedar's JSON form. */
export function statementsOf(text: string): engine.PolicyJson[] {
  const parts = engine.policySetTextToParts(text);
  if (parts.type === 'failure') throw new Error(parts.errors.map(({ message }) => message).join('\n'));
  return parts.policies.map(policy => {
    const answer = engine.policyToJson(policy);
    if (answer.type === 'failure') throw new Error(answer.errors.map(({ message }) => message).join('\n'));
    return answer.json;
  });
}

/** What the engine finds in a text; warnings of scripts that look alike are about what a text means to people. */
export function findingsOf(text: string): string[] {
  const answer = engine.validate({ schema, policies: { staticPolicies: text }, validationSettings: { mode: 'strict' } });
  if (answer.type === 'failure') return answer.errors.map(({ message }) => message);
  return [...answer.validationErrors, ...answer.validationWarnings].map(({ error }) => error.message)
    .filter(message => !/mixed scripts|BIDI control|General Security Profile|confusable/.test(message));
}

/** A request for access. */
export interface Request {
  readonly user?: string;
  readonly groups?: readonly string[];
  readonly attributes?: Readonly<Record<string, string>>;
  readonly principalTags?: Readonly<Record<string, string>>;
  readonly nodeType?: 'AWS::EC2::Instance' | 'AWS::SSM::ManagedInstance';
  readonly node?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Whether access is approved automatically. That a statement fails is an error of the test. */
export function isPermitted(policies: string, request: Request): boolean {
  const { user = 'u', groups = [], attributes = {}, principalTags = {}, nodeType = 'AWS::EC2::Instance', node = 'i-1', tags = {} } = request;
  const principal = { type: 'AWS::IdentityStore::User', id: user };
  const resource = { type: nodeType, id: node };
  const tagged = { type: 'AWS::IAM::PrincipalTags', id: 't' };
  const answer = engine.isAuthorized({
    principal,
    action: ACTION,
    resource,
    context: { iam: { principalTags: { __entity: tagged } } },
    schema,
    policies: { staticPolicies: policies },
    entities: [
      { uid: principal, attrs: { ...attributes }, parents: groups.map(id => ({ type: 'AWS::IdentityStore::Group', id })) },
      { uid: resource, attrs: {}, parents: [], tags: { ...tags } },
      { uid: tagged, attrs: {}, parents: [], tags: { ...principalTags } },
    ],
  });
  if (answer.type === 'failure') throw new Error(answer.errors.map(({ message }) => message).join('\n'));
  const { errors } = answer.response.diagnostics;
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return answer.response.decision === 'allow';
}
