import { AuditSeverity } from './model';
import {
  FindingKind,
  FindingLevel,
} from '@jit-portal/backstage-plugin-jit-common';

/** Somebody who has a set, as AWS lists it. */
export interface Assignee {
  type: 'user' | 'group';
  id: string;
}

/** Something that is not as it should be, before it is on record. */
export interface Finding {
  kind: FindingKind;
  level: FindingLevel;
  account?: string;
  permissionSet?: { arn?: string; name: string };
  principal?: Assignee & { name?: string };
  assignmentId?: string;
  sessionId?: string;
  requestId?: string;
  /** What else tells it from others of its kind. */
  subject?: string;
  /** A sentence for people, and one that says what to do. */
  what: string;
  fix: string;
}

/** Where assignments differ from our record; the comparison finds these. */
export const comparedKinds: readonly FindingKind[] = ['stranger', 'came-back'];

export const driftKinds: readonly FindingKind[] = [
  ...comparedKinds,
  'removed-outside',
  'set-changed',
];

/** What makes a finding the same one, however often it is found. */
export function openKeyOf(instanceArn: string, finding: Finding): string {
  const { kind, account, permissionSet, principal } = finding;
  return [
    instanceArn,
    kind,
    account ?? '',
    permissionSet?.arn ?? permissionSet?.name ?? '',
    principal ? `${principal.type}:${principal.id}` : '',
    finding.sessionId ?? '',
    finding.subject ?? '',
  ].join(' ');
}

/** How the audit record names it, and how grave it is there. */
export function eventOf(
  kind: FindingKind,
  level: FindingLevel,
  end: 'found' | 'resolved',
): { type: string; severity: AuditSeverity } {
  const isDrift = driftKinds.includes(kind);
  const types = isDrift
    ? { found: 'drift.found', resolved: 'drift.resolved' }
    : { found: 'check.failed', resolved: 'check.passed' };
  const severities = { critical: 'critical', warning: 'high', note: 'medium' };
  return {
    type: types[end],
    severity: end === 'resolved' ? 'low' : (severities[level] as AuditSeverity),
  };
}

/** A finding on record. */
export interface FindingRecord {
  id: string;
  kind: FindingKind;
  level: FindingLevel;
  account?: { id: string; name: string };
  permissionSet?: string;
  principal?: Assignee & { name?: string };
  session?: { number: number; requestNumber: number };
  what: string;
  fix: string;
  firstSeenAt: Date;
  lastSeenAt: Date;
  resolvedAt?: Date;
}
