import { NotificationSeverity } from '@backstage/plugin-notifications-common';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import {
  JIT_SIGNAL_CHANNEL,
  JitSignal,
} from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { ProjectedAccounts } from '../accounts/Accounts';
import { NewId } from '../store/ids';
import { OutboxItem } from '../store/outbox';
import { plainly } from './plainly';
import { isSilenced, noteTold, Quiet, toldAtOnce } from './quiet';
import { recipientsOf } from './recipients';
import { readStory } from './story';
import { Topic, wordsFor } from './words';

type SignalItem = Extract<OutboxItem, { kind: 'signal' }>;
type NotificationItem = Extract<OutboxItem, { kind: 'notification' }>;

const severityOf: Record<Topic, NotificationSeverity> = {
  'review-wanted': 'normal',
  'review-reminder': 'normal',
  'review-due-soon': 'normal',
  'review-escalated': 'high',
  approved: 'low',
  active: 'normal',
  'ending-soon': 'normal',
  rejected: 'normal',
  expired: 'normal',
  revoked: 'high',
  ended: 'low',
  failed: 'high',
  'removal-late': 'critical',
  'credentials-remain': 'high',
  'denies-nearly-full': 'high',
};

/**
 * Hints to everybody whose pages show the item. People are named one by one: a
 * signal to a group reaches only who was in it, directly, at sign-in.
 */
export async function tellSignal(
  item: SignalItem,
  signals: SignalsService,
  projected: ProjectedAccounts,
): Promise<void> {
  const [owners, admins, ssoAdmins] = await Promise.all([
    projected.peopleOf(item.accountId),
    projected.peopleInRole('admin'),
    projected.peopleInRole('sso-admin'),
  ]);
  const roleHolders = [...admins, ...ssoAdmins].map(({ ref }) => ref);
  const entityRef = [...new Set([...item.userRefs, ...owners, ...roleHolders])];
  if (entityRef.length === 0) return;
  const { requestId, sessionId } = item;
  await signals.publish<JitSignal>({
    recipients: { type: 'user', entityRef },
    channel: JIT_SIGNAL_CHANNEL,
    message: sessionId
      ? { action: 'session-changed', requestId, sessionId }
      : { action: 'request-changed', requestId },
  });
}

/**
 * Notifies the people whom the topic is for. A request's notifications share a
 * scope: for each person the newest takes the place of the last.
 */
export async function tellNotification(
  item: NotificationItem,
  now: Date,
  parts: {
    db: Knex;
    newId: NewId;
    notifications: NotificationService;
    projected: ProjectedAccounts;
    quiet: Quiet;
  },
): Promise<void> {
  const { topic, requestId } = item;
  if (isSilenced(topic, parts.quiet)) return;
  const story = await readStory(parts.db, requestId);
  const words = story && wordsFor(topic, story, now);
  if (!words) return;
  const { projected, quiet } = parts;
  const people = await recipientsOf(topic, story, projected, quiet);
  const entityRef = await toldAtOnce(topic, people, now, parts);
  if (entityRef.length === 0) return;
  const number = `REQ-${story.request.number}`;
  await parts.notifications.send({
    recipients: { type: 'entity', entityRef },
    payload: plainly({
      ...words,
      link: `/jit/requests/${number}`,
      severity: severityOf[topic],
      topic,
      scope: number,
    }),
  });
  await noteTold(topic, entityRef, now, parts);
}
