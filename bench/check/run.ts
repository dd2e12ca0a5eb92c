import { HostileDocument, hostileDocuments } from './hostile';
import { MAX_SOURCE_BYTES } from '../../src/cli/read-source';
import { check } from '../../src/content/check/check';
import { parse, ParsedDocument } from '../../src/content/parse/parse';
import { render } from '../../src/content/render/render';
import { DocumentFormat, DocumentType } from '../../src/content/schema/document-types';
import { validateText } from '../../src/content/validate';
import { CORPUS, textOf } from '../../test/content/corpus-documents';

/** Milliseconds of CPU, each for all documents. */
export interface Checked {
  /** Of what is measured once the code is compiled, the best of so many counts. */
  readonly warmRounds: number;
  readonly corpus: {
    readonly documents: number;
    /** Of these, the ones that can be read. */
    readonly readable: number;
    readonly first: number;
    readonly check: number;
    readonly checkAndRender: number;
    readonly all: number;
  };
  readonly large: { readonly bytes: number; readonly all: number };
  readonly hostile: readonly CheckedHostile[];
  /** As large as the command line reads; empty unless `HOSTILE_LARGE` is set, as it takes minutes. */
  readonly hostileLarge: readonly CheckedHostile[];
}

export interface CheckedHostile {
  readonly name: string;
  readonly bytes: number;
  readonly time: number;
  readonly findings: number;
}

const WARM_ROUNDS = 5;

interface Source {
  readonly text: string;
  readonly format?: DocumentFormat;
}

function timeOf(act: () => unknown): number {
  const start = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function best(act: () => unknown): number {
  return Math.min(...Array.from({ length: WARM_ROUNDS }, () => timeOf(act)));
}

function parsed({ text, format }: Source): ParsedDocument | undefined {
  try {
    return parse(text, format);
  } catch {
    return undefined; // a few of the corpus are not readable
  }
}

function checkAndRender({ content, format }: ParsedDocument): void {
  check(content);
  try {
    render(content, { format });
  } catch (error) {
    // A few hold what one of the formats cannot.
    if (!(error instanceof Error)) throw error;
  }
}

function all(source: Source): void {
  const document = parsed(source);
  if (document !== undefined) checkAndRender(document);
}

/** Steps until no more fit into what SSM takes. */
function largeRunbook(): string {
  const steps = Array.from({ length: 400 }, (_, index) => ({
    name: `Step${index}`,
    action: 'aws:executeAwsApi',
    inputs: { Service: 'ec2', Api: 'DescribeInstances', InstanceIds: [index === 0 ? '{{ InstanceId }}' : `{{ Step${index - 1}.Id }}`] },
    outputs: [{ Name: 'Id', Selector: '$.Reservations[0].Instances[0].InstanceId', Type: 'String' }],
  }));
  const text = (count: number) => JSON.stringify({ schemaVersion: '0.3', parameters: { InstanceId: { type: 'String' } }, mainSteps: steps.slice(0, count) });
  let count = steps.length;
  while (Buffer.byteLength(text(count)) > 65_536) count--;
  return text(count);
}

function checkedHostile({ name, text, format, type }: HostileDocument): CheckedHostile {
  let findings = 0;
  const bytes = Buffer.byteLength(text);
  try {
    const time = timeOf(() => { ({ findings: { length: findings } } = validateText(text, { format, type: type as DocumentType | undefined })); });
    return { name, bytes, time, findings };
  } catch (error) {
    throw new Error(`neither finished nor refused: ${name}, ${bytes} bytes`, { cause: error });
  }
}

/** Each as large as the command line reads it at most: some are larger than what is asked for, as their pieces are. */
function largeHostileDocuments(): HostileDocument[] {
  const ofSizes = [1_000_000, 500_000, 250_000, 125_000, 90_000].map(hostileDocuments);
  return ofSizes[0].flatMap(({ name }) =>
    ofSizes.flatMap(documents => documents.find(each => each.name === name && Buffer.byteLength(each.text) <= MAX_SOURCE_BYTES) ?? []).slice(0, 1));
}

const sources = CORPUS.map((document): Source => ({ text: textOf(document) }));
if (sources.length === 0) throw new Error('the corpus is not there: it is read from ../shared/corpus, beside the repository');
const first = timeOf(() => sources.forEach(all));
const documents = sources.flatMap(source => parsed(source) ?? []);
const large = largeRunbook();
const result: Checked = {
  warmRounds: WARM_ROUNDS,
  corpus: {
    documents: sources.length,
    readable: documents.length,
    first,
    check: best(() => documents.forEach(({ content }) => check(content))),
    checkAndRender: best(() => documents.forEach(checkAndRender)),
    all: best(() => sources.forEach(all)),
  },
  large: { bytes: Buffer.byteLength(large), all: best(() => all({ text: large })) },
  hostile: hostileDocuments().map(checkedHostile),
  hostileLarge: process.env.HOSTILE_LARGE === '1' ? largeHostileDocuments().map(checkedHostile) : [],
};
process.stdout.write(`${JSON.stringify(result)}\n`);
