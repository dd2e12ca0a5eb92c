import { canPrecede, unavoidable } from '../automation/reachability';
import { Runbook, RunbookReference, RunbookStep } from '../automation/runbook';
import { declaredOutputs } from '../automation/value-types';
import { Path } from '../path';
import { scanReferences } from '../references';
import { AUTOMATION_VARIABLES, GLOBAL_VARIABLES, OUTPUT_PAYLOAD, VARIABLE_PREFIX } from '../schema/steps';
import { describe, quote } from '../value';
import { stepSuggestion } from './automation-jump-rules';
import { listed, nearest, suggestion } from './nearest';
import { defineRunbookRule, RunbookContext } from './runbook-rule';

const CODES = {
  'automation/unknown-reference-step': { severity: 'error', summary: 'A reference to an output of a step that the runbook does not have.' },
  'automation/unknown-step-in-text': { severity: 'warning', summary: 'Inside a script or commands, something that looks like a reference to a step that the runbook does not have.' },
  'automation/step-not-run': { severity: 'error', summary: 'A step refers to itself, or every run comes to a step that refers to one that can never have run before.' },
  'automation/step-not-run-here': { severity: 'warning', summary: 'A step that some runs come to refers to a step that can never have run before.' },
  'automation/undeclared-output': { severity: 'warning', summary: 'A reference to an output of an API call that declares no outputs at all.' },
  'automation/unknown-output': { severity: 'error', summary: 'A reference to an output that the action does not give and the step does not declare.' },
  'automation/loop-reference': { severity: 'warning', summary: 'A reference to the pass or the item of a loop from outside of it, or to the item of a loop that has none.' },
  'automation/undeclared-variable': { severity: 'error', summary: 'A variable is named that the runbook does not declare.' },
  'automation/unknown-system-variable': { severity: 'error', summary: 'A reference to a global: or automation: variable that does not exist.' },
  'automation/unknown-reference': { severity: 'warning', summary: 'A reference of a kind that is not documented.' },
  'automation/ssm-reference': { severity: 'error', summary: 'A reference to Parameter Store elsewhere than in the default of a parameter.' },
  'automation/reference-in-key': { severity: 'warning', summary: 'A key holds what looks like a reference; nothing is replaced in keys.' },
  'automation/listed-outputs': { severity: 'error', summary: 'outputs of the runbook is not a list of texts such as Step.Output.' },
  'automation/listed-output': { severity: 'warning', summary: 'outputs of the runbook lists an output that the step never gives.' },
  'automation/assume-role': { severity: 'error', summary: 'assumeRole is neither the ARN of a role nor a reference to a parameter.' },
} as const;

type Context = RunbookContext<keyof typeof CODES & string>;

const ROLE_ARN = /^arn:[a-z-]+:iam::[0-9]{12}:role\/\S+$/;
const ITEM = 'CurrentIteratorValue';
const PASS_OUTPUTS: readonly string[] = [ITEM, 'CurrentIteration'];
const NAMESPACES = ['variable', 'global', 'automation', 'ssm', 'ssm-secure'];

/** `{{ step.Output }}`, `{{ variable:x }}`, `{{ global:X }}` and the other references; those to parameters are looked at for all documents. */
export const runbookReferenceRule = defineRunbookRule({
  codes: CODES,
  check(context) {
    const { runbook, graph } = context;
    const inOrder: RunbookReference[] = [];
    for (const found of runbook.references) {
      const { reference, path } = found;
      // The guide allows nothing but Parameter Store there, but documents that Amazon publishes have other references in defaults.
      if (path[0] === 'parameters') continue;
      if (reference.kind === 'step-output') {
        if (checkStepOutput(context, found, reference.step, reference.output)) inOrder.push(found);
      } else {
        checkNamespace(context, found);
      }
    }
    const nodes = inOrder.map(({ reference, step, path }) => {
      const earlier = runbook.byName.get((reference as { step: string }).step)!.index;
      // The condition of a loop is looked at after each of its passes.
      const isAfterPass = path[step!.path.length + 1] === 'LoopCondition';
      return [earlier, (isAfterPass ? graph.loopEnds.get(step!.index) : undefined) ?? step!.index] as const;
    });
    const isPossible = canPrecede(graph, nodes);
    const isCertain = isPossible.every(Boolean) ? undefined : unavoidable(graph);
    isPossible.forEach((can, at) => {
      if (!can) reportNotRun(context, inOrder[at], nodes[at][0] === nodes[at][1] || isCertain![nodes[at][1]] === 1);
    });
    for (const path of runbook.keysWithReference) {
      context.report('automation/reference-in-key', path, `nothing is replaced in keys, so ${quote(String(path[path.length - 1]))} stays as it is`);
    }
    checkListedOutputs(context);
    checkAssumeRole(context);
  },
});

