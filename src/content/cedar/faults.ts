import type { CedarCode } from './codes';
import { CedarEngine, CedarMessage, CedarPolicyMessage, renewedCedarEngine } from './engine';
import { CEDAR_SCHEMA } from './schema';
import { CedarStatementText, CedarText } from './statements';
import { inWords } from './words';

/** What is wrong with a text. */
export interface CedarFault {
  readonly code: CedarCode;
  /** Where in the text. */
  readonly offset: number;
  readonly message: string;
  /** The condition that should stand before, where that would mend it. */
  readonly test?: string;
  readonly statement: CedarStatementText;
  /** Which statement it is, counted from one. */
  readonly number: number;
}

interface Place {
  readonly index: number;
  readonly number: number;
  readonly statement: CedarStatementText;
}

const POLICY_ID = /^(?:failed to parse policy with id|for policy) `([0-9]+)`(?: from string)?[:,] /;

/**
 * What is wrong with texts, in the order of each.
 *
 * The engine reads its schema anew with every call, and stops at statements that it cannot read. So it is given all statements of all
 * texts at once, each under a number of its own, and once more those that it can read.
 */
export function cedarFaults(engine: CedarEngine, texts: readonly CedarText[]): CedarFault[][] {
  const places = texts.flatMap(({ statements }, index) => statements.map((statement, at): Place => ({ index, number: at + 1, statement })));
  const found = new Examination(engine, places).run();
  return texts.map((_, index) => tidied(found.filter(({ place }) => place.index === index).map(({ fault }) => fault)));
}

class Examination {
  private readonly found: { readonly place: Place; readonly fault: CedarFault }[] = [];

  constructor(private engine: CedarEngine, private readonly places: readonly Place[]) {
  }

  public run(): typeof this.found {
    this.examine(this.places);
    return this.found;
  }

  /** Where a statement breaks the engine, halves show which one it is; a new engine for each of all statements would take minutes. */
  private examine(places: readonly Place[]): void {
    const before = this.found.length;
    try {
      this.validate(places);
      return;
    } catch {
      this.found.length = before;
      this.engine = renewedCedarEngine() ?? this.engine;
    }
    if (places.length > 1) {
      const half = Math.ceil(places.length / 2);
      this.examine(places.slice(0, half));
      this.examine(places.slice(half));
      return;
    }
    const [place] = places;
    const { statement, number } = place;
    const message = 'Cedar\'s engine cannot take this statement, so it is not checked; it is nested too deep, or too long';
    this.found.push({ place, fault: { code: 'cedar/crash', offset: statement.start, message, statement, number } });
  }

  private validate(places: readonly Place[]): void {
    const unread = new Set(this.validateOnce(places));
    if (unread.size > 0) this.validateOnce(places.filter(place => !unread.has(place)));
  }

  /** The statements that could not be read, which is all that is known of any of them then. */
  private validateOnce(places: readonly Place[]): Place[] {
    if (places.length === 0) return [];
    const staticPolicies = Object.fromEntries(places.map(({ statement }, index) => [String(index), statement.text]));
    const result = this.engine.validate({ schema: CEDAR_SCHEMA, policies: { staticPolicies }, validationSettings: { mode: 'strict' } });
    if (result.type === 'success') {
      const messages = merged([...result.validationErrors, ...result.validationWarnings]);
      for (const { policyId, error } of messages) this.add(places[Number(policyId)], error, true);
      return [];
    }
    return result.errors.map(error => {
      const place = places[Number(POLICY_ID.exec(error.message)?.[1] ?? 0)];
      for (const each of [error, ...error.related ?? []]) this.add(place, { ...each, message: each.message.replace(POLICY_ID, '') }, false);
      return place;
    });
  }

  private add(place: Place, { message, help, sourceLocations = [] }: CedarMessage, isRead: boolean): void {
    const { statement, number } = place;
    const [location] = sourceLocations;
    const [from, to] = location === undefined ? [statement.start - statement.offset, statement.text.length]
      : [location.start, location.end].map(bytes => characters(statement.text, bytes));
    const words = inWords({ message, help: help ?? undefined, label: location?.label ?? undefined, isRead, statement: statement.text, from, to });
    this.found.push({ place, fault: { ...words, offset: statement.offset + from, statement, number } });
  }
}

/** The engine says some things once for each type of nodes: one message, that names all of the types. */
function merged(messages: readonly CedarPolicyMessage[]): CedarPolicyMessage[] {
  const groups = new Map<string, { readonly first: CedarPolicyMessage; readonly types: string[] }>();
  for (const item of messages) {
    const message = item.error.message.replace(POLICY_ID, '');
    const [type] = /(?<=on entity type `|but saw )[A-Za-z]\w*(?:::\w+)+/.exec(message) ?? [];
    const key = JSON.stringify([item.policyId, type === undefined ? message : message.replace(type, '…'), item.error.sourceLocations]);
    const group = groups.get(key) ?? { first: { ...item, error: { ...item.error, message } }, types: [] };
    if (type !== undefined) group.types.push(type);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ first: { policyId, error }, types }) => {
    const [one, ...more] = types.sort();
    const message = one === undefined ? error.message : error.message.replace(types.find(type => error.message.includes(type)) ?? one, [one, ...more].join(' and '));
    return { policyId, error: { ...error, message, help: error.help?.replace(POLICY_ID, '') ?? null } };
  });
}

/**
 * In order, each once, without what follows from another: a statement that names what does not exist applies to nothing as well, and behind
 * a fault the engine forgets what was tested before.
 */
function tidied(faults: readonly CedarFault[]): CedarFault[] {
  const explained = new Set(faults.filter(({ code }) => code === 'cedar/action' || code === 'cedar/entity-type').map(({ number }) => number));
  const firsts = new Map<number, number>();
  for (const { number, offset } of faults) firsts.set(number, Math.min(offset, firsts.get(number) ?? offset));
  const said = new Set<string>();
  return faults.filter(({ code, number, offset, message, test, statement }) => {
    if (code === 'cedar/never-applies' && explained.has(number)) return false;
    if (test !== undefined && firsts.get(number)! < offset
      && packed(statement.text.slice(0, offset - statement.offset)).includes(packed(test))) return false;
    const key = code === 'cedar/never-applies' ? `${number} ${code}` : `${offset} ${message}`;
    return !said.has(key) && said.add(key);
  }).sort((left, right) => left.offset - right.offset || (left.message < right.message ? -1 : 1));
}

function packed(text: string): string {
  return text.replace(/\s+/g, '');
}

/** The engine counts bytes of UTF-8; here UTF-16 units are counted. */
function characters(text: string, bytes: number): number {
  return Buffer.from(text, 'utf8').toString('utf8', 0, bytes).length;
}
