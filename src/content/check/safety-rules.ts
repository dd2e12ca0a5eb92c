import { keysOf } from '../key-order';
import { Path } from '../path';
import { usesAwsCmdlets } from '../permissions/powershell-scan';
import { hasReference, visitReferences } from '../references';
import { shapeOf } from '../schema/parameters';
import { ContentMap, ContentValue, isMap, quote } from '../value';
import { defineRunbookRule, RunbookContext } from './runbook-rule';

const CODES = {
  'safety/script-injection': { severity: 'warning', summary: 'A parameter that takes any text is put inside a script or commands, which it can then change.' },
  'safety/secret-default': { severity: 'warning', summary: 'A parameter that looks like a secret has a default that everybody can read.' },
  'safety/no-assume-role': { severity: 'warning', summary: 'A script calls AWS, but the runbook has no assumeRole; such a script has no credentials.' },
} as const;

type Context = RunbookContext<keyof typeof CODES & string>;

/** Command documents of Amazon that run what is in the named parameters. */
const RUNS_COMMANDS = /^(?:arn:[^\s]*:document\/)?AWS-(?:RunShellScript|RunPowerShellScript|RunRemoteScript|RunBashScript|InstallPowerShellModule|RunSaltState)$/;
const COMMAND_KEYS: readonly string[] = ['command', 'commands', 'commandLine', 'runCommand', 'script'];
/** Patterns that let everything through. */
const ANYTHING = /^\^?(?:\.|\[\\s\\S\]|\[\^\])[*+]\$?$|^$/;
const SECRET = /(?:password|passwd|passphrase|secret|apikey|accesskey|privatekey|credential|token)s?$/i;
/** Marks that stand for a value that is filled in later. */
const PLACEHOLDER = /^(?:\{\{.*\}\}|%%.*%%|<.*>|\$\{.*\}|none|null|n\/a|default|changeme)$/i;
const CALLS_AWS = /^[ \t]*(?:import[ \t]+boto(?:3|core)|from[ \t]+boto(?:3|core)\b)|\bAWS\.Tools\b|\bAWSPowerShell\b/m;

/** What a runbook may do, and should not. */
export const safetyRule = defineRunbookRule({
  codes: CODES,
  check(context) {
    reportInjections(context);
    reportSecrets(context);
    reportMissingRole(context);
  },
});

function reportInjections(context: Context): void {
  for (const step of context.runbook.steps) {
    const { inputs, action } = step;
    const path = [...step.path, 'inputs'];
    if (action === 'aws:executeScript') {
      lookInto(context, inputs.Script, [...path, 'Script'], 'pass it in InputPayload');
    } else if (action === 'aws:runInstances') {
      lookInto(context, inputs.UserData, [...path, 'UserData'], 'read it on the instance');
    } else if (action === 'aws:runCommand' && isMap(inputs.Parameters) && typeof inputs.DocumentName === 'string' && RUNS_COMMANDS.test(inputs.DocumentName)) {
      for (const key of keysOf(inputs.Parameters)) {
        if (COMMAND_KEYS.includes(key)) lookInto(context, inputs.Parameters[key], [...path, 'Parameters', key], 'pass it as a parameter of a Command document of your own');
      }
    }
  }
}

/** Each parameter is told once for each text. */
function lookInto(context: Context, value: ContentValue | undefined, path: Path, instead: string): void {
  if (value === undefined) return;
  const told = new Set<string>();
  visitReferences(value, ({ reference, text }, at, whole) => {
    if (reference.kind !== 'parameter' || told.has(reference.name)) return;
    // Where the whole text is the parameter, running what is given is what the runbook is for.
    if (whole.trim() === text || !takesAnyText(context, reference.name)) return;
    told.add(reference.name);
    context.report('safety/script-injection', at,
      `${quote(text)} is put into this text as it is, and whoever starts the runbook chooses it: give the parameter an allowedPattern or allowedValues, or ${instead}`);
  }, path);
}

function takesAnyText({ runbook, isUnresolved }: Context, name: string): boolean {
  const { parameters } = runbook.content;
  const definition = isMap(parameters) && Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (!isMap(definition) || isUnresolved(definition) || typeof definition.type !== 'string' || isUnresolved(definition.type)) return false;
  // Types of AWS have patterns of their own; numbers and flags cannot hold commands.
  if (/AWS::/.test(definition.type) || ['integer', 'boolean'].includes(shapeOf(definition.type))) return false;
  const { allowedValues, allowedPattern } = definition;
  if (allowedValues !== undefined && allowedValues !== null) return false;
  return typeof allowedPattern !== 'string' || (!isUnresolved(allowedPattern) && ANYTHING.test(allowedPattern.trim()));
}

function reportSecrets({ runbook, isUnresolved, report }: Context): void {
  const { parameters } = runbook.content;
  if (!isMap(parameters) || isUnresolved(parameters)) return;
  for (const name of keysOf(parameters)) {
    const definition = parameters[name];
    if (!SECRET.test(name.replace(/[_-]/g, '')) || !isMap(definition) || isUnresolved(definition)) continue;
    if (isSecretText(definition, isUnresolved)) {
      report('safety/secret-default', ['parameters', name, 'default'],
        `${quote(name)} looks like a secret, and everybody who may read the document reads its default: leave the default out, or keep the value in Secrets Manager and read it in a step`);
    }
  }
}

function isSecretText(definition: ContentMap, isUnresolved: (value: unknown) => boolean): boolean {
  const { default: value, allowedValues } = definition;
  if (typeof value !== 'string' || value === '' || isUnresolved(value) || hasReference(value)) return false;
  // A choice among values is none, nor is the name or the place of a secret.
  return !Array.isArray(allowedValues) && !PLACEHOLDER.test(value) && !/^(?:arn:|\/|https?:|s3:)/.test(value);
}

/** A step that calls AWS by itself runs as whoever started the runbook; a script does not. */
function reportMissingRole({ runbook, report, isUnresolved }: Context): void {
  const { assumeRole } = runbook.content;
  if (assumeRole !== undefined && assumeRole !== null && assumeRole !== '') return;
  const caller = runbook.steps.find(({ action, inputs }) =>
    action === 'aws:executeScript' && typeof inputs.Script === 'string' && !isUnresolved(inputs.Script) && callsAws(inputs.Script, inputs.Runtime));
  if (caller !== undefined) {
    report('safety/no-assume-role', ['assumeRole'],
      `the script of ${caller.name === undefined ? 'a step' : quote(caller.name)} calls AWS, and scripts have no credentials without an assumeRole; name a role, or a parameter that takes one`);
  }
}

function callsAws(script: string, runtime: ContentValue | undefined): boolean {
  return CALLS_AWS.test(script) || (typeof runtime === 'string' && runtime.startsWith('PowerShell') && usesAwsCmdlets(script));
}
