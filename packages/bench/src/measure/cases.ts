import { Knex } from 'knex';
import { accountId, PART, personRef } from '../ground/history';
import {
  Bare,
  both,
  byState,
  counted,
  everything,
  found,
  listed,
  ownedBy,
  undecidedBy,
  Where,
} from './bareSql';

/** What a history has that single items are read of. */
export interface Facts {
  /** An approved request on the busiest account, and its session. */
  requestId: string;
  sessionId: string;
  from: string;
}

/** One route, as one person calls it. */
export interface ReadCase {
  what: string;
  as: number;
  path(facts: Facts): string;
  bare(facts: Facts): Bare[];
  /** Which items the answer shows; by default those of a list. */
  shown?(body: any): unknown[];
  /** Which the bare SQL finds. */
  found?(rows: any[]): unknown[];
}

const OPEN = ['PROVISIONING', 'ACTIVE', 'ENDING'];
const STATES = [
  'PENDING',
  'PENDING_OWNER',
  'PENDING_ADMIN',
  'APPROVED',
  'SETTING_UP',
  'ACTIVE',
  'ENDING',
  'REVOKING',
  'ENDED',
  'REVOKED',
  'FAILED',
  'REJECTED',
  'EXPIRED',
  'CANCELLED',
];
const LATEST = 'requested_at desc, id desc';
const SOONEST = 'window_ends_at, id';
const NEXT_END = 'coalesce(expires_at, hard_end, activate_by), id';

const columnIs = (column: string, value: string): Where => ({
  text: `${column} = ?`,
  values: [value],
});
const isActive = columnIs('status', 'ACTIVE');
const mine = (person: number) => columnIs('requester_ref', personRef(person));

/** The people of growth: they own one, fifty and all accounts. */
const OWNERS = {
  'an owner of 1': PART.ownerOfOne,
  'an owner of 50': PART.ownerOfFifty,
  'an owner of all': PART.ownerOfAll,
};

function badgeOf(who: string, as: number): ReadCase {
  const user = { text: 'user_ref = ?', values: [personRef(as)] };
  const waiting = both(mine(as), { text: `status like 'PENDING%'` });
  const open = both(user, { text: `status in ('${OPEN.join(`', '`)}')` });
  return {
    what: `Badge and roles (/me), ${who}`,
    as,
    path: () => '/jit/me',
    bare: () => [
      counted('requests', both(ownedBy(as), undecidedBy(as))),
      counted('requests', waiting),
      counted('sessions', open),
    ],
    shown: body => [Math.min(body.counts.pending, 999)],
    found: ([row]) => [Math.min(Number(row.n), 999)],
  };
}

function ofOwner(who: string, as: number): ReadCase[] {
  const owned = ownedBy(as);
  return [
    badgeOf(who, as),
    {
      what: `Queue, ${who}`,
      as,
      path: () => '/jit/requests?scope=to-decide&limit=20',
      bare: () => listed('requests', both(owned, undecidedBy(as)), SOONEST),
    },
    {
      what: `History, ${who}`,
      as,
      path: () => '/jit/requests?scope=managed&limit=20',
      bare: () => listed('requests', owned, LATEST),
    },
    {
      what: `History of 90 days with counts of states, ${who}`,
      as,
      path: ({ from }) =>
        `/jit/requests?scope=managed&limit=20&counts=state&from=${from}`,
      bare: ({ from }) => {
        const since = { text: 'requested_at >= ?', values: [from] };
        const where = both(owned, since);
        return [...listed('requests', where, LATEST), byState(STATES, where)];
      },
    },
    {
      what: `Rejected requests, ${who}`,
      as,
      path: () => '/jit/requests?scope=managed&state=REJECTED&limit=20',
      bare: () =>
        listed('requests', both(owned, columnIs('state', 'REJECTED')), LATEST),
    },
    {
      what: `Active sessions, ${who}`,
      as,
      path: () => '/jit/sessions?scope=managed&state=ACTIVE&limit=20',
      bare: () => listed('sessions', both(owned, isActive), NEXT_END),
    },
    {
      what: `Search for a person in the history, ${who}`,
      as,
      path: () => '/jit/requests?scope=managed&q=person+17+account&limit=20',
      bare: () =>
        listed(
          'requests',
          both(owned, found('person', '17', 'account')),
          LATEST,
        ),
    },
  ];
}

