import {
  AccessRequest,
  EndCause,
  isoOf,
  RejectReasonCode,
} from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { Caller } from '../src/service/Caller';
import { DefaultJitService } from '../src/service/DefaultJitService';
import { JitStores } from '../src/store/createStores';
import { appendAudit } from '../src/store/audit';
import { ManualClock } from '../src/store/clock';
import { newTimeSortedId } from '../src/store/ids';
import { sessionOf } from '../src/store/rows';
import { beginEnd, moveSession } from '../src/store/sessions';
import { ENGINE } from '../src/domain/model';

/*
 * The demo's past and present. Every request goes through the real service
 * with its real rules, at a time that the clock is set to; what the engine did
 * to sessions long over is written as the engine writes it.
 */

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** One line of the demo's history. */
interface Tale {
  who: string;
  account: string;
  set: string;
  daysAgo: number;
  minutes?: number;
  why: string;
  then:
    | { end: 'expired' }
    | { end: 'cancelled' }
    | { end: 'open' }
    | {
        end: 'rejected';
        by: string;
        comment: string;
        reasonCode: RejectReasonCode;
      }
    | { end: 'active'; by: string; comment?: string }
    | {
        end: 'session';
        by: string;
        cause: EndCause;
        after: number;
        reason?: string;
        endedBy?: string;
      };
}

const PRODUCTION = '111111111111';
const STAGING = '222222222222';
const DATA_LAKE = '333333333333';
const SANDBOX = '444444444444';
const LEGACY = '555555555555';

export const tales: Tale[] = [
  {
    who: 'theo',
    account: PRODUCTION,
    set: 'ReadOnlyAccess',
    daysAgo: 60,
    why: 'Compare payout totals with the data lake, DATA-210',
    then: { end: 'expired' },
  },
  {
    who: 'sam',
    account: DATA_LAKE,
    set: 'ReadOnlyAccess',
    daysAgo: 60,
    why: 'Check who can read the raw zone, SEC-71',
    then: { end: 'cancelled' },
  },
  {
    who: 'theo',
    account: SANDBOX,
    set: 'PowerUserAccess',
    daysAgo: 60,
    why: 'Try the new table format before the workshop',
    then: { end: 'expired' },
  },
  {
    who: 'lena',
    account: STAGING,
    set: 'BillingView',
    daysAgo: 60,
    why: 'Find out why staging costs doubled, FIN-9',
    then: { end: 'cancelled' },
  },
  {
    who: 'dana',
    account: STAGING,
    set: 'PowerUserAccess',
    daysAgo: 21,
    minutes: 120,
    why: 'Rehearse the queue migration, OPS-640',
    then: { end: 'session', by: 'olivia', cause: 'released', after: 75 },
  },
  {
    who: 'dana',
    account: PRODUCTION,
    set: 'ReadOnlyAccess',
    daysAgo: 14,
    why: 'Follow one failed refund through the logs, OPS-702',
    then: { end: 'session', by: 'omar', cause: 'time', after: 60 },
  },
  {
    who: 'theo',
    account: STAGING,
    set: 'DatabaseAdmin',
    daysAgo: 12,
    minutes: 480,
    why: 'Look around in the database for a day',
    then: {
      end: 'rejected',
      by: 'olivia',
      comment: 'Too long for this task. An hour of ReadOnlyAccess will do.',
      reasonCode: 'too-long',
    },
  },
  {
    who: 'dana',
    account: PRODUCTION,
    set: 'PowerUserAccess',
    daysAgo: 9,
    minutes: 240,
    why: 'Restart the payout workers after the incident, OPS-733',
    then: {
      end: 'session',
      by: 'petra',
      cause: 'revoked',
      after: 95,
      endedBy: 'olivia',
      reason: 'Task completed',
    },
  },
  {
    who: 'dana',
    account: PRODUCTION,
    set: 'DatabaseAdmin',
    daysAgo: 7,
    why: 'Add an index to the refunds table',
    then: {
      end: 'rejected',
      by: 'omar',
      comment:
        'Justification is not clear. Which ticket, and who reviewed the index?',
      reasonCode: 'unclear',
    },
  },
  {
    who: 'olivia',
    account: DATA_LAKE,
    set: 'ReadOnlyAccess',
    daysAgo: 5,
    why: 'Read the settlement extracts of October, FIN-31',
    then: { end: 'session', by: 'theo', cause: 'time', after: 60 },
  },
  {
    who: 'omar',
    account: SANDBOX,
    set: 'PowerUserAccess',
    daysAgo: 4,
    minutes: 120,
    why: 'Build the demo for the offsite, no customer data',
    then: { end: 'session', by: 'ada', cause: 'time', after: 120 },
  },
  {
    who: 'olivia',
    account: SANDBOX,
    set: 'PowerUserAccess',
    daysAgo: 0,
    minutes: 240,
    why: 'Prepare the load test of the new checkout, PAY-88',
    then: { end: 'active', by: 'ada', comment: 'Fine for PAY-88' },
  },
  {
    who: 'omar',
    account: DATA_LAKE,
    set: 'ReadOnlyAccess',
    daysAgo: 0,
    minutes: 120,
    why: 'Check last night’s settlement batch, FIN-40',
    then: { end: 'active', by: 'theo' },
  },
  {
    who: 'petra',
    account: DATA_LAKE,
    set: 'BillingView',
    daysAgo: 0,
    why: 'Storage costs of the raw zone for the budget, FIN-41',
    then: { end: 'open' },
  },
  {
    who: 'theo',
    account: SANDBOX,
    set: 'ReadOnlyAccess',
    daysAgo: 0,
    minutes: 30,
    why: 'See whether the nightly clean-up ran, DATA-233',
    then: { end: 'open' },
  },
];

