import { CallBudget } from './CallBudget';

describe('the call budget', () => {
  let now = 0;
  const budget = () => {
    now = 0;
    return new CallBudget(16, () => now);
  };

  it('fills at its rate, and never above one second of it', () => {
    const calls = budget();
    calls.spend(16);
    expect(calls.room('end')).toBe(0);
    now = 250;
    expect(calls.room('end')).toBe(4);
    now = 60_000;
    expect(calls.room('end')).toBe(16);
  });

  it('leaves at least half to ends, and more where work is not urgent (H30)', () => {
    const calls = budget();
    expect(calls.room('grant')).toBe(8);
    expect(calls.room('background')).toBe(4);
    calls.spend(8);
    expect(calls.room('grant')).toBe(0);
    expect(calls.room('end')).toBe(8);
  });

  it('gives rows that keep failing a quarter of the rate (H30)', () => {
    const calls = budget();
    calls.spendRetries(4);
    expect(calls.room('retry')).toBe(0);
    now = 1_000;
    expect(calls.room('retry')).toBe(4);
  });

  it('lets who has begun finish in debt, which is paid before others begin', () => {
    const calls = budget();
    calls.spend(20);
    now = 250;
    expect(calls.room('end')).toBe(0);
    now = 500;
    expect(calls.room('end')).toBe(4);
  });

  it('waits for its limit to refill when AWS throttles', () => {
    const calls = budget();
    calls.throttled();
    expect(calls.room('end')).toBe(0);
    now = 500;
    expect(calls.room('end')).toBe(8);
  });
});
