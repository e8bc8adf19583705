import {
  Drift,
  DriftListPage,
  DriftQuery,
} from '@jit-portal/backstage-plugin-jit-common';
import { FindingRecord } from '../../domain/findings';
import { Caller } from '../Caller';
import { Bench } from '../Parts';
import { errorFor } from '../refusalErrors';
import { viewpointOf } from '../views/Viewpoint';
import { listing, listPage } from './listing';

function driftView(finding: FindingRecord): Drift {
  const { session, firstSeenAt, lastSeenAt, resolvedAt, ...rest } = finding;
  return {
    ...rest,
    session: session && {
      number: `SES-${session.number}`,
      requestNumber: `REQ-${session.requestNumber}`,
    },
    firstSeenAt: firstSeenAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    resolvedAt: resolvedAt?.toISOString(),
  };
}

/** Admins, and auditors, unless the policy says otherwise (H20). */
async function mayRead(bench: Bench, caller: Caller): Promise<boolean> {
  const { standing } = await viewpointOf(bench, caller);
  if (!standing?.isAdmin && !standing?.isAuditor) return false;
  return caller.mayReadOwnership();
}

/** @throws NotAllowedError for everybody else */
export async function mayReadOwnership(
  bench: Bench,
  caller: Caller,
): Promise<void> {
  if (await mayRead(bench, caller)) return;
  throw errorFor({
    code: 'policy',
    message: 'Only Admins can see account ownership.',
  });
}

/** Where AWS differs from our record, and what self-checks found. */
export async function listDrift(
  bench: Bench,
  query: DriftQuery,
  caller: Caller,
): Promise<DriftListPage> {
  await mayReadOwnership(bench, caller);
  const { stores } = bench;
  const page = await listing(bench, caller, () =>
    stores.findingLists.list(query),
  );
  const items = page.items.map(driftView);
  return {
    ...listPage(items, page, await stores.requests.now()),
    comparedAt: page.comparedAt?.toISOString(),
  };
}
