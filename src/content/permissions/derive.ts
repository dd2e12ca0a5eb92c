import { KnownTexts } from './known-texts';
import { Permission } from './permission';
import { formatPath, Path } from '../path';
import { ACTIONS } from '../schema/actions/actions';
import { ContentMap, ContentValue, isMap } from '../value';

/** Something that the role of a runbook must allow, and the step that needs it. */
export interface NeededPermission extends Permission {
  /** The name of the step, or its path when it has none. */
  readonly step: string;
  /** The action of the step, such as `aws:createImage`. */
  readonly action: string;
  /** Where the step stands in the content. */
  readonly path: Path;
}

/** A place where it cannot be told for sure what a step needs. */
export interface Doubt {
  /** The name of the step, or its path when it has none. */
  readonly step: string;
  /** What in the content it is about. */
  readonly path: Path;
  readonly message: string;
}

/** What the steps of a runbook need. */
export interface DerivedPermissions {
  /** In the order of the steps. */
  readonly permissions: readonly NeededPermission[];
  readonly doubts: readonly Doubt[];
}

export interface DeriveOptions {
  /** Whether a value is only known at deployment. */
  isUnresolved?(value: unknown): boolean;
  /** Whether a text that is only known at deployment is an ARN; @default none is, unless it begins as one. */
  isArn?(text: string): boolean;
  /** What will stand between the colons of an ARN that is only known at deployment, by its index; @default that cannot be said. */
  partOfArn?(text: string, index: number): string;
}

/** Steps can nest; nobody nests deeper, and hostile contents must end. */
const MAX_DEPTH = 50;

/**
 * What the role of a runbook must allow, as its steps tell.
 *
 * Never throws: what is no runbook, or a step that is none, needs nothing that could be told.
 */
export function derivePermissions(content: ContentValue, options: DeriveOptions = {}): DerivedPermissions {
  const permissions: NeededPermission[] = [];
  const doubts: Doubt[] = [];
  if (!isMap(content)) return { permissions, doubts };
  const isUnresolved = (value: unknown): boolean => options.isUnresolved?.(value) ?? false;
  const isArn = (text: string): boolean => options.isArn?.(text) ?? false;
  const partOfArn = (text: string, index: number): string | undefined =>
    isUnresolved(text) && isArn(text) ? options.partOfArn?.(text, index) : undefined;
  const known = new KnownTexts(content, isUnresolved);

  const visit = (step: ContentMap, path: Path): void => {
    const name = typeof step.name === 'string' && step.name !== '' ? step.name : formatPath(path);
    const told = new Set<string>();
    const doubt = (inside: Path, message: string): void => {
      // Once for each step and reason.
      if (told.has(message)) return;
      told.add(message);
      doubts.push({ step: name, path: [...path, ...inside], message });
    };
    const action = typeof step.action === 'string' ? step.action : '';
    const grammar = ACTIONS.get(action);
    if (grammar === undefined) {
      // That a step has no action is said elsewhere.
      if (action !== '') doubt(['action'], `what ${action} needs is not known`);
      return;
    }
    const inputs = isMap(step.inputs) ? step.inputs : {};
    const view = { step, inputs, isUnresolved, isArn, partOfArn, doubt, possibleTexts: (value: ContentValue | undefined) => known.of(value) };
    for (const permission of grammar.permissions?.(view) ?? []) {
      if (permission.actions.length > 0 && permission.resources.length > 0) permissions.push({ ...permission, step: name, action, path });
    }
  };
  const walk = (steps: ContentValue | undefined, path: Path, depth: number): void => {
    if (!Array.isArray(steps) || depth > MAX_DEPTH) return;
    steps.forEach((step, index) => {
      if (!isMap(step)) return;
      const at = [...path, index];
      visit(step, at);
      if (step.action === 'aws:loop' && isMap(step.inputs)) walk(step.inputs.Steps, [...at, 'inputs', 'Steps'], depth + 1);
    });
  };
  walk(content.mainSteps, ['mainSteps'], 0);
  return { permissions, doubts };
}
