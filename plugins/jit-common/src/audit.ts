import { ListPage } from './api';

/** @public */
export type AuditSeverity = 'low' | 'medium' | 'high' | 'critical';

/**
 * One thing that happened, as it is on record.
 *
 * @public
 */
export interface AuditEvent {
  id: string;
  /** ISO 8601, UTC. */
  at: string;
  /** `<noun>.<past tense>`, for example `request.submitted`. */
  type: string;
  severity: AuditSeverity;
  actor: {
    kind: 'user' | 'engine' | 'system';
    ref: string;
    displayName: string;
    /** The plugin that acted on their behalf. */
    viaRef?: string;
    /** From where, as their request told. */
    address?: string;
  };
  requestId?: string;
  /** What people call it: `REQ-12`; absent once it is gone. */
  requestNumber?: string;
  sessionId?: string;
  /** `SES-3`. */
  sessionNumber?: string;
  assignmentId?: string;
  accountId?: string;
  data: Record<string, unknown>;
  /** Its place in the chain; absent until it is sealed, which takes seconds. */
  seal?: { position: number; hash: string; sealedAt: string };
  /** Personal fields that were erased: `actor`, and keys of `data`. */
  erased?: string[];
}

/** @public */
export interface AuditQuery {
  type?: string[];
  severity?: AuditSeverity[];
  /** Full refs of who did it; `engine` and `system` are the portal itself. */
  actor?: string[];
  /** Account ids. */
  account?: string[];
  /** An id, or `REQ-12`. */
  request?: string;
  /** An id, or `SES-3`. */
  session?: string;
  /** Happened at or after; before. ISO 8601. */
  from?: string;
  to?: string;
  order?: 'asc' | 'desc';
  limit?: number;
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

/** @public */
export interface PersonErased {
  /** What stands in the place of the ref from now on. */
  pseudonym: string;
  /** How many events and requests it was taken out of. */
  events: number;
  requests: number;
}

/** @public */
export interface AuditListPage extends ListPage<AuditEvent> {
  /** The latest checkpoint, as places outside were told it. */
  checkpoint?: { position: number; hash: string; at: string };
}
