import { summarize } from './document-content';
import { DocumentStore, latestOf, StoredDocument } from './document-store';
import { identity } from './documents';
import { Operations } from './operation';
import { page, tokenOf } from './page';
import { ServiceError } from './service-error';

interface ListDocumentsInput {
  readonly DocumentFilterList?: readonly { readonly key: string; readonly value: string }[];
  readonly Filters?: readonly { readonly Key?: string; readonly Values?: readonly string[] }[];
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

export interface ListRules {
  /** Whether the first page of a filtered ListDocuments is empty and has a NextToken, as recorded once. */
  readonly emptyFirstPage: boolean;
}

/** Lists of documents and of their versions. */
export function documentListOperations(store: DocumentStore, rules: ListRules): Operations {
  return {
    ListDocuments: (input: ListDocumentsInput) => {
      const filters = [
        ...(input.Filters ?? []).map(filter => ({ key: filter.Key ?? '', values: filter.Values ?? [] })),
        ...(input.DocumentFilterList ?? []).map(filter => ({ key: filter.key, values: [filter.value] })),
      ];
      for (const { key } of filters) if (!isFilter(key)) throw new ServiceError('InvalidFilterKey');
      const list = `documents ${JSON.stringify(filters)}`;
      if (rules.emptyFirstPage && filters.length > 0 && input.NextToken === undefined) {
        return { DocumentIdentifiers: [], NextToken: tokenOf(list, 0) };
      }
      const found = [...store.byName.values()].filter(document => filters.every(({ key, values }) => matches(document, key, values)));
      const { items, NextToken } = page(list, found, input.MaxResults ?? 50, input.NextToken);
      return { DocumentIdentifiers: items.map(identify), ...(NextToken && { NextToken }) };
    },

    /** Newest first, as recorded. */
    ListDocumentVersions: (input: { Name: string; MaxResults?: number; NextToken?: string }) => {
      const document = store.find(input.Name);
      if (!document) throw new ServiceError('InvalidDocument', `Document with name ${input.Name} does not exist.`);
      const newestFirst = [...document.versions].reverse();
      const { items, NextToken } = page(`versions of ${document.name}`, newestFirst, input.MaxResults ?? 50, input.NextToken);
      return {
        DocumentVersions: items.map(version => ({
          Name: document.name,
          ...(version.displayName !== undefined && { DisplayName: version.displayName }),
          DocumentVersion: String(version.version),
          ...(version.versionName !== undefined && { VersionName: version.versionName }),
          CreatedDate: version.createdAt.getTime() / 1000,
          IsDefaultVersion: version.version === document.defaultVersion,
          DocumentFormat: version.format,
          Status: store.statusOf(version),
          ...(version.reviewStatus && { ReviewStatus: version.reviewStatus }),
          ...(version.statusInformation !== undefined && { StatusInformation: version.statusInformation }),
        })),
        ...(NextToken && { NextToken }),
      };
    },
  };

  function matches(document: StoredDocument, key: string, values: readonly string[]): boolean {
    if (key.startsWith('tag:')) {
      const value = document.tags.get(key.slice('tag:'.length));
      return value !== undefined && values.includes(value);
    }
    switch (key) {
      case 'Name': return values.some(value => document.name.startsWith(value)); // a prefix, by the API reference
      case 'DocumentType': return values.includes(document.type);
      case 'TargetType': return values.includes(shown(document).targetType ?? '');
      case 'PlatformTypes': return values.some(value => platformsOf(document).includes(value));
      default: return values.some(value => belongsTo(document, value));
    }
  }

  function belongsTo(document: StoredDocument, owner: string): boolean {
    switch (owner) {
      case 'All': return true;
      case 'Self': return document.owner === store.place.account;
      case 'Amazon': return document.owner === 'Amazon';
      case 'Public': return document.shares.has('all') || document.owner === 'Amazon';
      case 'ThirdParty': return document.owner !== 'Amazon' && document.owner !== store.place.account;
      default: return document.owner === owner;
    }
  }

  function identify(document: StoredDocument): object {
    const version = shown(document);
    const { SchemaVersion } = summarize(version.content, document.type, version.format);
    return {
      Name: document.name,
      Owner: document.owner,
      ...identity(document, version),
      PlatformTypes: platformsOf(document),
      SchemaVersion,
      ...(version.reviewStatus && { ReviewStatus: version.reviewStatus }),
      ...(version.targetType !== undefined && { TargetType: version.targetType }),
      Tags: [...document.tags].map(([Key, Value]) => ({ Key, Value })),
    };
  }
}

function isFilter(key: string): boolean {
  return ['Name', 'Owner', 'DocumentType', 'PlatformTypes', 'TargetType'].includes(key) || key.startsWith('tag:');
}

function shown(document: StoredDocument) {
  return document.versions.find(version => version.version === document.defaultVersion) ?? latestOf(document);
}

function platformsOf(document: StoredDocument): readonly string[] {
  const version = shown(document);
  return summarize(version.content, document.type, version.format).PlatformTypes;
}
