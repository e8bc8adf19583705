import { pendingStatuses } from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { ERASED_NAME, Traces } from '../domain/erase';
import { searchable, searchTextOf, withReviews } from './requestRows';
import { OPEN_SESSIONS, Row } from './rows';

/*
 * What an erasure does to requests, reviews and sessions. What is open is not
 * touched: the engine derives each right from it once more (H31).
 */

const ERASED = '(erased)';

/** So many requests are searched anew at once. */
const PAGE = 200;

const isLive = (session: Knex.QueryBuilder) =>
  session.where(live =>
    live.whereIn('status', OPEN_SESSIONS).orWhere('cleanup', 'pending'),
  );

const isOver = (session: Knex.QueryBuilder) =>
  session
    .whereNotIn('status', OPEN_SESSIONS)
    .where(over => over.whereNull('cleanup').orWhereNot('cleanup', 'pending'));

/** Decided, and nothing of it is left to do. */
const isClosed = (trx: Knex) => (request: Knex.QueryBuilder) =>
  request
    .whereNotIn('status', [...pendingStatuses])
    .whereNotIn('id', isLive(trx('sessions').select('request_id')));

const closedRequests = (trx: Knex) =>
  trx('requests').where(isClosed(trx)).select('id');

/** What they still have, wait for or answer for: that has to end first. */
export async function openNumbers(
  trx: Knex,
  { ref, principalIds }: Traces,
): Promise<string[]> {
  const reviewed = trx('reviews')
    .where({ reviewer_ref: ref })
    .orWhereIn('reviewer_principal_id', principalIds)
    .select('request_id');
  const requests: number[] = await trx('requests')
    .whereIn('status', [...pendingStatuses])
    .where(theirs =>
      theirs
        .where({ requester_ref: ref })
        .orWhereIn('principal_id', principalIds)
        .orWhereIn('id', reviewed.clone()),
    )
    .orderBy('number')
    .pluck('number');
  const sessions: number[] = await isLive(trx('sessions'))
    .where(theirs =>
      theirs
        .where({ user_ref: ref })
        .orWhere({ end_by_ref: ref })
        .orWhereIn('principal_id', principalIds)
        .orWhereIn('request_id', reviewed.clone()),
    )
    .orderBy('number')
    .pluck('number');
  return [
    ...requests.map(number => `REQ-${number}`),
    ...sessions.map(number => `SES-${number}`),
  ];
}

/** What reviewers say can be searched for: what is left, once more. */
async function searchAnew(trx: Knex, ids: string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += PAGE) {
    const rows: Row[] = await trx('requests').whereIn(
      'id',
      ids.slice(from, from + PAGE),
    );
    for (const request of await withReviews(trx, rows)) {
      const texts = [
        searchTextOf(request, request.number),
        ...request.reviews.map(({ comment }) => comment),
      ];
      await trx('requests')
        .where({ id: request.id })
        .update({ search_text: searchable(texts) });
    }
  }
}

/** Their requests, reviews and sessions stay, without them. @returns how many requests */
export async function eraseRows(
  trx: Knex,
  { traces: { ref }, pseudonym }: { traces: Traces; pseudonym: string },
): Promise<number> {
  const name = ERASED_NAME;
  const requests = await trx('requests')
    .where({ requester_ref: ref })
    .where(isClosed(trx))
    .update({
      requester_ref: pseudonym,
      requester_name: name,
      requester_email: null,
      principal_id: pseudonym,
      principal_user_name: pseudonym,
      principal_email: null,
      justification: ERASED,
      search_text: trx.raw(
        `lower('req-' || number || ' ' || account_name || ' ' || permission_set_name)`,
      ),
    });
  const theirs = trx('requests').where({ requester_ref: pseudonym });
  const reviewed: string[] = await trx('reviews')
    .where({ reviewer_ref: ref })
    .whereIn('request_id', closedRequests(trx))
    .distinct('request_id')
    .pluck('request_id');
  await trx('reviews')
    .where({ reviewer_ref: ref })
    .whereIn('request_id', closedRequests(trx))
    .update({
      reviewer_ref: pseudonym,
      reviewer_name: name,
      reviewer_email: null,
      reviewer_principal_id: null,
      comment: null,
    });
  await trx('reviews')
    .whereIn('request_id', theirs.clone().select('id'))
    .update({ comment: null });
  const own = new Set(await theirs.clone().pluck('id'));
  await searchAnew(
    trx,
    reviewed.filter(id => !own.has(id)),
  );
  await trx('sessions')
    .where({ user_ref: ref })
    .where(isOver)
    .update({
      user_ref: pseudonym,
      user_name: name,
      user_email: null,
      principal_id: pseudonym,
      end_reason: null,
      failure_message: trx.raw(
        `case when failure_message is null then null else '(erased)' end`,
      ),
      search_text: trx.raw(
        `lower('ses-' || number || ' ' || account_name || ' ' || permission_set_name)`,
      ),
    });
  await trx('sessions')
    .where({ end_by_ref: ref })
    .where(isOver)
    .update({ end_by_ref: pseudonym, end_by_name: name, end_reason: null });
  await trx('pauses')
    .where({ by_ref: ref })
    .update({ by_ref: pseudonym, by_name: name });
  await trx('findings')
    .whereNotNull('resolved_at')
    .whereIn('request_id', theirs.clone().select('id'))
    .delete();
  await trx('idempotency_keys').where({ user_ref: ref }).delete();
  const sent = trx('submissions').where({ user_ref: ref }).select('id');
  await trx('submission_refusals').whereIn('submission_id', sent).delete();
  await trx('submissions').where({ user_ref: ref }).delete();
  return requests;
}
