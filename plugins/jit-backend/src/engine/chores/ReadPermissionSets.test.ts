import { mockServices } from '@backstage/backend-test-utils';
import { CallBudget } from '../../identityCenter/CallBudget';
import { DatabaseLookups } from '../../store/DatabaseLookups';
import { DatabasePermissionSets } from '../../store/DatabasePermissionSets';
import { ModelSets, setArn } from '../__testUtils__/ModelSets';
import { onEachDatabase } from '../__testUtils__/onEachDatabase';
import { MINUTE } from '../__testUtils__/Stage';
import { ReadPermissionSets } from './ReadPermissionSets';

const CALLS_PER_SECOND = 15;
const SECOND = 1_000;

onEachDatabase('reading permission sets', play => {
  let aws: ModelSets;
  let budget: CallBudget;
  let sets: DatabasePermissionSets;
  let lookups: DatabaseLookups;
  let offered: string[];
  let chore: ReadPermissionSets;
  let isStopping: () => boolean;

  const parts = () => {
    const { stage, clock } = play();
    return { db: stage.knex, clock, newId: stage.newId };
  };
  const newChore = () => {
    const { clock } = play();
    return new ReadPermissionSets({
      sets,
      reader: aws,
      budget,
      offered,
      logger: mockServices.logger.mock(),
      monotonic: () => +clock.read(),
    });
  };
  const run = () =>
    chore.run({ token: 1, permit: async () => SECOND, isStopping });

  /** As the engine does: a run each second at most, for so long. */
  async function runFor(milliseconds: number): Promise<void> {
    const { clock } = play();
    const until = +clock.read() + milliseconds;
    while (+clock.read() < until && !isStopping()) {
      const next = +clock.read() + SECOND;
      await run();
      // An engine that has nothing to do looks so often whether one is due
      clock.advance(Math.max(400, next - +clock.read()));
    }
  }

  const names = async (all = [...aws.sets.values()].map(set => set.name)) =>
    (await lookups.permissionSets(all)).map(set => set.name);
  const isAllRead = async () =>
    (await sets.outlines()).every(({ readAt }) => readAt !== undefined);

  beforeEach(() => {
    const { clock } = play();
    budget = new CallBudget(
      CALLS_PER_SECOND,
      () => +clock.read(),
      async ms => clock.advance(ms),
    );
    aws = new ModelSets(budget);
    sets = new DatabasePermissionSets(parts());
    lookups = new DatabaseLookups(parts());
    offered = ['Set-0', 'Set-1', 'Set-2'];
    isStopping = () => false;
    chore = newChore();
  });

  it('offers what is offered, and knows the rest by name', async () => {
    aws.make(5);
    await runFor(10 * SECOND);
    expect(await names()).toEqual(['Set-0', 'Set-1', 'Set-2']);
    expect(await lookups.takenNames(['set-4'])).toEqual(new Set(['set-4']));
    expect(await lookups.countSets()).toBe(5);
    // One page, three sets with what is in them, two names
    expect(aws.calls).toBe(1 + 3 * 5 + 2);
  });

  it('knows 1,000 sets within six minutes at 15 calls a second', async () => {
    aws.make(1_000);
    offered = [...aws.sets.values()].map(({ name }) => name);
    chore = newChore();
    const { clock } = play();
    const began = +clock.read();
    while (!(await isAllRead()) || aws.calls === 0) await runFor(10 * SECOND);
    expect(+clock.read() - began).toBeLessThan(6 * MINUTE);
    expect(await names()).toHaveLength(1_000);
    expect(aws.asked).toHaveLength(1_000);
  });

  it('knows 1,000 names in a minute and a half where few of them are offered', async () => {
    aws.make(1_000);
    await runFor(1.5 * MINUTE);
    expect(await isAllRead()).toBe(true);
  });

  it('leaves calls for an end at any moment', async () => {
    aws.make(200);
    const least: number[] = [];
    const read = aws.read.bind(aws);
    aws.read = async (...args) => {
      const set = await read(...args);
      least.push(budget.room('end'));
      return set;
    };
    await runFor(30 * SECOND);
    expect(least.length).toBeGreaterThan(100);
    expect(Math.min(...least)).toBeGreaterThan(0);
  });

  it('goes on where it was cut, by another process as well', async () => {
    aws.make(60);
    isStopping = () => aws.asked.length >= 25;
    await runFor(MINUTE);
    const before = new Set(aws.asked);
    const unread = (await sets.outlines()).filter(({ readAt }) => !readAt);
    expect(unread.length).toBeGreaterThan(30);

    aws.asked.length = 0;
    isStopping = () => false;
    chore = newChore();
    await runFor(MINUTE);
    expect(await isAllRead()).toBe(true);
    // Only those in hand when it was cut are asked about twice
    const twice = aws.asked.filter(arn => before.has(arn));
    expect(twice.length).toBeLessThanOrEqual(3);
    expect(aws.asked.length).toBe(unread.length);
  });

  it('takes a set away once a whole listing lacks it, and not before', async () => {
    aws.make(5);
    await runFor(10 * SECOND);
    aws.sets.delete(setArn(1));
    aws.isAway = true;
    await runFor(10 * MINUTE);
    expect(await names(offered)).toEqual(['Set-0', 'Set-1', 'Set-2']);
    aws.isAway = false;
    await runFor(5 * MINUTE);
    expect(await names(offered)).toEqual(['Set-0', 'Set-2']);
  });

  it('does not believe at once that most are gone', async () => {
    const all = aws.make(40).sets;
    await runFor(MINUTE);
    const kept = new Map(all);
    [...all.keys()].slice(3).forEach(arn => all.delete(arn));
    await runFor(9 * MINUTE);
    expect(await sets.count()).toBe(kept.size);
    await runFor(6 * MINUTE);
    expect(await sets.count()).toBe(3);
  });

  it('reads the others where one cannot be read, and that one later', async () => {
    aws.make(5);
    aws.broken.set(setArn(0), 'AccessDeniedException');
    await runFor(MINUTE);
    expect(await names()).toEqual(['Set-1', 'Set-2']);
    expect(await sets.mayTurnUp(['Set-0'])).toBe(false);
    expect(aws.asked.filter(arn => arn === setArn(0))).toHaveLength(1);
    aws.broken.clear();
    await runFor(15 * MINUTE);
    expect(await names()).toEqual(['Set-0', 'Set-1', 'Set-2']);
  });

  it('leaves AWS alone for a while where it answers nothing', async () => {
    aws.make(40);
    await run();
    aws.isAway = true;
    const before = aws.calls;
    await runFor(MINUTE);
    // Three sets each half minute, and a listing that is tried again
    expect(aws.calls - before).toBeLessThan(20);
    aws.isAway = false;
    await runFor(2 * MINUTE);
    expect(await isAllRead()).toBe(true);
  });

  it('sees a change of what is offered within 16 minutes', async () => {
    aws.make(5);
    await runFor(10 * SECOND);
    aws.sets.get(setArn(0))!.fingerprint = 'f2';
    await runFor(16 * MINUTE);
    const [set] = await lookups.permissionSets(['Set-0']);
    expect(set.fingerprint).toBe('f2');
  });

  it('sees a change of what a session uses within 4 minutes, offered or not', async () => {
    aws.make(5);
    await play().stage.approve({ set: setArn(4), setName: 'Set-4' });
    await runFor(10 * SECOND);
    aws.sets.get(setArn(4))!.fingerprint = 'f2';
    await runFor(4 * MINUTE);
    const [set] = await lookups.permissionSets(['Set-4']);
    expect(set.fingerprint).toBe('f2');
  });

  it('looks again at what it knows with a third of the calls at most', async () => {
    aws.make(400);
    offered = [...aws.sets.values()].map(({ name }) => name);
    chore = newChore();
    await runFor(4 * MINUTE);
    expect(await isAllRead()).toBe(true);
    play().clock.advance(15 * MINUTE);
    const before = aws.calls;
    await runFor(3 * MINUTE);
    const perSecond = (aws.calls - before) / 180;
    expect(perSecond).toBeGreaterThan(4);
    expect(perSecond).toBeLessThan(5.2);
  });

  it('says what may yet turn up', async () => {
    expect(await sets.mayTurnUp(['Set-0'])).toBe(true);
    aws.make(3);
    isStopping = () => aws.asked.length >= 1;
    await run();
    expect(await sets.mayTurnUp(['Set-2'])).toBe(true);
    isStopping = () => false;
    await runFor(20 * SECOND);
    expect(await sets.mayTurnUp(['Set-7'])).toBe(false);
  });

  it('keeps what is newer', async () => {
    const { clock } = play();
    const [set] = aws.make(1).sets.values();
    await sets.saveListing([set.arn]);
    const early = clock.read();
    clock.advance(SECOND);
    await sets.save({ ...set, fingerprint: 'newer' }, clock.read());
    await sets.save(set, early);
    const [known] = await lookups.permissionSets([set.name]);
    expect(known).toMatchObject({
      fingerprint: 'newer',
      readAt: clock.read(),
    });
  });
});
