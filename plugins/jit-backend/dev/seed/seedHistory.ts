import { Knex } from 'knex';
import { SetContent } from '../../src/identityCenter/IdentityCenter';
import { fingerprintOf } from '../../src/identityCenter/permissionSets';
import {
  accountId,
  groupRef,
  HistorySize,
  owningGroups,
  PART,
  personRef,
} from './organisation';

export type { HistorySize } from './organisation';

const CHUNK = 50_000;
const YEARS = 2;

/** What the history happens in; whoever emulates AWS takes the same. */
export const HOME = {
  instanceArn: 'arn:aws:sso:::instance/ssoins-0000000000000000',
  identityStoreId: 'd-0000000000',
  region: 'eu-west-1',
  callerAccount: '888888888888',
} as const;

const ACCOUNT = (index: string) =>
  `lpad((100000000000 + ${index})::text, 12, '0')`;
const USER = (index: string) => `'user:default/person-' || ${index}`;
const SET = (index: string) => `'Set-' || ${index}`;
const SET_ARN = (index: string) =>
  `'arn:aws:sso:::permissionSet/ssoins-0000000000000000/ps-' || lpad(to_hex(${index}), 16, '0')`;
/** As AWS writes the ids of people. */
const PRINCIPAL = (index: string) =>
  `'00000000-0000-4000-8000-' || lpad((${index})::text, 12, '0')`;

/** What every permission set of the history holds, in AWS as well. */
export const SET_CONTENT: SetContent = {
  managedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
  customerPolicies: [],
  inlinePolicy: '',
  sessionDuration: 'PT1H',
};

const HOME_COLUMNS = 'instance_arn, identity_store_id, region, caller_account';
const HOME_VALUES = `'${HOME.instanceArn}', '${HOME.identityStoreId}',
  '${HOME.region}', '${HOME.callerAccount}'`;

/** As ids are made: they sort by time. */
const ID = (time: string) => `(
  select substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-7' || substr(r, 1, 3)
    || '-8' || substr(r, 4, 3) || '-' || substr(r, 7, 12)
  from (select lpad(to_hex((extract(epoch from ${time}) * 1000)::bigint), 12, '0') as h,
    md5(random()::text || ${time}::text) as r) as hex)`;

/** A few of many are drawn often: the first of 5,000 in one case of 17. */
const BUSY = (of: number) => `floor(${of} * power(random(), 3))::int`;

async function seedAccounts(db: Knex, size: HistorySize): Promise<void> {
  await db.raw(
    `insert into accounts (entity_ref, entity_uid, account_id, name, source,
       aws_state, settings, problems, search_text, refreshed_at)
     select 'resource:default/account-' || i, 'uid-account-' || i, ${ACCOUNT(
       'i',
     )},
       'Account ' || i, 'seed:history', 'ACTIVE', '{}', '[]',
       'account ' || i || ' ' || ${ACCOUNT('i')}, now()
     from generate_series(0, ? - 1) as i`,
    [size.accounts],
  );
  const groups = owningGroups(size);
  const owners = groups.flatMap(({ name, title, accounts }) =>
    accounts.map(index => ({
      account_id: accountId(index),
      owner_ref: groupRef(name),
      kind: 'group',
      display_name: title,
    })),
  );
  await db.batchInsert('account_owners', owners, 1_000);
  // Somebody who is in two groups of an account owns it through the first
  const people = new Map<string, object>();
  for (const { name, members, accounts } of groups) {
    for (const index of accounts) {
      for (const member of members) {
        const account_id = accountId(index);
        const user_ref = personRef(member);
        const key = `${account_id} ${user_ref}`;
        if (people.has(key)) continue;
        people.set(key, { account_id, user_ref, via: groupRef(name) });
      }
    }
  }
  await db.batchInsert('account_people', [...people.values()], 1_000);
}

async function seedRoles(db: Knex, { permissionSets }: HistorySize) {
  const roles = {
    auditor: PART.auditor,
    admin: PART.admin,
    'sso-admin': PART.ssoAdmin,
  };
  await db('role_people').insert(
    Object.entries(roles).map(([role, index]) => ({
      role,
      user_ref: personRef(index),
      display_name: `Person ${index}`,
    })),
  );
  await db.raw(
    `insert into permission_sets (arn, name, session_minutes, fingerprint,
       content, refreshed_at)
     select ${SET_ARN('i')}, ${SET('i')}, 60, ?, ?, now()
     from generate_series(0, ? - 1) as i`,
    [fingerprintOf(SET_CONTENT), JSON.stringify(SET_CONTENT), permissionSets],
  );
  // Of what is over, one key for each account does
  await db.raw(
    `insert into assignments (id, ${HOME_COLUMNS}, account_id,
       permission_set_arn, principal_id)
     select 'assignment-' || account_id, ${HOME_VALUES}, account_id,
       ${SET_ARN('0')}, ${PRINCIPAL('0')}
     from accounts`,
  );
}

