import { Knex } from 'knex';
import { OutboxItem } from '../store/outbox';

/** After so long it is tried again; longer than any one try may take. */
const FIRST_PAUSE_SECONDS = 15;
const LONGEST_PAUSE_SECONDS = 15 * 60;

/** Something to tell that we alone are telling now. */
export interface ClaimedItem {
  id: string;
  /** This is the how-manieth try; 1 is the first. */
  attempt: number;
  item: OutboxItem;
}

function pauseAfter(attempt: number): number {
  const seconds = FIRST_PAUSE_SECONDS * 2 ** (attempt - 1);
  return Math.min(seconds, LONGEST_PAUSE_SECONDS) * 1000;
}

/** What waits to be told, oldest first. */
export async function dueRows(
  db: Knex,
  kind: OutboxItem['kind'],
  now: Date,
  limit: number,
): Promise<{ id: string; attempt: number; payload: string }[]> {
  return db('outbox')
    .where({ kind })
    .where('due_at', '<=', now)
    .orderBy(['due_at', 'id'])
    .limit(limit)
    .select('id', 'attempt', 'payload');
}

/**
 * Takes an item, unless another replica was faster. The next try is on record
 * before the first is made, so that a crash costs a pause and no item.
 */
export async function claim(
  db: Knex,
  row: { id: string; attempt: number },
  now: Date,
): Promise<boolean> {
  const attempt = row.attempt + 1;
  const changed = await db('outbox')
    .where({ id: row.id, attempt: row.attempt })
    .update({
      attempt,
      due_at: new Date(now.getTime() + pauseAfter(attempt)),
    });
  return changed === 1;
}

/** It was told, or never will be. */
export async function remove(db: Knex, claimed: ClaimedItem): Promise<void> {
  const { id, attempt } = claimed;
  await db('outbox').where({ id, attempt }).delete();
}

export async function noteFailure(
  db: Knex,
  claimed: ClaimedItem,
  error: unknown,
): Promise<void> {
  const { id, attempt } = claimed;
  await db('outbox')
    .where({ id, attempt })
    .update({ last_error: String(error).slice(0, 2000) });
}
