import { NotificationService } from '@backstage/plugin-notifications-node';
import { Knex } from 'knex';
import { ProjectedAccounts } from '../accounts/Accounts';
import { viewerOf } from '../accounts/viewerOf';
import { OutboxItem } from '../store/outbox';
import { countToDecide } from '../store/toDecide';

type DigestItem = Extract<OutboxItem, { kind: 'digest' }>;

/** Enough to say “many”. */
const MOST = 999;

/**
 * Tells somebody in one notification, which takes the place of the last one,
 * how many requests wait for their review now.
 */
export async function tellDigest(
  { userRef }: DigestItem,
  now: Date,
  parts: {
    db: Knex;
    notifications: NotificationService;
    projected: ProjectedAccounts;
  },
): Promise<void> {
  const { db, notifications, projected } = parts;
  const { viewer } = await viewerOf(projected, userRef);
  const waiting = await countToDecide(db, viewer, now, MOST + 1);
  if (waiting === 0) return;
  const many = waiting > MOST ? `${MOST}+` : waiting;
  await notifications.send({
    recipients: { type: 'entity', entityRef: userRef },
    payload: {
      title:
        waiting === 1
          ? '1 request waits for your review.'
          : `${many} requests wait for your review.`,
      description:
        'Several came within a short time, so they are told together.',
      link: '/jit/pending',
      severity: 'normal',
      topic: 'review-digest',
      scope: 'review-digest',
    },
  });
}
