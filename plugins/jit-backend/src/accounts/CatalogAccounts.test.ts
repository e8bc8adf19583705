import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { accountsIn } from './__testUtils__/accountsIn';
import { account, group, REGISTERED, user } from './__testUtils__/entities';

const ID = '111122223333';

const production = account('production', ID, {
  title: 'Production',
  owner: 'owners',
});

async function ownersIn(entities: Entity[], jit: JsonObject = {}) {
  const { accounts } = accountsIn(entities, jit);
  const record = (await accounts.readAccount(ID))!;
  return {
    people: record.ownerPeople.map(({ ref }) => ref),
    problems: record.problems.map(({ code }) => code),
    record,
  };
}

describe('accounts', () => {
  it('are what trusted entities tell', async () => {
    const { accounts } = accountsIn([
      production,
      group('owners', { displayName: 'Production Owners' }),
      user('olga', { memberOf: ['owners'] }),
    ]);
    await expect(accounts.readAccount(ID)).resolves.toMatchObject({
      id: ID,
      name: 'Production',
      entityRef: 'resource:default/production',
      entityUid: 'uid-resource-production',
      source: 'file:/portal/examples/all.yaml',
      duplicate: false,
      state: 'ACTIVE',
      owners: [
        {
          ref: 'group:default/owners',
          kind: 'group',
          displayName: 'Production Owners',
        },
      ],
      ownerPeople: [{ ref: 'user:default/olga', via: 'group:default/owners' }],
      problems: [],
    });
  });

  it('are not made by what somebody registered (H12)', async () => {
    const { accounts } = accountsIn([
      account('mine', ID, { from: REGISTERED, owner: 'user:default/mallory' }),
      user('mallory'),
    ]);
    await expect(accounts.readAccount(ID)).resolves.toBeUndefined();
    await expect(accounts.readAllAccounts()).resolves.toEqual([]);
  });

  it('keep their owners when somebody registers the id again (H12)', async () => {
    const { people, record } = await ownersIn([
      production,
      account('mine', ID, { from: REGISTERED, owner: 'user:default/mallory' }),
      group('owners', { members: ['olga'] }),
      user('olga'),
      user('mallory'),
    ]);
    expect(record.duplicate).toBe(false);
    expect(people).toEqual(['user:default/olga']);
  });

  it('belong to nobody when two trusted entities carry the id (H12)', async () => {
    const entities = [
      production,
      account('twin', ID, { owner: 'user:default/bo' }),
      group('owners', { members: ['olga'] }),
      user('olga'),
      user('bo'),
    ];
    const { record, people, problems } = await ownersIn(entities);
    expect(record.duplicate).toBe(true);
    expect(people).toEqual([]);
    expect(problems).toContain('duplicate-account');
    const all = await accountsIn(entities).accounts.readAllAccounts();
    expect(all.map(({ duplicate }) => duplicate)).toEqual([true, true]);
  });

  it.each(['1111', '1111222233334', ' 111122223333', 'constructor'])(
    'with the id “%s” are listed with their problem and cannot be found',
    async id => {
      const { accounts } = accountsIn([account('odd', id)]);
      const [odd] = await accounts.readAllAccounts();
      expect(odd.id).toBeUndefined();
      expect(odd.problems[0]).toMatchObject({
        code: 'wrong-account-id',
        annotation: 'amazonaws.com/account-id',
      });
      await expect(accounts.readAccount(id)).resolves.toBeUndefined();
    },
  );

  it('go by the annotation that is configured', async () => {
    const { accounts } = accountsIn(
      [
        account('roadie', 'x', {
          annotations: { 'amazon.com/account-id': ID },
        }),
      ],
      { accounts: { annotation: 'amazon.com/account-id' } },
    );
    expect((await accounts.readAccount(ID))?.entityRef).toBe(
      'resource:default/roadie',
    );
  });

  it('have names that can be stored, whatever was written', async () => {
    const { record } = await ownersIn([
      account('production', ID, { title: `a\u0000b\n${'x'.repeat(500)}` }),
    ]);
    expect(record.name).toHaveLength(200);
    expect(record.name.startsWith('a b x')).toBe(true);
  });
});

