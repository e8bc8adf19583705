import {
  AssignmentRecord,
  AuditEventRecord,
  OperationRecord,
  RequestRecord,
  ReviewRecord,
  SessionRecord,
} from '../domain/model';

/*
 * The only file that knows how columns and dialects spell a record: SQLite
 * gives times as numbers and booleans as 0 and 1, PostgreSQL as they are.
 */

/** What `sessions.status` says of those that are not over. */
export const OPEN_SESSIONS = ['PROVISIONING', 'ACTIVE', 'ENDING'];

/** A row as either database gives it. */
export type Row = Record<string, any>;

export function timeOf(value: unknown): Date | undefined {
  return value === null || value === undefined
    ? undefined
    : new Date(value as string | number | Date);
}

function textOf(value: unknown): string | undefined {
  return value === null || value === undefined ? undefined : String(value);
}

function jsonOf<T>(value: unknown): T | undefined {
  return value === null || value === undefined
    ? undefined
    : (JSON.parse(String(value)) as T);
}

export function reviewOf(row: Row): ReviewRecord {
  return {
    id: row.id,
    requestId: row.request_id,
    stage: row.stage,
    decision: row.decision,
    as: row.reviewed_as,
    reviewer: {
      ref: row.reviewer_ref,
      displayName: row.reviewer_name,
      email: textOf(row.reviewer_email),
    },
    reviewerPrincipalId: textOf(row.reviewer_principal_id),
    actorRef: textOf(row.actor_ref),
    comment: textOf(row.comment),
    reasonCode: row.reason_code ?? undefined,
    minutes: row.minutes ?? undefined,
    contentHash: row.content_hash,
    seenVersion: row.seen_version,
    at: timeOf(row.at)!,
  };
}

export function requestOf(row: Row, reviews: ReviewRecord[]): RequestRecord {
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    status: row.status,
    state: row.state,
    requester: {
      ref: row.requester_ref,
      displayName: row.requester_name,
      email: textOf(row.requester_email),
    },
    actorRef: textOf(row.actor_ref),
    principal: {
      id: row.principal_id,
      userName: row.principal_user_name,
      email: textOf(row.principal_email),
    },
    account: {
      id: row.account_id,
      name: row.account_name,
      entityRef: row.account_entity_ref,
      entityUid: row.account_entity_uid,
      source: row.account_source,
    },
    permissionSet: jsonOf(row.permission_set)!,
    permissionSetArn: textOf(row.permission_set_arn),
    permissionSetFingerprint: textOf(row.permission_set_fingerprint),
    contentHash: row.content_hash,
    minutes: row.minutes,
    approvedMinutes: row.approved_minutes ?? undefined,
    justification: row.justification,
    plan: jsonOf(row.plan)!,
    riskFlags: jsonOf(row.risk_flags)!,
    findings: jsonOf(row.policy_findings),
    coveredBy: jsonOf(row.covered_by),
    requestedAt: timeOf(row.requested_at)!,
    windowEndsAt: timeOf(row.window_ends_at)!,
    closedAt: timeOf(row.closed_at),
    remindedAt: timeOf(row.reminded_at),
    reviews,
  };
}

function endOf(row: Row): SessionRecord['end'] {
  if (!row.end_cause) return undefined;
  return {
    cause: row.end_cause,
    by: row.end_by_ref
      ? { ref: row.end_by_ref, displayName: row.end_by_name }
      : undefined,
    reason: textOf(row.end_reason),
    accessRemains: jsonOf(row.access_remains),
  };
}

export function sessionOf(row: Row): SessionRecord {
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    requestId: row.request_id,
    assignmentId: row.assignment_id,
    status: row.status,
    user: {
      ref: row.user_ref,
      displayName: row.user_name,
      email: textOf(row.user_email),
    },
    principalId: row.principal_id,
    account: {
      id: row.account_id,
      name: row.account_name,
      entityRef: row.account_entity_ref,
    },
    permissionSet: {
      type: row.permission_set_type,
      name: row.permission_set_name,
      arn: row.permission_set_arn,
    },
    setSessionMinutes: row.set_session_minutes,
    minutes: row.minutes,
    approvedAt: timeOf(row.approved_at)!,
    activateBy: timeOf(row.activate_by)!,
    firstCallAt: timeOf(row.first_call_at),
    hardEnd: timeOf(row.hard_end),
    grantedAt: timeOf(row.granted_at),
    expiresAt: timeOf(row.expires_at),
    endingAt: timeOf(row.ending_at),
    endedAt: timeOf(row.ended_at),
    end: endOf(row),
    failure: row.failure_code
      ? {
          code: row.failure_code,
          message: row.failure_message,
          fix: row.failure_fix,
        }
      : undefined,
    credentials: {
      mode: row.credentials_mode,
      until: timeOf(row.credentials_until),
      cutAt: timeOf(row.credentials_cut_at),
      deniedAt: timeOf(row.credentials_denied_at),
    },
    cleanup: row.cleanup ?? undefined,
    lateAlarmAt: timeOf(row.late_alarm_at),
    offHours: Boolean(row.off_hours),
  };
}

export function assignmentOf(row: Row): AssignmentRecord {
  const until = timeOf(row.lease_until);
  return {
    id: row.id,
    instanceArn: row.instance_arn,
    identityStoreId: row.identity_store_id,
    region: row.region,
    callerAccount: row.caller_account,
    accountId: row.account_id,
    permissionSetArn: row.permission_set_arn,
    principalId: row.principal_id,
    standing: row.standing,
    madeByUs: Boolean(row.made_by_us),
    operationId: textOf(row.operation_id),
    absentSince: timeOf(row.absent_since),
    deleteSucceededAt: timeOf(row.delete_succeeded_at),
    operationFinishedAt: timeOf(row.operation_finished_at),
    standingSince: timeOf(row.standing_since),
    goneAt: timeOf(row.gone_at),
    checkedAt: timeOf(row.checked_at),
    driftAt: timeOf(row.drift_at),
    looksLeft: row.looks_left,
    dueAt: timeOf(row.due_at),
    priority: row.priority,
    attempt: row.attempt,
    lastError: textOf(row.last_error),
    lastAttemptAt: timeOf(row.last_attempt_at),
    lease:
      row.lease_owner && until
        ? { owner: row.lease_owner, token: row.lease_token, until }
        : undefined,
    leaseToken: row.lease_token,
    wakes: row.wakes,
  };
}

export function operationOf(row: Row): OperationRecord {
  return {
    id: row.id,
    assignmentId: row.assignment_id,
    kind: row.kind,
    status: row.status,
    awsRequestId: textOf(row.aws_request_id),
    failure: row.failure_code
      ? {
          kind: row.failure_kind,
          code: row.failure_code,
          message: row.failure_reason,
          fix: row.failure_fix,
        }
      : undefined,
    leaseToken: row.lease_token,
    notedAt: timeOf(row.noted_at)!,
    finishedAt: timeOf(row.finished_at),
  };
}

export function auditEventOf(row: Row): AuditEventRecord {
  return {
    id: row.id,
    at: timeOf(row.at)!,
    type: row.type,
    severity: row.severity,
    actor: {
      kind: row.actor_kind,
      ref: row.actor_ref,
      displayName: row.actor_name,
      viaRef: textOf(row.via_ref),
      address: textOf(row.actor_address),
    },
    requestId: textOf(row.request_id),
    sessionId: textOf(row.session_id),
    assignmentId: textOf(row.assignment_id),
    accountId: textOf(row.account_id),
    data: jsonOf(row.data)!,
  };
}
