// npm run demo: synthesizes the examples and shows every document. `-- --deploy [stacks]` deploys them to doubles on this machine and destroys them.
import { relative } from 'node:path';
import { App } from 'aws-cdk-lib';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { addExamples } from './app';
import { colour, describe, documentsOf, isColoured, ShownDocument, textParts } from './demo-documents';

// The demo shows documents; validating the templates around them would take longer than everything else.
process.env.CDK_VALIDATION ??= 'false';

async function main(): Promise<void> {
  const app = new App({ outdir: 'cdk.out' });
  addExamples(app);
  const assembly = app.synth();
  const [option, ...names] = process.argv.slice(2);
  if (option === '--deploy') {
    // What deploys needs more than Node.js, so it is not loaded before.
    process.exitCode = await (await import('./demo-deploy.js')).deployStacks(app, assembly, names);
  } else if (option === undefined) {
    showAll(app, assembly);
  } else {
    throw new Error(`${option} is no option of the demo; there is --deploy, with names of stacks behind it if not all are wanted`);
  }
}

function showAll(app: App, assembly: CloudAssembly): void {
  let count = 0;
  for (const { id, templateFullPath } of assembly.stacks) {
    console.log(colour(1, `\n━━ ${id}`));
    for (const document of documentsOf(app.node.findChild(id))) {
      show(document);
      count += 1;
    }
    console.log(`\ntemplate  ${relative(process.cwd(), templateFullPath)}`);
  }
  console.log('\nJSON is laid out for reading here; size and sha256 are those of the compact text that is deployed.');
  console.log(`${count} documents in ${assembly.stacks.length} stacks; every template lies in ${relative(process.cwd(), assembly.directory)}`);
}

function show(document: ShownDocument): void {
  const parts = textParts(document);
  const text = parts.map(part => typeof part === 'string' ? part : `«${describe(part)}»`).join('');
  const isKnown = parts.every(part => typeof part === 'string');
  const bytes = parts.reduce<number>((sum, part) => sum + (typeof part === 'string' ? Buffer.byteLength(part) : 0), 0);
  console.log(`\n${colour(1, document.node.path)}`);
  console.log(paint(readable(text)));
  console.log(`${colour(2, 'size')}      ${bytes} bytes${isKnown ? '' : ' and the values in «»'}`);
  console.log(`${colour(2, 'sha256')}    ${isKnown ? document.contentHash : 'known once the values in «» are'}`);
  const warnings = document.node.metadata.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => String(data));
  console.log(`${colour(2, 'findings')}  ${warnings.length === 0 ? colour(32, 'none') : warnings.map(warning => colour(33, warning)).join('\n          ')}`);
}

/** Compact JSON, laid out for people; everything else as it is. */
function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}

function paint(text: string): string {
  if (!isColoured) return text;
  return text
    .replace(/^(\s*(?:- )?)("?[\w-]+"?)(?=:)/gm, (_, indent: string, key: string) => indent + colour(36, key))
    .replace(/\{\{[^{}]+\}\}|«[^»]+»/g, reference => colour(35, reference));
}

main().catch(error => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
