import { HistoryEvent } from '@jit-portal/backstage-plugin-jit-common';
import { AuditEventRecord } from '../../domain/model';

/** What happened, in a sentence; the person's name stands beside it. */
const SENTENCES: Record<string, string> = {
  'request.submitted': 'Requested',
  'request.approved': 'Approved',
  'request.stage-approved': 'Owner review done. Waiting for an SSO Admin.',
  'request.rejected': 'Rejected',
  'request.cancelled': 'Cancelled by the requester',
  'request.expired': 'Nobody reviewed it in time',
  'request.reminded': 'Reminder sent',
  'session.activated': 'Access set up',
  'session.revoke-requested': 'Revoked. AWS is removing the access.',
  'session.release-requested': 'Given back. AWS is removing the access.',
  'session.ending': 'AWS is removing the access.',
  'session.ended': 'Access removed in AWS',
  'session.revoked': 'Access removed in AWS',
  'session.failed': 'Access could not be set up',
};

const CAUSES: Record<string, string> = {
  time: 'Time ran out. AWS is removing the access.',
  leaver: 'The person or the account is gone. AWS is removing the access.',
  'removed-outside': 'Somebody removed the access in AWS.',
  failed: 'Access could not be set up. What was begun is being undone.',
};

function sentenceOf({ type, data }: AuditEventRecord): string {
  const cause = type === 'session.ending' ? CAUSES[String(data.cause)] : '';
  return cause || SENTENCES[type];
}

/** Refusals and talk with AWS are for the audit record, not for the story. */
export const storyTypes: string[] = Object.keys(SENTENCES);

/** What a reader of the request sees of an event's data. */
const TOLD = [
  'stage',
  'as',
  'decision',
  'comment',
  'reasonCode',
  'approvedMinutes',
  'reason',
  'sessionNumber',
  'sessionNumbers',
  'code',
  'message',
  'fix',
  'accessRemains',
  'cause',
];

function toldOf(data: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).filter(
      ([key, value]) =>
        TOLD.includes(key) && value !== undefined && value !== null,
    ),
  );
}

/** A request's story, oldest first, of events whose types are told. */
export function historyView(events: AuditEventRecord[]): HistoryEvent[] {
  return events.map(event => ({
    id: event.id,
    at: event.at.toISOString(),
    type: event.type,
    by:
      event.actor.kind === 'user'
        ? { ref: event.actor.ref, displayName: event.actor.displayName }
        : undefined,
    text: sentenceOf(event),
    data: toldOf(event.data),
  }));
}
