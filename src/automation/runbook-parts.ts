import { UnscopedValidationError } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { AssumeRole } from './assume-role';
import { readStep } from './read-step';
import { RunbookVariable } from './runbook-variable';
import { IStepSource, Step } from './step';
import { suggestion } from '../content/check/nearest';
import { keysOf } from '../content/key-order';
import { ContentValue, describe, isMap } from '../content/value';
import { Content } from '../document/content';
import { DocumentParameter } from '../document/document-parameter';

/**
 * What stands in a runbook or a change template that is written already, as values to declare another one with.
 *
 * A `Runbook` that is given all of them unchanged has the same content, but for its files, which must be given as `attachments`.
 */
export class RunbookParts implements IStepSource {
  /**
   * The parts of a content. Errors when the content has no steps.
   *
   * @param content the content of a runbook or a change template.
   */
  public static fromContent(content: Content): RunbookParts {
    return new RunbookParts(content._value);
  }

  /**
   * The description; undefined when there is none.
   */
  public readonly description?: string;

  /**
   * The role that the content names by an ARN or a reference to a parameter, or none (`AssumeRole.caller()`).
   */
  public readonly assumeRole: AssumeRole;

  /**
   * The parameters.
   */
  public readonly parameters: DocumentParameter[];

  /**
   * The variables.
   */
  public readonly variables: RunbookVariable[];

  /**
   * The steps.
   */
  public readonly steps: Step[];

  /**
   * The outputs, each as `Step.Output`; undefined when the content lists none.
   */
  public readonly outputs?: string[];

  private constructor(content: unknown) {
    if (!isMap(content)) {
      throw new UnscopedValidationError(lit`ContentHasNoSteps`, `the content is ${describe(content)}; steps stand in the mainSteps of a map`);
    }
    const { description, assumeRole, parameters, variables, mainSteps, outputs, schemaVersion } = content;
    if (!Array.isArray(mainSteps)) {
      throw new UnscopedValidationError(lit`ContentHasNoSteps`, mainSteps === undefined
        ? `the content has no mainSteps; it has ${keysOf(content).join(', ')}` : `mainSteps is ${describe(mainSteps)}, a list of steps is needed`);
    }
    if (schemaVersion !== '0.3') {
      throw new UnscopedValidationError(lit`ContentIsNoRunbook`,
        `the content has schemaVersion ${describe(schemaVersion)}; runbooks and change templates, whose steps can be used, have "0.3"`);
    }
    this.description = typeof description === 'string' ? description : undefined;
    this.assumeRole = typeof assumeRole === 'string' ? AssumeRole.fromRoleArn(assumeRole) : AssumeRole.caller();
    this.parameters = definitions(parameters).map(([name, definition]) => DocumentParameter._of(name, definition));
    this.variables = definitions(variables).map(([name, definition]) => RunbookVariable._of(name, definition));
    this.steps = mainSteps.map((step, index) => {
      if (isMap(step)) return readStep(step);
      throw new UnscopedValidationError(lit`StepIsNoMap`, `mainSteps[${index}] is ${describe(step)}, a map is needed`);
    });
    this.outputs = Array.isArray(outputs) ? outputs.filter(output => typeof output === 'string') : undefined;
  }

  /**
   * A parameter. Errors when there is none of that name.
   *
   * @param name the name of the parameter.
   */
  public parameter(name: string): DocumentParameter {
    return named('parameter', this.parameters, name);
  }

  /**
   * A variable. Errors when there is none of that name.
   *
   * @param name the name of the variable.
   */
  public variable(name: string): RunbookVariable {
    return named('variable', this.variables, name);
  }
}

function definitions(value: ContentValue | undefined) {
  return isMap(value) ? keysOf(value).flatMap(name => {
    const definition = value[name];
    return isMap(definition) ? [[name, definition] as const] : [];
  }) : [];
}

function named<Value extends { readonly name: string }>(kind: string, values: readonly Value[], name: string): Value {
  const found = values.find(value => value.name === name);
  if (found !== undefined) return found;
  const names = values.map(value => value.name);
  throw new UnscopedValidationError(lit`NotDeclared`,
    `the content declares no ${kind} ${JSON.stringify(name)}${suggestion(name, names, names.length === 0 ? '; it declares none' : `; declared: ${names.join(', ')}`)}`);
}