/** What is drawn for each request; the tables are filled from it. */
async function draw(
  db: Knex,
  size: HistorySize,
  { done, count }: { done: number; count: number },
) {
  // The oldest first, as it came about
  const days = size.days ?? YEARS * 365;
  const until = days * (1 - (done + count) / size.requests);
  await db.raw('drop table if exists drawn');
  await db.raw(
    `create temporary table drawn as
     select *, ${ID('requested_at')} as id,
       least(requested_at + waited, now()) as decided_at,
       ${USER('person')} as person_ref
     from (
       select i,
         now() - (? + random() * ?) * interval '1 day' as requested_at,
         ${BUSY(size.accounts)} as account,
         ${BUSY(size.permissionSets)} as set_index,
         floor(${size.users} * power(random(), 2))::int as person,
         random() < 0.08 as is_custom,
         (array[15, 30, 60, 60, 120, 240, 480])[1 + floor(random() * 7)::int] as minutes,
         -ln(1 - random()) * interval '40 minutes' as waited,
         random() as fate,
         floor(200 * power(random(), 3))::int as asked,
         (array['too-wide', 'too-long', 'unclear', 'other', null])[1 + floor(random() * 5)::int] as reason
       from generate_series(1, ?) as i
     ) as chances`,
    [until, (days * count) / size.requests, count],
  );
}

/** Person and account, as they are searched for. */
const SEARCHED = `'person ' || person || ' person-' || person
  || '@example.com ' || person_ref || ' account ' || account || ' ' || ${ACCOUNT(
    'account',
  )}`;

const STATUS = `case
  when requested_at > now() - interval '1 day' and fate > 0.8
    then case when is_custom then 'PENDING_OWNER' else 'PENDING' end
  when fate < 0.78 then 'APPROVED'
  when fate < 0.87 then 'REJECTED'
  when fate < 0.96 then 'EXPIRED'
  else 'CANCELLED' end`;

async function seedRequests(db: Knex, done: number): Promise<void> {
  await db.raw(
    `insert into requests (number, id, status, state, requester_ref, requester_name,
       requester_email, principal_id, principal_user_name, account_id,
       account_name, account_entity_ref, account_entity_uid, account_source,
       permission_set_type, permission_set_name, permission_set_arn,
       permission_set, content_hash, minutes, justification, plan, risk_flags,
       requested_at, window_ends_at, closed_at, asked_key, covered_by_set,
       search_text)
     select number, id, status, case status when 'APPROVED' then 'ENDED' else status end,
       person_ref, 'Person ' || person, 'person-' || person || '@example.com',
       ${PRINCIPAL('person')}, 'person-' || person || '@example.com', ${ACCOUNT(
      'account',
    )},
       'Account ' || account, 'resource:default/account-' || account,
       'uid-account-' || account, 'seed:history', type, name,
       ${SET_ARN('set_index')},
       case when is_custom
         then json_build_object('type', type, 'name', name, 'sessionDuration', 'PT1H',
           'managedPolicies', json_build_array('arn:aws:iam::aws:policy/Policy' || asked))::text
         else json_build_object('type', type, 'name', name)::text end,
       md5(id), minutes,
       why,
       '{"stages":[{"name":"owner","reviewers":["owner","sso-admin","admin"],"adminsInstead":false}],"maxMinutes":480,"allowSelfReview":false,"requireComment":{"reject":true,"approveHighRisk":true}}',
       '[]', requested_at, requested_at + interval '1 day',
       case when status like 'PENDING%' then null
         when status = 'EXPIRED' then requested_at + interval '1 day'
         else decided_at end,
       case when is_custom then substr(md5(asked::text), 1, 16) end,
       case when is_custom and asked % 3 = 0 then ${SET('asked % 5')} end,
       lower('req-' || number || ' ' || ${SEARCHED} || ' ' || name || ' ' || why)
     from (select *, ${STATUS} as status,
         ? + row_number() over (order by requested_at) as number,
         'Look into what went wrong with the nightly export, OPS-' || i as why,
         case when is_custom then 'custom' else 'standard' end as type,
         case when is_custom then 'JIT-' || substr(md5(id), 1, 12) else ${SET(
           'set_index',
         )} end as name
       from drawn) as told
     order by number`,
    [done],
  );
}

