import { TestDatabases } from '@backstage/backend-test-utils';
import {
  demoSeed,
  Emulator,
  FullSeed,
} from '@jit-portal/identity-center-emulator';
import { EMPTY_SCP } from '../domain/denyStatements';
import { SessionRecord } from '../domain/model';
import {
  emulated,
  SharedClock,
} from '../identityCenter/__testUtils__/emulated';
import { HOUR, MINUTE, Stage } from './__testUtils__/Stage';

jest.setTimeout(120_000);

const PAYMENTS = '111111111111';
const STAGING = '222222222222';
const MANAGEMENT = '999999999999';
const [DANA, THEO, OLIVIA] = demoSeed.users;
const SET = demoSeed.permissionSets.find(
  one => one.name === 'PowerUserAccess',
)!;
const SCP = demoSeed.organization.policies[0].id;

/** The demo's world, with a set that the portal may change. */
function world(): FullSeed {
  const seed = structuredClone(demoSeed);
  const set = seed.permissionSets.find(one => one.arn === SET.arn)!;
  set.tags = { ...set.tags, 'jit-managed': 'true' };
  return seed;
}

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('role credentials over the wire', () => {
  let clock: SharedClock;
  let emulator: Emulator;
  let stage: Stage;

  beforeEach(async () => {
    clock = new SharedClock();
    const made = await emulated(clock, { seed: world() }, { scp: SCP });
    emulator = made.emulator;
    stage = await Stage.create(
      await databases.init('SQLITE_3'),
      clock,
      made.identityCenter,
      { home: await made.identityCenter.home() },
    );
  });

  afterEach(() => emulator.close());

  const post = async (path: string, body: unknown) => {
    const answer = await fetch(`${emulator.url}/_emulator/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    return answer.json() as Promise<any>;
  };

  /** Credentials as signing in gives them. */
  const mint = async (userName: string, accountId = PAYMENTS) => {
    const wanted = { accountId, permissionSetName: SET.name, userName };
    const { id } = await post('role-credentials', wanted);
    return id as string;
  };

  const effectOf = async (id: string): Promise<string> => {
    const call = { action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' };
    return (await post(`role-credentials/${id}`, call)).effect;
  };

  const asking = (
    mode: 'assignment' | 'inline-deny' | 'scp-deny',
    user = DANA,
    account = PAYMENTS,
  ) => ({ user: user.id, account, set: SET.arn, setName: SET.name, mode });

  /** Dana and Theo have the set in the account. */
  const both = async (
    mode: 'assignment' | 'inline-deny' | 'scp-deny',
    account = PAYMENTS,
  ) => {
    const dana = await stage.approve({
      ...asking(mode, DANA, account),
      minutes: account === STAGING ? 480 : 60,
    });
    const theo = await stage.approve({
      ...asking(mode, THEO, account),
      minutes: 480,
    });
    await stage.run(6_000);
    return [dana, theo];
  };

  const inlineOf = () =>
    emulator.world.data.permissionSets.find(one => one.arn === SET.arn)!
      .inlinePolicy;

  const fate = async (session: SessionRecord) =>
    (await stage.session(session)).credentials;

  describe('assignment', () => {
    it('leaves them running for the set’s session duration, and no longer', async () => {
      const [dana] = await both('assignment');
      const token = await mint(DANA.userName);
      await stage.revoke(dana);
      await stage.run(5_000);
      const ended = await stage.session(dana);
      expect(ended.status).toBe('REVOKED');
      expect(await effectOf(token)).toBe('allowed');
      clock.set(ended.credentials.until!);
      expect(await effectOf(token)).toBe('denied');
      expect(inlineOf()).toBeUndefined();
    });

    it('ends them with the role, where nobody else has the set', async () => {
      const dana = await stage.approve(asking('assignment'));
      await stage.run(4_000);
      const token = await mint(DANA.userName);
      await stage.revoke(dana);
      await stage.run(5_000);
      const ended = await stage.session(dana);
      expect(ended.credentials.until).toEqual(ended.endedAt);
      expect(await effectOf(token)).toBe('denied');
    });
  });

  describe('inline-deny', () => {
    it('denies tokens minted at every step, and nobody else’s (H26)', async () => {
      const [dana] = await both('inline-deny');
      const theirs = await mint(THEO.userName);
      const minted = [await mint(DANA.userName)];
      await stage.revoke(dana);
      const isOver = async () =>
        (await stage.session(dana)).status === 'REVOKED';
      for (let step = 0; step < 40 && !(await isOver()); step += 1) {
        const token = await mint(DANA.userName).catch(() => undefined);
        if (token) minted.push(token);
        await stage.run(250);
      }
      expect(await isOver()).toBe(true);
      expect(minted.length).toBeGreaterThan(4);
      for (const token of minted) expect(await effectOf(token)).toBe('denied');
      expect(await effectOf(theirs)).toBe('allowed');
      const { cutAt } = await fate(dana);
      expect(cutAt! <= (await stage.session(dana)).endedAt!).toBe(true);
    });

    it('lets the person work again with a new session, not with old tokens', async () => {
      const [dana] = await both('inline-deny');
      const old = await mint(DANA.userName);
      await stage.revoke(dana);
      await stage.run(6_000);
      const again = await stage.approve(asking('inline-deny'));
      await stage.run(40_000);
      expect((await stage.session(again)).status).toBe('ACTIVE');
      expect(await effectOf(old)).toBe('denied');
      expect(await effectOf(await mint(DANA.userName))).toBe('allowed');
    });

    it('denies in one account alone', async () => {
      const [dana] = await both('inline-deny');
      await both('inline-deny', STAGING);
      const here = await mint(DANA.userName);
      const there = await mint(DANA.userName, STAGING);
      await stage.revoke(dana);
      await stage.run(6_000);
      expect(await effectOf(here)).toBe('denied');
      expect(await effectOf(there)).toBe('allowed');
    });

    it('a deny pruned one second early would let old credentials in', async () => {
      const [dana] = await both('inline-deny');
      await stage.revoke(dana);
      // The last credentials that there can be
      const last = await mint(DANA.userName);
      await stage.run(6_000);
      const { deleted_at: at } = await stage.knex('credential_denies').first();
      const due = +new Date(at) + HOUR + 15 * MINUTE;
      // Theirs would work to the last second were it not for the deny
      const credentials = emulator.world.data.credentials.find(
        one => one.id === last,
      )!;
      credentials.expiresAt = due;
      clock.set(new Date(due - 1_000));
      await stage.run(0);
      expect(inlineOf()).toContain(DANA.id);
      expect(await effectOf(last)).toBe('denied');
      await stage.run(10_000, 500);
      expect(inlineOf()).toBeUndefined();
      expect(await effectOf(last)).toBe('denied');
    });

    it.each(['throttle', 'error', 'conflict', 'drop', 'drop-after'] as const)(
      'gets over %s at every call that pushes',
      async kind => {
        const [dana] = await both('inline-deny');
        const token = await mint(DANA.userName);
        for (const operation of [
          'PutInlinePolicyToPermissionSet',
          'ProvisionPermissionSet',
        ]) {
          emulator.faults.add({
            service: 'sso-admin',
            operation,
            kind,
            times: 1,
          });
        }
        await stage.revoke(dana);
        await stage.run(50_000, 500);
        expect((await stage.session(dana)).status).toBe('REVOKED');
        expect((await fate(dana)).cutAt).toBeDefined();
        expect(await effectOf(token)).toBe('denied');
      },
    );

    it('a set that is not the portal’s to change is left alone', async () => {
      const set = emulator.world.data.permissionSets.find(
        one => one.arn === SET.arn,
      )!;
      set.tags = { 'jit-eligible': 'true' };
      const [dana] = await both('inline-deny');
      const token = await mint(DANA.userName);
      await stage.revoke(dana);
      await stage.run(5_000);
      expect(inlineOf()).toBeUndefined();
      expect(await fate(dana)).toMatchObject({ mode: 'assignment' });
      expect(await effectOf(token)).toBe('allowed');
    });
  });

  describe('scp-deny (H29)', () => {
    const content = () =>
      emulator.world.data.controlPolicies.find(one => one.id === SCP)!.content;

    it('is submitted, and never told as proven', async () => {
      const [dana] = await both('scp-deny');
      const token = await mint(DANA.userName);
      const theirs = await mint(THEO.userName);
      await stage.revoke(dana);
      await stage.run(6_000);
      const ended = await stage.session(dana);
      expect(ended.status).toBe('REVOKED');
      expect(ended.credentials.deniedAt).toBeDefined();
      expect(ended.credentials.cutAt).toBeUndefined();
      expect(+ended.credentials.until! - +ended.endedAt!).toBe(HOUR);
      expect(await effectOf(token)).toBe('denied');
      expect(await effectOf(theirs)).toBe('allowed');
      expect(inlineOf()).toBeUndefined();
    });

    it('leaves the person’s other access alone, and is empty again at last', async () => {
      const [dana] = await both('scp-deny');
      await both('scp-deny', STAGING);
      const there = await mint(DANA.userName, STAGING);
      await stage.revoke(dana);
      await stage.run(6_000);
      expect(await effectOf(there)).toBe('allowed');
      await stage.run(80 * MINUTE, 5 * MINUTE);
      await stage.run(5_000);
      expect(content()).toBe(EMPTY_SCP);
    });

    it.each([
      ['detached', { targets: [] }],
      [
        'changed by somebody else',
        { content: EMPTY_SCP.replace('JitNobody', 'Theirs') },
      ],
    ])('falls back where the policy was %s', async (_, change) => {
      const [dana] = await both('scp-deny');
      await post(`policies/${SCP}`, change);
      const before = content();
      await stage.revoke(dana);
      await stage.run(6_000);
      expect(content()).toBe(before);
      const ended = await stage.session(dana);
      expect(ended.status).toBe('REVOKED');
      expect(ended.credentials).toMatchObject({ mode: 'assignment' });
      expect(ended.credentials.deniedAt).toBeUndefined();
      expect(await stage.told()).toContain('credentials-remain');
    });

    it('reaches what it is attached above, and never the management account', async () => {
      const { denies } = stage.identityCenter;
      const all = [PAYMENTS, STAGING, MANAGEMENT];
      expect([...(await denies.beyondScp(all))]).toEqual([MANAGEMENT]);
      await post(`policies/${SCP}`, { targets: [STAGING, MANAGEMENT] });
      expect([...(await denies.beyondScp(all))]).toEqual([
        PAYMENTS,
        MANAGEMENT,
      ]);
    });

    it('gets over an update that AWS says conflicts with another', async () => {
      const [dana] = await both('scp-deny');
      emulator.faults.add({
        service: 'organizations',
        operation: 'UpdatePolicy',
        kind: 'conflict',
        times: 2,
      });
      await stage.revoke(dana);
      await stage.run(40_000, 500);
      expect((await fate(dana)).deniedAt).toBeDefined();
      expect(content()).toContain(DANA.id);
    });
  });

  it('is told with a person more than fits: Olivia has it, too', async () => {
    const olivia = await stage.approve(asking('inline-deny', OLIVIA));
    await both('inline-deny');
    const token = await mint(OLIVIA.userName);
    const set = emulator.world.data.permissionSets.find(
      one => one.arn === SET.arn,
    )!;
    // A set of its own that leaves no room for a deny
    const action = `s3:${'x'.repeat(10_050)}`;
    set.inlinePolicy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
    });
    const before = set.inlinePolicy;
    await stage.revoke(olivia);
    await stage.run(6_000);
    expect(inlineOf()).toBe(before);
    expect(await fate(olivia)).toMatchObject({ mode: 'assignment' });
    expect(await effectOf(token)).toBe('allowed');
    const [why] = await stage.events('credentials.not-denied');
    expect(why.data).toMatchObject({ code: 'full' });
  });
});
