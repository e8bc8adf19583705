import { Knex } from 'knex';

/** How much history there is to be. */
export interface HistorySize {
  requests: number;
  accounts: number;
  permissionSets: number;
  users: number;
  /** Sessions that run at this moment. */
  active: number;
  /** The same seed gives the same history, but for the moment it ends at. */
  seed?: number;
}

const CHUNK = 50_000;
const YEARS = 2;
/** People in an owning group, and accounts that one group owns. */
const GROUP = { people: 8, accounts: 10 };

const ACCOUNT = (index: string) =>
  `lpad((100000000000 + ${index})::text, 12, '0')`;
const USER = (index: string) => `'user:default/person-' || ${index}`;
const SET = (index: string) => `'Set-' || ${index}`;

/** As ids are made: they sort by time. */
const ID = (time: string) => `(
  select substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-7' || substr(r, 1, 3)
    || '-8' || substr(r, 4, 3) || '-' || substr(r, 7, 12)
  from (select lpad(to_hex((extract(epoch from ${time}) * 1000)::bigint), 12, '0') as h,
    md5(random()::text || ${time}::text) as r) as hex)`;

/** A few of many are drawn often: the first of 5,000 in one case of 17. */
const BUSY = (of: number) => `floor(${of} * power(random(), 3))::int`;

async function seedAccounts(db: Knex, size: HistorySize): Promise<void> {
  const { accounts, users } = size;
  const groups = Math.ceil(accounts / GROUP.accounts);
  await db.raw(
    `insert into accounts (entity_ref, entity_uid, account_id, name, source,
       aws_state, settings, problems, search_text, refreshed_at)
     select 'resource:default/account-' || i, 'uid-' || i, ${ACCOUNT('i')},
       'Account ' || i, 'file:/seed', 'ACTIVE', '{}', '[]',
       'account ' || i || ' ' || ${ACCOUNT('i')}, now()
     from generate_series(0, ? - 1) as i`,
    [accounts],
  );
  await db.raw(
    `insert into account_owners (account_id, owner_ref, kind, display_name)
     select ${ACCOUNT('i')}, 'group:default/owners-' || (i % ?), 'group',
       'Owners ' || (i % ?)
     from generate_series(0, ? - 1) as i`,
    [groups, groups, accounts],
  );
  await db.raw(
    `insert into account_people (account_id, user_ref, via)
     select distinct ${ACCOUNT('i')}, ${USER('(((i % ?) * 8 + p) % ?)')},
       'group:default/owners-' || (i % ?)
     from generate_series(0, ? - 1) as i,
       generate_series(0, ? - 1) as p`,
    [groups, users, groups, accounts, GROUP.people],
  );
}

/** person-0 audits, person-1 is an admin, person-2 an SSO admin. */
async function seedRoles(db: Knex, { permissionSets }: HistorySize) {
  const roles = ['auditor', 'admin', 'sso-admin'];
  await db('role_people').insert(
    roles.map((role, index) => ({
      role,
      user_ref: `user:default/person-${index}`,
      display_name: `Person ${index}`,
    })),
  );
  await db.raw(
    `insert into permission_sets (arn, name, session_minutes, fingerprint, refreshed_at)
     select 'arn:aws:sso:::permissionSet/ssoins-0/ps-' || i, ${SET(
       'i',
     )}, 60, 'f', now()
     from generate_series(0, ? - 1) as i`,
    [permissionSets],
  );
  await db.raw(
    `insert into assignments (id, instance_arn, identity_store_id, region,
       caller_account, account_id, permission_set_arn, principal_id)
     select 'assignment-' || account_id, 'arn:aws:sso:::instance/ssoins-0',
       'd-0', 'eu-west-1', '999999999999', account_id,
       'arn:aws:sso:::permissionSet/ssoins-0/ps-0', 'principal-0'
     from accounts`,
  );
}

