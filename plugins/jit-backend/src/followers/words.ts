import { NotificationPayload } from '@backstage/plugin-notifications-common';
import {
  isPending,
  RequestStatus,
  wordsOf,
} from '@jit-portal/backstage-plugin-jit-common';
import { DateTime } from 'luxon';
import { OutboxItem } from '../store/outbox';
import { Story } from './story';

/** What a notification is about. */
export type Topic = Extract<OutboxItem, { kind: 'notification' }>['topic'];

type Words = Pick<NotificationPayload, 'title' | 'description'>;

/** Longer quotes are cut: the request's page has them whole. */
const LONGEST_QUOTE = 200;

function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const letters = [...line];
  return letters.length > LONGEST_QUOTE
    ? `${letters.slice(0, LONGEST_QUOTE).join('')}…`
    : line;
}

/** Nobody's zone is known here, so times say theirs. */
function timeOf(at: Date, now: Date): string {
  const time = DateTime.fromJSDate(at, { zone: 'utc' }).setLocale('en');
  const isToday = time.hasSame(DateTime.fromJSDate(now).toUTC(), 'day');
  return time.toFormat(isToday ? "HH:mm 'UTC'" : "d LLL, HH:mm 'UTC'");
}

function ask({ request }: Story): string {
  const { requester, permissionSet, account, minutes } = request;
  return `${requester.displayName} asks for ${permissionSet.name} on ${
    account.name
  } for ${wordsOf(minutes)}.`;
}

function rejection({ request }: Story): string {
  const { reviews, account } = request;
  const rejected = reviews.find(({ decision }) => decision === 'reject');
  if (!rejected) return `Your request for ${account.name} was rejected.`;
  const by = `Your request for ${account.name} was rejected by ${rejected.reviewer.displayName}`;
  return rejected.comment ? `${by}: “${quoted(rejected.comment)}”` : `${by}.`;
}

function revocation({ request, session }: Story): string {
  const { by, reason } = session?.end ?? {};
  const who = by ? ` by ${by.displayName}` : '';
  const why = reason ? `Reason: ${quoted(reason)}` : 'No reason given.';
  return `Your session on ${request.account.name} was revoked${who}. ${why}`;
}

type Teller = (story: Story, now: Date) => Words | undefined;

function whilePending(title: (story: Story) => string): Teller {
  return story =>
    isPending(story.request.status) ? { title: title(story) } : undefined;
}

/** Also told to those who cannot decide themselves, but can find who does. */
const whoDecides: Partial<Record<RequestStatus, string>> = {
  PENDING: 'Any owner of the account, SSO Admin or Admin can decide.',
  PENDING_OWNER: 'An owner of the account has to decide.',
  PENDING_ADMIN: 'An SSO Admin has to decide.',
};

function beforeWindowEnds(
  title: (story: Story, until: string) => string,
  description?: (story: Story) => string | undefined,
): Teller {
  return (story, now) => {
    const { status, windowEndsAt } = story.request;
    if (!isPending(status) || windowEndsAt <= now) return undefined;
    return {
      title: title(story, timeOf(windowEndsAt, now)),
      description: description?.(story),
    };
  };
}

const tellers: Record<Topic, Teller> = {
  'review-wanted': whilePending(ask),
  'review-reminder': whilePending(story => `Reminder: ${ask(story)}`),
  'review-due-soon': beforeWindowEnds(
    (story, until) => `Reminder: ${ask(story)} It expires at ${until}.`,
  ),
  'review-escalated': beforeWindowEnds(
    (story, until) =>
      `Nobody has reviewed this yet, and it expires at ${until}: ${ask(story)}`,
    ({ request }) => whoDecides[request.status],
  ),
  approved: ({ request, session }) =>
    session?.status === 'PROVISIONING'
      ? {
          title: `Your access to ${request.account.name} is approved and being set up.`,
        }
      : undefined,
  active: ({ request, session }, now) =>
    session?.status === 'ACTIVE' && session.expiresAt
      ? {
          title: `Your access to ${
            request.account.name
          } is active until ${timeOf(session.expiresAt, now)}.`,
        }
      : undefined,
  'ending-soon': ({ request, session }, now) =>
    session?.status === 'ACTIVE' && session.expiresAt
      ? {
          title: `Your access to ${request.account.name} ends at ${timeOf(
            session.expiresAt,
            now,
          )}.`,
        }
      : undefined,
  rejected: story => ({ title: rejection(story) }),
  expired: ({ request }) => ({
    title: `Nobody reviewed your request for ${request.account.name} in time. You can send it again.`,
  }),
  revoked: story => ({ title: revocation(story) }),
  ended: ({ request }) => ({
    title: `Your session on ${request.account.name} has ended.`,
  }),
  failed: ({ request, session }) => ({
    title: `Your access to ${request.account.name} could not be set up.`,
    description:
      session?.failure && `${session.failure.message} ${session.failure.fix}`,
  }),
  'removal-late': ({ request, session }) =>
    session?.status === 'ENDING'
      ? {
          title: `AWS has not yet removed the access of ${session.user.displayName} to ${request.account.name}.`,
          description:
            'It is tried again until it works. Look at the last error on the page of the request; where it does not pass by itself, remove the assignment in IAM Identity Center.',
        }
      : undefined,
  'credentials-remain': ({ request, session }) =>
    session && {
      title: `AWS credentials of ${session.user.displayName} for ${request.account.name} could not be cut off.`,
      description: `They may keep working until they run out, although the session ends. Look at ${session.permissionSet.name} in IAM Identity Center: the request’s audit record says why.`,
    },
  'denies-nearly-full': ({ request }) => ({
    title: `There is hardly room left to cut off credentials of ${request.permissionSet.name}.`,
    description:
      'When it is full, ends go on without it. Room comes back as old credentials run out; a smaller inline policy makes more.',
  }),
};

/**
 * The words for a topic, as things stand now: what has been overtaken, such
 * as a review that was made meanwhile, is not told.
 */
export function wordsFor(
  topic: Topic,
  story: Story,
  now: Date,
): Words | undefined {
  return tellers[topic](story, now);
}
