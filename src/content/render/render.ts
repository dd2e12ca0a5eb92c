import { DocumentFormat } from '../schema/document-types';
import { loneSurrogateAt } from '../text';
import { ContentValue } from '../value';
import { renderJson } from './json';

export interface RenderOptions {
  readonly format: DocumentFormat;
  /** JSON only: indented for people instead of compact. */
  readonly pretty?: boolean;
  /** Whether a text is only known when the document is deployed. */
  readonly isUnresolved?: (text: string) => boolean;
}

/**
 * Write a content as the text that SSM keeps.
 *
 * @throws Error when the content has no text in that format.
 */
export function render(content: ContentValue, options: RenderOptions): string {
  if (typeof content === 'string') {
    if (options.format === 'TEXT') {
      if (loneSurrogateAt(content) !== -1) throw new Error('the text holds half of a surrogate pair, which no UTF-8 text can hold');
      return content;
    }
    throw new Error(`a TEXT document (a calendar, Cedar policies) has no ${options.format} form; it is kept as it was written`);
  }
  switch (options.format) {
    case 'JSON': return renderJson(content, options.pretty);
    // Most documents are JSON, and need not wait for what YAML takes.
    case 'YAML': return (require('./yaml') as typeof import('./yaml')).renderYaml(content, { isUnresolved: options.isUnresolved });
    case 'TEXT': throw new Error('only calendars and other texts have the TEXT format; this content is structured, use JSON or YAML');
  }
}
