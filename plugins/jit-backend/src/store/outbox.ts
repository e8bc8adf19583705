import { FindingKind } from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { NewId } from './ids';

/**
 * Something to tell people, written in the transaction of what happened and
 * sent by a follower afterwards: telling may fail, be late and be retried
 * without ever touching the request.
 */
export type OutboxItem =
  | {
      kind: 'signal';
      requestId: string;
      sessionId?: string;
      /** Accounts whose owners should look again. */
      accountId: string;
      /** People who should look again besides approvers. */
      userRefs: string[];
    }
  | {
      kind: 'notification';
      /** Which words to use; see followers/. */
      topic:
        | 'review-wanted'
        | 'review-reminder'
        /** The approval window closes soon. */
        | 'review-due-soon'
        /** It closes sooner yet: told to others than the reviewers so far. */
        | 'review-escalated'
        | 'approved'
        | 'active'
        | 'rejected'
        | 'expired'
        | 'revoked'
        | 'ended'
        | 'failed'
        | 'ending-soon'
        | 'removal-late'
        /** Role credentials could not be cut off as the mode says. */
        | 'credentials-remain'
        /** A document of denies is nearly full (H28). */
        | 'denies-nearly-full';
      requestId: string;
      sessionId?: string;
    }
  | {
      kind: 'digest';
      /** Who has been told of enough requests one by one for now. */
      userRef: string;
    }
  | {
      kind: 'alert';
      /** Which findings; who is told and how many there are is asked then. */
      about: FindingKind;
      /** Where an account's own people are told, too. */
      accountId?: string;
    };

/** @param dueAt - not to be told before; `at` where it is to be told at once */
export async function enqueue(
  trx: Knex,
  newId: NewId,
  at: Date,
  items: OutboxItem[],
  dueAt: Date = at,
): Promise<void> {
  if (items.length === 0) return;
  await trx('outbox').insert(
    items.map(({ kind, ...payload }) => ({
      id: newId(at),
      kind,
      payload: JSON.stringify(payload),
      due_at: dueAt,
      attempt: 0,
    })),
  );
}

/** Tells something at `dueAt`, unless just that waits to be told anyway. */
export async function enqueueOnce(
  trx: Knex,
  newId: NewId,
  at: Date,
  item: OutboxItem,
  dueAt: Date = at,
): Promise<void> {
  const { kind, ...payload } = item;
  const waiting = await trx('outbox')
    .where({ kind, payload: JSON.stringify(payload), attempt: 0 })
    .first('id');
  if (!waiting) await enqueue(trx, newId, at, [item], dueAt);
}
