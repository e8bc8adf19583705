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
  /** As it was sent: what is no account id goes on record among the data. */
  accountId?: string;
  data?: Record<string, unknown>;
}

const ACCOUNT_ID = /^\d{12}$/;

/** Whatever somebody sent, the refusal itself must not be lost over it. */
function accountIn(sent: string | undefined) {
  return sent === undefined || ACCOUNT_ID.test(sent)
    ? { account: { accountId: sent } }
    : { account: {}, asSent: { accountId: sent } };
}

/** Puts a refusal on record, apart from the deed that did not happen. */
export function recordRefusal(
  { db, clock, newId }: StoreOptions,
  { actor, deed, code, message, data, accountId, ...about }: Refused,
): Promise<void> {
  const { account, asSent } = accountIn(accountId);
  return inTransaction(db, async trx => {
    await appendAudit(trx, newId, await clock.now(trx), [
      {
        type: 'request.refused',
        severity: 'medium',
        actor,
        ...about,
        ...account,
        data: { deed, code, message, ...asSent, ...data },
      },
    ]);
  });
}
