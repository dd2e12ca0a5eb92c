import { aws_iam as iam, Token, Tokenization } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { Construct } from 'constructs';
import { AssumeRole, ASSUME_ROLE_PARAMETER } from './assume-role';
import { withKey } from '../content/key-order';
import { referenceText, scanReferences, soleReference } from '../content/references';
import { ContentMap, isMap } from '../content/value';
import { ContentReference } from '../document/content-reference';
import { DocumentParameter } from '../document/document-parameter';
import { ValidationError } from '../document/host-language';

/**
 * A content with another assume role.
 *
 * @param role the role, where it is a construct.
 * @internal
 */
export function withAssumeRole(
  self: Construct, content: Record<string, unknown>, { _arn, _options }: AssumeRole, role: iam.IRoleRef | undefined,
): Record<string, unknown> {
  const roleArn = role?.roleRef.roleArn ?? _arn;
  if (roleArn === undefined) {
    const { assumeRole: _, ...others } = content;
    return others;
  }
  const set = (map: Record<string, unknown>, key: string, value: string | ContentMap): ContentMap =>
    withKey(map as ContentMap, key, value, 'description', 'schemaVersion');
  if (_options.asParameter !== true) return set(content, 'assumeRole', roleArn);
  const parameters = isMap(content.parameters) ? content.parameters : {};
  const withParameter = set(content, 'parameters', withKey(parameters, ASSUME_ROLE_PARAMETER, roleParameter(self, parameters, roleArn)));
  return set(withParameter, 'assumeRole', referenceText(ASSUME_ROLE_PARAMETER));
}

/** The parameter that the role comes in: a new one, or the one of that name with the role as its default. */
function roleParameter(self: Construct, parameters: ContentMap, roleArn: string): ContentMap {
  const declared = Object.hasOwn(parameters, ASSUME_ROLE_PARAMETER) ? parameters[ASSUME_ROLE_PARAMETER] : undefined;
  if (declared === undefined) {
    return DocumentParameter.ofIamRoleArn(ASSUME_ROLE_PARAMETER, { description: 'The role with which the runbook does its work', defaultValue: roleArn })._render();
  }
  if (isMap(declared) && (declared.default === undefined || declared.default === '')) return withKey(declared, 'default', roleArn, 'description', 'type');
  throw new ValidationError(lit`DuplicateParameter`,
    `the runbook declares the parameter ${ASSUME_ROLE_PARAMETER} itself, with a default of its own; use AssumeRole.fromParameter, or leave out that default or asParameter`, self);
}

/**
 * The ARN of the role that a content names, by itself or in a parameter; undefined where that is not known.
 *
 * @param given the values of parameters, which go before their defaults.
 * @internal
 */
export function passedRoleArn(
  { assumeRole, parameters }: Record<string, unknown>, given: Readonly<Record<string, string[]>> = {},
): string | undefined {
  if (typeof assumeRole !== 'string') return undefined;
  const name = referencedName(assumeRole);
  if (name === undefined) return asArn(assumeRole);
  if (Object.hasOwn(given, name)) return Array.isArray(given[name]) && !Token.isUnresolved(given[name]) ? asArn(given[name][0]) : undefined;
  const parameter = isMap(parameters) && Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  return isMap(parameter) ? asArn(parameter.default) : undefined;
}

/** The parameter that a text stands for; undefined where it is not one reference and nothing else. */
function referencedName(text: string): string | undefined {
  const { firstToken, length } = Tokenization.reverseString(text);
  if (length === 1 && ContentReference.isContentReference(firstToken)) return firstToken.body;
  const reference = soleReference(text);
  return reference?.kind === 'parameter' ? reference.name : undefined;
}

function asArn(text: unknown): string | undefined {
  if (typeof text !== 'string' || scanReferences(text).length > 0) return undefined;
  if (Tokenization.reverseString(text).tokens.some(ContentReference.isContentReference)) return undefined;
  return text.startsWith('arn:') || Token.isUnresolved(text) ? text : undefined;
}
