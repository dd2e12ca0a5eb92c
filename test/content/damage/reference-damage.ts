import { DamageKind, Place, place } from './damage';
import { misspell, remove, set } from './edit';
import { GIVEN_OUTPUTS, outputNamesOf } from './output-damage';
import { withBranch, withVariables } from './prepared';
import { onlyForward, outerSteps, parametersOf, PlacedReference, PlacedStep, referencesOf, rewritten, stepNames, stepsOf } from './runbook';
import { keysOf } from '../../../src/content/key-order';
import { scanReferences } from '../../../src/content/references';
import { ContentMap } from '../../../src/content/value';

/** Damage to references in the inputs of steps. */
function toReferences(
  kind: string,
  damage: (reference: PlacedReference, content: ContentMap) => string | undefined,
  prepare?: DamageKind['prepare'],
  certain = true,
): DamageKind {
  return {
    kind,
    certain,
    prepare,
    * places(content) {
      for (const reference of referencesOf(content)) {
        const body = damage(reference, content);
        if (body !== undefined) yield place(reference.path, () => set(content, reference.path, rewritten(reference, body)));
      }
    },
  };
}

function misspeltParameter({ found }: PlacedReference, content: ContentMap): string | undefined {
  const parameters = parametersOf(content);
  const { reference } = found;
  return reference.kind === 'parameter' && Object.hasOwn(parameters, reference.name) ? misspell(reference.name, keysOf(parameters)) : undefined;
}

function allOutputsOf(step: PlacedStep): string[] {
  return [...outputNamesOf(step), ...GIVEN_OUTPUTS[step.action] ?? [], 'OutputPayload'];
}

function stepNamed(content: ContentMap, name: string): PlacedStep | undefined {
  return stepsOf(content).find(step => step.name === name);
}

/** A reference to what a step gives, put in place of another reference. */
function toOutputOf(kind: string, choose: (at: PlacedStep, steps: readonly PlacedStep[]) => PlacedStep | undefined): DamageKind {
  return {
    kind,
    certain: false, // documents that Amazon publishes have such references, in steps that few runs come to
    * places(content) {
      if (!onlyForward(content)) return;
      const steps = outerSteps(content);
      for (const reference of referencesOf(content)) {
        const { step } = reference;
        const chosen = step.inner ? undefined : choose(step, steps);
        if (chosen === undefined) continue;
        yield place(reference.path, () => set(content, reference.path, rewritten(reference, `${chosen.name}.${allOutputsOf(chosen)[0]}`)));
      }
    },
  };
}

/** A whole input that refers to a parameter, in braces that make no reference any more. */
function toBraces(kind: string, write: (name: string) => string): DamageKind {
  return {
    kind,
    certain: false,
    * places(content) {
      for (const { found: { reference }, path, sole } of referencesOf(content)) {
        if (sole && reference.kind === 'parameter' && reference.name.length > 1) yield place(path, () => set(content, path, write(reference.name)));
      }
    },
  };
}

function toAssumeRole(content: ContentMap, write: (name: string) => string): Place[] {
  const role = content.assumeRole;
  const found = typeof role === 'string' ? scanReferences(role).find(each => each.reference.kind === 'parameter') : undefined;
  if (found === undefined || found.reference.kind !== 'parameter' || !Object.hasOwn(parametersOf(content), found.reference.name)) return [];
  const { name } = found.reference;
  return [place(['assumeRole'], () => set(content, ['assumeRole'], rewritten({ text: role as string, found }, write(name))))];
}

