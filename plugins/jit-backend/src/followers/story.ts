import { Knex } from 'knex';
import { RequestRecord, SessionRecord } from '../domain/model';
import { requestOf, reviewOf, sessionOf } from '../store/rows';

/** A request with what became of it, as it is at the moment of telling. */
export interface Story {
  request: RequestRecord;
  session?: SessionRecord;
}

export async function readStory(
  db: Knex,
  requestId: string,
): Promise<Story | undefined> {
  const row = await db('requests').where({ id: requestId }).first();
  if (!row) return undefined;
  const reviews = await db('reviews')
    .where({ request_id: requestId })
    .orderBy('at');
  const session = await db('sessions').where({ request_id: requestId }).first();
  return {
    request: requestOf(row, reviews.map(reviewOf)),
    session: session && sessionOf(session),
  };
}
