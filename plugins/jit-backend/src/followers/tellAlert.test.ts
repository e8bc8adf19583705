import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { FindingKind } from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { migrated } from '../accounts/__testUtils__/database';
import { ProjectedAccounts } from '../accounts/Accounts';
import { Finding } from '../domain/findings';
import { requestRow } from '../permissions/__testUtils__/rows';
import { ManualClock } from '../store/clock';
import { DatabaseFindings } from '../store/DatabaseFindings';
import { newTimeSortedId } from '../store/ids';
import { OutboxFollower } from './OutboxFollower';

jest.setTimeout(60_000);

const HOME = { instanceArn: 'arn:aws:sso:::instance/ssoins-1' };
const ACCOUNT = '111111111111';
const ref = (name: string) => `user:default/${name}`;

const projected = {
  peopleOf: async () => [ref('olga')],
  peopleInRole: async (role: string) =>
    (role === 'admin' ? ['adi'] : ['sam', 'olga']).map(name => ({
      ref: ref(name),
      displayName: name,
    })),
} as unknown as ProjectedAccounts;

function finding(kind: FindingKind, change: Partial<Finding> = {}): Finding {
  return {
    kind,
    level: 'warning',
    account: ACCOUNT,
    what: `This is ${kind}.`,
    fix: 'Do this.',
    ...change,
  };
}

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('alerts, %s', id => {
  let db: Knex;
  let clock: ManualClock;
  let findings: DatabaseFindings;
  let follower: OutboxFollower;
  const send = jest.fn<Promise<void>, any[]>(async () => {});

  beforeEach(async () => {
    send.mockClear();
    db = await migrated(await databases.init(id));
    clock = new ManualClock();
    findings = new DatabaseFindings({ db, clock, newId: newTimeSortedId });
    follower = new OutboxFollower({
      db,
      clock,
      logger: mockServices.logger.mock(),
      newId: newTimeSortedId,
      projected,
      quiet: { reminders: true, reviewersPerRequest: 50, perPersonPerHour: 10 },
      notifications: { send } as NotificationService,
    });
  });

  const told = () =>
    send.mock.calls.map(([{ recipients, payload }]) => ({
      to: recipients.entityRef,
      title: payload.title,
      ...payload,
    }));

  it('makes no markup of names in them, as mails would show it, and turns nothing around', async () => {
    const evil = '<img src=x onerror=alert(1)>';
    const full = finding('quota', {
      what: `${evil}\u202e is full.`,
      fix: `Empty ${evil}.`,
    });
    await findings.areAll(HOME, ['quota'], [full]);
    clock.advance(10_000);
    await follower.drain();
    expect(told()).toMatchObject([
      {
        title: '‹img src=x onerror=alert(1)› is full.',
        description: 'Empty ‹img src=x onerror=alert(1)›.',
      },
    ]);
  });

  it.each<[FindingKind, string[]]>([
    ['right-missing', ['adi']],
    ['aws-refuses', ['adi']],
    ['engine-not-leading', ['adi']],
    ['record-unwitnessed', ['adi']],
    ['management-account', ['adi', 'sam', 'olga']],
    ['quota', ['olga', 'adi']],
    ['set-changed', ['olga', 'sam']],
  ])('%s: who can do it is told what to do', async (kind, names) => {
    await findings.areAll(HOME, [kind], [finding(kind)]);
    clock.advance(10_000);
    await follower.drain();
    expect(told()).toMatchObject([
      {
        to: names.map(ref),
        title: `This is ${kind}.`,
        description: 'Do this.',
        link: '/jit/ownership/drift',
        severity: 'high',
        topic: kind,
      },
    ]);
  });

  it('many of a kind are one message, and later ones take its place', async () => {
    const of = (n: number) =>
      Array.from({ length: n }, (_, index) =>
        finding('stranger', {
          principal: { type: 'user', id: `user-${index}` },
        }),
      );
    await findings.areAll(HOME, ['stranger'], of(40));
    await follower.drain();
    expect(told()).toEqual([]);
    clock.advance(5 * 60_000);
    await follower.drain();
    await findings.areAll(HOME, ['stranger'], of(41));
    clock.advance(5 * 60_000);
    await follower.drain();
    expect(told().map(({ title, scope }) => [title, scope])).toEqual([
      [
        '40 people or groups have offered permission sets outside JIT Access.',
        'stranger',
      ],
      [
        '41 people or groups have offered permission sets outside JIT Access.',
        'stranger',
      ],
    ]);
  });

  it('what is over by then is not told', async () => {
    await findings.areAll(HOME, ['stranger'], [finding('stranger')]);
    await findings.areAll(HOME, ['stranger'], []);
    clock.advance(5 * 60_000);
    await follower.drain();
    expect(told()).toEqual([]);
    expect(await db('outbox')).toEqual([]);
  });

  it('accounts are told apart, and a request leads to its page', async () => {
    const request = requestRow({ number: 1042 });
    await db('requests').insert(request);
    await findings.areAll(
      HOME,
      ['set-changed'],
      [
        finding('set-changed', { requestId: request.id, subject: 'a' }),
        finding('set-changed', { account: '222222222222', subject: 'b' }),
      ],
    );
    await follower.drain();
    expect(
      told()
        .map(({ scope, link }) => [scope, link])
        .sort(),
    ).toEqual([
      ['set-changed 111111111111', '/jit/requests/REQ-1042'],
      ['set-changed 222222222222', '/jit/ownership/drift'],
    ]);
  });
});
