// Prints the derived policies of corpus runbooks beside the actions that their authors allow them: npx tsx bench/permissions/main.ts
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '../../src/content/parse/parse';
import { derivePermissions } from '../../src/content/permissions/derive';

/** What authors ship beside a runbook, reduced to the names of the actions. */
interface Shipped {
  readonly file: string;
  readonly source: string;
  readonly path: string;
  readonly isShown: boolean;
  readonly actions: readonly string[];
}

const shipped = JSON.parse(readFileSync(join(__dirname, 'shipped.json'), 'utf8')) as Shipped[];
const totals = new Map<string, { runbooks: number; derived: number; shipped: number; onlyDerived: number; onlyShipped: number; silent: number }>();

for (const { file, source, path, isShown, actions } of shipped) {
  const { permissions, doubts } = derivePermissions(parse(readFileSync(join(__dirname, '../../../shared/corpus', file), 'utf8')).content);
  const derived = [...new Set(permissions.flatMap(each => each.actions))].sort();
  const onlyDerived = derived.filter(action => !actions.some(pattern => covers(pattern, action)));
  const onlyShipped = actions.filter(pattern => !derived.some(action => covers(pattern, action)));
  const narrow = permissions.filter(({ resources }) => !resources.includes('*')).length;
  const total = totals.get(source) ?? { runbooks: 0, derived: 0, shipped: 0, onlyDerived: 0, onlyShipped: 0, silent: 0 };
  total.runbooks += 1;
  total.derived += derived.length;
  total.shipped += actions.length;
  total.onlyDerived += onlyDerived.length;
  total.onlyShipped += onlyShipped.length;
  if (onlyShipped.length > 0 && doubts.length === 0) total.silent += 1;
  totals.set(source, total);
  if (!isShown) continue;
  const name = path.replace(/^documents\/|^source\/remediation_runbooks\/|\/\d[\d-]+\/Documents\/AutomationDocument\.yml$|\.yaml$/g, '');
  const list = (names: readonly string[]): string => {
    const rest = names.length > 8 ? ` and ${names.length - 8} more` : '';
    return names.length === 0 ? '–' : `${names.slice(0, 8).join(', ')}${rest}`;
  };
  console.log(`| ${name} | ${derived.length} (${narrow} narrowed) | ${actions.length} | ${list(onlyDerived)} | ${list(onlyShipped)} | ${doubts.length} |`);
}
console.log();
for (const [source, total] of totals) console.log(source, JSON.stringify(total));

function covers(pattern: string, action: string): boolean {
  return new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i').test(action);
}
