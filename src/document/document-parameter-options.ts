/**
 * How the console asks for the value of a parameter.
 */
export enum DisplayType {
  /** One line. */
  TEXTFIELD = 'textfield',
  /** Several lines. */
  TEXTAREA = 'textarea',
}

/**
 * How the value of a parameter gets into the scripts of a document.
 */
export enum InterpolationType {
  /**
   * As an environment variable (`SSM_<name>`) instead of as text of the script, so that no value can become code. For
   * Command documents; needs an agent from version 3.3.2746.0.
   */
  ENV_VAR = 'ENV_VAR',
}

/**
 * What every parameter has.
 */
export interface ParameterOptions {
  /**
   * What the parameter is for; the console shows it.
   *
   * @default - no description
   */
  readonly description?: string;
}

/**
 * Options of a parameter that holds a text.
 */
export interface StringParameterOptions extends ParameterOptions {
  /**
   * The value when none is given.
   *
   * @default - a value must be given
   */
  readonly defaultValue?: string;

  /**
   * The values that are allowed.
   *
   * @default - all values
   */
  readonly allowedValues?: string[];

  /**
   * A regular expression that values must match. Write `^` and `$` around it: it is not documented whether the service does.
   *
   * @default - all values
   */
  readonly allowedPattern?: string;

  /**
   * How the console asks for the value.
   *
   * @default - one line
   */
  readonly displayType?: DisplayType;

  /**
   * How the value gets into scripts.
   *
   * @default - as text
   */
  readonly interpolationType?: InterpolationType;

  /**
   * The fewest characters that a value may have.
   *
   * @default - no limit
   */
  readonly minChars?: number;

  /**
   * The most characters that a value may have.
   *
   * @default - no limit
   */
  readonly maxChars?: number;
}

/**
 * Options of a parameter that holds a list of texts.
 */
export interface StringListParameterOptions extends ParameterOptions {
  /**
   * The value when none is given.
   *
   * @default - a value must be given
   */
  readonly defaultValue?: string[];

  /**
   * The items that are allowed.
   *
   * @default - all items
   */
  readonly allowedValues?: string[];

  /**
   * A regular expression that every item must match.
   *
   * @default - all items
   */
  readonly allowedPattern?: string;

  /**
   * How the console asks for the value.
   *
   * @default - one line
   */
  readonly displayType?: DisplayType;

  /**
   * How the value gets into scripts.
   *
   * @default - as text
   */
  readonly interpolationType?: InterpolationType;

  /**
   * The fewest items that a value may have.
   *
   * @default - no limit
   */
  readonly minItems?: number;

  /**
   * The most items that a value may have.
   *
   * @default - no limit
   */
  readonly maxItems?: number;

  /**
   * The fewest characters that a value may have; it is not documented whether of each item or of all.
   *
   * @default - no limit
   */
  readonly minChars?: number;

  /**
   * The most characters that a value may have; it is not documented whether of each item or of all.
   *
   * @default - no limit
   */
  readonly maxChars?: number;
}

/**
 * Options of a parameter that holds an integer.
 */
export interface IntegerParameterOptions extends ParameterOptions {
  /**
   * The value when none is given.
   *
   * @default - a value must be given
   */
  readonly defaultValue?: number;

  /**
   * The values that are allowed.
   *
   * @default - all values
   */
  readonly allowedValues?: number[];

  /**
   * A regular expression that the digits must match.
   *
   * @default - all values
   */
  readonly allowedPattern?: string;
}

/**
 * Options of a parameter that is true or false.
 */
export interface BooleanParameterOptions extends ParameterOptions {
  /**
   * The value when none is given.
   *
   * @default - a value must be given
   */
  readonly defaultValue?: boolean;

  /**
   * The values that are allowed.
   *
   * @default - both
   */
  readonly allowedValues?: boolean[];

  /**
   * A regular expression that values, as text, must match.
   *
   * @default - all values
   */
  readonly allowedPattern?: string;
}

/**
 * Options of a parameter that holds a map.
 */
export interface StringMapParameterOptions extends ParameterOptions {
  /**
   * The value when none is given.
   *
   * @default - a value must be given
   */
  readonly defaultValue?: Record<string, any>;

  /**
   * A regular expression that values must match; it is not documented which text of the map is meant.
   *
   * @default - all values
   */
  readonly allowedPattern?: string;

  /**
   * How the console asks for the value.
   *
   * @default - one line
   */
  readonly displayType?: DisplayType;

  /**
   * The fewest entries that a value may have.
   *
   * @default - no limit
   */
  readonly minItems?: number;

  /**
   * The most entries that a value may have.
   *
   * @default - no limit
   */
  readonly maxItems?: number;

  /**
   * The fewest characters that a value may have; it is not documented whether of each entry or of all.
   *
   * @default - no limit
   */
  readonly minChars?: number;

  /**
   * The most characters that a value may have; it is not documented whether of each entry or of all.
   *
   * @default - no limit
   */
  readonly maxChars?: number;
}

/**
 * Options of a parameter that holds a list of maps.
 */
export interface MapListParameterOptions extends ParameterOptions {
  /**
   * The value when none is given.
   *
   * @default - a value must be given
   */
  readonly defaultValue?: Record<string, any>[];

  /**
   * A regular expression that values must match; it is not documented which text of the list is meant.
   *
   * @default - all values
   */
  readonly allowedPattern?: string;

  /**
   * How the console asks for the value.
   *
   * @default - one line
   */
  readonly displayType?: DisplayType;

  /**
   * The fewest items that a value may have.
   *
   * @default - no limit
   */
  readonly minItems?: number;

  /**
   * The most items that a value may have.
   *
   * @default - no limit
   */
  readonly maxItems?: number;
}

/**
 * Options of a parameter that names an AWS resource. The service checks that values look like one.
 */
export interface ResourceParameterOptions extends ParameterOptions {
  /**
   * The value when none is given.
   *
   * @default - a value must be given
   */
  readonly defaultValue?: string;

  /**
   * The values that are allowed.
   *
   * @default - all values
   */
  readonly allowedValues?: string[];

  /**
   * A regular expression that values must match.
   *
   * @default - all values
   */
  readonly allowedPattern?: string;

  /**
   * The fewest characters that a value may have.
   *
   * @default - no limit
   */
  readonly minChars?: number;

  /**
   * The most characters that a value may have.
   *
   * @default - no limit
   */
  readonly maxChars?: number;
}

/**
 * Options of a parameter that names several AWS resources. The service checks that items look like one.
 */
export interface ResourceListParameterOptions extends ParameterOptions {
  /**
   * The value when none is given.
   *
   * @default - a value must be given
   */
  readonly defaultValue?: string[];

  /**
   * The items that are allowed.
   *
   * @default - all items
   */
  readonly allowedValues?: string[];

  /**
   * A regular expression that every item must match.
   *
   * @default - all items
   */
  readonly allowedPattern?: string;

  /**
   * The fewest items that a value may have.
   *
   * @default - no limit
   */
  readonly minItems?: number;

  /**
   * The most items that a value may have.
   *
   * @default - no limit
   */
  readonly maxItems?: number;

  /**
   * The fewest characters that a value may have; it is not documented whether of each item or of all.
   *
   * @default - no limit
   */
  readonly minChars?: number;

  /**
   * The most characters that a value may have; it is not documented whether of each item or of all.
   *
   * @default - no limit
   */
  readonly maxChars?: number;
}
