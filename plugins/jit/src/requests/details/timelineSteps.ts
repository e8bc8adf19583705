import { HistoryEvent, Person } from '@jit-portal/backstage-plugin-jit-common';

export type TimelineTone = 'asked' | 'good' | 'bad' | 'over' | 'note';

export interface TimelineStep {
  id: string;
  at: string;
  tone: TimelineTone;
  text: string;
  by?: Person;
  /** What somebody wrote with it, or what AWS said: `Task is done`. */
  why?: string;
}

/** By the words of an event's type after its noun: `session.revoke-requested`. */
const tones: Record<string, TimelineTone> = {
  submitted: 'asked',
  approved: 'good',
  activated: 'good',
  rejected: 'bad',
  revoked: 'bad',
  revoke: 'bad',
  failed: 'bad',
  refused: 'bad',
  expired: 'over',
  cancelled: 'over',
  ended: 'over',
  released: 'over',
  release: 'over',
};

function toneOf(type: string): TimelineTone {
  const words = type.split(/[.-]/).slice(1);
  return words.map(word => tones[word]).find(Boolean) ?? 'note';
}

/** Reason of a revoke, comment of a review, message of a failure. */
function whyOf(data: HistoryEvent['data']): string | undefined {
  const told = [data?.reason, data?.comment, data?.message];
  return told.find(
    (one): one is string => typeof one === 'string' && one !== '',
  );
}

/**
 * A request's story, oldest first, in the server's own sentences, so that what
 * an auditor reads here is what the record holds.
 */
export function timelineSteps(events: HistoryEvent[]): TimelineStep[] {
  return [...events]
    .sort((a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id))
    .map(({ id, at, type, text, by, data }) => ({
      id,
      at,
      text,
      by,
      why: whyOf(data),
      tone: toneOf(type),
    }));
}
