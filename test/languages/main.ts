// npm run languages [-- --only python java …]: installs the built packages (npx projen package-all) into fresh environments, synthesizes the example
// and the apps beside this file in each language, compares the templates with those of TypeScript, and reads what people are told of mistakes.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptied, Environment, Language, must, root, run, workshop } from './language';
import { languages } from './languages';

const MISTAKES = {
  'wrong-reference': [
    'Web/Restart: the runbook has 3 errors',
    'mainSteps[0].inputs.InstanceIds[0]   "{{ InstnaceId }}" refers to no parameter; did you mean "InstanceId"?',
    'mainSteps[1].inputs.DesiredState     DesiredState is "runing"; did you mean "running"?',
    'mainSteps[1].nextStep                there is no step "Chekc"; did you mean "Check"?',
  ],
  'wrong-parameter': [
    'Web/Restart: the runbook cannot be started like this:',
    '- there is no parameter "InstnaceId"; did you mean "InstanceId"?',
    '- parameter InstanceId has no default, a value is needed',
  ],
};

function main(): number {
  const only = process.argv.slice(process.argv.indexOf('--only') + 1 || process.argv.length);
  for (const name of only) assert(languages.some(each => each.name === name), `"${name}" is none of ${languages.map(each => each.name).join(', ')}`);
  // TypeScript is what the others are compared with, so it always runs.
  const chosen = languages.filter(({ name }, index) => index === 0 || only.length === 0 || only.includes(name));
  let failed = 0;
  let expected: Templates | undefined;
  for (const language of chosen) {
    try {
      const { templates, lines } = tryLanguage(language);
      expected ??= templates;
      if (templates !== expected) assert.deepEqual(templates, expected, `the templates of ${language.name} are others than those of TypeScript`);
      console.log(`ok      ${language.name}: ${lines.join(', ')}`);
    } catch (error) {
      failed++;
      console.log(`FAILED  ${language.name}: ${(error as Error).message}`);
      if (expected === undefined) return 1;
    }
  }
  console.log(`${chosen.length - failed} of ${chosen.length} languages hold`);
  return failed === 0 ? 0 : 1;
}

type Templates = Readonly<Record<string, unknown>>;

function tryLanguage(language: Language): { readonly templates: Templates; readonly lines: readonly string[] } {
  for (const command of language.toolchain) must(command, root);
  const lines: string[] = [];
  const timed = <T>(what: string, act: () => T): T => {
    const start = Date.now();
    const result = act();
    lines.push(`${what} ${((Date.now() - start) / 1000).toFixed(0)} s`);
    return result;
  };
  const environment = timed('installed in', () => language.install());
  for (const command of environment.checks ?? []) timed(command.slice(-1)[0] === 'mistakes.py' ? 'mypy' : 'types', () => must(command, environment.folder, environment.env));
  const { app } = JSON.parse(readFileSync(join(environment.folder, 'cdk.json'), 'utf8'));
  const templates = {
    ...timed('example', () => synthesized(environment, `${language.name}-example`, app.split(' '))),
    ...timed('values', () => synthesized(environment, `${language.name}-values`, environment.app('values'))),
  };
  if (language.name === 'python') timed('README', () => synthesized(environment, 'python-first', environment.app('first')));
  if (language.name !== 'typescript') timed('mistakes', () => tryMistakes(language.name, environment));
  return { templates, lines };
}

/** The templates of an app. They are compared as they are: nothing in them tells of the language. */
function synthesized({ folder, env }: Environment, name: string, command: readonly string[]): Templates {
  const outdir = emptied(join(workshop, 'cdk.out', name));
  must(command, folder, { ...env, CDK_OUTDIR: outdir });
  const templates = readdirSync(outdir).filter(file => file.endsWith('.template.json'));
  assert(templates.length > 0, `${name} made no template`);
  return Object.fromEntries(templates.map(file => [file, JSON.parse(readFileSync(join(outdir, file), 'utf8'))]));
}

function tryMistakes(language: string, { folder, env, app }: Environment): void {
  const outputs = join(workshop, 'mistakes');
  mkdirSync(outputs, { recursive: true });
  for (const [mistake, texts] of Object.entries(MISTAKES)) {
    const outdir = emptied(join(workshop, 'cdk.out', 'mistakes'));
    const { status, output } = run(app('mistakes', mistake), folder, { ...env, CDK_OUTDIR: outdir });
    writeFileSync(join(outputs, `${language}-${mistake}.txt`), output);
    assert.notEqual(status, 0, `${mistake} is let through`);
    for (const text of texts) assert(output.includes(text), `${mistake}: this is missing:\n${text}\n\nin what people see:\n${output}`);
    // Whole and in one place, with nothing of JavaScript inside.
    const message = output.slice(output.indexOf(texts[0]), output.indexOf(texts[texts.length - 1]));
    assert(!/^\s*at /m.test(message), `${mistake}: a JavaScript stack stands inside the message:\n${message}`);
  }
}

process.exitCode = main();
