import { Lazy, Token } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { IConstruct } from 'constructs';
import { isSafeInCedar } from './deploy-time-text';
import { readable } from './findings-report';
import { ValidationError } from './host-language';
import { settle, SettledContent, settleUnlessLazy } from './settle';
import { check } from '../content/check/check';
import { CodeDescriptions } from '../content/check/rule';
import { Finding } from '../content/finding';
import { inOrderOf } from '../content/finding-order';
import { contentHash } from '../content/hash';
import { RawText } from '../content/render/raw-text';
import { render } from '../content/render/render';
import { DocumentFormat, DocumentType, MAX_CONTENT_BYTES } from '../content/schema/document-types';
import { TEXT_TOKEN } from '../content/token-text';
import { ContentValue } from '../content/value';

/** What can be wrong with the text of a document, beside its content. */
export const RENDER_CODES = {
  'document/too-large': { severity: 'error', summary: 'The text that is deployed is larger than the 64 KB that SSM takes.' },
  'document/format': { severity: 'error', summary: 'The content cannot be written in the format that was asked for.' },
} as const satisfies CodeDescriptions;

/** What a document is made of, before its tokens are dealt with. */
export interface DocumentSource {
  readonly type: DocumentType;
  readonly format: DocumentFormat;
  /** The physical name, where the user gave one. */
  readonly name?: string;
  /** The content, which may hold tokens. */
  readonly content: unknown;
  /** Whether the content was read from a text, where `{ Ref: … }` is a map like any other. */
  readonly isRead?: boolean;
  /** Deploy this text instead of writing one; the content is what it says. */
  readonly verbatim?: string;
  /** What was found before, such as while a file was read. */
  readonly findings?: readonly Finding[];
}

interface RenderedText {
  readonly text: string;
  readonly content: ContentValue;
  /** What stands in the way of a text. */
  readonly findings: readonly Finding[];
  readonly isDeployTime: boolean;
  readonly references: ReadonlyMap<string, string>;
  readonly isVolatile: boolean;
}

/**
 * The text of one document: settled, rendered and checked once; where something in it is lazy, when the template is made, and again
 * each time.
 */
export class DocumentText {
  private rendered?: RenderedText;

  constructor(private readonly scope: IConstruct, private readonly source: DocumentSource) {
  }

  /** The text as a template gets it; literal where everything in it is known, else a text with tokens. */
  public asString(): string {
    return this.renderUnlessLazy() === undefined ? this.asLazy() : this.textWithoutFaults();
  }

  /** The text as the resource gets it: what is wrong with it waits for validation, which tells of all faults at once. */
  public asProperty(): string {
    const rendered = this.renderUnlessLazy();
    return rendered === undefined || rendered.findings.length > 0 ? this.asLazy() : rendered.text;
  }

  /** The text, made when the template is. */
  private asLazy(): string {
    // While references are looked for, faults may wait: validation comes next, and tells of all of them.
    return Lazy.uncachedString({ produce: context => context.preparing ? this.render().text : this.textWithoutFaults() }, { displayHint: 'DocumentContent' });
  }

  /**
   * The hash of the text, where the text is known before deployment; `asDeployed` is asked for the hash of what was deployed where it is
   * not, and also where something in the text is lazy, as that may turn out either way when the template is made.
   */
  public hash(asDeployed: () => string): string {
    if (this.renderUnlessLazy() !== undefined) return this.knownHash() ?? asDeployed();
    const deployed = asDeployed();
    return Lazy.uncachedString({ produce: () => this.knownHash() ?? deployed });
  }

  /** The hash of the text; undefined where it is only known after deployment. To be asked when the template is made, if something is lazy. */
  public knownHash(): string | undefined {
    const text = this.textWithoutFaults();
    return this.isKnown() ? contentHash(text) : undefined;
  }

  /** Whether the bytes of the text are known before deployment: CloudFormation fills in deploy-time values, and replaces dynamic references. */
  private isKnown(): boolean {
    const { text, isDeployTime } = this.render();
    return !isDeployTime && !text.includes('{{resolve:');
  }

  /** Everything that is found in the document, errors and warnings, in the order of its content. */
  public findings(): Finding[] {
    const rendered = this.render();
    const found = this.find(rendered);
    return found.length > 1 ? inOrderOf(rendered.content, found) : found;
  }

  private find({ content, text, findings, references }: RenderedText): Finding[] {
    const { type, name, isRead, verbatim } = this.source;
    const { findings: before = [] } = this.source;
    // Placeholders stand where a value could not be settled; rules would only find those.
    if (findings.length > 0) return [...before, ...findings];
    const hasNoFunctions = isRead !== true && verbatim === undefined;
    const tokens = { isUnresolved, deployTimePart: TEXT_TOKEN, isSafeInCedar };
    const found = [...before, ...check(content, { type, name, ...tokens, references, hasNoFunctions, isMeasured: true })];
    const bytes = Buffer.byteLength(text.includes('Token[') ? text.replace(TEXT_TOKEN, '') : text, 'utf8');
    if (bytes <= MAX_CONTENT_BYTES) return found;
    return [...found, {
      severity: RENDER_CODES['document/too-large'].severity,
      code: 'document/too-large',
      path: '',
      message: `the text of the document has ${bytes} bytes${isUnresolved(text) ? ' even without what deployment adds' : ''}, SSM takes ${MAX_CONTENT_BYTES} at most; `
        + 'move scripts into attachments or split the document',
    }];
  }

  private textWithoutFaults(): string {
    const { text, findings } = this.render();
    const [fault] = findings;
    if (fault === undefined) return text;
    throw new ValidationError(lit`ContentNotDeployable`, `${readable(fault.path) || 'the content'}: ${readable(fault.message)}`, this.scope);
  }

  private render(): RenderedText {
    if (this.rendered === undefined || this.rendered.isVolatile) {
      this.rendered = this.verbatim() ?? this.written(this.settled(settle));
    }
    return this.rendered;
  }

  /** What can be said before it is time to ask lazy values; undefined when there are any. */
  private renderUnlessLazy(): RenderedText | undefined {
    if (this.rendered === undefined) {
      const verbatim = this.verbatim();
      const settled = verbatim === undefined ? this.settled(settleUnlessLazy) : undefined;
      this.rendered = verbatim ?? (settled && this.written(settled));
    }
    return this.rendered?.isVolatile ? undefined : this.rendered;
  }

  private verbatim(): RenderedText | undefined {
    const { verbatim, content } = this.source;
    return verbatim === undefined ? undefined
      : { text: verbatim, content: content as ContentValue, findings: [], isDeployTime: false, references: new Map(), isVolatile: false };
  }

  private settled<Result>(how: (...args: Parameters<typeof settle>) => Result): Result {
    const { content, format, isRead = false } = this.source;
    return how(content, this.scope, format === 'TEXT' ? undefined : format, !isRead);
  }

  private written(settled: SettledContent): RenderedText {
    try {
      return { ...settled, text: render(settled.content, { format: this.source.format, isUnresolved }) };
    } catch (error) {
      const message = (error as Error).message;
      return { ...settled, text: '', findings: [...settled.findings, { severity: RENDER_CODES['document/format'].severity, code: 'document/format', path: '', message }] };
    }
  }
}

/** In a content that is settled tokens are left in texts only; most have none, which must be quick to tell. */
function isUnresolved(value: unknown): boolean {
  return typeof value === 'string' ? value.includes('Token[') && Token.isUnresolved(value) : value instanceof RawText;
}
