import { Arguments } from './arguments';
import { Io, Status } from './io';
import { printable } from './printable';
import { displayName } from './report';
import { fail, withText } from './single-file';
import { sourceFormat } from './source-format';
import { parse } from '../content/parse/parse';
import { formatPath } from '../content/path';
import { DerivedPermissions, derivePermissions, NeededPermission } from '../content/permissions/derive';
import { policyAt, policyOf, RunPlace } from '../content/permissions/policy';
import { recogniseDocumentType } from '../content/recognise';

/** `ssm-doc permissions`. */
export async function runPermissions(args: Arguments, io: Io): Promise<Status> {
  const [path] = args.paths;
  const place: RunPlace = { partition: args.values.get('partition'), region: args.values.get('region'), account: args.values.get('account') };
  return withText(path, io, text => {
    const document = parse(text, sourceFormat(path, text));
    const type = recogniseDocumentType(document.content);
    if (type !== 'Automation') {
      return fail(io, path, `this is ${type === undefined ? 'no runbook' : `a document of type ${type}, no runbook`}; only runbooks (Automation documents) run with a role`, Status.FOUND);
    }
    const derived = derivePermissions(document.content);
    for (const { step, path: at, message } of derived.doubts) {
      const { line, column } = document.locate({ path: formatPath(at) });
      io.err.write(`${displayName(path)}:${line}:${column}  warning  ${printable(`step ${step}: ${message}`)}\n`);
    }
    io.out.write(args.flags.has('explain') ? explain(derived, place) : `${JSON.stringify(policyAt(policyOf(derived.permissions), place), undefined, 2)}\n`);
    return Status.OK;
  });
}

/** Each action with the resources it is needed on, by step in the order of the document. */
function explain({ permissions }: DerivedPermissions, place: RunPlace): string {
  if (permissions.length === 0) return 'no step needs a permission\n';
  const steps = new Map<string, NeededPermission[]>();
  for (const permission of permissions) {
    const key = formatPath(permission.path);
    steps.set(key, [...steps.get(key) ?? [], permission]);
  }
  return [...steps.values()].map(needed => {
    const lines = needed.flatMap(permission => policyAt(policyOf([permission]), place).Statement.flatMap(({ Action, Resource, Condition }) => [
      `  ${Action.join(', ')}${permission.origin === undefined ? '' : `  (${permission.origin})`}`,
      ...Resource.map(resource => `    on ${resource}`),
      ...Condition === undefined ? [] : [`    if ${JSON.stringify(Condition)}`],
    ]));
    return `${[`${needed[0].step} (${needed[0].action})`, ...new Set([lines.join('\n')])].map(printableLines).join('\n')}\n`;
  }).join('\n');
}

function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}