/** In documents that Amazon publishes steps that few runs come to refer to later ones, so only what every run comes to is certain to fail. */
function reportNotRun(context: Context, { text, path, reference, step }: RunbookReference, isCertain: boolean): void {
  const { step: name } = reference as { step: string };
  const here = step?.name === undefined ? 'this step' : quote(step.name);
  context.report(isCertain ? 'automation/step-not-run' : 'automation/step-not-run-here', path, step?.name === name
    ? `${quote(text)} refers to the step that it stands in, which has no outputs yet`
    : `${quote(text)} refers to ${quote(name)}, which can never have run before ${here}: no way leads from there to here`);
}

/** Check what a reference to an output names; whether its step can have run before is still to be seen when it says so. */
function checkStepOutput(context: Context, found: RunbookReference, name: string, output: string): boolean {
  const { runbook } = context;
  const step = runbook.byName.get(name);
  if (step === undefined) {
    if (!runbook.hasAllNames) return false;
    const code = isInProgramText(found) ? 'automation/unknown-step-in-text' : 'automation/unknown-reference-step';
    context.report(code, found.path, `${quote(found.text)} refers to no step${stepSuggestion(runbook, name)}`, runbook.names);
    return false;
  }
  const outputs = outputsOf(context, step);
  if (outputs !== undefined && !outputs.includes(output) && !outputs.includes(output.split('.')[0])) {
    // A document that Amazon publishes has such references, so the service takes them; what they become is not known.
    const isUndeclared = step.grammar?.takesApiInputs === true && outputs.length === 1;
    context.report(isUndeclared ? 'automation/undeclared-output' : 'automation/unknown-output', found.path,
      `${quote(found.text)} refers to an output that ${quote(name)} does not give${suggestion(output, outputs, `; it gives ${listed(outputs)}`)}`, outputs);
    return false;
  }
  if (found.step === undefined) return false;
  if (step.action === 'aws:loop' && PASS_OUTPUTS.includes(output)) {
    if (!isInside(found, step)) {
      // The guide only shows them inside; what they are afterwards is not documented.
      context.report('automation/loop-reference', found.path, `${quote(found.text)} is known inside the steps of the loop ${quote(name)} only`);
    } else if (output === ITEM && step.inputs.LoopCondition !== undefined && step.inputs.Iterators === undefined) {
      context.report('automation/loop-reference', found.path, `${quote(found.text)} refers to the item of a pass, but ${quote(name)} repeats its steps without items (LoopCondition)`);
    }
  }
  return true;
}

/** The outputs of a step by name; undefined when not all of them are known. */
function outputsOf(context: Context, step: RunbookStep): readonly string[] | undefined {
  if (step.grammar === undefined) return undefined;
  const declared = declaredOutputs(step, context.isUnresolved);
  if (declared === undefined) return undefined;
  const known = outputNames.get(declared) ?? [...new Set([...Object.keys(step.grammar.outputs), ...declared.keys(), OUTPUT_PAYLOAD])];
  outputNames.set(declared, known);
  return known;
}

/** The names of all outputs, by the declared ones of a step. */
const outputNames = new WeakMap<ReadonlyMap<string, string>, readonly string[]>();

/** Scripts, commands and templates have braces of their own. */
function isInProgramText({ step, path, whole, text }: RunbookReference): boolean {
  return whole.trim() !== text && isProgramText(step, path);
}

/** Whether a path leads to the text of a script, a template or commands. */
export function isProgramText(step: RunbookStep | undefined, path: Path): boolean {
  if (step === undefined) return false;
  const input = path[step.path.length + 1];
  return input === 'Script' || input === 'TemplateBody' || input === 'UserData' || (step.action === 'aws:runCommand' && input === 'Parameters');
}

function isInside(found: RunbookReference, loop: RunbookStep): boolean {
  if (found.step === loop) return found.path[loop.path.length + 1] === 'LoopCondition';
  for (let around = found.step?.loop; around !== undefined; around = around.loop) {
    if (around === loop) return true;
  }
  return false;
}

