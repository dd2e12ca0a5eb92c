import { CfnElement, CfnResource, IResolvable, Reference, ResolutionTypeHint, Token, Tokenization, TokenizedStringFragments } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { ContentReference } from './content-reference';
import { deployTimeJson, deployTimeList, deployTimeText, dropsProperty, Escaping, isConditionalValue, isList, textFault } from './deploy-time-text';
import { LazyMet, OpenedToken, TokenOpener } from './open-token';
import { CodeDescriptions } from '../content/check/rule';
import { MAX_DEPTH } from '../content/depth';
import { Finding } from '../content/finding';
import { isIntrinsic, TEMPLATE_KEY } from '../content/intrinsic';
import { keysOf, rememberKeyOrder, setKey } from '../content/key-order';
import { formatPath, Path } from '../content/path';
import { RawText } from '../content/render/raw-text';
import { LIST_TOKEN, TEXT_TOKEN } from '../content/token-text';
import { ContentMap, ContentValue } from '../content/value';

/** What can be wrong with the values of a content before its meaning is looked at. */
export const SETTLE_CODES = {
  'content/not-data': { severity: 'error', summary: 'A value is nothing that JSON can hold.' },
  'content/unproven-number': { severity: 'error', summary: 'A number is only known at deployment, and CloudFormation does not guarantee that it is one.' },
  'content/not-text': { severity: 'error', summary: 'A list, a map or nothing at all stands inside a text.' },
  'content/duplicate-key': { severity: 'error', summary: 'Two keys of a map become the same text.' },
} as const satisfies CodeDescriptions;

/** A content whose tokens have been dealt with. */
export interface SettledContent {
  /** Ready for rendering; what is only known at deployment stands in it as tokens that escape themselves. */
  readonly content: ContentValue;
  readonly findings: readonly Finding[];
  /** Whether it holds values that are only known at deployment. */
  readonly isDeployTime: boolean;
  /** What this library's own references refer to, with the path of the first of each. */
  readonly references: ReadonlyMap<string, string>;
  /** Whether the content may be another one the next time, because something in it is lazy. */
  readonly isVolatile: boolean;
}

/**
 * Make a content that may hold tokens into one that can be checked and rendered.
 *
 * References of this library become their text, lazy values their value, and values that CloudFormation knows only at
 * deployment become tokens that fit the place where they stand, whatever they hold.
 *
 * @param escaping how the text will be written; undefined for contents that are text themselves.
 * @param takesFunctions whether functions of CloudFormation as templates write them (`{ Ref: … }`) are such values too.
 */
export function settle(content: unknown, scope: IConstruct, escaping: Escaping | undefined, takesFunctions = true): SettledContent {
  return settleWith(content, new TokenOpener(scope, true), escaping, takesFunctions);
}

/** The same before it is time to ask lazy values; undefined when there are any. */
export function settleUnlessLazy(
  content: unknown, scope: IConstruct, escaping: Escaping | undefined, takesFunctions = true,
): SettledContent | undefined {
  try {
    return settleWith(content, new TokenOpener(scope, false), escaping, takesFunctions);
  } catch (error) {
    if (error instanceof LazyMet) return undefined;
    throw error;
  }
}

function settleWith(content: unknown, opener: TokenOpener, escaping: Escaping | undefined, takesFunctions: boolean): SettledContent {
  const settler = new Settler(opener, escaping, takesFunctions);
  const value = settler.settle(content);
  const { findings, isDeployTime, references } = settler;
  return { content: value, findings, isDeployTime, references, isVolatile: opener.isVolatile };
}

const PARAMETER = Symbol.for('cdk-systems-manager.DocumentParameter');
/** Tokens that stand for numbers are about -1.9e289: what is as large was computed from one, and divisions by up to 1e9 stay as large. */
const COMPUTED_FROM_TOKEN = 1e280;
const COMPUTED_IN_TEXT = /\d\.\d{6,}e\+28\d/;
/** What Python makes of an object in an f-string. */
const PRINTED_OBJECT = /<[\w.]+ object at 0x[0-9a-f]+>/;

