import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Express } from 'express';
import request from 'supertest';
import { EntityFact } from '../domain/ownership';
import { OwnershipCheck } from '../accounts/OwnershipCheck';
import { AwsTrouble } from '../identityCenter/awsErrors';
import { newTimeSortedId } from '../store/ids';
import { Name, refOf } from '../testing/cast';
import { demoConfig, Portal } from '../testing/Portal';
import { serve } from './__testUtils__/serve';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

function person(name: string) {
  return {
    ref: `user:default/${name}`,
    displayName: name,
    email: `${name}@example.com`,
    via: [],
  };
}

function entity(name: string, change: Partial<EntityFact> = {}): EntityFact {
  const id = String(name.length).repeat(12).slice(0, 12);
  return {
    entityRef: `resource:default/${name.toLowerCase()}`,
    name,
    id,
    idValue: id,
    orphaned: false,
    ownersFrom: 'relation',
    owners: [
      {
        ref: 'group:default/ops',
        kind: 'group',
        displayName: 'Ops team',
        standing: 'found',
        isEmpty: false,
        tooMany: false,
      },
    ],
    approvers: [person('ana'), person('bo')],
    wrongValues: [],
    ...change,
  };
}

const ownerless = { owners: [], approvers: [] };
const alone = { approvers: [person('ana')] };

