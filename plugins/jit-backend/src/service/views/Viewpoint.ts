import { AccountRecord, PersonStanding } from '../../accounts/Accounts';
import { viewerOf } from '../../accounts/viewerOf';
import { PersonRecord } from '../../domain/model';
import { Approver } from '../../domain/reviewer';
import { Viewer } from '../../store/toDecide';
import { Caller } from '../Caller';
import { JitServiceParts } from '../Parts';

/** A caller as lists see them: last known roles and ownership (H19). */
export interface Viewpoint {
  caller: Caller;
  person: PersonRecord;
  standing?: PersonStanding;
  viewer: Viewer;
}

/** Somebody whom the catalog does not know may still see what is theirs. */
function nameOf(ref: string): string {
  return ref.slice(ref.indexOf('/') + 1);
}

export async function viewpointOf(
  { projected }: JitServiceParts,
  caller: Caller,
): Promise<Viewpoint> {
  const { standing, viewer } = await viewerOf(projected, caller.ref);
  const person = standing?.person ?? {
    ref: caller.ref,
    displayName: nameOf(caller.ref),
  };
  return { caller, person, standing, viewer };
}

/** What somebody may be on an account; on a duplicate only admins act (H12). */
export function approverOn(
  accountId: string,
  { viewer, person }: Viewpoint,
  duplicate: boolean,
): Approver {
  return {
    ref: viewer.ref,
    email: person.email,
    isOwner: !duplicate && viewer.ownedAccounts.includes(accountId),
    isSsoAdmin: !duplicate && viewer.isSsoAdmin,
    isAdmin: viewer.isAdmin,
  };
}

/** The same from a fresh reading: what decides. */
export function freshApprover(
  account: AccountRecord | undefined,
  standing: PersonStanding,
  principalId?: string,
): Approver {
  const { person, isAdmin, isSsoAdmin } = standing;
  const duplicate = account?.duplicate ?? false;
  const owns = account?.ownerPeople.some(({ ref }) => ref === person.ref);
  return {
    ref: person.ref,
    email: person.email,
    principalId,
    isOwner: !duplicate && (owns ?? false),
    isSsoAdmin: !duplicate && isSsoAdmin,
    isAdmin,
  };
}