class Settler {
  public readonly findings: Finding[] = [];
  public isDeployTime = false;
  public readonly references = new Map<string, string>();
  private readonly path: (string | number)[] = [];
  private readonly ancestors: object[] = [];

  constructor(private readonly opener: TokenOpener, private readonly escaping: Escaping | undefined, private readonly takesFunctions: boolean) {
  }

  public settle(content: unknown): ContentValue {
    const value = this.value(content);
    if (value !== undefined) return value;
    this.report('content/not-data', 'the content is undefined; give it at least a schemaVersion');
    return {};
  }

  /** The value as content; undefined when there is none, so that its key goes as well. */
  private value(value: unknown): ContentValue | undefined {
    switch (typeof value) {
      case 'string':
        if (value.includes(' object at 0x') && PRINTED_OBJECT.test(value)) return this.printedObject(value);
        return mayHoldToken(value) ? this.text(value) : value;
      case 'number':
        return this.number(value);
      case 'boolean':
      case 'bigint':
      case 'undefined':
        return value;
      case 'object':
        return value === null ? null : this.object(value);
      default:
        return this.notData(`a ${typeof value}`);
    }
  }

  private object(value: object): ContentValue | undefined {
    if (Array.isArray(value)) {
      const token = typeof value[0] === 'string' ? Tokenization.reverseList(value) : undefined;
      if (token !== undefined) return this.token(token, ResolutionTypeHint.STRING_LIST);
      return this.enter(value) ? this.leave(value, this.list(value)) : this.endless(value);
    }
    const prototype = Object.getPrototypeOf(value);
    if (prototype === Object.prototype && !('resolve' in value)) return this.plainObject(value);
    // Before tokens: a stack has a method `resolve` too.
    if (Construct.isConstruct(value)) return this.notData(`the construct ${value.node.path} itself, instead of one of its attributes,`);
    if (PARAMETER in value) return this.value(String(value));
    if (Tokenization.isResolvable(value)) return this.token(value, value.typeHint === ResolutionTypeHint.STRING ? undefined : value.typeHint);
    // Object.prototype is known by its looks, as plain objects may come from another realm.
    if (prototype !== null && !Object.hasOwn(prototype, 'hasOwnProperty')) {
      return this.notData(`an instance of ${value.constructor?.name ?? 'a class'}`);
    }
    return this.plainObject(value);
  }

  private plainObject(value: object): ContentValue | undefined {
    if (this.takesFunctions && isIntrinsic(value) && !this.isInTemplate()) return this.value(asToken(value));
    return this.enter(value) ? this.leave(value, this.map(value as Record<string, unknown>)) : this.endless(value);
  }

  /** Inside a template that is part of the content, functions belong to that template. */
  private isInTemplate(): boolean {
    return this.path.some(segment => typeof segment === 'string' && TEMPLATE_KEY.test(segment));
  }

  private enter(value: object): boolean {
    if (this.path.length > MAX_DEPTH || this.ancestors.includes(value)) return false;
    this.ancestors.push(value);
    return true;
  }

  private leave<T>(_value: object, settled: T): T {
    this.ancestors.pop();
    return settled;
  }

  private endless(value: object): null {
    if (this.ancestors.includes(value)) return this.notData('a value that contains itself');
    this.report('content/not-data', `this is nested more than ${MAX_DEPTH} levels deep, as no document is`, this.path.slice(0, 20));
    return null;
  }

  private list(list: readonly unknown[]): ContentValue[] {
    const settled: ContentValue[] = [];
    for (let index = 0; index < list.length; index++) {
      this.path.push(index);
      const value = this.value(list[index]);
      if (value === undefined) this.report('content/not-data', 'this item of a list is undefined; JSON has no such value, leave the item out');
      settled.push(value ?? null);
      this.path.pop();
    }
    return settled;
  }

  private map(map: Record<string, unknown>): ContentMap {
    const settled: ContentMap = {};
    const keys: string[] = [];
    for (const written of keysOf(map)) {
      this.path.push(written);
      const value = this.value(map[written]);
      if (value !== undefined) this.entry(settled, keys, written, value);
      this.path.pop();
    }
    rememberKeyOrder(settled, keys);
    return settled;
  }

