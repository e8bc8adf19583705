import { CallBudget } from './CallBudget';

describe('the call budget', () => {
  let now = 0;
  const budget = () => {
    now = 0;
    return new CallBudget(
      20,
      () => now,
      async ms => {
        now += ms;
      },
    );
  };

  it('fills at its rate, and holds no more than a small burst', () => {
    const calls = budget();
    calls.spend(6);
    expect(calls.room('end')).toBe(0);
    now = 200;
    expect(calls.room('end')).toBe(4);
    now = 60_000;
    expect(calls.room('end')).toBe(6);
  });

  it('lets no second see more than its rate and a burst', () => {
    const calls = budget();
    let made = 0;
    for (now = 0; now < 1_000; now += 10) {
      const room = calls.room('end');
      calls.spend(room);
      made += room;
    }
    expect(made).toBeGreaterThan(20);
    expect(made).toBeLessThanOrEqual(26);
  });

  it('gives most of the rate to who leads, and a share to the others', () => {
    const calls = budget();
    calls.lead(0);
    expect(calls.room('end')).toBe(5);
    calls.spend(5);
    now = 2_000;
    expect(calls.room('end')).toBe(5);
    calls.spend(5);
    calls.lead(15_000);
    now = 2_200;
    expect(calls.room('end')).toBe(4);
  });

  it('lets people have the whole share where nothing has to end', () => {
    const calls = budget();
    calls.lead(0);
    expect(calls.room('grant')).toBe(5);
    expect(calls.room('background')).toBe(2);
  });

  it('leaves the calls to others once the lead has run out', () => {
    const calls = budget();
    calls.lead(15_000);
    calls.spend(6);
    now = 14_999;
    expect(calls.room('end')).toBe(6);
    // As after a SIGSTOP: nobody told it that another one leads
    calls.spend(6);
    now = 60_000;
    expect(calls.room('end')).toBe(5);
    calls.spend(5);
    now = 61_000;
    expect(calls.room('end')).toBe(2);
  });

  it('leaves at least half to ends, and more where work is not urgent (H30)', () => {
    const calls = budget();
    expect(calls.room('grant')).toBe(3);
    expect(calls.room('background')).toBe(2);
    calls.spend(3);
    expect(calls.room('grant')).toBe(0);
    expect(calls.room('end')).toBe(3);
  });

  it('gives rows that keep failing a quarter of the rate (H30)', () => {
    const calls = budget();
    calls.spendRetries(5);
    expect(calls.room('retry')).toBe(0);
    now = 1_000;
    expect(calls.room('retry')).toBe(3);
  });

  it('lets who has begun finish in debt, which is paid before others begin', () => {
    const calls = budget();
    calls.spend(10);
    now = 200;
    expect(calls.room('end')).toBe(0);
    now = 300;
    expect(calls.room('end')).toBe(2);
  });

  it('lets reads wait for their calls, in the order in which they came', async () => {
    const calls = budget();
    const at: number[] = [];
    const read = async () => {
      await calls.read();
      at.push(now);
    };
    await Promise.all(Array.from({ length: 26 }, read));
    expect(at).toHaveLength(26);
    expect(at[4]).toBe(0);
    // A burst at once, then one each twentieth of a second
    expect(at[25]).toBeGreaterThanOrEqual(1_000);
    expect(at[25]).toBeLessThan(1_100);
    expect(calls.counts().calls).toBe(26);
  });

  it('gives nobody room whom others wait before', async () => {
    const calls = budget();
    calls.spend(6);
    const waiting = [calls.read(), calls.read()];
    now = 100;
    expect(calls.room('end')).toBe(0);
    now = 200;
    expect(calls.room('end')).toBe(2);
    await Promise.all(waiting);
    expect(calls.room('end')).toBe(2);
  });

  it('counts a change at once, and lets reads wait for its debt', async () => {
    const calls = budget();
    calls.spend(10);
    await calls.read();
    // Four owed and one of its own
    expect(now).toBeGreaterThanOrEqual(250);
    expect(now).toBeLessThan(300);
  });

  it('never wakes up to more than AWS allows, whoever led before', async () => {
    // Three replicas, each asking as much as it may: a leader, a follower, and
    // one that stood still while it led and woke up
    const times: number[] = [];
    now = 0;
    const clock = () => now;
    const replicas = [15_000, 0, 0].map(leads => {
      const calls = new CallBudget(15, clock, async ms => {
        now += ms;
      });
      calls.lead(leads);
      return calls;
    });
    now = 20_000;
    replicas[1].lead(15_000);
    const until = now + 3_000;
    while (now < until) {
      for (const calls of replicas) {
        const room = calls.room('end');
        calls.spend(room);
        for (let n = 0; n < room; n += 1) times.push(now);
      }
      now += 10;
    }
    // What AWS holds: 20 at once, and 20 more each second
    for (let second = 1; second <= 3; second += 1) {
      const made = times.filter(at => at < 20_000 + second * 1_000).length;
      expect(made).toBeLessThanOrEqual(20 + second * 20 - 5);
    }
    expect(times.length).toBeGreaterThan(45);
  });

  it('lets changes of one turn wait until a debt is paid, and not for long', async () => {
    const calls = budget();
    calls.spend(10);
    await calls.settleDebt();
    expect(now).toBeGreaterThanOrEqual(200);
    expect(now).toBeLessThan(250);
    const before = now;
    calls.spend(100);
    await calls.settleDebt();
    expect(now - before).toBe(1_000);
  });

  it('says whether there will be room in time', async () => {
    const calls = budget();
    calls.spend(10);
    await expect(calls.findsRoom('end', 100)).resolves.toBe(false);
    await expect(calls.findsRoom('end', 1_000)).resolves.toBe(true);
  });

  it('waits a little when AWS throttles', () => {
    const calls = budget();
    calls.throttled();
    expect(calls.room('end')).toBe(0);
    now = 400;
    expect(calls.room('end')).toBe(1);
  });
});
