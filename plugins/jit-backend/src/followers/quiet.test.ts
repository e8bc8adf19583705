import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { Knex } from 'knex';
import { migrated } from '../accounts/__testUtils__/database';
import { ProjectedAccounts } from '../accounts/Accounts';
import { requestRow } from '../permissions/__testUtils__/rows';
import { ManualClock } from '../store/clock';
import { newTimeSortedId } from '../store/ids';
import { enqueue, OutboxItem } from '../store/outbox';
import { OutboxFollower } from './OutboxFollower';
import { Quiet } from './quiet';

jest.setTimeout(60_000);

const MINUTE = 60_000;
const olga = 'user:default/olga';
const lea = 'user:default/lea';
const accountId = '111122223333';

const projected = {
  peopleOf: async () => [olga, lea],
  peopleInRole: async () => [],
  accountIdsOwnedBy: async () => [accountId],
  standingOf: async () => undefined,
} as unknown as ProjectedAccounts;

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'many requests at once, %s',
  databaseId => {
    let db: Knex;
    let clock: ManualClock;
    const send = jest.fn<Promise<void>, any[]>(async () => {});

    beforeEach(async () => {
      send.mockClear();
      db = await migrated(await databases.init(databaseId));
      clock = new ManualClock();
    });

    function follow(quiet: Partial<Quiet> = {}): OutboxFollower {
      return new OutboxFollower({
        db,
        clock,
        newId: newTimeSortedId,
        logger: mockServices.logger.mock(),
        projected,
        notifications: { send } as NotificationService,
        quiet: {
          reminders: true,
          reviewersPerRequest: 50,
          perPersonPerHour: 3,
          ...quiet,
        },
      });
    }

    async function ask(number: number): Promise<void> {
      const windowEndsAt = new Date(+clock.read() + 24 * 60 * MINUTE);
      await db('requests').insert(
        requestRow({ number, window_ends_at: windowEndsAt }),
      );
      await put('review-wanted', number);
    }

    async function put(
      topic: 'review-wanted' | 'review-due-soon' | 'ended',
      number: number,
    ) {
      const requestId = `request-${number}`;
      const item: OutboxItem = { kind: 'notification', topic, requestId };
      await enqueue(db, newTimeSortedId, clock.read(), [item]);
    }

    const told = () =>
      send.mock.calls.map(([{ recipients, payload }]) => [
        [recipients.entityRef].flat(),
        payload.topic,
        payload.scope,
        payload.title,
      ]);

    it('are told one by one, then together, a little later', async () => {
      const follower = follow();
      for (const number of [1, 2, 3, 4, 5]) await ask(number);
      await follower.drain();
      expect(told().map(([to, topic, scope]) => [to, topic, scope])).toEqual([
        [[olga, lea], 'review-wanted', 'REQ-1'],
        [[olga, lea], 'review-wanted', 'REQ-2'],
        [[olga, lea], 'review-wanted', 'REQ-3'],
      ]);
      send.mockClear();
      clock.advance(15 * MINUTE - 1);
      await follower.drain();
      expect(told()).toEqual([]);
      clock.advance(1);
      await follower.drain();
      const words = '5 requests wait for your review.';
      expect(told()).toEqual([
        [[olga], 'review-digest', 'review-digest', words],
        [[lea], 'review-digest', 'review-digest', words],
      ]);
      expect(await db('outbox')).toEqual([]);
    });

    it('are told one by one again when an hour has passed', async () => {
      const follower = follow();
      for (const number of [1, 2, 3]) await ask(number);
      await follower.drain();
      clock.advance(60 * MINUTE);
      send.mockClear();
      await ask(4);
      await follower.drain();
      expect(told()).toEqual([
        [[olga, lea], 'review-wanted', 'REQ-4', expect.any(String)],
      ]);
      expect(await db('review_notices')).toHaveLength(2);
    });

    it('say nothing together when all are decided by then', async () => {
      const follower = follow({ perPersonPerHour: 1 });
      for (const number of [1, 2]) await ask(number);
      await follower.drain();
      await db('requests').update({ status: 'REJECTED' });
      send.mockClear();
      clock.advance(15 * MINUTE);
      await follower.drain();
      expect(told()).toEqual([]);
      expect(await db('outbox')).toEqual([]);
    });

    it('never keep from anybody what became of their own', async () => {
      const follower = follow({ perPersonPerHour: 1 });
      await ask(1);
      await ask(2);
      for (const number of [1, 2]) await put('ended', number);
      await follower.drain();
      expect(told().filter(([, topic]) => topic === 'ended')).toHaveLength(2);
    });

    it('are not reminded of where the portal is told not to', async () => {
      await ask(1);
      await put('review-due-soon', 1);
      await follow({ reminders: false }).drain();
      expect(told().map(([, topic]) => topic)).toEqual(['review-wanted']);
      await put('review-due-soon', 1);
      await follow().drain();
      expect(told().map(([, topic]) => topic)).toEqual([
        'review-wanted',
        'review-due-soon',
      ]);
    });
  },
);
