import { JsonNode } from '../json/JsonNode';
import { readJson } from '../json/readJson';

/** The portal's own; a policy that brings one of this name is refused. */
export const END_SID = 'JitHardEnd';

/** Stands for the end until the first call sets it; as long as any date (H17). */
export const OPEN_END = '0000-00-00T00:00:00Z';

/** `2026-11-23T18:05:00Z`: whole seconds, so that every end is equally long. */
export function endText(hardEnd: Date): string {
  return `${hardEnd.toISOString().slice(0, 19)}Z`;
}

/**
 * Denies everything once the end has come, whether or not the portal still
 * runs (H7). A deny wins over every allow of the set, managed policies too.
 */
export function endStatement(end: string): string {
  return JSON.stringify({
    Sid: END_SID,
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: { DateGreaterThanEquals: { 'aws:CurrentTime': end } },
  });
}

/**
 * The text that goes to AWS: what was asked for, byte for byte, and the end as
 * the last statement. Undefined for a text that is no policy.
 */
export function withEndStatement(
  policy: string | undefined,
  end: string,
): string | undefined {
  const own = endStatement(end);
  if (policy === undefined) {
    return `{"Version":"2012-10-17","Statement":[${own}]}`;
  }
  const statement = statementsOf(policy);
  if (!statement) return undefined;
  const before = policy.slice(0, statement.start);
  const asked = policy.slice(statement.start, statement.end);
  const after = policy.slice(statement.end);
  if (statement.kind === 'object') return `${before}[${asked},${own}]${after}`;
  return `${before}${asked.slice(0, -1)},${own}]${after}`;
}

function statementsOf(policy: string): JsonNode | undefined {
  const read = readJson(policy);
  if (!read.ok || read.node.kind !== 'object') return undefined;
  const found = read.node.members.find(({ name }) => name === 'Statement');
  const value = found?.value;
  if (value?.kind === 'object') return value;
  return value?.kind === 'array' && value.items.length > 0 ? value : undefined;
}
