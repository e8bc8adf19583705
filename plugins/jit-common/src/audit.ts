import { ListPage } from './api';

/**
 * How grave an event is, in the words of Backstage's auditor service.
 *
 * - `low`: what goes on all the time, such as a call to AWS that went well
 * - `medium`: access asked for, given or over; a refusal
 * - `high`: a decision, a revocation, a brake, drift, the record taken out
 * - `critical`: an alarm, such as a forged request; an erasure; a quarantine
 *
 * @public
 */
export type AuditSeverity = 'low' | 'medium' | 'high' | 'critical';

/**
 * One thing that happened, as it is on record.
 *
 * @public
 */
export interface AuditEvent {
  /** A UUID that sorts by time. */
  id: string;
  /** ISO 8601, UTC. */
  at: string;
  /** `<noun>.<past tense>`, for example `request.submitted`. */
  type: string;
  /** By the type and what came of it. */
  severity: AuditSeverity;
  /** Who did it; always named. A person who was erased has a pseudonym. */
  actor: {
    kind: 'user' | 'engine' | 'system';
    ref: string;
    displayName: string;
    /** The plugin that acted on their behalf. */
    viaRef?: string;
    /** From where, as their request told. */
    address?: string;
  };
  /** Id of the request it is about; stays when the request is gone. */
  requestId?: string;
  /** What people call it: `REQ-12`; absent once it is gone. */
  requestNumber?: string;
  /** Id of the session it is about; stays when the session is gone. */
  sessionId?: string;
  /** What people call it: `SES-3`; absent once it is gone. */
  sessionNumber?: string;
  /** The portal's id for person, account and set together, as AWS assigns them. */
  assignmentId?: string;
  /** The twelve digits. */
  accountId?: string;
  /** What the type has to tell; fields that were erased are left out. */
  data: Record<string, unknown>;
  /** Its place in the chain; absent until it is sealed, which takes seconds. */
  seal?: { position: number; hash: string; sealedAt: string };
  /** Personal fields that were erased: `actor`, and keys of `data`. */
  erased?: string[];
}

/** What the list of events is narrowed by; all of it has to hold. @public */
export interface AuditQuery {
  /** Types, such as `request.approved`. */
  type?: string[];
  /** Of one of these. */
  severity?: AuditSeverity[];
  /** Full refs of who did it; `engine` and `system` are the portal itself. */
  actor?: string[];
  /** Account ids. */
  account?: string[];
  /** An id, or `REQ-12`. */
  request?: string;
  /** An id, or `SES-3`. */
  session?: string;
  /** Happened at or after, ISO 8601. */
  from?: string;
  /** Happened before, ISO 8601. */
  to?: string;
  /** By time. Left out: `desc`, the latest first. */
  order?: 'asc' | 'desc';
  /** Items on a page: 1 to 100, left out 20. */
  limit?: number;
  /** `nextCursor` of the page before; it belongs to this order. */
  cursor?: string;
}

/**
 * Erases a person from what is kept (docs/audit.md).
 *
 * @public
 */
export interface ErasePerson {
  /** Full ref of a user who left the catalog and has nothing open. */
  ref: string;
  /** 10 to 1,000 characters, kept on record; should not name the person. */
  reason: string;
}

/** What stands in a person's place, and where. @public */
export interface PersonErased {
  /** What stands in the place of the ref from now on. */
  pseudonym: string;
  /** Events of the audit record that they were taken out of. */
  events: number;
  /** Their own requests; reviews of others' are not counted. */
  requests: number;
}

/** A page of the record; latest first unless asked otherwise. @public */
export interface AuditListPage extends ListPage<AuditEvent> {
  /** The latest checkpoint, as places outside were told it. */
  checkpoint?: { position: number; hash: string; at: string };
}
