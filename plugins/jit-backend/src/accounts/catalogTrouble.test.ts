import { accountsIn } from './__testUtils__/accountsIn';
import { account, group, user } from './__testUtils__/entities';

const ID = '111122223333';

const production = account('production', ID, {
  title: 'Production',
  owner: 'owners',
});

describe('trouble with the catalog is no answer (H19)', () => {
  const entities = [
    production,
    group('owners', { members: ['olga'] }),
    user('olga'),
  ];
  const unavailable = { name: 'ServiceUnavailableError' };

  it('when it fails', async () => {
    const { accounts, catalog } = accountsIn(entities);
    jest.spyOn(catalog, 'queryEntities').mockRejectedValue(new Error('500'));
    await expect(accounts.readAccount(ID)).rejects.toMatchObject(unavailable);
    await expect(accounts.readAllAccounts()).rejects.toMatchObject(unavailable);
  });

  it('when people cannot be read', async () => {
    const { accounts, catalog } = accountsIn(entities);
    jest.spyOn(catalog, 'getEntitiesByRefs').mockRejectedValue(new Error('x'));
    await expect(accounts.readAccount(ID)).rejects.toMatchObject(unavailable);
    await expect(
      accounts.readPerson('user:default/olga'),
    ).rejects.toMatchObject(unavailable);
    await expect(accounts.peopleInRole('admin')).rejects.toMatchObject(
      unavailable,
    );
  });

  it('when a page is missing', async () => {
    const { accounts, catalog } = accountsIn(entities);
    jest
      .spyOn(catalog, 'queryEntities')
      .mockResolvedValue({ items: [], totalItems: 1, pageInfo: {} });
    await expect(accounts.readAccount(ID)).rejects.toMatchObject(unavailable);
  });

  it('when it suddenly knows nobody, not even the account', async () => {
    const { accounts, catalog } = accountsIn(entities);
    jest
      .spyOn(catalog, 'getEntitiesByRefs')
      .mockImplementation(async ({ entityRefs }) => ({
        items: entityRefs.map(() => undefined),
      }));
    await expect(accounts.readAccount(ID)).rejects.toMatchObject(unavailable);
  });

  it('when it forgets the person while their groups are read', async () => {
    const { accounts, catalog } = accountsIn(entities);
    const real = catalog.getEntitiesByRefs.bind(catalog);
    jest
      .spyOn(catalog, 'getEntitiesByRefs')
      .mockImplementationOnce(real)
      .mockImplementation(async ({ entityRefs }) => ({
        items: entityRefs.map(() => undefined),
      }));
    await expect(
      accounts.readPerson('user:default/olga'),
    ).rejects.toMatchObject(unavailable);
  });

  it('when it answers fewer than were asked for', async () => {
    const { accounts, catalog } = accountsIn(entities);
    jest.spyOn(catalog, 'getEntitiesByRefs').mockResolvedValue({ items: [] });
    await expect(accounts.readAccount(ID)).rejects.toMatchObject(unavailable);
  });

  it('when it stays silent', async () => {
    jest.useFakeTimers();
    try {
      const { accounts, catalog } = accountsIn(entities);
      jest
        .spyOn(catalog, 'queryEntities')
        .mockReturnValue(new Promise(() => {}));
      const reading = accounts.readAccount(ID).catch(error => error);
      await jest.advanceTimersByTimeAsync(10_000);
      expect(await reading).toMatchObject(unavailable);
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('the catalog is asked little', () => {
  it('for many accounts with the same owners', async () => {
    const { accounts, catalog } = accountsIn([
      ...Array.from({ length: 1200 }, (_, index) =>
        account(`a${index}`, String(100000000000 + index), {
          owner: `team-${index % 20}`,
        }),
      ),
      ...Array.from({ length: 20 }, (_, index) =>
        group(`team-${index}`, { members: [`u${index}`] }),
      ),
      ...Array.from({ length: 20 }, (_, index) => user(`u${index}`)),
    ]);
    const pages = jest.spyOn(catalog, 'queryEntities');
    const batches = jest.spyOn(catalog, 'getEntitiesByRefs');
    const all = await accounts.readAllAccounts();
    expect(all).toHaveLength(1200);
    expect(all.every(({ ownerPeople }) => ownerPeople.length === 1)).toBe(true);
    expect(pages).toHaveBeenCalledTimes(3);
    expect(batches).toHaveBeenCalledTimes(2);
  });

  it('about an everybody-group', async () => {
    const { accounts, catalog } = accountsIn([
      production,
      group('owners'),
      ...Array.from({ length: 5000 }, (_, index) =>
        user(`u${index}`, { memberOf: ['owners'] }),
      ),
    ]);
    const batches = jest.spyOn(catalog, 'getEntitiesByRefs');
    const record = await accounts.readAccount(ID);
    expect(record?.ownerPeople).toEqual([]);
    const read = batches.mock.calls.flatMap(([{ entityRefs }]) => entityRefs);
    expect(read.length).toBeLessThan(510);
  });
});
