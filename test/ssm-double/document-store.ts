import { createHash } from 'node:crypto';
import { Place } from './operation';

export type DocumentStatus = 'Creating' | 'Active' | 'Updating' | 'Failed';
export type ReviewStatus = 'APPROVED' | 'NOT_REVIEWED' | 'PENDING' | 'REJECTED';
export interface ReviewComment {
  readonly Type?: string;
  readonly Content?: string;
}

/** One entry of the history of a version's reviews, oldest first. */
export interface Review {
  readonly status: ReviewStatus;
  readonly comment: readonly ReviewComment[];
  /** Name at the end of the caller's ARN. */
  readonly reviewer: string;
  readonly at: number;
}

export type SharedDocumentVersion = '$DEFAULT' | '$LATEST' | '$ALL';

/** One version, as tests see it. */
export interface DocumentVersionState {
  readonly version: number;
  readonly versionName?: string;
  readonly displayName?: string;
  readonly targetType?: string;
  readonly content: string;
  readonly format: 'JSON' | 'YAML' | 'TEXT';
  /** Lower-case hex SHA-256 of the exact UTF-8 bytes of `content`. */
  readonly hash: string;
  readonly status: DocumentStatus;
  readonly statusInformation?: string;
  readonly createdAt: Date;
  /** Of change templates. */
  readonly reviewStatus?: ReviewStatus;
  readonly reviews?: readonly Review[];
}

/** A document with its versions, oldest first, as tests see it. */
export interface DocumentState {
  readonly name: string;
  readonly type: string;
  /** Account id, or "Amazon". */
  readonly owner: string;
  readonly versions: readonly DocumentVersionState[];
  readonly latestVersion: number;
  readonly defaultVersion: number;
  /** Account ids (or "all") and the version shared with each. */
  readonly shares: Readonly<Record<string, SharedDocumentVersion>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** A document that stands there before the test begins. */
export interface SeededDocument {
  readonly name: string;
  /** Contents of the versions 1, 2, …; at least one. */
  readonly contents: readonly string[];
  /** @default 'Command' */
  readonly type?: string;
  /** @default 'JSON' */
  readonly format?: 'JSON' | 'YAML' | 'TEXT';
  /** Account id, or "Amazon". @default the account of the double */
  readonly owner?: string;
  /** @default 1, as in the service, where updates do not move it */
  readonly defaultVersion?: number;
  /** Reviews of the versions 1, 2, … of a change template. @default as new versions begin */
  readonly reviewStatuses?: readonly ReviewStatus[];
  /** @default none */
  readonly shares?: Readonly<Record<string, SharedDocumentVersion>>;
  /** @default none */
  readonly tags?: Readonly<Record<string, string>>;
}

export interface StoredVersion extends Omit<DocumentVersionState, 'hash' | 'reviews'> {
  hash: string;
  status: DocumentStatus;
  statusInformation?: string;
  reviewStatus?: ReviewStatus;
  reviews?: Review[];
  requires?: readonly object[];
  attachments?: readonly string[];
  /** Reads that still show Creating or Updating. */
  readsLeft: number;
  /** From when on it shows what it settles to. */
  settlesAt: number;
  settlesTo: { status: 'Active' | 'Failed'; information?: string };
}

export interface StoredDocument {
  readonly name: string;
  readonly type: string;
  readonly owner: string;
  versions: StoredVersion[];
  defaultVersion: number;
  /** Numbers are never reused, even after the latest version was deleted. */
  nextVersion: number;
  shares: Map<string, SharedDocumentVersion>;
  tags: Map<string, string>;
}

/** Which version of a document a request is about. */
export interface VersionInput {
  readonly Name: string;
  readonly DocumentVersion?: string;
  readonly VersionName?: string;
}

/** When a new version leaves Creating or Updating; the answer of the call that makes it always shows that. */
export type Settle =
  /** The next read shows Active, as recorded. */
  | 'at once'
  /** So many DescribeDocument or GetDocument of the version still show it. */
  | { readonly describes: number }
  /** So many milliseconds later. */
  | { readonly afterMs: number };

/** All documents of one account and Region. */
export class DocumentStore {
  public readonly byName = new Map<string, StoredDocument>();
  private readonly failures = new Map<string, string>();

  public constructor(
    public readonly place: Place, private readonly settle: Settle, private readonly reviews: 'required' | 'not required', private readonly now: () => number,
  ) {}

  /** Seeds a document; one that is there already is replaced. */
  public put(seed: SeededDocument): DocumentState {
    if (seed.contents.length === 0) throw new Error(`${seed.name}: a document has at least one version`);
    const defaultVersion = seed.defaultVersion ?? 1;
    if (!seed.contents[defaultVersion - 1]) throw new Error(`${seed.name}: version ${defaultVersion} is not among the contents`);
    const document: StoredDocument = {
      name: seed.name,
      type: seed.type ?? 'Command',
      owner: seed.owner ?? this.place.account,
      versions: [],
      defaultVersion,
      nextVersion: 1,
      shares: new Map(Object.entries(seed.shares ?? {})),
      tags: new Map(Object.entries(seed.tags ?? {})),
    };
    for (const [index, content] of seed.contents.entries()) {
      const version = this.addVersion(document, { content, format: seed.format ?? 'JSON' }, 'Updating');
      version.status = 'Active';
      version.reviewStatus = seed.reviewStatuses?.[index] ?? version.reviewStatus;
    }
    this.byName.set(seed.name, document);
    return this.state(document);
  }

