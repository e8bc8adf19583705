import { Viewer } from '../store/toDecide';
import { PersonStanding, ProjectedAccounts } from './Accounts';

/** Somebody as lists see them: last known roles and ownership (H19). */
export async function viewerOf(
  projected: ProjectedAccounts,
  ref: string,
): Promise<{ viewer: Viewer; standing?: PersonStanding }> {
  const [standing, ownedAccounts] = await Promise.all([
    projected.standingOf(ref),
    projected.accountIdsOwnedBy(ref),
  ]);
  const { isSsoAdmin = false, isAdmin = false } = standing ?? {};
  return { standing, viewer: { ref, ownedAccounts, isSsoAdmin, isAdmin } };
}