  private entry(settled: ContentMap, keys: string[], written: string, value: ContentValue): void {
    const key = mayHoldToken(written) ? this.text(written) : written;
    if (typeof key !== 'string') {
      this.report('content/not-text', 'this key of a map does not become text; a key must be text');
    } else if (Object.hasOwn(settled, key)) {
      this.report('content/duplicate-key', `the key ${JSON.stringify(key)} stands twice in this map once its tokens are resolved; rename one of them`);
    } else {
      keys.push(key);
      setKey(settled, key, value);
    }
  }

  private number(value: number): ContentValue | undefined {
    if (Math.abs(value) < COMPUTED_FROM_TOKEN) return value;
    const token = Tokenization.reverseNumber(value);
    if (token !== undefined) return this.token(token, ResolutionTypeHint.NUMBER);
    return Number.isFinite(value) ? this.computed() : this.notData(`the number ${value}`);
  }

  /** A text: a token alone may become any value, tokens among other text become part of the text. */
  private text(written: string): ContentValue | undefined {
    const text = this.withReferences(written);
    if (!mayHoldToken(text)) return text;
    if (text.search(LIST_TOKEN) !== -1) return this.listMarkers(text);
    const fragments = Tokenization.reverseString(text);
    if (fragments.length === 1 && fragments.firstToken !== undefined) {
      return this.token(fragments.firstToken, ResolutionTypeHint.STRING);
    }
    const joined = this.joined(fragments);
    return COMPUTED_IN_TEXT.test(joined) ? this.computed() : joined;
  }

  /** A text with the references of this library written out, which nearly all tokens are. */
  private withReferences(text: string): string {
    const whole = ContentReference.ofToken(text);
    if (whole !== undefined) return this.reference(whole);
    return text.replace(TEXT_TOKEN, marker => {
      const part = ContentReference.ofToken(marker);
      return part === undefined ? marker : this.reference(part);
    });
  }

  private joined(fragments: TokenizedStringFragments): string {
    const texts = fragments.mapTokens({ mapToken: token => this.fragment(token) as unknown as IResolvable });
    return texts.join({ join: (left: string | undefined, right: string | undefined) => (left ?? '') + (right ?? '') }) as string;
  }

