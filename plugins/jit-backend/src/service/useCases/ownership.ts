import {
  OwnershipListPage,
  OwnershipQuery,
  OwnershipState,
} from '@jit-portal/backstage-plugin-jit-common';
import { Caller } from '../Caller';
import { Bench } from '../Parts';
import { errorFor } from '../refusalErrors';
import { viewpointOf } from '../views/Viewpoint';
import { mayReadOwnership } from './drift';
import { listing, listPage } from './listing';

/** Who owns what and why, and what is wrong with it. */
export async function listOwnership(
  bench: Bench,
  query: OwnershipQuery,
  caller: Caller,
): Promise<OwnershipListPage> {
  await mayReadOwnership(bench, caller);
  const { ownership, requests } = bench.stores;
  const page = await listing(bench, caller, () => ownership.list(query));
  const state = await ownership.state();
  return { ...listPage(page.items, page, await requests.now()), ...state };
}

/** Reads catalog and AWS again. An auditor reads what there is. */
export async function checkOwnership(
  bench: Bench,
  caller: Caller,
): Promise<OwnershipState> {
  await mayReadOwnership(bench, caller);
  const { standing } = await viewpointOf(bench, caller);
  if (!standing?.isAdmin) {
    throw errorFor({
      code: 'policy',
      message: 'Only Admins can check account ownership.',
    });
  }
  return bench.ownershipCheck.onRequest();
}
