import { IResolvable, Token, UnscopedValidationError } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { ContentReference } from './content-reference';
import {
  BooleanParameterOptions, IntegerParameterOptions, MapListParameterOptions, ResourceListParameterOptions, ResourceParameterOptions,
  StringListParameterOptions, StringMapParameterOptions, StringParameterOptions,
} from './document-parameter-options';
import { inLastingOrder } from './host-language';
import { faultsOfValue } from '../content/check/parameter-values';
import { PARAMETER_FIELDS, PARAMETER_NAME } from '../content/schema/parameters';
import { ContentMap, ContentValue } from '../content/value';

const MARKER = Symbol.for('cdk-systems-manager.DocumentParameter');

/**
 * A parameter of a document: a value that is given when the document is used.
 *
 * It is a value, not a construct, so several documents can declare the same one. Its `valueAs…` attributes stand for the
 * value wherever a string, a list or a number is asked for; the content gets `{{ name }}` there.
 */
export class DocumentParameter {
  /**
   * A text.
   *
   * @param name letters and digits.
   * @param options what is known of its values.
   */
  public static ofString(name: string, options: StringParameterOptions = {}): DocumentParameter {
    return declare(name, 'String', options);
  }

  /**
   * A list of texts.
   *
   * @param name letters and digits.
   * @param options what is known of its values.
   */
  public static ofStringList(name: string, options: StringListParameterOptions = {}): DocumentParameter {
    return declare(name, 'StringList', options);
  }

  /**
   * An integer.
   *
   * @param name letters and digits.
   * @param options what is known of its values.
   */
  public static ofInteger(name: string, options: IntegerParameterOptions = {}): DocumentParameter {
    return declare(name, 'Integer', options);
  }

  /**
   * True or false.
   *
   * @param name letters and digits.
   * @param options what is known of its values.
   */
  public static ofBoolean(name: string, options: BooleanParameterOptions = {}): DocumentParameter {
    return declare(name, 'Boolean', options);
  }

  /**
   * A map of keys and values.
   *
   * @param name letters and digits.
   * @param options what is known of its values.
   */
  public static ofStringMap(name: string, options: StringMapParameterOptions = {}): DocumentParameter {
    return declare(name, 'StringMap', options);
  }

  /**
   * A list of maps.
   *
   * @param name letters and digits.
   * @param options what is known of its values.
   */
  public static ofMapList(name: string, options: MapListParameterOptions = {}): DocumentParameter {
    return declare(name, 'MapList', options);
  }

  /**
   * The id of an EC2 instance or a managed node; the console offers those of the account.
   *
   * @param name letters and digits.
   * @param options what is known of its values.
   */
  public static ofEc2InstanceId(name: string, options: ResourceParameterOptions = {}): DocumentParameter {
    return declare(name, 'AWS::EC2::Instance::Id', options);
  }

  /**
   * A list of ids of EC2 instances or managed nodes; the console offers those of the account.
   *
   * @param name letters and digits.
   * @param options what is known of its values.
   */
  public static ofEc2InstanceIdList(name: string, options: ResourceListParameterOptions = {}): DocumentParameter {
    return declare(name, 'List<AWS::EC2::Instance::Id>', options);
  }

  /**
   * The name of an S3 bucket; the console offers those of the account.
   *
   * @param name letters and digits.
   * @param options what is known of its values.
   */
  public static ofS3BucketName(name: string, options: ResourceParameterOptions = {}): DocumentParameter {
    return declare(name, 'AWS::S3::Bucket::Name', options);
  }

  /**
   * A list of names of S3 buckets; the console offers those of the account.
   *
   * @param name letters and digits.
   * @param options what is known of its values.
   */
  public static ofS3BucketNameList(name: string, options: ResourceListParameterOptions = {}): DocumentParameter {
    return declare(name, 'List<AWS::S3::Bucket::Name>', options);
  }

  /**
   * The ARN of an IAM role; the console offers those of the account.
   *
   * @param name letters and digits.
   * @param options what is known of its values.
   */
  public static ofIamRoleArn(name: string, options: ResourceParameterOptions = {}): DocumentParameter {
    return declare(name, 'AWS::IAM::Role::Arn', options);
  }

