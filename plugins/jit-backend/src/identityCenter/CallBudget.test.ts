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
    calls.lead(false);
    expect(calls.room('end')).toBe(3);
    calls.spend(3);
    now = 3_000;
    expect(calls.room('end')).toBe(3);
    calls.spend(3);
    calls.lead(true);
    now = 3_200;
    expect(calls.room('end')).toBe(4);
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

  it('lets a read wait until the debt is paid, and not for long', async () => {
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