  /** A token as a part of a text. */
  private fragment(token: IResolvable): string {
    if (ContentReference.isContentReference(token)) return this.reference(token);
    const opened = this.opener.open(token);
    if (opened.kind === 'deploy-time') return this.deployTimeText(token, opened.resolved);
    const { value } = opened;
    if (typeof value === 'string') return mayHoldToken(value) ? this.joined(Tokenization.reverseString(value)) : value;
    if (Tokenization.isResolvable(value)) return this.fragment(value);
    const number = typeof value === 'number' ? Tokenization.reverseNumber(value) : undefined;
    if (number !== undefined) return this.fragment(number);
    if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value);
    this.report('content/not-text', `inside this text a token becomes ${described(value)}; only text and numbers can stand inside a text`);
    return '';
  }

  /** A token as a whole value. */
  private token(token: IResolvable, hint: ResolutionTypeHint | undefined): ContentValue | undefined {
    if (ContentReference.isContentReference(token)) return this.reference(token);
    const opened = this.opener.open(token);
    if (opened.kind === 'value') return this.value(opened.value);
    if ((opened.resolved as { Ref?: unknown }).Ref === 'AWS::NoValue') return undefined;
    return this.deployTimeValue(token, opened, hint);
  }

  private deployTimeValue(token: IResolvable, { resolved }: OpenedToken & { kind: 'deploy-time' }, hint: ResolutionTypeHint | undefined): ContentValue {
    if (this.escaping === undefined) return this.deployTimeText(token, resolved);
    if (dropsProperty(resolved)) {
      this.report('content/not-data', 'a condition drops this value in one case (AWS::NoValue); that removes properties of a resource, not of a content that is deployed as text; '
        + 'give both cases a value');
      return null;
    }
    if (hint === ResolutionTypeHint.NUMBER) return this.deployTimeNumber(token);
    if (hint === ResolutionTypeHint.STRING_LIST || isList(resolved)) return this.raw(deployTimeList(token, this.escaping));
    if (isConditionalValue(resolved)) return this.raw(deployTimeJson(token, this.escaping));
    return this.deployTimeText(token, resolved);
  }

  private deployTimeNumber(token: IResolvable): ContentValue {
    const doubt = doubtOfNumber(token);
    if (doubt === undefined) return this.raw(Token.asString(token));
    this.report('content/unproven-number', `a number stands here that is only known at deployment, and ${doubt}, so the content might not be readable; `
      + 'use a template parameter of type "Number", or give the value as text');
    return 0;
  }

  private deployTimeText(token: IResolvable, resolved: unknown): string {
    const fault = textFault(resolved);
    if (fault !== undefined) {
      this.report('content/not-text', `a value that is only known at deployment cannot stand here as text: ${fault}; use Fn.join or Fn.select to make it text`);
      return '';
    }
    this.isDeployTime = true;
    const isPlain = this.escaping === undefined || (token.typeHint === ResolutionTypeHint.NUMBER && doubtOfNumber(token) === undefined);
    return isPlain ? Token.asString(token) : deployTimeText(token, this.escaping);
  }

  private reference(token: ContentReference): string {
    if (!this.references.has(token.body)) this.references.set(token.body, formatPath(this.path));
    return token.text;
  }

  /** List tokens that stand among other items or in a text: only our own have a meaning there. */
  private listMarkers(text: string): ContentValue | undefined {
    const replaced = text.replace(LIST_TOKEN, marker => {
      const token = Tokenization.reverseList([marker]);
      if (ContentReference.isContentReference(token)) return this.reference(token);
      this.report('content/not-text', 'a list that is only known at deployment stands among other items or inside a text; '
        + 'give it alone, or make it text with Fn.join');
      return '';
    });
    return mayHoldToken(replaced) ? this.text(replaced) : replaced;
  }

  private raw(text: string): ContentValue {
    this.isDeployTime = true;
    return new RawText(text) as unknown as ContentValue;
  }

  private printedObject(text: string): null {
    this.report('content/not-text', `an object was printed into this text: ${PRINTED_OBJECT.exec(text)![0]}; of a parameter, put its value_as_string into the text`);
    return null;
  }

  private computed(): null {
    this.report('content/not-data', 'this number was computed from a value that is only known later; arithmetic on it has no meaning');
    return null;
  }

  private notData(what: string): null {
    this.report('content/not-data', `${what} stands here; a content holds text, numbers, true, false, null, lists and maps`);
    return null;
  }

  private report(code: keyof typeof SETTLE_CODES, message: string, path: Path = this.path): void {
    this.findings.push({ severity: SETTLE_CODES[code].severity, code, path: formatPath(path), message });
  }
}

/** Quick to say no for the texts without tokens, which nearly all are; numbers inside of texts have a form of their own. */
function mayHoldToken(text: string): boolean {
  return text.includes('Token[') || text.includes('e+28');
}

const calls = new WeakMap<object, IResolvable>();

/** A function call that a user wrote as templates do, `{ Ref: … }`; the same token for the same call. */
function asToken(call: object): IResolvable {
  let token = calls.get(call);
  if (token === undefined) {
    token = Token.asAny(call);
    calls.set(call, token);
  }
  return token;
}

/** Why nothing guarantees that a token is a number once deployed; undefined when CloudFormation does. */
function doubtOfNumber(token: IResolvable): string | undefined {
  if (!Reference.isReference(token)) return 'nothing guarantees that it is one';
  const target = token.target;
  if (CfnResource.isCfnResource(target)) {
    const type = target.cfnResourceType;
    return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource'
      ? `${type} may answer with anything` : undefined;
  }
  const type = CfnElement.isCfnElement(target) ? (target as { type?: unknown }).type : undefined;
  if (type === 'Number') return undefined;
  return typeof type === 'string' ? `the template parameter ${JSON.stringify(target.node.id)} of type "${type}" may hold any text` : 'nothing guarantees that it is one';
}

function described(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  return Array.isArray(value) ? 'a list' : `a ${typeof value === 'object' ? 'map' : typeof value}`;
}
