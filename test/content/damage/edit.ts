import { Path } from '../../../src/content/path';
import { ContentMap, ContentValue, isMap } from '../../../src/content/value';

/** The value at a path, if there is one. */
export function valueAt(content: ContentValue, path: Path): ContentValue | undefined {
  let value: ContentValue | undefined = content;
  for (const segment of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as ContentMap)[segment];
  }
  return value;
}

/** A copy with another value at a path; only what lies on the way is copied. */
export function set(content: ContentMap, path: Path, value: ContentValue): ContentMap {
  return change(content, path, (parent, last) => {
    (parent as ContentMap)[last] = value;
  });
}

/** A copy without the key or the item at a path. */
export function remove(content: ContentMap, path: Path): ContentMap {
  return change(content, path, (parent, last) => {
    if (Array.isArray(parent)) {
      parent.splice(Number(last), 1);
    } else {
      delete parent[last];
    }
  });
}

/** A copy with an item put into a list, before the index. */
export function insert(content: ContentMap, path: Path, item: ContentValue): ContentMap {
  return change(content, path, (parent, last) => {
    (parent as ContentValue[]).splice(Number(last), 0, item);
  });
}

/** A copy with a key written differently, in the same place. */
export function renameKey(content: ContentMap, path: Path, name: string): ContentMap {
  const parentPath = path.slice(0, -1);
  const parent = parentPath.length === 0 ? content : valueAt(content, parentPath) as ContentMap;
  const renamed = Object.fromEntries(Object.entries(parent).map(([key, value]) => [key === path[path.length - 1] ? name : key, value]));
  return parentPath.length === 0 ? renamed : set(content, parentPath, renamed);
}

function change(content: ContentMap, path: Path, edit: (parent: ContentMap | ContentValue[], last: string | number) => void): ContentMap {
  const root = shallow(content) as ContentMap;
  let parent: ContentMap | ContentValue[] = root;
  for (const segment of path.slice(0, -1)) {
    const next = shallow((parent as ContentMap)[segment]);
    (parent as ContentMap)[segment] = next;
    parent = next;
  }
  edit(parent, path[path.length - 1]);
  return root;
}

function shallow(value: ContentValue): ContentMap | ContentValue[] {
  if (Array.isArray(value)) return [...value];
  return isMap(value) ? { ...value } : {};
}

/** A name as fingers that slip write it, and never one of those that exist. */
export function misspell(name: string, existing: Iterable<string> = []): string {
  const taken = new Set([name, ...existing]);
  const middle = Math.floor(name.length / 2);
  const dropped = name.slice(0, middle) + name.slice(middle + 1);
  const doubled = name.slice(0, middle) + name.slice(middle, middle + 1) + name.slice(middle);
  for (const slip of [dropped, doubled, `${name}s`]) {
    if (slip !== '' && !taken.has(slip)) return slip;
  }
  return `${name}Zz`;
}