/** A request on an account that was still open when it was asked for. */
export const legacyTale: Tale = {
  who: 'omar',
  account: LEGACY,
  set: 'BillingView',
  daysAgo: 45,
  why: 'Last invoice before the account is closed, FIN-2',
  then: { end: 'cancelled' },
};

/** Reads as anybody, may what the policy would let them: the rules still judge. */
function callerOf(name: string): Caller {
  const everything = async () => ({ where: () => {}, apply: async () => true });
  return {
    ref: `user:default/${name}`,
    readRequests: everything,
    readSessions: everything,
    readAccounts: everything,
    mayReadOwnership: async () => true,
    allowed: async (_, records) => records.map(() => true),
  };
}

async function settleSession(
  trx: Knex,
  clock: ManualClock,
  requestId: string,
  then: Extract<Tale['then'], { end: 'session' }>,
): Promise<void> {
  const grantedAt = clock.read();
  const row = await trx('sessions').where({ request_id: requestId }).first();
  const born = sessionOf(row);
  const about = { requestId, sessionId: born.id, accountId: born.account.id };
  const active = await moveSession(trx, born, 'ACTIVE', {
    granted_at: grantedAt,
    expires_at: new Date(grantedAt.getTime() + born.minutes * MINUTE),
  });
  await appendAudit(trx, newTimeSortedId, grantedAt, [
    { type: 'session.activated', severity: 'high', actor: ENGINE, ...about },
  ]);
  clock.advance(then.after * MINUTE);
  const endedAt = clock.read();
  const by =
    then.endedBy ??
    (then.cause === 'released' ? row.user_ref.split('/')[1] : undefined);
  const person = by && (await personNamed(trx, by));
  const ending = await beginEnd(trx, endedAt, active!, {
    cause: then.cause,
    by: person || undefined,
    reason: then.reason,
  });
  const final = then.cause === 'revoked' ? 'REVOKED' : 'ENDED';
  await moveSession(trx, ending!, final, { ended_at: endedAt });
  await appendAudit(trx, newTimeSortedId, endedAt, [
    {
      type: final === 'REVOKED' ? 'session.revoked' : 'session.ended',
      severity: 'high',
      actor: ENGINE,
      ...about,
      data: { cause: then.cause, reason: then.reason },
    },
  ]);
  // Long settled: nothing of it is left for the engine to do
  await trx('assignments')
    .where({ id: born.assignmentId })
    .update({ due_at: null });
}

const NAMES: Record<string, string> = {
  dana: 'Dana Ruiz',
  olivia: 'Olivia Park',
};

async function personNamed(trx: Knex, name: string) {
  const ref = `user:default/${name}`;
  const row = await trx('reviews').where({ reviewer_ref: ref }).first();
  return { ref, displayName: row?.reviewer_name ?? NAMES[name] };
}

/** What a demo's history is told with. */
export interface Teller {
  /** One transaction for everything: half a history is never seen. */
  trx: Knex;
  /** The service, on stores that read this clock. */
  service: DefaultJitService;
  stores: JitStores;
  clock: ManualClock;
  now: Date;
}

/** Tells one line, and leaves what is open to the engine. */
export async function tell(teller: Teller, tale: Tale): Promise<void> {
  const { service, clock, trx, now } = teller;
  clock.set(new Date(now.getTime() - tale.daysAgo * DAY - 20 * MINUTE));
  const request = await service.submitRequest(
    {
      accountId: tale.account,
      permissionSet: { type: 'standard', name: tale.set },
      duration: isoOf(tale.minutes ?? 60),
      justification: tale.why,
    },
    {},
    callerOf(tale.who),
  );
  clock.advance(14 * MINUTE);
  await conclude(teller, tale, request);
  if (tale.then.end === 'session') {
    await settleSession(trx, clock, request.id, tale.then);
  }
}

async function conclude(
  { service, stores, clock, now }: Teller,
  { who, then }: Tale,
  { id, version }: AccessRequest,
): Promise<void> {
  switch (then.end) {
    case 'open':
      return;
    case 'cancelled':
      await service.cancelRequest(id, callerOf(who));
      return;
    case 'expired':
      clock.advance(DAY);
      await stores.requests.saveExpiry(100);
      return;
    case 'rejected': {
      const { by, comment, reasonCode } = then;
      const review = {
        version,
        decision: 'reject',
        comment,
        reasonCode,
      } as const;
      await service.reviewRequest(id, review, callerOf(by));
      return;
    }
    default: {
      // What is to be active is approved just now, so that it is granted now
      if (then.end === 'active') clock.set(now);
      const comment = then.end === 'active' ? then.comment : undefined;
      const review = { version, decision: 'approve', comment } as const;
      await service.reviewRequest(id, review, callerOf(then.by));
    }
  }
}
