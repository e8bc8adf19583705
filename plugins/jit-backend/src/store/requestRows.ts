import { Knex } from 'knex';
import { askedKeyOf, coveringSetOf } from '../domain/askedKey';
import { foldSetName } from '../domain/customSet';
import { RequestRecord } from '../domain/model';
import { requestOf, reviewOf, Row } from './rows';

/** A request before it has an id, a number and reviews. */
export type NewRequest = Omit<
  RequestRecord,
  | 'id'
  | 'number'
  | 'version'
  | 'state'
  | 'requestedAt'
  | 'windowEndsAt'
  | 'reviews'
  | 'closedAt'
  | 'remindedAt'
  | 'approvedMinutes'
> & { windowMinutes: number };

/** One pending request per Identity Center user, account and set (H24). */
export function pendingKeyOf(
  principalId: string,
  accountId: string,
  permissionSetArn: string,
): string {
  return [principalId, accountId, permissionSetArn].join(' ');
}

/** As search compares: lower case, one space between words. */
export function searchable(parts: (string | undefined)[]): string {
  return parts
    .filter(Boolean)
    .join(' ')
    .normalize('NFC')
    .toLowerCase()
    .replace(/\s+/g, ' ');
}

export function rowOfRequest(request: NewRequest, now: Date): Row {
  const { requester, principal, account, permissionSet } = request;
  return {
    status: request.status,
    state: request.status,
    requester_ref: requester.ref,
    requester_name: requester.displayName,
    requester_email: requester.email ?? null,
    actor_ref: request.actorRef ?? null,
    principal_id: principal.id,
    principal_user_name: principal.userName,
    principal_email: principal.email ?? null,
    account_id: account.id,
    account_name: account.name,
    account_entity_ref: account.entityRef,
    account_entity_uid: account.entityUid,
    account_source: account.source,
    permission_set_type: permissionSet.type,
    permission_set_name: permissionSet.name,
    permission_set_arn: request.permissionSetArn ?? null,
    permission_set_fingerprint: request.permissionSetFingerprint ?? null,
    permission_set: JSON.stringify(permissionSet),
    content_hash: request.contentHash,
    minutes: request.minutes,
    justification: request.justification,
    plan: JSON.stringify(request.plan),
    risk_flags: JSON.stringify(request.riskFlags),
    policy_findings: request.findings ? JSON.stringify(request.findings) : null,
    covered_by: request.coveredBy ? JSON.stringify(request.coveredBy) : null,
    asked_key: askedKeyOf(permissionSet) ?? null,
    covered_by_set: coveringSetOf(request.coveredBy) ?? null,
    custom_name_key:
      permissionSet.type === 'custom' ? foldSetName(permissionSet.name) : null,
    has_risk: request.riskFlags.some(({ level }) => level !== 'NOTE'),
    requested_at: now,
    window_ends_at: new Date(+now + request.windowMinutes * 60_000),
    search_text: '',
  };
}

export function searchTextOf(
  request: Pick<
    NewRequest,
    'requester' | 'account' | 'permissionSet' | 'justification'
  >,
  number: number,
): string {
  const { requester, account, permissionSet } = request;
  return searchable([
    `REQ-${number}`,
    requester.displayName,
    requester.email,
    requester.ref,
    account.name,
    account.id,
    permissionSet.name,
    request.justification,
  ]);
}

/** Reads the reviews that belong to these rows, in one query. */
export async function withReviews(
  db: Knex,
  rows: Row[],
): Promise<RequestRecord[]> {
  if (rows.length === 0) return [];
  const reviews = await db('reviews')
    .whereIn(
      'request_id',
      rows.map(({ id }) => id),
    )
    .orderBy(['at', 'id']);
  const byRequest = new Map<string, Row[]>();
  for (const review of reviews) {
    const list = byRequest.get(review.request_id) ?? [];
    byRequest.set(review.request_id, [...list, review]);
  }
  return rows.map(row =>
    requestOf(row, (byRequest.get(row.id) ?? []).map(reviewOf)),
  );
}
