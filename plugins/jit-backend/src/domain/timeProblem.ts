import { Refusal } from './refusal';

/** What looks like a time and is none, such as of a thirteenth month. */
export function timeProblem(query: {
  from?: string;
  to?: string;
}): Refusal | undefined {
  const details = (['from', 'to'] as const)
    .filter(field => query[field] && Number.isNaN(Date.parse(query[field]!)))
    .map(field => ({
      field,
      message: `${query[field]} is not a time. Write it as 2026-11-23T09:00:00Z.`,
    }));
  return details.length > 0
    ? { code: 'invalid-values', message: details[0].message, details }
    : undefined;
}
