import { Knex } from 'knex';
import { personRef } from '../ground/history';

/*
 * The bare SQL for what a route answers with: the rows it shows and the
 * numbers beside them, and nothing that decides whether they may be seen.
 */

/** One statement; the rows of the first tell which items are shown. */
export interface Bare {
  text: string;
  values: any[];
}

const SHOWN = 20;
const COUNTED = 1_000;

/** A condition on rows. */
export interface Where {
  text: string;
  values?: any[];
}

export const everything: Where = { text: 'true' };

export const both = (...conditions: Where[]): Where => ({
  text: conditions.map(({ text }) => `(${text})`).join(' and '),
  values: conditions.flatMap(({ values = [] }) => values),
});

export const ownedBy = (person: number): Where => ({
  text: 'account_id in (select account_id from account_people where user_ref = ?)',
  values: [personRef(person)],
});

/** What somebody has not decided yet, before its time is over. */
export const undecidedBy = (person: number): Where => ({
  text: `status in ('PENDING', 'PENDING_OWNER') and window_ends_at > now()
    and requester_ref <> ? and not exists (select 1 from reviews
      where reviews.request_id = requests.id and reviewer_ref = ?)`,
  values: [personRef(person), personRef(person)],
});

/** Every word stands in what is searched. */
export const found = (...words: string[]): Where => ({
  text: words.map(() => 'search_text like ?').join(' and '),
  values: words.map(word => `%${word}%`),
});

export function counted(table: string, where: Where): Bare {
  return {
    text: `select count(*) as n from
      (select 1 from ${table} where ${where.text} limit ${COUNTED}) as capped`,
    values: where.values ?? [],
  };
}

/** The first page in an order, and how many there are. */
export function listed(table: string, where: Where, order: string): Bare[] {
  const page = {
    text: `select * from ${table} where ${where.text} order by ${order} limit ${
      SHOWN + 1
    }`,
    values: where.values ?? [],
  };
  return [page, counted(table, where)];
}

/** How many there are of each state. */
export function byState(states: string[], where: Where): Bare {
  return {
    text: `select state, (select count(*) from (select 1 from requests
        where requests.state = states.state and ${where.text} limit ${COUNTED}) as capped) as n
      from unnest(?::text[]) as states(state)`,
    values: [...(where.values ?? []), states],
  };
}

/** Runs them one after the other, as one connection does. */
export async function run(
  db: Knex,
  bare: Bare[],
): Promise<{ rows: any[]; milliseconds: number }> {
  const began = performance.now();
  const [first, ...others] = bare;
  const { rows } = await db.raw(first.text, first.values);
  for (const { text, values } of others) await db.raw(text, values);
  return {
    rows: rows.slice(0, SHOWN),
    milliseconds: performance.now() - began,
  };
}
