/**
 * What Cedar policies of just-in-time node access can name.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/auto-approval-deny-access-policy-statement-structure.html, which prints the schema.
 */
export const CEDAR_ACTION = 'getTokenForInstanceAccess';
/** The action as a policy writes it: the type of actions, and the name in quotes. */
export const CEDAR_ACTION_UID = `AWS::SSM::Action::"${CEDAR_ACTION}"`;

/** A person of IAM Identity Center: the principal of every request. */
export const CEDAR_USER = 'AWS::IdentityStore::User';
/** A group of IAM Identity Center, named by its id. */
export const CEDAR_GROUP = 'AWS::IdentityStore::Group';
/** What access is asked for. */
export const CEDAR_NODES = ['AWS::EC2::Instance', 'AWS::SSM::ManagedInstance'] as const;
/** What a user may have; each is text, and each may be absent. */
export const CEDAR_USER_ATTRIBUTES = ['employeeNumber', 'costCenter', 'organization', 'division'] as const;

/** A type of Cedar's schemas in JSON, as far as it is needed here. */
interface SchemaType {
  readonly type: string;
  readonly name?: string;
  readonly required?: boolean;
  readonly attributes?: Readonly<Record<string, SchemaType>>;
}

interface SchemaEntity {
  readonly memberOfTypes?: readonly string[];
  readonly shape?: SchemaType;
  readonly tags?: SchemaType;
}

/** A schema in Cedar's JSON form: by namespace, its types of entities and its actions. */
export type CedarSchema = Readonly<Record<string, {
  readonly commonTypes?: Readonly<Record<string, SchemaType>>;
  readonly entityTypes: Readonly<Record<string, SchemaEntity>>;
  readonly actions: Readonly<Record<string, {
    readonly appliesTo: { readonly principalTypes: readonly string[]; readonly resourceTypes: readonly string[]; readonly context: SchemaType };
  }>>;
}>>;

const TAGGED: SchemaEntity = { tags: { type: 'String' } };

export const CEDAR_SCHEMA: CedarSchema = {
  'AWS::EC2': { entityTypes: { Instance: TAGGED }, actions: {} },
  'AWS::IdentityStore': {
    entityTypes: {
      Group: {},
      User: {
        memberOfTypes: ['Group'],
        shape: { type: 'Record', attributes: Object.fromEntries(CEDAR_USER_ATTRIBUTES.map(name => [name, { type: 'String', required: false }])) },
      },
    },
    actions: {},
  },
  'AWS::IAM': {
    commonTypes: { AuthorizationContext: { type: 'Record', attributes: { principalTags: { type: 'Entity', name: 'PrincipalTags' } } } },
    entityTypes: { Role: {}, PrincipalTags: TAGGED },
    actions: {},
  },
  'AWS::SSM': {
    entityTypes: { ManagedInstance: TAGGED },
    actions: {
      [CEDAR_ACTION]: {
        appliesTo: {
          principalTypes: [CEDAR_USER],
          resourceTypes: CEDAR_NODES,
          context: { type: 'Record', attributes: { iam: { type: 'AWS::IAM::AuthorizationContext' } } },
        },
      },
    },
  },
};
