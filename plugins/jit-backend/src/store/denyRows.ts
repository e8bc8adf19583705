import { DenyRecord } from '../domain/denies';
import { DenyAccountRecord, DenyPolicyRecord } from '../domain/pushSituation';
import { Row, timeOf } from './rows';

const textOf = (value: unknown): string | undefined =>
  value === null || value === undefined ? undefined : String(value);

/** A deny joined with the kind of its document. */
export function denyOf(row: Row): DenyRecord {
  return {
    id: row.id,
    version: row.version,
    policyId: row.policy_id,
    assignmentId: row.assignment_id,
    accountId: row.account_id,
    principalId: row.principal_id,
    setName: row.permission_set_name,
    kind: row.kind,
    state: row.state,
    urgent: Boolean(row.urgent),
    cutOff: timeOf(row.cut_off),
    wantedAt: timeOf(row.wanted_at)!,
    effectiveAt: timeOf(row.effective_at),
    pushedForm: textOf(row.pushed_form),
    deletedAt: timeOf(row.deleted_at),
    lastingMinutes: row.lasting_minutes,
  };
}

export function denyPolicyOf(row: Row): DenyPolicyRecord {
  return {
    id: row.id,
    version: row.version,
    kind: row.kind,
    target: row.target,
    base: textOf(row.base_text),
    applied: row.applied_text,
    intended: textOf(row.intended_text),
    intendedAt: timeOf(row.intended_at),
    driftedAt: timeOf(row.drifted_at),
    alarmedAt: timeOf(row.alarmed_at),
    lookedAt: timeOf(row.looked_at),
    wakes: row.wakes,
    attempt: row.attempt,
  };
}

export function denyAccountOf(row: Row): DenyAccountRecord {
  return {
    accountId: row.account_id,
    proven: row.proven_text,
    requestedAt: timeOf(row.requested_at),
    requestId: textOf(row.request_id),
    succeeded: Boolean(row.succeeded),
    absentSince: timeOf(row.absent_since),
  };
}
