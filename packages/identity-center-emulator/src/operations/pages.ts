import { createHash } from 'node:crypto';
import { invalid } from '../errors';
import type { Input } from './context';

/** What a list was asked for, whichever page of it. */
function fingerprintOf({ NextToken, MaxResults, ...query }: Input): string {
  return createHash('sha256')
    .update(JSON.stringify(query))
    .digest('base64url')
    .slice(0, 16);
}

/** Leads to the rest of this list, and of no other. */
export function tokenFor(query: Input, offset: number): string {
  return Buffer.from(`${fingerprintOf(query)}${offset}`).toString('base64url');
}

/** @throws ValidationException for a token that this list did not give */
export function offsetOf(query: Input, token: string | undefined): number {
  if (token === undefined) return 0;
  const text = Buffer.from(token, 'base64url').toString();
  const offset = Number(text.slice(16) || NaN);
  if (text.slice(0, 16) !== fingerprintOf(query) || !Number.isInteger(offset)) {
    throw invalid('The pagination token is not valid.');
  }
  return offset;
}

/** A page of a list, with the token that leads to the next. */
export function pageOf<T>(items: T[], input: Input, defaultSize = 100) {
  const size = input.MaxResults ?? defaultSize;
  if (!Number.isInteger(size) || size < 1 || size > 100) {
    throw invalid(
      `Value '${size}' at 'maxResults' failed to satisfy constraint: Member must be between 1 and 100`,
    );
  }
  const start = offsetOf(input, input.NextToken);
  const end = start + size;
  return {
    page: items.slice(start, end),
    NextToken: end < items.length ? tokenFor(input, end) : undefined,
  };
}
