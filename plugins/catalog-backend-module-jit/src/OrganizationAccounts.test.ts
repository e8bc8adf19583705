import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import {
  demoSeed,
  Emulator,
  startEmulator,
} from '@jit-portal/identity-center-emulator';
import { OrganizationAccounts } from './OrganizationAccounts';
import { organizationsClient } from './organizationsClient';

jest.setTimeout(60_000);

const organizationId = demoSeed.organization.id;
const TAG = 'jit-owners';

const idOf = (n: number) => String(200_000_000_000 + n);

/** More than one page of accounts, and of each state. */
const accounts: typeof demoSeed.accounts = [
  { ...demoSeed.accounts[0], id: demoSeed.managementAccountId, name: 'Root' },
  ...Array.from({ length: 45 }, (_, n) => ({
    ...demoSeed.accounts[0],
    id: idOf(44 - n),
    name: `Account ${44 - n}`,
    state: 'ACTIVE' as const,
    tags: {},
  })),
];

describe('the accounts of an organisation, over the wire', () => {
  let emulator: Emulator;
  const applyMutation = jest.fn();
  const run = jest.fn();

  beforeEach(async () => {
    jest.clearAllMocks();
    emulator = await startEmulator({
      port: 0,
      seed: {
        ...structuredClone(demoSeed),
        accounts: structuredClone(accounts),
      },
    });
  });
  afterEach(() => emulator.close());

  const account = (n: number) =>
    emulator.world.seed.accounts.find(({ id }) => id === idOf(n))!;

  async function provider(
    change: { organizationId?: string; ownerTag?: string } = {},
    leftOut: string[] = [],
  ) {
    const made = new OrganizationAccounts({
      settings: {
        entities: {
          organizationId,
          annotation: 'amazonaws.com/account-id',
          ownerTag: TAG,
          defaultOwner: 'unknown',
          namespace: 'default',
          ...change,
        },
        leftOut,
      },
      client: await organizationsClient(
        { region: 'eu-west-1', endpoint: emulator.url },
        new ConfigReader({}),
      ),
      runner: { run },
      logger: mockServices.logger.mock(),
    });
    await made.connect({ applyMutation, refresh: jest.fn() });
    return made;
  }

  const applied = () =>
    applyMutation.mock.lastCall[0].entities.map(({ entity }: any) => entity);
  const named = (n: number) =>
    applied().find((one: any) => one.metadata.name === `aws-${idOf(n)}`);

  it('come in whole, in one order, without the one that manages them', async () => {
    await (await provider()).refresh();
    expect(applyMutation.mock.lastCall[0].type).toBe('full');
    expect(
      applied().map(
        (one: any) => one.metadata.annotations['amazonaws.com/account-id'],
      ),
    ).toEqual(Array.from({ length: 45 }, (_, n) => idOf(n)));
    expect(
      new Set(
        applyMutation.mock.lastCall[0].entities.map(
          ({ locationKey }: any) => locationKey,
        ),
      ),
    ).toEqual(new Set([`aws-organization:${organizationId}`]));
  });

  it('are the same as long as nothing changes', async () => {
    const accountsOf = await provider();
    await accountsOf.refresh();
    await accountsOf.refresh();
    const [[first], [second]] = applyMutation.mock.calls;
    expect(second).toEqual(first);
  });

  it('have the owners of their tags', async () => {
    account(3).tags = { [TAG]: 'group:default/data user:default/theo' };
    account(4).tags = { other: 'group:default/data' };
    await (await provider()).refresh();
    expect(named(3)).toMatchObject({
      metadata: {
        annotations: {
          'jit-portal.io/owners': 'group:default/data,user:default/theo',
        },
      },
      spec: { owner: 'group:default/data' },
    });
    expect(named(4).spec.owner).toBe('unknown');
  });

  it('are asked for no tags where none names owners', async () => {
    emulator.faults.add({
      service: 'organizations',
      operation: 'ListTagsForResource',
      kind: 'access-denied',
    });
    await (await provider({ ownerTag: undefined })).refresh();
    expect(applied()).toHaveLength(45);
  });

  it('go with their state, and once they are closed', async () => {
    account(1).state = 'SUSPENDED';
    account(2).state = 'CLOSED';
    await (await provider()).refresh();
    expect(named(1).metadata.tags).toEqual(['suspended']);
    expect(named(2)).toBeUndefined();
    expect(applied()).toHaveLength(44);
  });

  it('are left out where the catalog has them from elsewhere', async () => {
    await (await provider({}, [idOf(5)])).refresh();
    expect(named(5)).toBeUndefined();
    expect(applied()).toHaveLength(44);
  });

  it('of another organisation are not taken', async () => {
    const wrong = await provider({ organizationId: 'o-another0000' });
    await expect(wrong.refresh()).rejects.toThrow(
      `organizationId is o-another0000, but AWS says ${organizationId}`,
    );
    expect(applyMutation).not.toHaveBeenCalled();
  });

  it.each(['DescribeOrganization', 'ListAccounts', 'ListTagsForResource'])(
    'stay as they were where %s is refused',
    async operation => {
      emulator.faults.add({
        service: 'organizations',
        operation,
        kind: 'access-denied',
      });
      const accountsOf = await provider();
      await expect(accountsOf.refresh()).rejects.toThrow();
      expect(applyMutation).not.toHaveBeenCalled();
    },
  );

  it('are read on by whom AWS throttles', async () => {
    emulator.faults.add({
      service: 'organizations',
      operation: 'ListTagsForResource',
      kind: 'throttle',
      times: 2,
    });
    await (await provider()).refresh();
    expect(applied()).toHaveLength(45);
  });

  it('are read on a schedule, under a name that stays', async () => {
    const accountsOf = await provider();
    expect(accountsOf.getProviderName()).toBe(`jit-accounts:${organizationId}`);
    expect(run).toHaveBeenCalledWith({
      id: `jit-accounts:${organizationId}:refresh`,
      fn: expect.any(Function),
    });
    await run.mock.lastCall[0].fn();
    expect(applied()).toHaveLength(45);
  });
});
