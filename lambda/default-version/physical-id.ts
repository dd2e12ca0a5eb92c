/** What a physical id remembers of the document's default version, from one deployment to the next. */
export interface Remembered {
  /** The version that this resource left as the default one. */
  readonly version: string;
  /** Whether it is held: new versions wait. */
  readonly isHeld: boolean;
  /** The version that was held until `version` was promoted. */
  readonly heldBefore?: string;
}

/** The beginning, which stays as long as the document does. */
export function idOf(documentName: string, remembered?: Remembered): string {
  const id = `default-version:${documentName}`;
  if (remembered === undefined) return id;
  const { version, isHeld, heldBefore } = remembered;
  if (isHeld) return `${id}:held-${version}`;
  return heldBefore === undefined ? `${id}:${version}` : `${id}:${version}:held-${heldBefore}`;
}

export function isIdOf(documentName: string, id: string | undefined): id is string {
  // Names have no colon.
  return id === idOf(documentName) || id?.startsWith(`${idOf(documentName)}:`) === true;
}

/** Undefined where an id remembers nothing of this document. */
export function rememberedIn(documentName: string, id: string | undefined): Remembered | undefined {
  if (!isIdOf(documentName, id)) return undefined;
  const [, version, heldBefore, held] = /^:(?:(\d+)(?::held-(\d+))?|held-(\d+))$/.exec(id.slice(idOf(documentName).length)) ?? [];
  if (held !== undefined) return { version: held, isHeld: true };
  return version === undefined ? undefined : { version, isHeld: false, heldBefore };
}
