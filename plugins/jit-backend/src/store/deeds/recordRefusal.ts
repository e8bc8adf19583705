import { Actor } from '../../domain/model';
import { appendAudit } from '../audit';
import { StoreOptions } from '../StoreOptions';
import { inTransaction } from '../transactions';

/** A deed that was refused: who wanted what, and why not. */
export interface Refused {
  actor: Actor;
  /** For example `request.review`. */
  deed: string;
  code: string;
  message: string;
  requestId?: string;
  sessionId?: string;
  accountId?: string;
  data?: Record<string, unknown>;
}

/** Puts a refusal on record, apart from the deed that did not happen. */
export function recordRefusal(
  { db, clock, newId }: StoreOptions,
  { actor, deed, code, message, data, ...about }: Refused,
): Promise<void> {
  return inTransaction(db, async trx => {
    await appendAudit(trx, newId, await clock.now(trx), [
      {
        type: 'request.refused',
        severity: 'medium',
        actor,
        ...about,
        data: { deed, code, message, ...data },
      },
    ]);
  });
}
