import { lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { STDIN, Unreadable } from './read-source';

/** A file to look at. */
export interface FoundFile {
  readonly path: string;
  /** Named on the command line, rather than found in a folder. */
  readonly isNamed: boolean;
}

/** A path that cannot be looked at, and why. */
export interface Problem {
  readonly path: string;
  readonly reason: string;
}

export interface Collection {
  readonly files: readonly FoundFile[];
  readonly problems: readonly Problem[];
}

const EXTENSIONS: ReadonlySet<string> = new Set(['.json', '.yaml', '.yml', '.ics', '.txt', '.cedar']);
/** What tools put there; hidden folders are left out too. */
const LEFT_OUT: ReadonlySet<string> = new Set(['node_modules', 'cdk.out']);

/**
 * The files that the paths name, and those in folders: in the order of the paths, in folders in the order of the names,
 * each file once.
 */
export function collectFiles(paths: readonly string[]): Collection {
  return new Collector().collect(paths);
}

class Collector {
  /** By real path, so that links leading to the same place, or in a circle, are followed once. */
  private readonly files = new Map<string, FoundFile>();
  private readonly folders = new Set<string>();
  private readonly problems: Problem[] = [];

  public collect(paths: readonly string[]): Collection {
    for (const path of paths) {
      if (path === STDIN) {
        this.files.set(STDIN, { path, isNamed: true });
      } else {
        this.visit(path, true);
      }
    }
    return { files: [...this.files.values()], problems: this.problems };
  }

  private visit(path: string, isNamed: boolean): void {
    try {
      const stats = statSync(path);
      if (stats.isDirectory()) {
        this.folder(path);
      } else if (stats.isFile()) {
        const real = realpathSync(path);
        if (isNamed || !this.files.has(real)) this.files.set(real, { path: this.files.get(real)?.path ?? path, isNamed });
      } else if (isNamed) {
        // A pipe, such as `<(…)`, has no real path. In a folder, opening one would wait for ever.
        this.files.set(path, { path, isNamed });
      }
    } catch (error) {
      this.problems.push({ path, reason: isBrokenLink(path) ? 'a symbolic link that leads nowhere' : Unreadable.because(error).message });
    }
  }

  private folder(path: string): void {
    const real = realpathSync(path);
    if (this.folders.has(real)) return;
    this.folders.add(real);
    const entries = readdirSync(path, { withFileTypes: true }).filter(({ name }) => !name.startsWith('.') && !LEFT_OUT.has(name));
    for (const entry of entries.sort((left, right) => left.name < right.name ? -1 : 1)) {
      const child = path === '.' ? entry.name : join(path, entry.name);
      // A link that leads nowhere only matters where its name is that of a document.
      if (entry.isDirectory() || hasDocumentName(child) || (entry.isSymbolicLink() && isFolder(child))) this.visit(child, false);
    }
  }
}

function hasDocumentName(path: string): boolean {
  return EXTENSIONS.has(extname(path).toLowerCase());
}

function isBrokenLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink() && statSync(path, { throwIfNoEntry: false }) === undefined;
  } catch {
    return false;
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