function checkNamespace(context: Context, found: RunbookReference): void {
  const { reference, text, path, whole } = found;
  switch (reference.kind) {
    case 'variable':
      if (context.runbook.variables !== undefined && !context.runbook.variables.has(reference.name)) {
        context.report('automation/undeclared-variable', path, `${quote(text)} refers to no variable${variableSuggestion(context.runbook, reference.name)}`, [...context.runbook.variables.keys()]);
      }
      return;
    case 'global':
    case 'automation': {
      const known = reference.kind === 'global' ? GLOBAL_VARIABLES : AUTOMATION_VARIABLES;
      if (!known.includes(reference.name)) {
        context.report('automation/unknown-system-variable', path,
          `there is no variable ${quote(`${reference.kind}:${reference.name}`)}${suggestion(reference.name, known, `; there is ${known.join(', ')}`)}`, known);
      }
      return;
    }
    case 'ssm':
    case 'ssm-secure':
      context.report('automation/ssm-reference', path, `${quote(text)} is only replaced in the default of a parameter; make a parameter of it and refer to that`);
      return;
    case 'other': {
      const space = reference.name.split(':')[0];
      const near = nearest(space, NAMESPACES);
      if (near === undefined && whole.trim() !== text) return;
      context.report('automation/unknown-reference', path, `${quote(text)} is no reference that is documented${near === undefined ? '' : `; did you mean "${near}:"?`}`);
    }
  }
}

export function variableSuggestion(runbook: Runbook, name: string): string {
  const names = [...runbook.variables?.keys() ?? []];
  return suggestion(name, names, names.length === 0 ? '; the runbook declares no variables' : `; declared: ${listed(names)}`);
}

function checkListedOutputs(context: Context): void {
  const { runbook } = context;
  const { outputs } = runbook.content;
  if (outputs === undefined || outputs === null || context.isUnresolved(outputs)) return;
  if (!Array.isArray(outputs)) {
    context.report('automation/listed-outputs', ['outputs'], `outputs is a list of texts such as "step.Output", found ${describe(outputs)}`);
    return;
  }
  outputs.forEach((item, at) => {
    if (context.isUnresolved(item)) return;
    checkListedOutput(context, item, ['outputs', at]);
  });
}

function checkListedOutput(context: Context, item: unknown, path: Path): void {
  const { runbook } = context;
  // Whether variables can be listed is not documented.
  if (typeof item === 'string' && (item.startsWith(VARIABLE_PREFIX) || item.includes('{{'))) {
    if (item.includes('{{')) context.report('automation/listed-outputs', path, `an output of the runbook is written without braces, as in "step.Output"; found ${quote(item)}`);
    return;
  }
  const [, name, output] = typeof item === 'string' ? /^([^.]+)\.(.+)$/.exec(item) ?? [] : [];
  if (name === undefined) {
    context.report('automation/listed-outputs', path, `an output of the runbook is written as "step.Output", found ${describe(item)}`);
    return;
  }
  const step = runbook.byName.get(name);
  if (step === undefined) {
    if (runbook.hasAllNames) context.report('automation/unknown-reference-step', path, `there is no step ${quote(name)}${stepSuggestion(runbook, name)}`, runbook.names);
    return;
  }
  const given = outputsOf(context, step);
  if (given !== undefined && !given.includes(output)) {
    context.report('automation/listed-output', path, `${quote(name)} gives no output ${quote(output)}${suggestion(output, given, `; it gives ${listed(given)}`)}`, given);
  }
}

function checkAssumeRole(context: Context): void {
  const { assumeRole } = context.runbook.content;
  if (assumeRole === undefined || assumeRole === null || assumeRole === '' || context.isUnresolved(assumeRole)) return;
  if (typeof assumeRole !== 'string') {
    context.report('automation/assume-role', ['assumeRole'], `assumeRole is text, found ${describe(assumeRole)}`);
  } else if (scanReferences(assumeRole).some(({ reference }) => reference.kind === 'step-output')) {
    context.report('automation/assume-role', ['assumeRole'], `assumeRole is ${quote(assumeRole)}, but the role is taken on before any step runs; name its ARN or a parameter`);
  } else if (!assumeRole.includes('{{') && !ROLE_ARN.test(assumeRole)) {
    context.report('automation/assume-role', ['assumeRole'], `assumeRole is ${quote(assumeRole)}; it is the ARN of a role, as in arn:aws:iam::111122223333:role/Name, or a reference to a parameter`);
  }
}
