import { DefaultTokenResolver, IFragmentConcatenator, Intrinsic, IPostProcessor, IResolvable, IResolveContext, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { isIntrinsic } from '../content/intrinsic';

/** What a token turns out to be. */
export type OpenedToken =
  /** A value that is known now; it may hold further tokens. */
  | { readonly kind: 'value'; readonly value: unknown }
  /** A value that CloudFormation knows only at deployment, with the function that it becomes. */
  | { readonly kind: 'deploy-time'; readonly resolved: object };

/** Thrown when something lazy is met that nobody wants to see yet. Whoever asks a lazy value too early keeps it from changing. */
export class LazyMet extends Error {
}

/**
 * Looks into tokens: what is known now comes out as it is, what is not stays a token.
 */
export class TokenOpener {
  /** Whether a token was met that may give something else the next time, such as a Lazy. */
  public isVolatile = false;

  /**
   * @param opensLazy whether lazy values are asked for; else the first one ends it all with `LazyMet`.
   */
  constructor(private readonly scope: IConstruct, private readonly opensLazy: boolean) {
  }

  public open(token: IResolvable): OpenedToken {
    if (Reference.isReference(token)) {
      // What a reference becomes in this stack depends on the two stacks only, so it never changes.
      return knownIn(Stack.of(this.scope), token, () => asOpened(this.resolve(token, new FunctionResolver())));
    }
    if (token instanceof Intrinsic) {
      return asOpened(this.resolve(token, new FunctionResolver(() => this.meetLazy())));
    }
    this.meetLazy();
    const { value, isPostProcessed } = this.resolve(token, new SingleStepResolver(token)) as SingleStep;
    return isPostProcessed ? { kind: 'value', value: withTokens(value) } : asOpened(value);
  }

  private meetLazy(): void {
    if (!this.opensLazy) throw new LazyMet();
    this.isVolatile = true;
  }

  private resolve(token: IResolvable, resolver: DefaultTokenResolver): unknown {
    return Tokenization.resolve(token, { scope: this.scope, resolver, preparing: false });
  }
}

const known = new WeakMap<Stack, WeakMap<IResolvable, OpenedToken>>();

/** Many documents of a stack refer to the same role, log group or bucket. */
function knownIn(stack: Stack, token: IResolvable, open: () => OpenedToken): OpenedToken {
  let opened = known.get(stack);
  if (opened === undefined) {
    opened = new WeakMap();
    known.set(stack, opened);
  }
  let found = opened.get(token);
  if (found === undefined) {
    found = open();
    opened.set(token, found);
  }
  return found;
}

function asOpened(value: unknown): OpenedToken {
  return isIntrinsic(value) ? { kind: 'deploy-time', resolved: value } : { kind: 'value', value };
}

/** A structure in which tokens have become functions, with the functions made tokens again. */
function withTokens(value: unknown): unknown {
  if (isIntrinsic(value)) return Token.asAny(value);
  if (Array.isArray(value)) return value.map(withTokens);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withTokens(item)]));
}

/** Puts the parts of a text together as a template does. */
class FunctionConcatenator implements IFragmentConcatenator {
  public join(left: unknown, right: unknown): unknown {
    if (left === undefined) return right;
    if (right === undefined) return left;
    return isIntrinsic(left) || isIntrinsic(right) ? { 'Fn::Join': ['', [left, right]] } : `${left}${right}`;
  }
}

/** Resolves as a stack does, and tells of tokens that may change. */
class FunctionResolver extends DefaultTokenResolver {
  private depth = 0;

  constructor(private readonly onVolatile: () => void = () => {}) {
    super(new FunctionConcatenator());
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    const isReference = Reference.isReference(token);
    if (this.depth === 0 && !isReference && !(token instanceof Intrinsic)) this.onVolatile();
    // Inside of references there are logical ids, which are lazy but do not change.
    this.depth += isReference ? 1 : 0;
    try {
      return super.resolveToken(token, context, postProcessor);
    } finally {
      this.depth -= isReference ? 1 : 0;
    }
  }
}

/** The value stands inside an object of ours, because the resolver leaves a mark on the object it gets. */
interface SingleStep {
  readonly value: unknown;
  readonly isPostProcessed: boolean;
}

/** Takes only the first step of one token, so that the tokens inside what it gives are still to be seen. */
class SingleStepResolver extends FunctionResolver {
  constructor(private readonly token: IResolvable) {
    super();
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (token !== this.token) return super.resolveToken(token, context, postProcessor);
    const processors: IPostProcessor[] = [];
    const value = token.resolve({ ...context, registerPostProcessor: processor => { processors.push(processor); } });
    const isPostProcessed = processors.length > 0;
    return {
      value: isPostProcessed ? processors.reduce((result, processor) => processor.postProcess(result, context), context.resolve(value)) : value,
      isPostProcessed,
    } satisfies SingleStep;
  }
}
