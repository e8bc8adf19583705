import { Knex } from 'knex';
import { NewId } from '../store/ids';
import { noteNotices, noticesLately } from '../store/notices';
import { enqueueOnce } from '../store/outbox';
import { Topic } from './words';

/** What keeps many requests, or many owners, from making a storm. */
export interface Quiet {
  /** Remind before an approval window closes. */
  reminders: boolean;
  /** So many reviewers hear of one request. */
  reviewersPerRequest: number;
  /** Of so many requests one person hears, one by one, within an hour. */
  perPersonPerHour: number;
}

/** Topics that ask somebody for a review: those that come in numbers. */
const ASKING: readonly Topic[] = [
  'review-wanted',
  'review-reminder',
  'review-due-soon',
  'review-escalated',
];

const REMINDING: readonly Topic[] = ['review-due-soon', 'review-escalated'];

/** Requests of a quarter of an hour are told together. */
const TOGETHER_MS = 15 * 60_000;

export function isSilenced(topic: Topic, quiet: Quiet): boolean {
  return !quiet.reminders && REMINDING.includes(topic);
}

interface Parts {
  db: Knex;
  newId: NewId;
  quiet: Quiet;
}

/**
 * Who of these people is told at once. Whoever has heard of enough requests
 * within the hour gets one notification for all that wait, a little later.
 */
export async function toldAtOnce(
  topic: Topic,
  people: string[],
  now: Date,
  { db, newId, quiet }: Parts,
): Promise<string[]> {
  if (!ASKING.includes(topic)) return people;
  const lately = await noticesLately(db, people, now);
  const isFull = (ref: string) =>
    (lately.get(ref) ?? 0) >= quiet.perPersonPerHour;
  const later = new Date(+now + TOGETHER_MS);
  for (const userRef of people.filter(isFull)) {
    await enqueueOnce(db, newId, now, { kind: 'digest', userRef }, later);
  }
  return people.filter(ref => !isFull(ref));
}

/** They were told: it counts towards what is enough for an hour. */
export async function noteTold(
  topic: Topic,
  people: string[],
  now: Date,
  { db, newId }: Parts,
): Promise<void> {
  if (ASKING.includes(topic)) await noteNotices(db, newId, people, now);
}