  /** The next version made of this document, by CreateDocument or UpdateDocument, ends in Failed. */
  public failNextVersion(name: string, statusInformation: string): void {
    this.failures.set(name, statusInformation);
  }

  /** What a document is now; undefined when there is none. Does not count as a read. */
  public get(name: string): DocumentState | undefined {
    const document = this.byName.get(name);
    return document && this.state(document);
  }

  /** The document of this name, or of this ARN in this Region: of this account, or of the one that shares it. */
  public find(nameOrArn: string): StoredDocument | undefined {
    const [, region, account, name] = /^arn:aws:ssm:([^:]*):([^:]*):document\/(.+)$/.exec(nameOrArn) ?? [];
    if (name === undefined) return this.byName.get(nameOrArn);
    const document = this.byName.get(name);
    return region === this.place.region && (account === this.place.account || account === document?.owner) ? document : undefined;
  }

  public get all(): readonly DocumentState[] {
    return [...this.byName.values()].map(document => this.state(document));
  }

  public addVersion(
    document: StoredDocument,
    version: Pick<StoredVersion, 'content' | 'format' | 'versionName' | 'displayName' | 'targetType' | 'requires' | 'attachments'>,
    status: 'Creating' | 'Updating',
  ): StoredVersion {
    const failure = this.failures.get(document.name);
    this.failures.delete(document.name);
    const now = this.now();
    const added: StoredVersion = {
      ...version,
      version: document.nextVersion++,
      hash: createHash('sha256').update(version.content, 'utf8').digest('hex'),
      createdAt: new Date(now),
      status,
      readsLeft: typeof this.settle === 'object' && 'describes' in this.settle ? this.settle.describes : 0,
      settlesAt: typeof this.settle === 'object' && 'afterMs' in this.settle ? now + this.settle.afterMs : now,
      settlesTo: failure === undefined ? { status: 'Active' } : { status: 'Failed', information: failure },
    };
    if (document.type === 'Automation.ChangeTemplate') this.beginReview(document, added);
    document.versions.push(added);
    return added;
  }

  /** Where reviews are required a new version waits for one, and the one that waited before it never gets one; Amazon's own are approved. */
  private beginReview(document: StoredDocument, version: StoredVersion): void {
    version.reviewStatus = document.owner === 'Amazon' ? 'APPROVED' : this.reviews === 'required' ? 'PENDING' : 'NOT_REVIEWED';
    if (version.reviewStatus === 'NOT_REVIEWED') return;
    for (const other of document.versions) if (other.reviewStatus === version.reviewStatus) other.reviewStatus = 'REJECTED';
  }

  /** The status that a read shows; `counts` says whether the read is one that `describes` counts. */
  public statusOf(version: StoredVersion, counts = false): DocumentStatus {
    const unsettled = version.status === 'Creating' || version.status === 'Updating';
    if (!unsettled || this.now() < version.settlesAt) return version.status;
    if (version.readsLeft > 0) {
      if (counts) version.readsLeft--;
      return version.status;
    }
    version.status = version.settlesTo.status;
    version.statusInformation = version.settlesTo.information;
    return version.status;
  }

  private state(document: StoredDocument): DocumentState {
    return {
      name: document.name,
      type: document.type,
      owner: document.owner,
      versions: document.versions.map(version => ({
        version: version.version,
        versionName: version.versionName,
        displayName: version.displayName,
        targetType: version.targetType,
        content: version.content,
        format: version.format,
        hash: version.hash,
        status: this.statusOf(version),
        statusInformation: version.statusInformation,
        createdAt: version.createdAt,
        reviewStatus: version.reviewStatus,
        reviews: version.reviews && [...version.reviews],
      })),
      latestVersion: latestOf(document).version,
      defaultVersion: document.defaultVersion,
      shares: Object.fromEntries(document.shares),
      tags: Object.fromEntries(document.tags),
    };
  }
}

/** The highest version that was not deleted. */
export function latestOf(document: StoredDocument): StoredVersion {
  return document.versions[document.versions.length - 1];
}

/** The version asked for; the default version when none is. */
export function selected(document: StoredDocument, input: Omit<VersionInput, 'Name'>): StoredVersion | undefined {
  const { DocumentVersion: wanted, VersionName: versionName } = input;
  const number = wanted === '$LATEST' ? latestOf(document).version
    : wanted === '$DEFAULT' || (wanted === undefined && versionName === undefined) ? document.defaultVersion
      : wanted === undefined ? undefined : Number(wanted);
  return document.versions.find(version => (number === undefined || version.version === number)
    && (versionName === undefined || version.versionName === versionName));
}