describe.each(databases.eachSupportedId())('Account Ownership, %s', id => {
  let portal: Portal;
  let app: Express;

  beforeEach(async () => {
    const db = await databases.init(id);
    portal = await Portal.open(db, mockServices.logger.mock());
    portal.ownership.signIns = new Map([
      ['ana@example.com', 'enabled'],
      ['bo@example.com', 'enabled'],
    ]);
    portal.ownership.accounts = undefined;
    app = await serve(portal.service);
  });

  const as = (name: Name) => mockCredentials.user.header(refOf(name));
  const get = (query: string = '', name: Name = 'ada') =>
    request(app).get(`/ownership${query}`).set('Authorization', as(name));
  const check = (name: Name = 'ada') =>
    request(app).post('/ownership/check').set('Authorization', as(name));

  async function told(...entities: EntityFact[]): Promise<void> {
    portal.ownership.entities = entities;
    portal.ownership.accounts = entities.flatMap(one =>
      one.id ? [{ id: one.id, name: one.name, state: 'ACTIVE' as const }] : [],
    );
    portal.clock.advance(60_000);
    expect((await check()).status).toBe(200);
  }

  it.each<[Name, number, number]>([
    ['ada', 200, 200],
    ['audrey', 200, 403],
    ['olivia', 403, 403],
    ['sam', 403, 403],
    ['dana', 403, 403],
  ])('%s reads it: %i, checks again: %i', async (name, reads, checks) => {
    expect((await get('', name)).status).toBe(reads);
    expect((await check(name)).status).toBe(checks);
  });

  it('a policy may narrow it, and trouble is not permission', async () => {
    portal.permits.hidesOwnership = true;
    expect((await get()).status).toBe(403);
    expect((await check()).status).toBe(403);
    portal.permits.hidesOwnership = false;
    portal.permits.isDown = true;
    expect((await get()).status).toBe(503);
  });

  it('says that nothing was read yet', async () => {
    const { body } = await get();
    expect(body).toMatchObject({
      items: [],
      counts: { all: 0, attention: 0, ok: 0 },
      checking: false,
      unread: [],
    });
    expect(body.checkedAt).toBeUndefined();
  });

  it('tells the worst first and then by name, and counts', async () => {
    await told(
      entity('Well'),
      entity('Zebra', ownerless),
      entity('alpaca', ownerless),
      entity('Lonely one', alone),
    );
    const { body } = await get();
    expect(body.items.map((one: any) => one.name)).toEqual([
      'alpaca',
      'Zebra',
      'Lonely one',
    ]);
    expect(body.items[0].problems).toMatchObject([
      {
        code: 'no-owner',
        level: 'blocks',
        text: 'No owner set',
        fix: expect.stringContaining('spec.owner'),
        yaml: 'spec:\n  owner: group:default/your-group',
      },
    ]);
    expect(body).toMatchObject({
      totalItems: 3,
      counts: { all: 4, attention: 3, ok: 1 },
      checkedAt: portal.clock.read().toISOString(),
    });
  });

  it('pages without losing or repeating a line', async () => {
    const names = ['a', 'Be', 'cee', 'Dora', 'edith'];
    await told(
      ...names.map((name, at) => entity(name, at % 2 ? alone : ownerless)),
    );
    const found: string[] = [];
    let cursor = '';
    do {
      const { body } = await get(`?limit=2${cursor}`);
      found.push(...body.items.map((one: any) => one.name));
      const { nextCursor } = body;
      cursor = nextCursor && `&cursor=${encodeURIComponent(nextCursor)}`;
    } while (cursor);
    expect(found).toEqual(['a', 'cee', 'edith', 'Be', 'Dora']);
  });

  it('filters by view, problem and words', async () => {
    await told(
      entity('Well'),
      entity('Zebra', ownerless),
      entity('Lonely one', alone),
    );
    const names = async (query: string) =>
      (await get(`?sort=name&${query}`)).body.items.map((one: any) => one.name);
    expect(await names('view=ok')).toEqual(['Well']);
    expect(await names('view=all')).toEqual(['Lonely one', 'Well', 'Zebra']);
    expect(await names('problem=no-owner')).toEqual(['Zebra']);
    expect(await names('problem=no-owner&problem=only-one-approver')).toEqual([
      'Lonely one',
      'Zebra',
    ]);
    expect(await names('view=all&q=5555-5555')).toEqual(['Zebra']);
    expect(await names('view=all&q=ops')).toEqual(['Lonely one', 'Well']);
    expect((await get('?view=some')).status).toBe(400);
    expect((await get('?problem=ugly')).status).toBe(400);
    expect((await get('?cursor=x')).status).toBe(400);
  });

  it('keeps the last result while the catalog fails, and says so', async () => {
    await told(entity('Zebra', ownerless));
    const before = (await get()).body;
    portal.catalog.isDown = true;
    portal.clock.advance(60_000);
    // Who may check is asked of the same catalog, whose last word holds
    const { body: state } = await check();
    expect(state).toMatchObject({
      checkedAt: before.checkedAt,
      checking: false,
      failure: {
        at: portal.clock.read().toISOString(),
        message: 'The catalog cannot be read now',
      },
    });
    expect((await get()).body.items).toEqual(before.items);
    portal.catalog.isDown = false;
    await told(entity('Zebra'));
    const after = (await get()).body;
    expect(after.failure).toBeUndefined();
    expect(after.counts).toEqual({ all: 1, attention: 0, ok: 1 });
  });

  it('does not believe at once that all accounts are gone', async () => {
    await told(entity('Zebra', ownerless));
    for (let reading = 1; reading <= 15; reading += 1) {
      await told();
      expect((await get()).body).toMatchObject({
        counts: { all: 1 },
        failure: { message: expect.stringContaining('0 accounts') },
      });
    }
    // Each is a minute after the one before
    await told();
    expect((await get()).body.counts.all).toBe(0);
  });

  it('remembers who was an owner', async () => {
    const ref = 'user:default/eve';
    const eve = {
      ref,
      kind: 'user' as const,
      displayName: 'Eve',
      standing: 'found' as const,
      isEmpty: false,
      tooMany: false,
    };
    await told(entity('Zebra', { owners: [eve] }));
    const gone = {
      owners: [{ ...eve, standing: 'not-found' as const }],
      approvers: [],
    };
    const codes = async () =>
      (await get('?view=all')).body.items[0].problems.map(
        (one: any) => one.code,
      );
    await told(entity('Zebra', gone));
    expect(await codes()).toEqual(['owner-left']);
    await told(entity('Zebra', gone));
    expect(await codes()).toEqual(['owner-left']);
  });

  it('remembers who asked, but takes nobody for another', async () => {
    await portal.asks('dana');
    const owner = (ref: string) => ({
      owners: [
        {
          ref,
          kind: 'user' as const,
          displayName: ref,
          standing: 'not-found' as const,
          isEmpty: true,
          tooMany: false,
        },
      ],
      approvers: [],
    });
    await told(
      entity('Zebra', owner(refOf('dana'))),
      entity('Yak', owner('user:default/dan')),
    );
    const { items } = (await get('?view=all&sort=name&order=desc')).body;
    expect(items.map((one: any) => one.problems[0].code)).toEqual([
      'owner-left',
      'owner-not-found',
    ]);
  });

  describe('the check', () => {
    function checker(change: {
      accounts?: () => Promise<any>;
      read?: () => Promise<any>;
    }) {
      const { accounts, read } = change;
      return new OwnershipCheck({
        catalog: { read: read ?? (async () => portal.ownership) },
        census: {
          accounts: accounts ?? (async () => []),
          signIns: async () => new Map(),
        },
        store: portal.stores.ownership,
        config: demoConfig.accounts,
        newId: newTimeSortedId,
        now: async () => +portal.clock.read(),
        logger: mockServices.logger.mock(),
      });
    }

    it('is one at a time, whoever asks, on whichever replica', async () => {
      let reads = 0;
      let answer = () => {};
      const held = new Promise<void>(resolve => (answer = resolve));
      const read = async () => {
        reads += 1;
        await held;
        return portal.ownership;
      };
      const one = checker({ read });
      const other = checker({ read });
      const first = one.run();
      const again = one.run();
      while (reads === 0) await new Promise(setImmediate);
      expect(await other.onRequest(0)).toMatchObject({ checking: true });
      answer();
      await Promise.all([first, again]);
      expect(reads).toBe(1);
      expect((await get()).body).toMatchObject({ checking: false });
    });

    it('does not repeat what is seconds old', async () => {
      const read = jest.fn(async () => portal.ownership);
      const one = checker({ read });
      await one.onRequest();
      await one.onRequest();
      expect(read).toHaveBeenCalledTimes(1);
      portal.clock.advance(5_000);
      await one.onRequest();
      expect(read).toHaveBeenCalledTimes(2);
    });

    it('takes over from a replica that is gone', async () => {
      expect(await portal.stores.ownership.begin('gone')).toBe(true);
      await checker({}).run();
      expect((await get()).body.checkedAt).toBeUndefined();
      portal.clock.advance(5 * 60_000);
      await checker({}).run();
      expect((await get()).body.checkedAt).toBeDefined();
      // What the other one still brings is too late
      expect(await portal.stores.ownership.save('gone', [], [])).toBe(false);
    });

    it('goes on without what AWS does not let us read, and says so', async () => {
      const accounts = async () => {
        const sorted = { kind: 'never', code: 'access-denied' } as const;
        throw new AwsTrouble({ ...sorted, message: 'no', fix: 'ask' }, false);
      };
      portal.ownership.entities = [entity('Well')];
      await checker({ accounts }).run();
      const { body } = await get('?view=all');
      expect(body.unread).toEqual(['organisation']);
      expect(body.items[0].problems.map((one: any) => one.code)).toEqual([
        'owner-no-sign-in',
      ]);
    });

    it('fails as a whole where AWS is away', async () => {
      const accounts = async () => {
        throw new Error('away');
      };
      await checker({ accounts }).run();
      expect((await get()).body.failure.message).toBe('away');
    });
  });

  it('stays quick at 5,000 accounts', async () => {
    const many = Array.from({ length: 5_000 }, (_, at) =>
      entity(`Account ${at}`, {
        entityRef: `resource:default/account-${at}`,
        id: String(100_000_000_000 + at),
        ...(at % 10 ? {} : ownerless),
      }),
    );
    await told(...many);
    const { body } = await get('?limit=100');
    expect(body.items).toHaveLength(100);
    expect(body.counts).toEqual({ all: 5_000, attention: 500, ok: 4_500 });
    expect(body.totalItems).toBe(500);
  });
});
