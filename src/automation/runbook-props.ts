import { AssumeRole } from './assume-role';
import { RunbookVariable } from './runbook-variable';
import { IStepSource } from './step';
import { StepPermissions } from './step-permissions';
import type { Content } from '../document/content';
import { DocumentOptions } from '../document/document-options';
import { DocumentParameter } from '../document/document-parameter';

/**
 * Properties of a runbook: either its steps, or a content that has them.
 */
export interface RunbookProps extends DocumentOptions {
  /**
   * The steps, in their order: steps, groups of steps, lists of steps.
   *
   * @default - those of `content`
   */
  readonly steps?: IStepSource[];

  /**
   * The parameters that are given when the runbook is started.
   *
   * @default - no parameters; those of `content`
   */
  readonly parameters?: DocumentParameter[];

  /**
   * The variables that steps change.
   *
   * @default - no variables; those of `content`
   */
  readonly variables?: RunbookVariable[];

  /**
   * What the runbook gives to whoever runs it: outputs of its steps, as `Step.Output` or as `step.output('Output')`.
   *
   * @default - no outputs; those of `content`
   */
  readonly outputs?: string[];

  /**
   * A whole runbook from a file, a text or an object, in the place of `steps`, `parameters`, `variables` and `outputs`. It is deployed as it
   * is, but for `description`, `assumeRole` and `parameterDefaults` where they are given.
   *
   * @default - the runbook is put together from `steps`
   */
  readonly content?: Content;

  /**
   * Other defaults for parameters of `content`, by their names.
   *
   * @default - the defaults of `content`
   */
  readonly parameterDefaults?: Record<string, any>;

  /**
   * The role with which the runbook does its work.
   *
   * @default AssumeRole.derived(); with `content` the role that it names, or none
   */
  readonly assumeRole?: AssumeRole;

  /**
   * What the role must allow for single steps, by their names, where that cannot be told from their inputs, or too much of it. It goes before the
   * `permissions` of a step itself.
   *
   * @default - what the steps tell
   */
  readonly stepPermissions?: Record<string, StepPermissions>;
}
