import { Permission } from '../../permissions/permission';
import { ContentMap, ContentValue } from '../../value';
import { DocumentType } from '../document-types';

/** The kinds of value of parameters, variables and outputs. */
export const VALUE_TYPES = ['String', 'StringList', 'Integer', 'Boolean', 'StringMap', 'MapList'] as const;

export type ValueType = typeof VALUE_TYPES[number];

/** What an input of an action takes. A text that is one reference may stand wherever the reference has such a value. */
export interface InputGrammar {
  /**
   * `Map` is a map of values of any kind; `Any` a value of any kind; `Condition`, `Choices` and `Steps` are what branches and
   * loops are made of.
   */
  readonly type: ValueType | 'Map' | 'Any' | 'Condition' | 'Choices' | 'Steps';
  /** A step without it is refused, or fails when it starts. */
  readonly required?: true;
  /** The only values; those of the items for lists. */
  readonly allowed?: readonly string[];
  /** Values that are known, beside which others may be taken. */
  readonly known?: readonly string[];
  /** Values that were taken once and are not offered any more. */
  readonly deprecated?: readonly string[];
  /** Least and greatest number. */
  readonly minimum?: number;
  readonly maximum?: number;
  /** Least and greatest number of characters of a text; of each item for lists. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** The most bytes of a text. */
  readonly maxBytes?: number;
  /** Least and greatest number of items of a list. */
  readonly minItems?: number;
  readonly maxItems?: number;
  /** The only document type in which the guide describes it. */
  readonly onlyIn?: DocumentType;
  /** Whether the items of a list may be of any kind. */
  readonly takesAnyItems?: true;
  /** What a text must match as a whole, and the same in words. */
  readonly pattern?: { readonly regex: RegExp; readonly inWords: string };
  /** Whether pages of the guide contradict each other about its kind of value, so that another kind is no certain fault. */
  readonly isLoose?: true;
}

/** Inputs that go together, or not. */
export interface InputGroup {
  readonly kind: 'exactly-one' | 'at-least-one' | 'at-most-one' | 'all-or-none';
  readonly inputs: readonly string[];
}

/** An output that every step of an action has, whether it declares it or not. */
export interface OutputGrammar {
  /** `Any` where it depends on what was called. */
  readonly type: ValueType | 'Any';
}

/** A step as the functions of a grammar see it. */
export interface StepView {
  readonly step: ContentMap;
  /** The inputs; empty when there are none. */
  readonly inputs: ContentMap;
  /** Whether a value is only known at deployment, so that nothing can be said of it. */
  isUnresolved(value: unknown): boolean;
}

/** A step as it is looked through for what its role must allow. */
export interface PermissionView extends StepView {
  /** Whether a text that is only known at deployment is an ARN. */
  isArn(text: string): boolean;
  /** What stands between the colons of an ARN that is only known at deployment, by its index; undefined where that cannot be said. */
  partOfArn(text: string, index: number): string | undefined;
  /**
   * The texts that an input can be when the runbook runs, or the items of a list: `*` stands for a part that nobody knows before.
   * Undefined when nothing is known of it, and empty when it is not given.
   */
  possibleTexts(value: ContentValue | undefined): readonly string[] | undefined;
  /** Say that what the step needs cannot be told for sure; the path begins inside the step. */
  doubt(path: readonly (string | number)[], message: string): void;
}

/** Something wrong that no table can say; the path begins inside the step, as in `['inputs', 'Handler']`. */
export interface StepFault {
  readonly severity: 'error' | 'warning';
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/**
 * What an action is: what it takes, gives and needs. The typed step, the check and the permissions all read it here.
 */
export interface ActionGrammar {
  readonly action: string;
  readonly inputs: Readonly<Record<string, InputGrammar>>;
  /** Whether further inputs are those of an API operation. */
  readonly takesApiInputs?: true;
  readonly groups?: readonly InputGroup[];
  /** What every step of the action gives. */
  readonly outputs: Readonly<Record<string, OutputGrammar>>;
  /** Whether a step may declare an output of a name in `outputs`; the service refuses that of most actions. */
  readonly mayRedeclareOutputs?: true;
  /** The longest timeout, in seconds. */
  readonly maxTimeoutSeconds?: number;
  /** Whether the action takes no `onCancel`. */
  readonly refusesOnCancel?: true;
  /** Whether the service refuses a step of this action as the target of an `onCancel`. */
  readonly isNoCancelTarget?: true;
  /** What else the service refuses. */
  readonly check?: (view: StepView) => readonly StepFault[];
  /** What the role of the runbook must allow for a step. */
  readonly permissions?: (view: PermissionView) => readonly Permission[];
}

/** Define an action. */
export function defineAction<const Grammar extends ActionGrammar>(grammar: Grammar): Grammar {
  return grammar;
}

/** Whether a value is text that holds no reference and is known before deployment. */
export function isLiteral(value: ContentValue | undefined, view: StepView): value is string {
  return typeof value === 'string' && !value.includes('{{') && !view.isUnresolved(value);
}
