import { createHash } from 'node:crypto';
import {
  demoSeed,
  Emulator,
  EmulatorClock,
  startEmulator,
} from '@jit-portal/identity-center-emulator';
import { Aws, endpointFor } from './Aws';
import { LiveAssignment, LiveList, readLiveList } from './LiveList';
import { reap } from './reap';

const NOW = new Date('2026-11-24T09:00:00.000Z');
const ACCOUNT = '111111111111';
const [DANA, OTHER] = demoSeed.users;
const SET = demoSeed.permissionSets.find(
  ({ name }) => name === 'ReadOnlyAccess',
)!;

function live(change: Partial<LiveAssignment> = {}): LiveAssignment {
  return {
    accountId: ACCOUNT,
    accountName: 'payments-production',
    permissionSetArn: SET.arn,
    permissionSetName: SET.name,
    principalId: DANA.id,
    user: 'user:default/dana',
    endsAt: '2026-11-24T08:00:00.000Z',
    sessions: ['SES-1'],
    ...change,
  };
}

const HOME = {
  instanceArn: demoSeed.instanceArn,
  identityStoreId: demoSeed.identityStoreId,
  region: demoSeed.region,
  callerAccount: ACCOUNT,
};

const listOf = (...assignments: LiveAssignment[]): LiveList => ({
  format: 1,
  writtenAt: '2026-11-24T07:00:00.000Z',
  home: HOME,
  assignments,
  sha256: '',
});

describe('over the wire, the portal gone for good', () => {
  let emulator: Emulator;
  let clock: EmulatorClock;
  let said: string[];

  beforeEach(async () => {
    clock = new EmulatorClock();
    clock.freeze(true);
    clock.set(NOW);
    emulator = await startEmulator({
      port: 0,
      clock,
      seed: { ...structuredClone(demoSeed), assignments: [] },
    });
    said = [];
    for (const { id } of [DANA, OTHER]) assign('USER', id);
    assign('GROUP', demoSeed.groups[0].id);
  });

  afterEach(() => emulator.close());

  function assign(principalType: 'USER' | 'GROUP', principalId: string) {
    emulator.world.data.assignments.push({
      accountId: ACCOUNT,
      permissionSetArn: SET.arn,
      principalType,
      principalId,
      createdAt: NOW.getTime(),
    });
  }

  const here = (id: string) =>
    emulator.world.data.assignments.some(one => one.principalId === id);
  const deletions = () =>
    emulator.world.data.operations.filter(({ kind }) => kind === 'deletion');

  // Waiting is what moves the emulator's clock
  const pause = async (milliseconds: number) => {
    clock.set(new Date(clock.now().getTime() + milliseconds));
  };
  const awsOf = ({ home }: LiveList) =>
    new Aws(home, { endpoint: emulator.url, pause });

  function run(
    list: LiveList,
    flags: { apply?: boolean; all?: boolean } = {},
    aws: Aws = awsOf(list),
  ) {
    return reap({
      list,
      now: NOW,
      apply: flags.apply ?? true,
      all: flags.all ?? false,
      aws,
      pause,
      say: line => said.push(line),
    });
  }

  const soon = '2026-11-24T10:00:00.000Z';

  it('takes away what is over, and nothing else', async () => {
    const running = live({ principalId: OTHER.id, endsAt: soon });
    expect(await run(listOf(live(), running))).toBe(0);
    expect(here(DANA.id)).toBe(false);
    expect(here(OTHER.id)).toBe(true);
    expect(here(demoSeed.groups[0].id)).toBe(true);
    expect(said.join('\n')).toMatch(/2 hours ago[^]*gone[^]*stays/);
  });

  it('takes everything on the list away when asked to', async () => {
    const running = live({ principalId: OTHER.id, endsAt: soon });
    await run(listOf(live(), running), { all: true });
    expect([DANA, OTHER].some(({ id }) => here(id))).toBe(false);
    expect(here(demoSeed.groups[0].id)).toBe(true);
  });

  it('touches nothing unless told to', async () => {
    expect(await run(listOf(live()), { apply: false })).toBe(0);
    expect(here(DANA.id)).toBe(true);
    expect(said.join('\n')).toMatch(/would go[^]*Nothing was touched/);
  });

  it('leaves alone what is gone already', async () => {
    await run(listOf(live()));
    said = [];
    await run(listOf(live()));
    expect(deletions()).toHaveLength(1);
    expect(said.join('\n')).toMatch('was gone');
  });

  it('does not believe one list that lacks it', async () => {
    const list = listOf(live(), live({ principalId: OTHER.id }));
    const aws = awsOf(list);
    const has = aws.has.bind(aws);
    const seen: [string, number][] = [];
    jest.spyOn(aws, 'has').mockImplementation(async one => {
      const isFirst = !seen.some(([id]) => id === one.principalId);
      seen.push([one.principalId, clock.now().getTime()]);
      return isFirst ? false : has(one);
    });
    expect(await run(list, {}, aws)).toBe(0);
    expect([DANA, OTHER].some(({ id }) => here(id))).toBe(false);
    // The wait is one for all
    const looks = seen.slice(0, 3).map(([id]) => id);
    expect(looks).toEqual([DANA.id, OTHER.id, DANA.id]);
    expect(seen[2][1] - seen[0][1]).toBeGreaterThanOrEqual(30_000);
  });

  it('believes a deletion whose answer was lost after two lists', async () => {
    const list = listOf(live());
    const aws = awsOf(list);
    const remove = aws.delete.bind(aws);
    jest.spyOn(aws, 'delete').mockImplementationOnce(async one => {
      await remove(one);
      throw new Error('socket hang up');
    });
    const has = jest.spyOn(aws, 'has');
    expect(await run(list, {}, aws)).toBe(0);
    expect(here(DANA.id)).toBe(false);
    const answers = await Promise.all(has.mock.results.map(one => one.value));
    expect(answers.slice(-2)).toEqual([false, false]);
    expect(said.join('\n')).toMatch('gone');
  });

  it('does not call gone what comes and goes', async () => {
    const list = listOf(live());
    const aws = awsOf(list);
    let isListed = false;
    jest.spyOn(aws, 'has').mockImplementation(async () => {
      isListed = !isListed;
      return isListed;
    });
    jest.spyOn(aws, 'delete').mockRejectedValue(new Error('socket hang up'));
    expect(await run(list, {}, aws)).toBe(1);
    expect(said.join('\n')).toMatch('STILL THERE');
  });

  it.each(['drop', 'drop-after', 'throttle', 'error', 'conflict'] as const)(
    'gets over %s',
    async kind => {
      const operation = 'DeleteAccountAssignment';
      const service = 'sso-admin';
      emulator.faults.add({ service, operation, kind, times: 2 });
      expect(await run(listOf(live()))).toBe(0);
      expect(here(DANA.id)).toBe(false);
    },
  );

  it('says what it could not take away, and goes on', async () => {
    emulator.faults.add({
      service: 'sso-admin',
      operation: 'DeleteAccountAssignment',
      kind: 'access-denied',
      times: 8,
    });
    const other = live({ principalId: OTHER.id });
    expect(await run(listOf(live(), other))).toBe(1);
    expect([here(DANA.id), here(OTHER.id)]).toEqual([true, false]);
    expect(said.join('\n')).toMatch('STILL THERE');
  });

  it.each(['instanceArn', 'identityStoreId'] as const)(
    'refuses the list of another %s',
    async field => {
      const home = { ...HOME, [field]: `${HOME[field]}0` };
      const wrong = run({ ...listOf(live()), home });
      await expect(wrong).rejects.toThrow('Nothing was touched');
      expect(deletions()).toEqual([]);
    },
  );
});

