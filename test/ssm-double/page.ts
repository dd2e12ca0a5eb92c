import { ServiceError } from './service-error';

/** One page of a list; the token carries what it continues, so that another list's token is refused. */
export function page<T>(list: string, items: readonly T[], size: number, token: string | undefined): { items: T[]; NextToken?: string } {
  const start = token === undefined ? 0 : offsetIn(list, token);
  const end = start + size;
  return { items: items.slice(start, end), ...(end < items.length && { NextToken: tokenOf(list, end) }) };
}

export function tokenOf(list: string, offset: number): string {
  return Buffer.from(JSON.stringify([list, offset])).toString('base64');
}

function offsetIn(list: string, token: string): number {
  try {
    const [of, offset] = JSON.parse(Buffer.from(token, 'base64').toString('utf8'));
    if (of === list && Number.isInteger(offset)) return offset;
  } catch {
    // Not one of ours: refused below.
  }
  throw new ServiceError('InvalidNextToken', 'The specified token isn\'t valid.');
}
