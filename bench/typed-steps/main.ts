import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { App, Stack } from 'aws-cdk-lib';
import { RunbookParts, Step, StepOptions, steps } from '../../src';
import { ContentMap, isMap } from '../../src/content/value';
import { Content } from '../../src/document/content';
import { settle } from '../../src/document/settle';

/** How much of real runbooks the typed steps say: `npx tsx bench/typed-steps/main.ts FOLDER...`, of Automation documents as files. */
interface Row {
  all: number;
  open: number;
  overridden: number;
}

const rows = new Map<string, Row>();
const reasons = new Map<string, number>();
let documents = 0;
let different = 0;

function count({ action, options }: { action: string; options: StepOptions }, isOpen: boolean): void {
  const row = rows.get(action) ?? { all: 0, open: 0, overridden: 0 };
  rows.set(action, { all: row.all + 1, open: row.open + Number(isOpen), overridden: row.overridden + Number(options.overrides !== undefined) });
  for (const [key, value] of Object.entries(options.overrides ?? {})) {
    const parts = key === 'inputs' && isMap(value) ? Object.entries(value).map(([input, each]) => [`${action} ${input}`, each] as const) : [[key, value] as const];
    for (const [part, each] of parts) {
      const reason = `${part}: ${JSON.stringify(each)?.slice(0, 40)}`;
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    }
  }
}

function look(list: readonly Step[]): void {
  for (const step of list) {
    count(step as unknown as { action: string; options: StepOptions }, step instanceof steps.Other);
    look(step._inner);
  }
}

const stack = new Stack(new App(), 'Stack');
for (const file of process.argv.slice(2).flatMap(folder => readdirSync(folder).map(name => join(folder, name)))) {
  let parts: RunbookParts;
  let content: ContentMap;
  try {
    const source = Content.fromString(readFileSync(file, 'utf8'));
    content = source._value as ContentMap;
    parts = RunbookParts.fromContent(source);
  } catch {
    continue;
  }
  documents += 1;
  look(parts.steps);
  const rendered = settle(parts.steps.map(step => step._render({ attach: () => {} })), stack, 'JSON', false).content;
  if (!isDeepStrictEqual(rendered, content.mainSteps)) different += 1;
}

console.log(`${documents} documents, ${different} of them not deep-equal after typed steps\n`);
console.table(Object.fromEntries([...rows].sort(([a], [b]) => a < b ? -1 : 1)));
for (const [reason, times] of [...reasons].sort(([, a], [, b]) => b - a)) console.log(`${times} × ${reason}`);
