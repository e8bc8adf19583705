import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import { Knex } from 'knex';
import { migrated } from '../accounts/__testUtils__/database';
import { ProjectedAccounts } from '../accounts/Accounts';
import { requestRow } from '../permissions/__testUtils__/rows';
import { ManualClock } from '../store/clock';
import { newTimeSortedId } from '../store/ids';
import { enqueue, OutboxItem } from '../store/outbox';
import { OutboxFollower } from './OutboxFollower';
import { claim } from './outboxRows';

jest.setTimeout(60_000);

const requestId = 'request-1042';
const signal: OutboxItem = {
  kind: 'signal',
  requestId,
  accountId: '111122223333',
  userRefs: ['user:default/ana'],
};
const wanted: OutboxItem = {
  kind: 'notification',
  topic: 'review-wanted',
  requestId,
};

const person = (name: string) => ({
  ref: `user:default/${name}`,
  displayName: name,
});
const projected = {
  peopleOf: async () => ['user:default/olga', 'user:default/adi'],
  peopleInRole: async (role: string) =>
    role === 'admin' ? [person('adi')] : [person('sam')],
} as unknown as ProjectedAccounts;

function setUp(db: Knex) {
  const clock = new ManualClock();
  const publish = jest.fn<Promise<void>, any[]>(async () => {});
  const send = jest.fn<Promise<void>, any[]>(async () => {});
  const logger = mockServices.logger.mock();
  const parts = {
    db,
    clock,
    logger,
    newId: newTimeSortedId,
    projected,
    quiet: { reminders: true, reviewersPerRequest: 50, perPersonPerHour: 3 },
  };
  const services = {
    signals: { publish } as SignalsService,
    notifications: { send } as NotificationService,
  };
  const follower = new OutboxFollower({ ...parts, ...services });
  const put = (...items: OutboxItem[]) =>
    enqueue(db, newTimeSortedId, clock.read(), items);
  const left = async () => db('outbox').orderBy('id');
  return { clock, publish, send, logger, parts, services, follower, put, left };
}

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('the outbox, %s', databaseId => {
  let db: Knex;

  beforeEach(async () => {
    db = await migrated(await databases.init(databaseId));
    await db('requests').insert(requestRow({ number: 1042 }));
  });

  it('hints at changes to everybody whose pages show them, by ids', async () => {
    const { follower, publish, put, left } = setUp(db);
    await put(signal);
    await follower.drain();
    await put({ ...signal, sessionId: 'session-1' });
    await follower.drain();
    const recipients = {
      type: 'user',
      entityRef: ['ana', 'olga', 'adi', 'sam'].map(name => person(name).ref),
    };
    expect(publish.mock.calls).toEqual([
      [
        {
          recipients,
          channel: 'jit',
          message: { action: 'request-changed', requestId },
        },
      ],
      [
        {
          recipients,
          channel: 'jit',
          message: {
            action: 'session-changed',
            requestId,
            sessionId: 'session-1',
          },
        },
      ],
    ]);
    expect(await left()).toEqual([]);
  });

  it('notifies who can act, with a link to the request', async () => {
    const { follower, send, put, left } = setUp(db);
    await put(wanted);
    await follower.drain();
    expect(send.mock.calls).toEqual([
      [
        {
          recipients: {
            type: 'entity',
            entityRef: ['user:default/olga', 'user:default/adi'],
          },
          payload: {
            title: 'Ana Ruiz asks for ReadOnlyAccess on Production for 1 h.',
            link: '/jit/requests/REQ-1042',
            severity: 'normal',
            topic: 'review-wanted',
            scope: 'REQ-1042',
          },
        },
      ],
    ]);
    expect(await left()).toEqual([]);
  });

  it('makes no markup of what people wrote, as mails would show it', async () => {
    const { follower, send, put } = setUp(db);
    const evil = '<a href="https://evil.example">Ana</a><!channel>';
    await db('requests').update({ requester_name: evil, account_name: evil });
    await put(wanted);
    await follower.drain();
    const [[{ payload }]] = send.mock.calls;
    expect(payload.title).toContain(
      '‹a href="https://evil.example"›Ana‹/a›‹!channel› asks for',
    );
    expect(JSON.stringify(payload)).not.toMatch(/[<>]/);
  });

  it('says nothing of what was overtaken, or is not there', async () => {
    const { follower, send, put, left } = setUp(db);
    await db('requests').update({ status: 'CANCELLED' });
    await put(wanted, { ...wanted, requestId: 'gone' });
    await follower.drain();
    expect(send).not.toHaveBeenCalled();
    expect(await left()).toEqual([]);
  });

  it('tells again after growing pauses', async () => {
    const { follower, send, put, left, clock, logger } = setUp(db);
    send.mockRejectedValue(new Error('no notifications today'));
    await put(wanted);
    const triesAt: number[] = [];
    for (let second = 0; second <= 120; second++) {
      const before = send.mock.calls.length;
      await follower.drain();
      if (send.mock.calls.length > before) triesAt.push(second);
      clock.advance(1000);
    }
    expect(triesAt).toEqual([0, 15, 45, 105]);
    expect(await left()).toEqual([
      expect.objectContaining({
        attempt: 4,
        last_error: 'Error: no notifications today',
      }),
    ]);
    expect(logger.warn).toHaveBeenCalledTimes(4);
    send.mockResolvedValue();
    clock.advance(900_000);
    await follower.drain();
    expect(await left()).toEqual([]);
  });

  it('gives hints up soon, and notifications after half a day', async () => {
    const { follower, send, publish, put, left, clock, logger } = setUp(db);
    send.mockRejectedValue(new Error('down'));
    publish.mockRejectedValue(new Error('down'));
    await put(signal, wanted);
    for (let quarter = 0; quarter < 60; quarter++) {
      await follower.drain();
      clock.advance(900_000);
    }
    expect(publish).toHaveBeenCalledTimes(3);
    expect(send).toHaveBeenCalledTimes(50);
    expect(await left()).toEqual([]);
    expect(logger.error).toHaveBeenCalledTimes(2);
  });

  it('tells each item once, however many replicas follow', async () => {
    const { parts, services, publish, put, left } = setUp(db);
    const items = Array.from({ length: 120 }, (_, index) => ({
      ...signal,
      requestId: `request-${index}`,
    }));
    await put(...items);
    const replicas = [1, 2, 3].map(
      () => new OutboxFollower({ ...parts, ...services }),
    );
    await Promise.all(replicas.map(replica => replica.drain()));
    const told = publish.mock.calls.map(([{ message }]) => message.requestId);
    expect(told.sort()).toEqual(items.map(item => item.requestId).sort());
    expect(await left()).toEqual([]);
  });

  it('tells what a replica took with it when it died', async () => {
    const { follower, send, put, left, clock } = setUp(db);
    await put(wanted);
    const [row] = await left();
    expect(await claim(db, row, clock.read())).toBe(true);
    await follower.drain();
    expect(send).not.toHaveBeenCalled();
    clock.advance(15_000);
    await follower.drain();
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('one that fails does not keep the next from being told', async () => {
    const { follower, send, put } = setUp(db);
    send.mockRejectedValueOnce(new Error('not this one'));
    await put(wanted, wanted);
    await follower.drain();
    await follower.drain();
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('does without services that are not there', async () => {
    const { parts, put, left, logger } = setUp(db);
    await put(signal, wanted);
    await new OutboxFollower(parts).drain();
    expect(await left()).toEqual([]);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('throws at nobody when the database is gone', async () => {
    const { parts, services, logger } = setUp(db);
    const gone = (() => {
      throw new Error('gone');
    }) as unknown as Knex;
    await new OutboxFollower({ ...parts, ...services, db: gone }).drain();
    expect(logger.error).toHaveBeenCalledTimes(4);
  });

  it('is told at once when woken, also while notifications hang', async () => {
    const { parts, services, send, publish, put, left } = setUp(db);
    const follower = new OutboxFollower({
      ...parts,
      ...services,
      // Nothing is told by looking again
      pollMs: 3_600_000,
    });
    let letGo = () => {};
    const hanging = new Promise<void>(isHanging =>
      send.mockImplementationOnce(async () => {
        isHanging();
        await new Promise<void>(resolve => (letGo = resolve));
      }),
    );
    await put(wanted);
    follower.start();
    await hanging;
    const told = new Promise<void>(resolve =>
      publish.mockImplementationOnce(async () => resolve()),
    );
    await put(signal);
    follower.wake();
    await told;
    letGo();
    await follower.stop();
    expect(await left()).toEqual([]);
  });

  it('is looked at now and then without being woken', async () => {
    const { parts, services, publish, put } = setUp(db);
    const follower = new OutboxFollower({ ...parts, ...services, pollMs: 5 });
    follower.start();
    const told = new Promise<void>(resolve =>
      publish.mockImplementationOnce(async () => resolve()),
    );
    await put(signal);
    await told;
    await follower.stop();
    expect(publish).toHaveBeenCalledTimes(1);
  });
});
