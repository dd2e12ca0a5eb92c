import { parse } from '../../../src/content/parse/parse';
import { ContentMap, isMap } from '../../../src/content/value';
import { CORPUS, textOf } from '../corpus-documents';
import { DamageKind, Place } from './damage';

/** A runbook that kinds of damage are done to. */
export interface Runbook {
  readonly file: string;
  readonly content: ContentMap;
}

/** One place chosen in one runbook. */
export interface Sample {
  readonly runbook: Runbook;
  readonly place: Place;
  /** Whether well-formed steps were put into the runbook first. */
  readonly prepared: boolean;
}

/** So many runbooks per kind; where fewer have what it damages, others are prepared. */
export const RUNBOOKS_PER_KIND = 50;
/** So many places in each. */
export const PLACES_PER_RUNBOOK = 3;

/** The runbooks of the corpus that were written to be deployed, in an order that mixes their authors: that of their hashes. */
export function corpusRunbooks(): Runbook[] {
  return CORPUS
    .filter(document => document.class === 'automation' && ['community', 'build-template'].includes(document.origin))
    .sort((left, right) => left.file < right.file ? -1 : 1)
    .flatMap(document => {
      const { content } = parse(textOf(document));
      return isMap(content) ? [{ file: document.file, content }] : [];
    });
}

/** Where a kind of damage is done: the same places each time, spread over each runbook. */
export function samplesOf(kind: DamageKind, runbooks: readonly Runbook[], prepared: (runbook: Runbook, prepare: NonNullable<DamageKind['prepare']>) => Runbook | undefined): Sample[] {
  const samples: Sample[] = [];
  const without: Runbook[] = [];
  let used = 0;
  const take = (runbook: Runbook, isPrepared: boolean): boolean => {
    const places = spread([...kind.places(runbook.content)]);
    samples.push(...places.map(place => ({ runbook, place, prepared: isPrepared })));
    if (places.length > 0) used += 1;
    return places.length > 0;
  };
  for (const runbook of runbooks) {
    if (used >= RUNBOOKS_PER_KIND) break;
    if (!take(runbook, false)) without.push(runbook);
  }
  if (kind.prepare === undefined) return samples;
  for (const runbook of without) {
    if (used >= RUNBOOKS_PER_KIND) break;
    const added = prepared(runbook, kind.prepare);
    if (added !== undefined) take(added, true);
  }
  return samples;
}

/** The first, the last and what lies between, evenly. */
function spread(places: readonly Place[]): Place[] {
  if (places.length <= PLACES_PER_RUNBOOK) return [...places];
  return Array.from({ length: PLACES_PER_RUNBOOK }, (_, index) => places[Math.round(index * (places.length - 1) / (PLACES_PER_RUNBOOK - 1))]);
}

/** Prepares runbooks, each once for each preparation. */
export function preparer(): (runbook: Runbook, prepare: NonNullable<DamageKind['prepare']>) => Runbook | undefined {
  const made = new Map<unknown, Map<Runbook, Runbook | undefined>>();
  return (runbook, prepare) => {
    const byRunbook = made.get(prepare) ?? new Map<Runbook, Runbook | undefined>();
    made.set(prepare, byRunbook);
    if (!byRunbook.has(runbook)) {
      const content = prepare(runbook.content);
      byRunbook.set(runbook, content === undefined ? undefined : { file: `${runbook.file} with ${prepare.name}`, content });
    }
    return byRunbook.get(runbook);
  };
}
