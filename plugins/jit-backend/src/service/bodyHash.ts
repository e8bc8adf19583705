import { createHash } from 'crypto';

/** The same whatever order the fields came in. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([key, inner]) => [key, canonical(inner)]);
}

/** Tells two bodies apart that came with one idempotency key (H24). */
export function bodyHashOf(body: unknown): string {
  const text = JSON.stringify(canonical(body));
  return createHash('sha256').update(text).digest('hex');
}
