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
  /** Earlier on that day by so many hours. */
  hours?: number;
  minutes?: number;
  /** Minutes until somebody decided; 14 where it does not matter. */
  waited?: number;
  /** Asks for these policies as a custom set of that name. */
  custom?: { managedPolicies: string[]; inlinePolicy?: string };
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
        comment?: string;
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

/** What people ask for week after week, and who decides it. */
const habits: Pick<Tale, 'who' | 'account' | 'set' | 'why'>[] = [
  {
    who: 'dana',
    account: PRODUCTION,
    set: 'ReadOnlyAccess',
    why: 'Follow a failed payout through the logs, see the ticket of the day',
  },
  {
    who: 'dana',
    account: PRODUCTION,
    set: 'DatabaseAdmin',
    why: 'Correct one row that the nightly job left behind, reviewed by two',
  },
  {
    who: 'theo',
    account: PRODUCTION,
    set: 'ReadOnlyAccess',
    why: 'Compare payout totals with the data lake for the monthly report',
  },
  {
    who: 'dana',
    account: STAGING,
    set: 'PowerUserAccess',
    why: 'Rehearse the next step of the queue migration, OPS-640',
  },
  {
    who: 'omar',
    account: DATA_LAKE,
    set: 'ReadOnlyAccess',
    why: 'Check the settlement batch of last night, see FIN board',
  },
  {
    who: 'olivia',
    account: SANDBOX,
    set: 'PowerUserAccess',
    why: 'Try the load test of the new checkout again, PAY-88',
  },
];

const deciders: Record<string, string[]> = {
  [PRODUCTION]: ['olivia', 'omar', 'petra'],
  [STAGING]: ['omar', 'olivia'],
  [DATA_LAKE]: ['theo'],
  [SANDBOX]: ['ada'],
};

const refusals: { comment: string; reasonCode: RejectReasonCode }[] = [
  {
    comment: 'Too wide. ReadOnlyAccess is enough to look at this.',
    reasonCode: 'too-wide',
  },
  {
    comment: 'Justification is not clear. Which ticket is this for?',
    reasonCode: 'unclear',
  },
  {
    comment: 'Too long for this task. Half an hour will do.',
    reasonCode: 'too-long',
  },
];

/** One of many, always the same: its place in the row decides its fate. */
function routineTale(index: number): Tale {
  const habit = habits[(index * index) % habits.length];
  const by = deciders[habit.account][index % deciders[habit.account].length];
  const minutes = [30, 60, 60, 120, 240][index % 5];
  const tale = {
    ...habit,
    daysAgo: 3 + index * 2,
    hours: (index * 5) % 17,
    minutes,
    waited: [4, 11, 25, 9, 48, 170, 18][index % 7],
  };
  if (index % 9 === 4) return { ...tale, then: { end: 'expired' } };
  if (index % 6 === 5) {
    const refusal = refusals[Math.floor(index / 6) % refusals.length];
    return { ...tale, then: { end: 'rejected', by, ...refusal } };
  }
  // Some ran for a whole working day
  const isLong = index % 12 === 3;
  return {
    ...tale,
    minutes: isLong ? 480 : minutes,
    then: {
      end: 'session',
      by,
      comment: 'Fine for this ticket',
      cause: 'time',
      after: isLong ? 480 : minutes,
    },
  };
}

const EXPORT_POLICY = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'ReadExports',
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:ListBucket'],
      Resource: [
        'arn:aws:s3:::payments-exports',
        'arn:aws:s3:::payments-exports/*',
      ],
    },
  ],
};

/** The same asked for again under other names: it deserves a standard set. */
function customTale(index: number): Tale {
  return {
    who: index % 2 === 0 ? 'dana' : 'theo',
    account: index % 3 === 0 ? STAGING : PRODUCTION,
    set: `JIT-read-exports-${index + 1}`,
    daysAgo: 6 + index * 11,
    waited: 35 + index * 20,
    custom: {
      managedPolicies: [],
      inlinePolicy: JSON.stringify(EXPORT_POLICY, undefined, index % 3),
    },
    why: 'Read one export file that finance could not open, FIN-52',
    then:
      index % 3 === 2
        ? { end: 'expired' }
        : {
            end: 'rejected',
            by: 'olivia',
            comment: 'A standard set covers this: DatabaseAdmin.',
            reasonCode: 'standard-set-covers',
          },
  };
}

/** Months of routine, so that there are patterns to see. */
export const routine: Tale[] = [
  ...Array.from({ length: 42 }, (_, index) => routineTale(index)),
  ...Array.from({ length: 5 }, (_, index) => customTale(index)),
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
    mayReadInsights: async () => true,
    mayReadAudit: async () => true,
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
  const early = 20 * MINUTE + (tale.hours ?? 0) * 60 * MINUTE;
  clock.set(new Date(now.getTime() - tale.daysAgo * DAY - early));
  const request = await service.submitRequest(
    {
      accountId: tale.account,
      permissionSet: tale.custom
        ? {
            type: 'custom',
            name: tale.set,
            sessionDuration: 'PT1H',
            ...tale.custom,
          }
        : { type: 'standard', name: tale.set },
      duration: isoOf(tale.minutes ?? 60),
      justification: tale.why,
    },
    {},
    callerOf(tale.who),
  );
  clock.advance((tale.waited ?? 14) * MINUTE);
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
      const { comment } = then;
      const review = { version, decision: 'approve', comment } as const;
      await service.reviewRequest(id, review, callerOf(then.by));
    }
  }
}
