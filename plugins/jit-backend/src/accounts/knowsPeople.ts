import { AccountRecord, FreshAccounts } from './Accounts';

/**
 * Whether the catalog tells of anybody who answers for this account, or of any
 * admin. One that tells of nobody, as after a new start or where its sources
 * were taken away, is no answer: nobody has left, and nobody lost a role (H19).
 */
export async function knowsPeople(
  fresh: Pick<FreshAccounts, 'peopleInRole'>,
  account?: AccountRecord,
): Promise<boolean> {
  if (account && account.ownerPeople.length > 0) return true;
  return (await fresh.peopleInRole('admin')).length > 0;
}
