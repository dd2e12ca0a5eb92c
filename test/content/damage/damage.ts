import { Path } from '../../../src/content/path';
import { ContentMap } from '../../../src/content/value';

/** One place where a kind of damage can be done. */
export interface Place {
  /** A finding at any of these says what is wrong. */
  readonly at: readonly Path[];
  /** The damaged copy; the original stays as it was. */
  damaged(): ContentMap;
}

/** A kind of damage that people do to runbooks. */
export interface DamageKind {
  readonly kind: string;
  /**
   * Whether the service refuses the document, or every run that comes there fails; otherwise the damage is what a
   * reader would want to be told of.
   */
  readonly certain: boolean;
  /** Well-formed additions for runbooks without the construct that is damaged; undefined where they cannot be made. */
  readonly prepare?: (content: ContentMap) => ContentMap | undefined;
  /** Every place in a runbook, in its order. */
  places(content: ContentMap): Iterable<Place>;
}

export function place(at: Path | readonly Path[], damaged: () => ContentMap): Place {
  return { at: isPath(at) ? [at] : at, damaged };
}

function isPath(at: Path | readonly Path[]): at is Path {
  return at.length > 0 && !Array.isArray(at[0]);
}
