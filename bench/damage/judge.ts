import { ContentMap, ContentValue } from '../../src/content/value';

/** What a peer says of a runbook. */
export type Complaints = readonly string[];

/** A peer as a judge of runbooks. */
export interface Judge {
  readonly name: string;
  /** The content as it comes to the judge, where that is not the content as written. */
  sees?(content: ContentValue): ContentValue;
  /** What it complains of, for each of some runbooks. */
  judge(contents: readonly ContentMap[]): Complaints[];
}
