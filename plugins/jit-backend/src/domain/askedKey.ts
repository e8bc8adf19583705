import {
  PermissionSet,
  SetCoverage,
} from '@jit-portal/backstage-plugin-jit-common';
import { createHash } from 'crypto';

/** Elements that say what a policy is called, not what it does. */
const NAMES = ['Sid', 'Id'];
/** Compared by IAM without regard to case. */
const FOLDED = ['Action', 'NotAction'];

/**
 * A policy without what makes no difference to IAM: names, the order of keys
 * and of lists, one value or a list of it, the case of actions.
 */
function normal(value: unknown, foldCase = false): unknown {
  if (Array.isArray(value)) {
    const items = value.map(one => JSON.stringify(normal(one, foldCase)));
    return [...new Set(items)].sort();
  }
  if (value !== null && typeof value === 'object') {
    return Object.entries(value)
      .filter(([key]) => !NAMES.includes(key))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, normalPart(key, part)]);
  }
  return foldCase ? String(value).toLowerCase() : String(value);
}

function normalPart(key: string, part: unknown): unknown {
  const isPlain = part === null || typeof part !== 'object';
  const list = isPlain || key === 'Statement' ? [part].flat() : part;
  return normal(list, FOLDED.includes(key));
}

function normalPolicy(text: string | undefined): unknown {
  if (!text) return null;
  try {
    return normal(JSON.parse(text));
  } catch {
    return text;
  }
}

/**
 * Names what a custom set asks for, whatever it is called and however its
 * policies are written: those with one key could share a standard set. For
 * counting alone; reviews are held to the very bytes (contentHashOf).
 */
export function askedKeyOf(set: PermissionSet): string | undefined {
  if (set.type !== 'custom') return undefined;
  const managed = [...set.managedPolicies].sort();
  const asked = JSON.stringify([managed, normalPolicy(set.inlinePolicy)]);
  return createHash('sha256').update(asked).digest('hex').slice(0, 16);
}

/** A standard set that would do for all that a custom one asks for. */
export function coveringSetOf(
  coveredBy: SetCoverage[] | undefined,
): string | undefined {
  return coveredBy?.find(({ covers }) => covers === 'whole')?.name;
}
