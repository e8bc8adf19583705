import { createHash } from 'node:crypto';
import { PermissionSet } from '@jit-portal/backstage-plugin-jit-common';
import { ExportedRequest, ExportedReview } from '../../store/exportPages';

type Cell = string | number | undefined;

const iso = (time: Date | undefined) => time?.toISOString();

/** A name may be anybody's; the reference is theirs alone. */
const named = ({ ref, displayName }: { ref: string; displayName: string }) =>
  `${displayName} (${ref})`;

function reviewAt(stage: 'owner' | 'admin') {
  const of = ({ reviews }: ExportedRequest): ExportedReview | undefined =>
    reviews.find(one => one.stage === stage);
  return {
    [`${stage}_review_decision`]: one => of(one)?.decision,
    [`${stage}_reviewed_by`]: one => of(one) && named(of(one)!.reviewer),
    [`${stage}_reviewed_at`]: one => iso(of(one)?.at),
    [`${stage}_comment`]: one => of(one)?.comment,
  } satisfies Record<string, (one: ExportedRequest) => Cell>;
}

function managedPolicies(set: PermissionSet): string | undefined {
  return set.type === 'custom' ? set.managedPolicies.join('; ') : undefined;
}

function inlineHash(set: PermissionSet): string | undefined {
  if (set.type !== 'custom' || set.inlinePolicy === undefined) return undefined;
  return createHash('sha256').update(set.inlinePolicy).digest('hex');
}

/** The columns in their order, and what each holds. */
const columns: Record<string, (one: ExportedRequest) => Cell> = {
  request_id: one => `REQ-${one.number}`,
  status: one => one.state,
  type: one => one.permissionSet.type,
  requester_name: one => one.requester.displayName,
  requester_email: one => one.requester.email,
  requester_ref: one => one.requester.ref,
  account_name: one => one.account.name,
  account_id: one => one.account.id,
  permission_set: one => one.permissionSet.name,
  duration_minutes: one => one.minutes,
  justification: one => one.justification,
  requested_at: one => iso(one.requestedAt),
  ...reviewAt('owner'),
  ...reviewAt('admin'),
  access_started_at: one => iso(one.session?.grantedAt),
  access_ended_at: one => iso(one.session?.endedAt),
  ended_by: one => one.session?.endedBy && named(one.session.endedBy),
  end_reason: one => one.session?.endReason,
  managed_policies: one => managedPolicies(one.permissionSet),
  inline_policy_sha256: one => inlineHash(one.permissionSet),
  risk_flags: one =>
    one.riskFlags.map(({ level, code }) => `${level} ${code}`).join('; '),
};

export const EXPORT_COLUMNS = Object.keys(columns);

const CELLS = Object.values(columns);

/** One request as a line of an export. */
export function exportLine(request: ExportedRequest): Cell[] {
  return CELLS.map(cell => cell(request));
}