describe('the list', () => {
  const { sha256, ...rest } = listOf(live());
  const signed = (list: object) => {
    const digest = createHash('sha256').update(JSON.stringify(list));
    return JSON.stringify({ ...list, sha256: digest.digest('hex') });
  };

  it('is read as it was written', () => {
    expect(readLiveList(signed(rest))).toMatchObject(rest);
  });

  it.each<[string, string, RegExp]>([
    ['cut off', signed(rest).slice(0, 200), /not JSON/],
    ['changed', signed(rest).replace('dana', 'theo'), /sha256: .* changed/],
    ['of another format', signed({ ...rest, format: 2 }), /format: must be 1/],
    [
      'of a wrong account',
      signed({ ...rest, assignments: [live({ accountId: '12' })] }),
      /assignments\.0\.accountId: must be twelve digits/,
    ],
    ['something else', '[]', /no list of live assignments/],
  ])('is refused when %s', (_, text, message) => {
    expect(() => readLiveList(text)).toThrow(message);
  });

  it('leads to AWS, or to an emulator on this machine', () => {
    expect(endpointFor('eu-west-1')).toBe(
      'https://sso.eu-west-1.amazonaws.com',
    );
    expect(endpointFor('eu-west-1', 'http://127.0.0.1:4580')).toBe(
      'http://127.0.0.1:4580',
    );
    expect(() => endpointFor('eu-west-1', 'http://sso.example.com')).toThrow(
      '--endpoint is for the emulator',
    );
  });
});