/** One of those who own the account. */
const REVIEWER = (column: 'ref' | 'name') => `(select ${
  column === 'ref'
    ? 'user_ref'
    : `replace(user_ref, 'user:default/person-', 'Person ')`
} from account_people
  where account_id = ${ACCOUNT('account')} order by user_ref limit 1)`;

async function seedReviews(db: Knex): Promise<void> {
  const into = `insert into reviews (id, request_id, stage, decision, reviewed_as,
    reviewer_ref, reviewer_name, reason_code, content_hash, seen_version, at)`;
  await db.raw(
    `${into}
     select ${ID(
       'decided_at',
     )}, id, case when is_custom then 'admin' else 'owner' end,
       case when fate < 0.78 then 'approve' else 'reject' end, 'owner',
       ${REVIEWER('ref')}, ${REVIEWER('name')},
       case when fate < 0.78 then null else reason end, md5(id), 1, decided_at
     from (select *, ${STATUS} as status from drawn) as told
     where status in ('APPROVED', 'REJECTED')`,
  );
  await db.raw(
    `${into}
     select ${ID('decided_at')}, id, 'owner', 'approve', 'owner',
       ${REVIEWER('ref')}, ${REVIEWER('name')}, null,
       md5(id), 1, requested_at + waited / 2
     from (select *, ${STATUS} as status from drawn) as told
     where status in ('APPROVED', 'REJECTED') and is_custom`,
  );
}

async function seedSessions(db: Knex): Promise<void> {
  await db.raw(
    `insert into sessions (id, request_id, assignment_id, status, user_ref,
       user_name, principal_id, account_id, account_name, account_entity_ref,
       permission_set_type, permission_set_name, permission_set_arn,
       set_session_minutes, minutes, requested_at, approved_at, activate_by,
       granted_at, expires_at, ending_at, ended_at, end_cause,
       credentials_mode, off_hours, search_text)
     select ${ID('decided_at')}, told.id, 'assignment-' || ${ACCOUNT(
      'account',
    )}, 'ENDED',
       person_ref, 'Person ' || person, ${PRINCIPAL('person')},
       ${ACCOUNT('account')}, 'Account ' || account,
       'resource:default/account-' || account,
       case when is_custom then 'custom' else 'standard' end,
       ${SET('set_index')}, ${SET_ARN('set_index')},
       60, minutes, requested_at, decided_at, decided_at + interval '30 minutes',
       granted_at, ends_at, ends_at, ends_at + interval '3 seconds', 'time',
       'assignment',
       extract(isodow from granted_at at time zone 'UTC') > 5
         or extract(hour from granted_at at time zone 'UTC') not between 7 and 18,
       lower(${SEARCHED} || ' ' || ${SET('set_index')})
     from (select *, ${STATUS} as status,
         decided_at + interval '4 seconds' as granted_at,
         decided_at + interval '4 seconds' + minutes * interval '1 minute' as ends_at
       from drawn) as told
     where status = 'APPROVED'`,
  );
}

const RECORD = `insert into audit_events (id, at, type, severity, actor_kind,
  actor_ref, actor_name, request_id, session_id, account_id, data)`;

/** What happened to requests, as it is on record. */
async function seedRecord(db: Knex): Promise<void> {
  const reviewed = `select *, ${STATUS} as status from drawn`;
  const inserts = [
    `select ${ID('requested_at')}, requested_at, 'request.submitted', 'low',
       'user', person_ref, 'Person ' || person, id, null, ${ACCOUNT(
         'account',
       )}, '{}'
     from drawn`,
    `select ${ID('decided_at')}, decided_at,
       case status when 'APPROVED' then 'request.approved' else 'request.rejected' end,
       'low', 'user', ${REVIEWER('ref')}, ${REVIEWER('name')}, id, null,
       ${ACCOUNT('account')}, '{"stage":"owner","as":"owner"}'
     from (${reviewed}) as told where status in ('APPROVED', 'REJECTED')`,
  ];
  for (const insert of inserts) await db.raw(`${RECORD} ${insert}`);
}

