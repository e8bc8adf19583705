import { HistoryEvent, Person } from '@jit-portal/backstage-plugin-jit-common';

export type TimelineTone = 'asked' | 'good' | 'bad' | 'over' | 'note';

export interface TimelineStep {
  id: string;
  at: string;
  tone: TimelineTone;
  text: string;
  by?: Person;
}

/** By the past tense that ends an event's type: `session.activated`. */
const tones: Record<string, TimelineTone> = {
  submitted: 'asked',
  approved: 'good',
  activated: 'good',
  rejected: 'bad',
  revoked: 'bad',
  failed: 'bad',
  refused: 'bad',
  expired: 'over',
  cancelled: 'over',
  ended: 'over',
  released: 'over',
};

function toneOf(type: string): TimelineTone {
  return tones[type.split('.').pop() ?? ''] ?? 'note';
}

/**
 * A request's story, oldest first, in the server's own sentences, so that what
 * an auditor reads here is what the record holds.
 */
export function timelineSteps(events: HistoryEvent[]): TimelineStep[] {
  return [...events]
    .sort((a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id))
    .map(({ id, at, type, text, by }) => ({
      id,
      at,
      text,
      by,
      tone: toneOf(type),
    }));
}
