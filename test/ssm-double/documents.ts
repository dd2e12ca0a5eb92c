import { checkContent, convert, DocumentFormat, summarize } from './document-content';
import { DocumentStore, latestOf, selected, StoredDocument, StoredVersion, VersionInput } from './document-store';
import { Operations } from './operation';
import { ServiceError } from './service-error';
import { reviewsOf } from './template-reviews';

/** "aws" of the API reference is taken as "aws-": documents named aws_… exist. */
const RESERVED_PREFIXES = ['aws-', 'amazon', 'amzn', 'awsec2', 'awsconfigremediation', 'awssupport'];
const MAX_DOCUMENTS = 500;
const MAX_VERSIONS = 1000;

interface Tag {
  readonly Key: string;
  readonly Value: string;
}

interface ContentInput {
  readonly Name: string;
  readonly Content: string;
  readonly DocumentFormat?: DocumentFormat;
  readonly DisplayName?: string;
  readonly VersionName?: string;
  readonly TargetType?: string;
  readonly Attachments?: readonly { readonly Name?: string }[];
}

interface CreateDocumentInput extends ContentInput {
  readonly DocumentType?: string;
  readonly Requires?: readonly object[];
  readonly Tags?: readonly Tag[];
}

interface UpdateDocumentInput extends ContentInput {
  readonly DocumentVersion?: string;
}

export interface DocumentRules {
  /** Whether this account uses Change Manager, which takes no new customers. */
  readonly changeManager: 'open' | 'closed';
  /** Versions that DuplicateDocumentContent compares with; AWS's message speaks of "document version provided in request". */
  readonly duplicates: 'latest' | 'all';
}

/** Making, reading and deleting documents and their versions. */
export function documentOperations(store: DocumentStore, rules: DocumentRules): Operations {
  return {
    CreateDocument: (input: CreateDocumentInput) => {
      if (RESERVED_PREFIXES.some(prefix => input.Name.toLowerCase().startsWith(prefix))) {
        throw new ServiceError('ValidationException', `Document name ${input.Name} starts with a prefix that is reserved by AWS`); // wording unproven
      }
      if (store.byName.has(input.Name)) throw new ServiceError('DocumentAlreadyExists', `Document with same name ${input.Name} already exists`);
      const type = input.DocumentType ?? 'Command';
      if (type === 'ApplicationConfiguration' && !input.Requires?.length) {
        throw new ServiceError('ValidationException', 'DocumentRequires cannot be empty when creating a document of type ApplicationConfiguration');
      }
      if (type === 'Automation.ChangeTemplate' && rules.changeManager === 'closed') {
        // The model declares it for CreateDocument; for which types it comes is not said.
        throw new ServiceError('NoLongerSupportedException', 'The requested operation is no longer supported by Systems Manager.');
      }
      checkContent(input.Content, type, input.DocumentFormat ?? 'JSON');
      const owned = [...store.byName.values()].filter(document => document.owner === store.place.account).length;
      if (owned >= MAX_DOCUMENTS) throw new ServiceError('DocumentLimitExceeded', `You can have at most ${MAX_DOCUMENTS} active SSM documents.`);

      const document: StoredDocument = {
        name: input.Name,
        type,
        owner: store.place.account,
        versions: [],
        defaultVersion: 1,
        nextVersion: 1,
        shares: new Map(),
        tags: new Map((input.Tags ?? []).map(tag => [tag.Key, tag.Value])),
      };
      store.byName.set(input.Name, document);
      const version = store.addVersion(document, { ...versionOf(input), requires: input.Requires }, 'Creating');
      return { DocumentDescription: describe(document, version, 'Creating') };
    },

    UpdateDocument: (input: UpdateDocumentInput) => {
      const document = find(input.Name);
      if (document.owner !== store.place.account) throw missing(input.Name);
      const latest = latestOf(document);
      if (input.DocumentVersion === undefined || input.DocumentVersion === '$DEFAULT') {
        throw new ServiceError('InvalidDocumentVersion', 'Document version for UpdateDocument must be number or $LATEST');
      }
      if (input.DocumentVersion !== '$LATEST' && Number(input.DocumentVersion) !== latest.version) {
        throw new ServiceError('InvalidDocumentVersion', `Version provided for document ${input.Name} is not latest. `
          + `Please provide the latest version to update document ${input.Name}`);
      }
      checkContent(input.Content, document.type, input.DocumentFormat ?? 'JSON');
      const compared = rules.duplicates === 'all' ? document.versions : [latest];
      if (compared.some(version => version.content === input.Content)) {
        throw new ServiceError('DuplicateDocumentContent',
          `Document to be updated with name ${input.Name} has the same metadata and content as document version provided in request`);
      }
      if (input.VersionName !== undefined && document.versions.some(version => version.versionName === input.VersionName)) {
        throw new ServiceError('DuplicateDocumentVersionName',
          `Document version name ${input.VersionName} has already been used for another version of this document`);
      }
      if (document.versions.length >= MAX_VERSIONS) {
        throw new ServiceError('DocumentVersionLimitExceeded', 'The document has too many versions. Delete one or more document versions and try again.');
      }
      const version = store.addVersion(document, { ...versionOf(input), requires: latest.requires }, 'Updating');
      return { DocumentDescription: describe(document, version, 'Updating') };
    },

    UpdateDocumentDefaultVersion: (input: { Name: string; DocumentVersion: string }) => {
      const document = find(input.Name);
      if (document.owner !== store.place.account) throw missing(input.Name);
      const version = document.versions.find(candidate => candidate.version === Number(input.DocumentVersion));
      if (!version) throw new ServiceError('InvalidDocumentVersion', noSuchVersion(input.Name, input.DocumentVersion));
      document.defaultVersion = version.version;
      // Recorded without DefaultVersionName although the version had a name.
      return { Description: { Name: document.name, DefaultVersion: String(version.version) } };
    },

    DescribeDocument: (input: VersionInput) => {
      const document = find(input.Name);
      const version = select(document, input);
      return { Document: { ...describe(document, version, store.statusOf(version, true)), Category: [], CategoryEnum: [] } };
    },

    GetDocument: (input: VersionInput & { DocumentFormat?: DocumentFormat }) => {
      const document = find(input.Name);
      const version = select(document, input);
      // The API reference: without a format, JSON is answered.
      const format = version.format === 'TEXT' ? 'TEXT' : input.DocumentFormat ?? 'JSON';
      return {
        Name: document.name,
        ...identity(document, version),
        Status: store.statusOf(version, true),
        ...(version.statusInformation !== undefined && { StatusInformation: version.statusInformation }),
        Content: convert(version.content, version.format, format),
        DocumentFormat: format,
        ...(version.reviewStatus && { ReviewStatus: version.reviewStatus }),
      };
    },

    DeleteDocument: (input: VersionInput & { Force?: boolean }) => {
      const document = store.byName.get(input.Name);
      if (!document || document.owner !== store.place.account) {
        throw new ServiceError('InvalidDocument', `Document ${input.Name} does not exist in your account`);
      }
      if (document.type === 'ApplicationConfigurationSchema' && !input.Force) {
        throw new ServiceError('InvalidDocument', 'Document is of type ApplicationConfigurationSchema and might be used by other documents, '
          + 'please use force flag to delete the document');
      }
      if (input.DocumentVersion === undefined && input.VersionName === undefined) {
        if (document.shares.size > 0) throw new ServiceError('InvalidDocumentOperation', 'Must unshare document first before delete');
        store.byName.delete(input.Name);
        return {};
      }
      // One version; recorded to work while the document is shared, and for $LATEST.
      const version = selected(document, input);
      if (!version) throw new ServiceError('InvalidDocument', noSuchVersion(input.Name, input.DocumentVersion ?? input.VersionName!));
      if (version.version === document.defaultVersion) {
        throw new ServiceError('InvalidDocumentOperation', 'Default version of the document can\'t be deleted.');
      }
      document.versions = document.versions.filter(other => other !== version);
      return {};
    },
  };

  function find(nameOrArn: string): StoredDocument {
    const document = store.find(nameOrArn);
    if (!document) throw missing(nameOrArn);
    return document;
  }

  function missing(name: string): ServiceError {
    return new ServiceError('InvalidDocument', `Document with name ${name} does not exist.`);
  }

  function select(document: StoredDocument, input: VersionInput): StoredVersion {
    const version = selected(document, input);
    if (version) return version;
    throw new ServiceError('InvalidDocumentVersion', input.DocumentVersion === undefined
      ? noSuchVersion(document.name, input.VersionName!) // wording unproven
      : `Document version: ${input.DocumentVersion} is invalid, latest version is ${latestOf(document).version}`);
  }
}