/** Indexes of what grows are made when it is whole: it takes a fraction. */
async function withoutIndexes(
  db: Knex,
  tables: string[],
  fill: () => Promise<void>,
): Promise<void> {
  const { rows } = await db.raw(
    `select indexname, indexdef from pg_indexes
     where tablename = any(?) and schemaname = current_schema()
       and indexdef not like 'CREATE UNIQUE%'`,
    [tables],
  );
  for (const { indexname } of rows) await db.raw('drop index ??', [indexname]);
  await fill();
  for (const { indexdef } of rows) await db.raw(indexdef);
}

/** What happened to sessions, once it is known which of them run. */
async function seedSessionRecord(db: Knex): Promise<void> {
  for (const [type, column] of [
    ['session.activated', 'granted_at'],
    ['session.ended', 'ended_at'],
  ]) {
    await db.raw(
      `${RECORD}
       select ${ID(
         column,
       )}, ${column}, ?, 'low', 'engine', 'engine', 'JIT engine',
         request_id, id, account_id, '{}'
       from sessions where ${column} is not null`,
      [type],
    );
  }
}

/** The latest sessions run still, each with what stands in AWS for it. */
async function letSomeRun(db: Knex, active: number): Promise<void> {
  await db.raw(
    `create temporary table running as
     select id, principal_id, account_id, permission_set_arn, minutes
     from sessions order by requested_at desc limit ?`,
    [active],
  );
  await db.raw(
    `insert into assignments (id, ${HOME_COLUMNS}, account_id,
       permission_set_arn, principal_id, standing, made_by_us, checked_at)
     select 'running-' || row_number() over (), ${HOME_VALUES}, account_id,
       permission_set_arn, principal_id, 'absent', true, now()
     from (select distinct account_id, permission_set_arn, principal_id
       from running) as keys
     on conflict do nothing`,
  );
  await db.raw(
    `update sessions set status = 'ACTIVE', ended_at = null, ending_at = null,
       end_cause = null, assignment_id = assignments.id,
       granted_at = now() - random() * sessions.minutes * interval '1 minute',
       expires_at = now() + interval '2 hours'
         + random() * sessions.minutes * interval '1 minute'
     from running, assignments
     where sessions.id = running.id
       and assignments.account_id = running.account_id
       and assignments.permission_set_arn = running.permission_set_arn
       and assignments.principal_id = running.principal_id`,
  );
  await db.raw(
    `update sessions set ended_at = now(), ending_at = now(), expires_at = now()
     where status = 'ENDED' and ended_at > now()`,
  );
  await db.raw(
    `update requests set state = 'ACTIVE' where id in
       (select request_id from sessions where status = 'ACTIVE')`,
  );
  await db.raw('drop table running');
}

/**
 * Fills an empty PostgreSQL database, migrated before, with a history of realistic
 * skew: a few busy accounts, sets and people; owners through groups; waits of
 * minutes, seldom of hours. For measurements alone.
 */
export async function seedHistory(db: Knex, size: HistorySize): Promise<void> {
  await db.transaction(async trx => {
    // Chance is seeded for one connection
    await trx.raw('select setseed(?)', [((size.seed ?? 1) % 1000) / 1000]);
    // Nobody seals a history that nobody lived through
    await trx.raw(
      'alter table audit_events disable trigger audit_events_unsealed',
    );
    await seedAccounts(trx, size);
    await seedRoles(trx, size);
    const growing = ['requests', 'reviews', 'sessions', 'audit_events'];
    await withoutIndexes(trx, growing, async () => {
      for (let done = 0; done < size.requests; done += CHUNK) {
        const count = Math.min(CHUNK, size.requests - done);
        await draw(trx, size, { done, count });
        await seedRequests(trx, done);
        await seedReviews(trx);
        await seedSessions(trx);
        await seedRecord(trx);
      }
      await trx.raw('drop table if exists drawn');
      await trx.raw(
        `select setval(pg_get_serial_sequence('requests', 'number'), ?)`,
        [size.requests],
      );
      await letSomeRun(trx, size.active);
      await seedSessionRecord(trx);
    });
    await trx.raw(
      'alter table audit_events enable trigger audit_events_unsealed',
    );
  });
  // What autovacuum does by itself in the course of a history
  await db.raw('vacuum analyze');
}