  /**
   * A list of ARNs of IAM roles; the console offers those of the account.
   *
   * @param name letters and digits.
   * @param options what is known of its values.
   */
  public static ofIamRoleArnList(name: string, options: ResourceListParameterOptions = {}): DocumentParameter {
    return declare(name, 'List<AWS::IAM::Role::Arn>', options);
  }

  /** A parameter as a content declares it. @internal */
  public static _of(name: string, definition: ContentMap): DocumentParameter {
    return new DocumentParameter(name, definition);
  }

  /**
   * The parameters as a content holds them; undefined when there are none.
   *
   * Errors when two of them have the same name.
   *
   * @internal
   */
  public static _renderAll(parameters: readonly DocumentParameter[]): Record<string, unknown> | undefined {
    if (parameters.length === 0) return undefined;
    const rendered: Record<string, unknown> = {};
    for (const parameter of parameters) {
      if (Object.hasOwn(rendered, parameter.name)) {
        throw new UnscopedValidationError(lit`DuplicateParameter`, `the parameter ${JSON.stringify(parameter.name)} is given twice; give each parameter once`);
      }
      rendered[parameter.name] = parameter._render();
    }
    return rendered;
  }

  /**
   * The name of the parameter.
   */
  public readonly name: string;

  /**
   * The type of the parameter in the words of SSM, such as `String` or `AWS::EC2::Instance::Id`.
   */
  public readonly parameterType: string;

  private readonly reference: ContentReference;

  private constructor(name: string, private readonly definition: ContentMap) {
    this.name = name;
    this.parameterType = typeof definition.type === 'string' ? definition.type : 'String';
    this.reference = ContentReference.of(name);
    Object.defineProperty(this, MARKER, { value: true });
  }

  /**
   * The value, to be put where a string is asked for.
   */
  public get valueAsString(): string {
    return this.reference.toString();
  }

  /**
   * The value, to be put where a list of strings is asked for. Put it there as it is, not inside another list.
   */
  public get valueAsList(): string[] {
    return this.reference.toList();
  }

  /**
   * The value, to be put where a number is asked for. It cannot be calculated with: it is only known when the document is
   * used, and the number that stands for it until then means nothing.
   */
  public get valueAsNumber(): number {
    return this.reference.toNumber();
  }

  /**
   * The value, to be put where a map, a list of maps or a flag is asked for.
   */
  public get valueAsAny(): IResolvable {
    return this.reference;
  }

  /**
   * The same as `valueAsString`, so that the parameter can stand in a template literal.
   */
  public toString(): string {
    return this.valueAsString;
  }

  /**
   * What is wrong with a value for this parameter; empty when nothing is known to be.
   *
   * Allowed patterns are tried as JavaScript reads them; what cannot be told that way is let through, as are tokens and
   * values that hold a reference.
   *
   * @param value the value.
   */
  public validate(value: any): string[] {
    return faultsOfValue(this.definition, value as ContentValue, Token.isUnresolved);
  }

  /** The parameter as a content holds it; its keys in one order, whatever the order of the options, and those that no field is for. @internal */
  public _render(): ContentMap {
    const keys = new Set([...PARAMETER_FIELDS, ...Object.keys(this.definition)]);
    return Object.fromEntries([...keys].flatMap(key => {
      const value = this.definition[key];
      return value === undefined ? [] : [[key, value]];
    }));
  }
}

function declare(name: string, type: string, options: object): DocumentParameter {
  if (!PARAMETER_NAME.test(name)) {
    throw new UnscopedValidationError(lit`InvalidParameterName`,
      `the parameter name ${JSON.stringify(name)} is not allowed; SSM replaces names of letters and digits only, such as "InstanceId"`);
  }
  const { defaultValue, ...rest } = options as { readonly defaultValue?: ContentValue };
  return DocumentParameter._of(name, { type, ...rest, ...defaultValue === undefined ? {} : { default: inLastingOrder(defaultValue) } } as ContentMap);
}