function ofAdmin(as: number): ReadCase[] {
  const account = accountId(1);
  const set = 'Set-1';
  const filtered = (what: string, query: string, where: Where): ReadCase => ({
    what: `History ${what}, an admin`,
    as,
    path: () => `/jit/requests?scope=all&${query}&limit=20`,
    bare: () => listed('requests', where, LATEST),
  });
  return [
    filtered('of everything', 'order=desc', everything),
    filtered('of an account', `account=${account}`, {
      text: 'account_id = ?',
      values: [account],
    }),
    filtered(
      'of a permission set',
      `permissionSet=${set}`,
      columnIs('permission_set_name', set),
    ),
    filtered(
      'of a requester',
      `requester=${personRef(PART.requester)}`,
      mine(PART.requester),
    ),
    filtered('of custom sets', 'type=custom', {
      text: `permission_set_type = 'custom'`,
    }),
    {
      what: 'Active sessions, an admin',
      as,
      path: () => '/jit/sessions?scope=managed&state=ACTIVE&limit=20',
      bare: () => listed('sessions', isActive, NEXT_END),
    },
    {
      what: 'Search for a request by its number, an admin',
      as,
      path: () => '/jit/requests?scope=all&q=REQ-77&limit=20',
      bare: () =>
        listed('requests', { text: 'number = ?', values: [77] }, LATEST),
    },
  ];
}

function ofRequester(as: number): ReadCase[] {
  return [
    {
      what: 'My requests',
      as,
      path: () => '/jit/requests?scope=mine&limit=20',
      bare: () => listed('requests', mine(as), LATEST),
    },
    {
      what: 'My sessions',
      as,
      path: () => '/jit/sessions?scope=mine&limit=20',
      bare: () =>
        listed('sessions', columnIs('user_ref', personRef(as)), NEXT_END),
    },
    {
      what: 'Accounts to choose from',
      as,
      path: () => '/jit/accounts?scope=all&limit=20',
      bare: () => listed('accounts', everything, 'lower(name)'),
      shown: body => body.items.map((one: any) => one.id),
      found: rows => rows.map(row => row.account_id),
    },
  ];
}

/** Single items, as an admin reads them. */
function ofItems(as: number): ReadCase[] {
  const byId = (table: string, column: string, id: string): Bare => ({
    text: `select * from ${table} where ${column} = ? order by id`,
    values: [id],
  });
  const itself = (body: any) => [body.id];
  return [
    {
      what: 'One request with what helps to decide',
      as,
      path: ({ requestId }) => `/jit/requests/${requestId}`,
      bare: ({ requestId }) => [
        byId('requests', 'id', requestId),
        byId('reviews', 'request_id', requestId),
        byId('sessions', 'request_id', requestId),
      ],
      shown: itself,
    },
    {
      what: 'The story of a request',
      as,
      path: ({ requestId }) => `/jit/requests/${requestId}/events`,
      bare: ({ requestId }) => [byId('audit_events', 'request_id', requestId)],
    },
    {
      what: 'One session',
      as,
      path: ({ sessionId }) => `/jit/sessions/${sessionId}`,
      bare: ({ sessionId }) => [byId('sessions', 'id', sessionId)],
      shown: itself,
    },
    {
      what: 'The audit record, latest first',
      as,
      path: () => '/jit/audit-events?limit=20',
      bare: () => [
        {
          text: 'select * from audit_events order by id desc limit 21',
          values: [],
        },
      ],
    },
  ];
}

export const readCases: ReadCase[] = [
  ...Object.entries(OWNERS).flatMap(([who, as]) => ofOwner(who, as)),
  ...ofAdmin(PART.admin),
  ...ofRequester(PART.requester),
  ...ofItems(PART.admin),
];

const HISTORY_DAYS = 90;

export async function readFacts(db: Knex): Promise<Facts> {
  const session = await db('sessions')
    .where({ account_id: accountId(0), status: 'ENDED' })
    .orderBy('requested_at', 'desc')
    .first();
  return {
    requestId: session.request_id,
    sessionId: session.id,
    from: new Date(Date.now() - HISTORY_DAYS * 86_400_000).toISOString(),
  };
}