function versionOf(input: ContentInput): Parameters<DocumentStore['addVersion']>[1] {
  return {
    content: input.Content,
    format: input.DocumentFormat ?? 'JSON',
    versionName: input.VersionName,
    displayName: input.DisplayName,
    targetType: input.TargetType,
    attachments: input.Attachments?.flatMap(attachment => attachment.Name ?? []),
  };
}

/** What every answer about a version tells. */
export function identity(document: StoredDocument, version: StoredVersion): object {
  return {
    CreatedDate: version.createdAt.getTime() / 1000,
    ...(version.displayName !== undefined && { DisplayName: version.displayName }),
    ...(version.versionName !== undefined && { VersionName: version.versionName }),
    DocumentVersion: String(version.version),
    DocumentType: document.type,
    DocumentFormat: version.format,
    ...(version.requires && { Requires: version.requires }),
  };
}

function describe(document: StoredDocument, version: StoredVersion, status: string): object {
  return {
    Hash: version.hash,
    HashType: 'Sha256',
    Name: document.name,
    Owner: document.owner,
    ...identity(document, version),
    Status: status,
    ...(status === 'Failed' && { StatusInformation: version.statusInformation }),
    ...summarize(version.content, document.type, version.format),
    LatestVersion: String(latestOf(document).version),
    DefaultVersion: String(document.defaultVersion),
    ...reviewsOf(document, version),
    ...(version.targetType !== undefined && { TargetType: version.targetType }),
    Tags: [...document.tags].map(([Key, Value]) => ({ Key, Value })),
    ...(version.attachments?.length && { AttachmentsInformation: version.attachments.map(Name => ({ Name })) }),
  };
}

function noSuchVersion(name: string, version: string): string {
  return `Document with name ${name} with version ${version} does not exist.`;
}