/** References: to parameters, outputs, variables and what the service gives. */
export const REFERENCE_DAMAGE: readonly DamageKind[] = [
  toReferences('misspelt parameter as a whole input', (reference, content) => reference.sole && !reference.path.includes('InputPayload')
    ? misspeltParameter(reference, content)
    : undefined),
  toReferences('misspelt parameter inside a longer input', (reference, content) => reference.sole ? undefined : misspeltParameter(reference, content)),
  toReferences('misspelt parameter in the payload of a script', (reference, content) => reference.sole && reference.path.includes('InputPayload')
    ? misspeltParameter(reference, content)
    : undefined),
  {
    kind: 'misspelt parameter in assumeRole',
    certain: true,
    places: content => toAssumeRole(content, name => misspell(name, keysOf(parametersOf(content)))),
  },
  {
    kind: 'removed declaration of a parameter',
    certain: true,
    * places(content) {
      const references = referencesOf(content);
      for (const name of keysOf(parametersOf(content))) {
        const uses = references.filter(({ found, sole }) => sole && found.reference.kind === 'parameter' && found.reference.name === name);
        if (uses.length > 0) yield place(uses.map(({ path }) => path), () => remove(content, ['parameters', name]));
      }
    },
  },
  toReferences('parameter in the wrong case', ({ found, sole }, content) => {
    const { reference } = found;
    if (!sole || reference.kind !== 'parameter' || !Object.hasOwn(parametersOf(content), reference.name)) return undefined;
    const other = reference.name[0] === reference.name[0].toUpperCase()
      ? reference.name[0].toLowerCase() + reference.name.slice(1)
      : reference.name[0].toUpperCase() + reference.name.slice(1);
    return other === reference.name || Object.hasOwn(parametersOf(content), other) ? undefined : other;
  }),
  toReferences('misspelt step of an output', ({ found }, content) => found.reference.kind === 'step-output' && stepNamed(content, found.reference.step) !== undefined
    ? `${misspell(found.reference.step, stepNames(content))}.${found.reference.output}`
    : undefined, withBranch),
  toReferences('misspelt output of a step', ({ found }, content) => {
    const step = found.reference.kind === 'step-output' ? stepNamed(content, found.reference.step) : undefined;
    if (step === undefined || found.reference.kind !== 'step-output' || !allOutputsOf(step).includes(found.reference.output)) return undefined;
    return `${step.name}.${misspell(found.reference.output, allOutputsOf(step))}`;
  }),
  toReferences('output that its step does not declare', ({ found }, content) => {
    const step = found.reference.kind === 'step-output' ? stepNamed(content, found.reference.step) : undefined;
    return step?.action === 'aws:executeAwsApi' ? `${step.name}.Response` : undefined;
  }, withBranch),
  toOutputOf('output of a step that runs later', (at, steps) => steps.find(step => step.index > at.index)),
  toOutputOf('output of the step itself', (at, steps) => steps.find(step => step.index === at.index)),
  toReferences('undeclared variable', ({ found, sole }) => sole && found.reference.kind === 'parameter' ? 'variable:notDeclared' : undefined),
  toReferences('misspelt variable', ({ found }) => found.reference.kind === 'variable' ? `variable:${misspell(found.reference.name)}` : undefined, withVariables),
  {
    kind: 'misspelt variable in updateVariable',
    certain: true,
    prepare: withVariables,
    * places(content) {
      for (const { action, inputs, path } of stepsOf(content)) {
        if (action !== 'aws:updateVariable' || typeof inputs.Name !== 'string') continue;
        const misspelt = `variable:${misspell(inputs.Name.slice('variable:'.length))}`;
        yield place([...path, 'inputs', 'Name'], () => set(content, [...path, 'inputs', 'Name'], misspelt));
      }
    },
  },
  {
    kind: 'updateVariable names its variable without variable:',
    certain: true,
    prepare: withVariables,
    * places(content) {
      for (const { action, inputs, path } of stepsOf(content)) {
        if (action !== 'aws:updateVariable' || typeof inputs.Name !== 'string') continue;
        const bare = inputs.Name.slice('variable:'.length);
        yield place([...path, 'inputs', 'Name'], () => set(content, [...path, 'inputs', 'Name'], bare));
      }
    },
  },
  {
    kind: 'updateVariable with a value of another type',
    certain: true,
    prepare: withVariables,
    * places(content) {
      for (const { action, inputs, path } of stepsOf(content)) {
        if (action !== 'aws:updateVariable') continue;
        yield place([...path, 'inputs', 'Value'], () => set(content, [...path, 'inputs', 'Value'], typeof inputs.Value === 'number' ? 'two' : ['two']));
      }
    },
  },
  toReferences('{{ ssm: }} in an input', ({ found, sole }) => sole && found.reference.kind === 'parameter' ? 'ssm:/shared/value' : undefined),
  toReferences('global that does not exist', ({ found, sole }) => found.reference.kind === 'global'
    ? `global:${misspell(found.reference.name)}`
    : sole && found.reference.kind === 'parameter' ? 'global:ACCOUNT' : undefined),
  toReferences('automation: that does not exist', ({ found, sole }) => found.reference.kind === 'automation' || (sole && found.reference.kind === 'parameter')
    ? 'automation:EXECUTION_NAME'
    : undefined),
  toReferences('namespace that does not exist', ({ found, sole }) => sole && found.reference.kind === 'parameter' ? 'param:Value' : undefined, undefined, false),
  toBraces('reference with one closing brace', name => `{{ ${name} }`),
  toBraces('reference with a space in the name', name => `{{ ${name.slice(0, 1)} ${name.slice(1)} }}`),
  toBraces('reference with a hyphen in the name', name => `{{ ${name.slice(0, 1)}-${name.slice(1)} }}`),
  {
    kind: 'assumeRole is the name of a role',
    certain: true,
    * places(content) {
      if (content.assumeRole !== undefined) yield place(['assumeRole'], () => set(content, ['assumeRole'], 'AutomationServiceRole'));
    },
  },
  {
    kind: 'assumeRole is the ARN of something else',
    certain: true,
    * places(content) {
      if (content.assumeRole !== undefined) yield place(['assumeRole'], () => set(content, ['assumeRole'], 'arn:aws:iam::111122223333:user/operator'));
    },
  },
  {
    kind: '{{ ssm: }} in assumeRole',
    certain: true,
    places: content => toAssumeRole(content, () => 'ssm:/shared/role'),
  },
];