describe('owners', () => {
  it('are found through groups to any depth, each once', async () => {
    const { record } = await ownersIn([
      production,
      group('owners', { members: ['olga'] }),
      group('leads', { parent: 'owners', members: ['lea', 'olga'] }),
      group('deputies', { parent: 'leads' }),
      user('olga'),
      user('lea'),
      user('dora', { memberOf: ['deputies'] }),
    ]);
    expect(record.ownerPeople).toEqual([
      { ref: 'user:default/olga', via: 'group:default/owners' },
      {
        ref: 'user:default/lea',
        via: 'group:default/owners > group:default/leads',
      },
      {
        ref: 'user:default/dora',
        via: 'group:default/owners > group:default/leads > group:default/deputies',
      },
    ]);
  });

  it('do not include a group that names itself their child (H13)', async () => {
    const { people } = await ownersIn([
      production,
      group('owners', { members: ['olga'] }),
      group('intruders', {
        parent: 'owners',
        members: ['mallory'],
        from: REGISTERED,
      }),
      user('olga'),
      user('mallory'),
    ]);
    expect(people).toEqual(['user:default/olga']);
  });

  it('do not include a user that names its own membership (H13)', async () => {
    const { people } = await ownersIn([
      production,
      group('owners', { members: ['olga'] }),
      user('olga'),
      user('mallory', { memberOf: ['owners'], from: REGISTERED }),
    ]);
    expect(people).toEqual(['user:default/olga']);
  });

  it('do not include those of an orphaned group (H13)', async () => {
    const { people, problems } = await ownersIn([
      production,
      group('owners', { members: ['olga'], orphan: true }),
      user('olga'),
    ]);
    expect(people).toEqual([]);
    expect(problems).toEqual(['owner-not-found', 'no-owner']);
  });

  it('survive groups in a circle', async () => {
    const { people } = await ownersIn([
      production,
      group('owners', { parent: 'leads', members: ['olga'] }),
      group('leads', { parent: 'owners', members: ['lea'] }),
      user('olga'),
      user('lea'),
    ]);
    expect(people).toEqual(['user:default/olga', 'user:default/lea']);
  });

  it('are looked for to a depth that no organization has, and no deeper (H13)', async () => {
    const nameAt = (depth: number) => (depth === 0 ? 'owners' : `g${depth}`);
    const chain = Array.from({ length: 60 }, (_, depth) =>
      group(nameAt(depth), {
        parent: depth === 0 ? undefined : nameAt(depth - 1),
        members: [`u${depth}`],
      }),
    );
    const staff = chain.map((_, depth) => user(`u${depth}`));
    const { people } = await ownersIn([production, ...chain, ...staff]);
    expect(people).toContain('user:default/u40');
    expect(people).not.toContain('user:default/u59');
  });

  it('are nobody for an everybody-group, however it is padded (H13)', async () => {
    const staff = Array.from({ length: 4 }, (_, index) => user(`u${index}`));
    const padding = Array.from({ length: 9 }, (_, index) =>
      user(`a${index}`, { memberOf: ['owners'], from: REGISTERED }),
    );
    const { people, problems } = await ownersIn(
      [
        production,
        group('owners', { members: staff.map(u => u.metadata.name) }),
        ...staff,
        ...padding,
      ],
      { accounts: { maxOwnerPeople: 3 } },
    );
    expect(people).toEqual([]);
    expect(problems).toEqual(['owner-too-large', 'no-owner']);
  });

  it('do not become too many by people who do not count (H13)', async () => {
    const padding = Array.from({ length: 9 }, (_, index) =>
      user(`a${index}`, { memberOf: ['owners'], from: REGISTERED }),
    );
    const { people } = await ownersIn(
      [
        production,
        group('owners', { members: ['olga'] }),
        user('olga'),
        ...padding,
      ],
      { accounts: { maxOwnerPeople: 3 } },
    );
    expect(people).toEqual(['user:default/olga']);
  });

  it('come from configuration before all else', async () => {
    const { people } = await ownersIn(
      [
        account('production', ID, {
          owner: 'user:default/olga',
          annotations: { 'jit-portal.io/owners': 'user:default/lea' },
        }),
        user('olga'),
        user('lea'),
        user('bo'),
      ],
      { accounts: { owners: { [ID]: ['User:Bo'] } } },
    );
    expect(people).toEqual(['user:default/bo']);
  });

  it('come from the annotation before relations; wrong parts drop (H18)', async () => {
    const { people, problems, record } = await ownersIn([
      account('production', ID, {
        owner: 'user:default/olga',
        annotations: {
          'jit-portal.io/owners': 'user:Lea, bo, component:shop, group:gone',
        },
      }),
      user('olga'),
      user('lea'),
      user('bo'),
    ]);
    expect(people).toEqual(['user:default/lea']);
    expect(problems).toEqual(['wrong-owner', 'wrong-owner', 'owner-not-found']);
    expect(record.owners.map(({ ref }) => ref)).toEqual([
      'user:default/lea',
      'group:default/gone',
    ]);
  });

  it('are nobody where the annotation names nobody (H18)', async () => {
    const { people, problems } = await ownersIn([
      account('production', ID, {
        owner: 'user:default/olga',
        annotations: { 'jit-portal.io/owners': ' , ' },
      }),
      user('olga'),
    ]);
    expect(people).toEqual([]);
    expect(problems).toEqual(['no-owner']);
  });

  it('do not show the name that an untrusted entity gives itself', async () => {
    const { record } = await ownersIn([
      account('production', ID, { owner: 'user:default/mallory' }),
      user('mallory', { displayName: 'Olga Meyer', from: REGISTERED }),
    ]);
    expect(record.owners[0].displayName).toBe('mallory');
  });
});
