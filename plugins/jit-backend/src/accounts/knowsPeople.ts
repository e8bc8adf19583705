import { AccountRecord, FreshAccounts } from './Accounts';

type Roles = Pick<FreshAccounts, 'peopleInRole'>;

/*
 * A catalog that tells of nobody, as after a new start or where its sources
 * were taken away, is no answer: nobody has left, and nobody lost a role (H19).
 */

/** Whether the catalog tells of any admin. */
export async function knowsAdmins(fresh: Roles): Promise<boolean> {
  return (await fresh.peopleInRole('admin')).length > 0;
}

/** Whether it tells of anybody who may end access to this account. */
export async function knowsPeople(
  fresh: Roles,
  account?: AccountRecord,
): Promise<boolean> {
  if (account && account.ownerPeople.length > 0) return true;
  if (await knowsAdmins(fresh)) return true;
  return (await fresh.peopleInRole('sso-admin')).length > 0;
}
