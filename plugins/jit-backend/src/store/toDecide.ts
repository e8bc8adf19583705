import { Knex } from 'knex';
import { whereAmong } from './whereAmong';

/** Somebody who looks at lists: last known ownership and roles (H19). */
export interface Viewer {
  ref: string;
  ownedAccounts: string[];
  isSsoAdmin: boolean;
  isAdmin: boolean;
}

/**
 * What this person can decide now, as far as lists know; the review itself
 * judges afresh. Own requests are somebody else's to decide.
 */
export function whereToDecide(
  query: Knex.QueryBuilder,
  viewer: Viewer,
  now: Date,
): void {
  const { ref, ownedAccounts, isSsoAdmin, isAdmin } = viewer;
  query
    .whereIn('requests.status', ['PENDING', 'PENDING_OWNER', 'PENDING_ADMIN'])
    .where('requests.window_ends_at', '>', now)
    .whereNot('requests.requester_ref', ref)
    .where(mine => {
      mine.whereRaw('1 = 0');
      if (isSsoAdmin || isAdmin) mine.orWhere('requests.status', 'PENDING');
      if (ownedAccounts.length > 0) {
        mine.orWhere(owned => {
          owned.whereIn('requests.status', ['PENDING', 'PENDING_OWNER']);
          whereAmong(owned, 'requests.account_id', ownedAccounts);
        });
      }
      if (isAdmin) {
        mine.orWhere(instead =>
          instead
            .where('requests.status', 'PENDING_OWNER')
            .where('requests.plan', 'like', '%"adminsInstead":true%'),
        );
      }
      if (isSsoAdmin) {
        mine.orWhere('requests.status', 'PENDING_ADMIN');
      }
    })
    .modify(unique => {
      // Two entities with one id: only admins may act (H12)
      if (!isAdmin) whereNotDuplicate(unique);
    })
    // Two stages, two people
    .whereNotExists(reviewed =>
      reviewed
        .select('reviews.id')
        .from('reviews')
        .whereRaw('reviews.request_id = requests.id')
        .where('reviews.reviewer_ref', ref),
    );
}

/** How many requests this person can decide now; counts no further than `most`. */
export async function countToDecide(
  db: Knex,
  viewer: Viewer,
  now: Date,
  most: number,
): Promise<number> {
  const rows = await db('requests')
    .modify(query => whereToDecide(query, viewer, now))
    .select('requests.id')
    .limit(most);
  return rows.length;
}

function whereNotDuplicate(query: Knex.QueryBuilder): void {
  query.whereNotExists(duplicate =>
    duplicate
      .select('accounts.entity_ref')
      .from('accounts')
      .whereRaw('accounts.account_id = requests.account_id')
      .where('accounts.duplicate', true),
  );
}
