import { DatabaseRequestStore } from '../store/DatabaseRequestStore';

/** So many in one go; more wait for the next. */
const BATCH = 200;

/**
 * Expires what nobody reviewed in time. Safe to run as often and in as many
 * places as one likes; until it ran, a request past its window is already
 * beyond approval.
 *
 * @returns how many requests it expired
 */
export async function expireOverdue(options: {
  requests: DatabaseRequestStore;
  onChanged: () => void;
}): Promise<number> {
  await options.requests.forgetOldKeys();
  const count = await options.requests.saveExpiry(BATCH);
  if (count > 0) options.onChanged();
  return count;
}
