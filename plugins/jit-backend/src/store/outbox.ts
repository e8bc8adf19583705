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
      kind: 'alert';
      /** Which findings; who is told and how many there are is asked then. */
      about: FindingKind;
      /** Where an account's own people are told, too. */
      accountId?: string;
    };

export async function enqueue(
  trx: Knex,
  newId: NewId,
  at: Date,
  items: OutboxItem[],
): Promise<void> {
  if (items.length === 0) return;
  await trx('outbox').insert(
    items.map(({ kind, ...payload }) => ({
      id: newId(at),
      kind,
      payload: JSON.stringify(payload),
      due_at: at,
      attempt: 0,
    })),
  );
}