/** What is drawn for each request; the tables are filled from it. */
async function draw(db: Knex, size: HistorySize, count: number) {
  await db.raw('drop table if exists drawn');
  await db.raw(
    `create temporary table drawn as
     select *, ${ID('requested_at')} as id,
       requested_at + waited as decided_at,
       ${USER('person')} as person_ref
     from (
       select i,
         now() - random() * interval '${YEARS} years' as requested_at,
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
    [count],
  );
}

const STATUS = `case
  when requested_at > now() - interval '1 day' and fate > 0.8
    then case when is_custom then 'PENDING_OWNER' else 'PENDING' end
  when fate < 0.78 then 'APPROVED'
  when fate < 0.87 then 'REJECTED'
  when fate < 0.96 then 'EXPIRED'
  else 'CANCELLED' end`;

async function seedRequests(db: Knex): Promise<void> {
  await db.raw(
    `insert into requests (id, status, state, requester_ref, requester_name,
       requester_email, principal_id, principal_user_name, account_id,
       account_name, account_entity_ref, account_entity_uid, account_source,
       permission_set_type, permission_set_name, permission_set_arn,
       permission_set, content_hash, minutes, justification, plan, risk_flags,
       requested_at, window_ends_at, closed_at, asked_key, covered_by_set,
       search_text)
     select id, status, case status when 'APPROVED' then 'ENDED' else status end,
       person_ref, 'Person ' || person, 'person-' || person || '@example.com',
       'principal-' || person, 'person-' || person, ${ACCOUNT('account')},
       'Account ' || account, 'resource:default/account-' || account,
       'uid-' || account, 'file:/seed', type, name,
       'arn:aws:sso:::permissionSet/ssoins-0/ps-' || set_index,
       case when is_custom
         then json_build_object('type', type, 'name', name, 'sessionDuration', 'PT1H',
           'managedPolicies', json_build_array('arn:aws:iam::aws:policy/Policy' || asked))::text
         else json_build_object('type', type, 'name', name)::text end,
       md5(id), minutes,
       'Look into what went wrong with the nightly export, OPS-' || i,
       '{"stages":[{"name":"owner","reviewers":["owner","sso-admin","admin"],"adminsInstead":false}],"maxMinutes":480,"allowSelfReview":false,"requireComment":{"reject":true,"approveHighRisk":true}}',
       '[]', requested_at, requested_at + interval '1 day',
       case when status like 'PENDING%' then null
         when status = 'EXPIRED' then requested_at + interval '1 day'
         else decided_at end,
       case when is_custom then substr(md5(asked::text), 1, 16) end,
       case when is_custom and asked % 3 = 0 then ${SET('asked % 5')} end,
       lower(id || ' person ' || person || ' account ' || account || ' ' || name)
     from (select *, ${STATUS} as status,
         case when is_custom then 'custom' else 'standard' end as type,
         case when is_custom then 'JIT-' || substr(md5(id), 1, 12) else ${SET(
           'set_index',
         )} end as name
       from drawn) as told
     order by requested_at`,
  );
}

async function seedReviews(db: Knex): Promise<void> {
  const into = `insert into reviews (id, request_id, stage, decision, reviewed_as,
    reviewer_ref, reviewer_name, reason_code, content_hash, seen_version, at)`;
  await db.raw(
    `${into}
     select ${ID(
       'decided_at',
     )}, id, case when is_custom then 'admin' else 'owner' end,
       case when fate < 0.78 then 'approve' else 'reject' end, 'owner',
       ${USER('(account % 500) * 8')}, 'Person ' || (account % 500) * 8,
       case when fate < 0.78 then null else reason end, md5(id), 1, decided_at
     from (select *, ${STATUS} as status from drawn) as told
     where status in ('APPROVED', 'REJECTED')`,
  );
  await db.raw(
    `${into}
     select ${ID('decided_at')}, id, 'owner', 'approve', 'owner',
       ${USER('(account % 500) * 8')}, 'Person ' || (account % 500) * 8, null,
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
       person_ref, 'Person ' || person, 'principal-' || person,
       ${ACCOUNT('account')}, 'Account ' || account,
       'resource:default/account-' || account,
       case when is_custom then 'custom' else 'standard' end,
       ${SET(
         'set_index',
       )}, 'arn:aws:sso:::permissionSet/ssoins-0/ps-' || set_index,
       60, minutes, requested_at, decided_at, decided_at + interval '30 minutes',
       granted_at, ends_at, ends_at, ends_at + interval '3 seconds', 'time',
       'assignment',
       extract(isodow from granted_at at time zone 'UTC') > 5
         or extract(hour from granted_at at time zone 'UTC') not between 7 and 18,
       lower('person ' || person || ' account ' || account)
     from (select *, ${STATUS} as status,
         decided_at + interval '4 seconds' as granted_at,
         decided_at + interval '4 seconds' + minutes * interval '1 minute' as ends_at
       from drawn) as told
     where status = 'APPROVED'`,
  );
}

/** The latest sessions run still; none that is over ends in the future. */
async function letSomeRun(db: Knex, active: number): Promise<void> {
  await db.raw(
    `update sessions set status = 'ACTIVE', ended_at = null, ending_at = null,
       end_cause = null, granted_at = now() - random() * minutes * interval '1 minute',
       expires_at = now() + random() * minutes * interval '1 minute' + interval '10 minutes'
     where id in (select id from sessions order by requested_at desc limit ?)`,
    [active],
  );
  await db.raw(
    `update sessions set ended_at = now(), ending_at = now()
     where status = 'ENDED' and ended_at > now()`,
  );
  await db.raw(
    `update requests set state = 'ACTIVE' where id in
       (select request_id from sessions where status = 'ACTIVE')`,
  );
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
    await seedAccounts(trx, size);
    await seedRoles(trx, size);
    for (let done = 0; done < size.requests; done += CHUNK) {
      await draw(trx, size, Math.min(CHUNK, size.requests - done));
      await seedRequests(trx);
      await seedReviews(trx);
      await seedSessions(trx);
    }
    await trx.raw('drop table if exists drawn');
    await letSomeRun(trx, size.active);
  });
  // What autovacuum does by itself in the course of a history
  await db.raw('vacuum analyze');
}
