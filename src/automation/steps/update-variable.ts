import { VARIABLE_PREFIX } from '../../content/schema/steps';
import { anything, Field, Fields } from '../field';
import { RunbookVariable } from '../runbook-variable';
import { Step, StepOptions } from '../step';

/**
 * What `UpdateVariable` changes.
 */
export interface UpdateVariableProps extends StepOptions {
  /**
   * The variable, or its name.
   */
  readonly variable: string | RunbookVariable;

  /**
   * The new value, of the type of the variable: it is not converted. A text has 512 characters at most, a list of texts 50 items,
   * a list of maps 200 items.
   */
  readonly value: any;
}

const NAME: Field<string | RunbookVariable> = {
  input: 'Name',
  write: variable => {
    const name = typeof variable === 'string' ? variable : variable.name;
    return name.startsWith(VARIABLE_PREFIX) ? name : `${VARIABLE_PREFIX}${name}`;
  },
  read: value => typeof value === 'string' ? value : undefined,
};

/**
 * Give a variable of the runbook another value (`aws:updateVariable`). It takes no `onCancel`.
 *
 * Nothing is computed here, and `valueAsNumber` cannot be calculated with: to count, let an `ExecuteScript` compute the number and give its output.
 */
export class UpdateVariable extends Step {
  /** @internal */
  public static readonly _FIELDS: Fields<UpdateVariableProps, StepOptions> = {
    variable: NAME,
    value: anything('Value'),
  };

  /**
   * @param name the name of the step.
   * @param props what is changed.
   */
  constructor(name: string, public readonly props: UpdateVariableProps) {
    super(name, 'aws:updateVariable', props);
  }

  /** @internal */
  protected get _fields() {
    return UpdateVariable._FIELDS;
  }
}
