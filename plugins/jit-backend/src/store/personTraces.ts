import { Knex } from 'knex';
import { foldName, Traces } from '../domain/erase';
import { Identity, isSameHuman } from '../domain/reviewer';
import { Row } from './rows';

/*
 * By which names somebody is in what is kept. The record itself tells too, but
 * no more than the requests, reviews and sessions of which it speaks.
 */

const present = (values: unknown[]): string[] =>
  [
    ...new Set(values.filter(one => typeof one === 'string' && one !== '')),
  ] as string[];

const requestsOf = (db: Knex, ref: string): Promise<Row[]> =>
  db('requests')
    .where({ requester_ref: ref })
    .select(
      'id',
      'requester_name as name',
      'requester_email as email',
      'principal_id',
      'principal_user_name',
      'principal_email',
    );

const reviewsOf = (db: Knex, ref: string): Promise<Row[]> =>
  db('reviews')
    .where({ reviewer_ref: ref })
    .distinct(
      'reviewer_name as name',
      'reviewer_email as email',
      'reviewer_principal_id as principal_id',
    );

const sessionsOf = (db: Knex, ref: string): Promise<Row[]> =>
  db('sessions')
    .where({ user_ref: ref })
    .select('id', 'user_name as name', 'user_email as email', 'principal_id');

/** As whom somebody asked and reviewed; two refs may be one human (H14). */
export async function identitiesOf(db: Knex, ref: string): Promise<Identity[]> {
  const rows = [
    ...(await requestsOf(db, ref)),
    ...(await reviewsOf(db, ref)),
    ...(await sessionsOf(db, ref)),
  ];
  return rows.map(row => ({
    ref,
    principalId: row.principal_id ?? undefined,
    email: row.email ?? row.principal_email ?? undefined,
  }));
}

/** Where people are known by name. */
const NAMED = [
  ['requests', 'requester_ref', 'requester_name'],
  ['reviews', 'reviewer_ref', 'reviewer_name'],
  ['sessions', 'user_ref', 'user_name'],
  ['sessions', 'end_by_ref', 'end_by_name'],
  ['audit_events', 'actor_ref', 'actor_name'],
  ['account_owners', 'owner_ref', 'display_name'],
  ['role_people', 'user_ref', 'display_name'],
];

/**
 * Which of somebody's names another human has as well. Compared here: the
 * databases fold letters in ways of their own.
 */
async function sharedNamesOf(
  db: Knex,
  ref: string,
  displayNames: string[],
): Promise<string[]> {
  const theirs = new Set(displayNames.map(foldName));
  const namesakes = new Map<string, Set<string>>();
  for (const [table, refs, names] of NAMED) {
    const rows: Row[] = await db(table)
      .whereNotNull(refs)
      .whereNot(refs, ref)
      .distinct(`${refs} as ref`, `${names} as name`);
    for (const row of rows) {
      const name = foldName(row.name ?? '');
      if (!theirs.has(name)) continue;
      namesakes.set(row.ref, (namesakes.get(row.ref) ?? new Set()).add(name));
    }
  }
  const self: Identity[] = [{ ref }, ...(await identitiesOf(db, ref))];
  const shared = new Set<string>();
  for (const [other, names] of namesakes) {
    const others = [{ ref: other }, ...(await identitiesOf(db, other))];
    const isSelf = others.some(one => self.some(own => isSameHuman(one, own)));
    if (!isSelf) for (const name of names) shared.add(name);
  }
  return [...shared];
}

export async function tracesOf(db: Knex, ref: string): Promise<Traces> {
  const requests = await requestsOf(db, ref);
  const sessions = await sessionsOf(db, ref);
  const acted: Row[] = await db('audit_events')
    .where({ actor_ref: ref })
    .distinct('actor_name as name');
  const rows = [
    ...requests,
    ...sessions,
    ...(await reviewsOf(db, ref)),
    ...acted,
  ];
  const userNames = rows.map(row => row.principal_user_name);
  const displayNames = present(rows.map(row => row.name));
  return {
    ref,
    principalIds: present(rows.map(row => row.principal_id)),
    emails: present([
      ...rows.flatMap(row => [row.email, row.principal_email]),
      ...userNames.filter(name => name?.includes('@')),
    ]),
    displayNames,
    sharedNames: await sharedNamesOf(db, ref, displayNames),
    requestIds: new Set(requests.map(({ id }) => id)),
    sessionIds: new Set(sessions.map(({ id }) => id)),
  };
}
