/** What a deployment knows: the values of parameters, attributes and imports. */
export interface Deployment {
  readonly refs?: Readonly<Record<string, unknown>>;
  /** `LogicalId.Attribute` → value. */
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly imports?: Readonly<Record<string, unknown>>;
  readonly conditions?: Readonly<Record<string, boolean>>;
}

/** Evaluate a template value as CloudFormation does, with its rules about where text and where lists may stand. */
export function evaluate(value: unknown, deployment: Deployment): unknown {
  if (Array.isArray(value)) return value.map(item => evaluate(item, deployment));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  if (entries.length !== 1 || !(entries[0][0] === 'Ref' || entries[0][0].startsWith('Fn::'))) {
    return Object.fromEntries(entries.map(([key, item]) => [key, evaluate(item, deployment)]));
  }
  const [name, argument] = entries[0] as [string, any];
  const known = (table: Readonly<Record<string, unknown>> | undefined, key: string): unknown => {
    if (table === undefined || !Object.hasOwn(table, key)) throw new Error(`nothing is known of ${key}`);
    return table[key];
  };
  switch (name) {
    case 'Ref': return known(deployment.refs, argument);
    case 'Fn::GetAtt': return known(deployment.attributes, Array.isArray(argument) ? argument.join('.') : argument);
    case 'Fn::ImportValue': return known(deployment.imports, text(evaluate(argument, deployment)));
    case 'Fn::If': return evaluate(known(deployment.conditions, argument[0]) ? argument[1] : argument[2], deployment);
    case 'Fn::Join': return list(evaluate(argument[1], deployment)).map(text).join(literal(argument[0]));
    case 'Fn::Split': return text(evaluate(argument[1], deployment)).split(literal(argument[0]));
    case 'Fn::Select': return list(evaluate(argument[1], deployment))[Number(argument[0])];
    case 'Fn::Base64': return Buffer.from(text(evaluate(argument, deployment))).toString('base64');
    case 'Fn::Sub': {
      const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
      return literal(template).replace(/\$\{([^!}][^}]*)\}/g, (_, key: string) => {
        if (Object.hasOwn(variables, key)) return text(evaluate(variables[key], deployment));
        return text(key.includes('.') ? known(deployment.attributes, key) : known(deployment.refs, key));
      });
    }
    default: throw new Error(`${name} is not evaluated here`);
  }
}

function text(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new Error(`text is needed here, found ${JSON.stringify(value)}`);
}

/** Delimiters and templates cannot be functions. */
function literal(value: unknown): string {
  if (typeof value !== 'string') throw new Error(`literal text is needed here, found ${JSON.stringify(value)}`);
  return value;
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new Error(`a list is needed here, found ${JSON.stringify(value)}`);
  return value;
}
