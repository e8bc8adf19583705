import { HintGatherer } from './HintGatherer';

/** The same numbers in every run, spread over 0 to 1. */
function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

describe('hints to fetch', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('a thousand tabs spread out, and each is done within a second', () => {
    const began = performance.now();
    const fetchedAt: number[] = [];
    const chance = chanceFrom(7);
    const tabs = Array.from(
      { length: 1000 },
      () =>
        new HintGatherer({
          chance,
          isHidden: () => false,
          fetch: () => fetchedAt.push(performance.now() - began),
        }),
    );
    tabs.forEach(tab => tab.hint());
    jest.advanceTimersByTime(1000);
    expect(fetchedAt).toHaveLength(1000);
    const slices = new Map<number, number>();
    for (const at of fetchedAt) {
      const slice = Math.floor(at / 100);
      slices.set(slice, (slices.get(slice) ?? 0) + 1);
    }
    expect(Math.max(...slices.values())).toBeLessThan(250);
  });

  it('a burst costs one fetch', () => {
    const fetch = jest.fn();
    const tab = new HintGatherer({ fetch, chance: () => 0.5 });
    for (let hint = 0; hint < 50; hint++) tab.hint();
    jest.advanceTimersByTime(10_000);
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('signals that pour in cost one fetch every two seconds, and the last is heard', () => {
    const fetch = jest.fn();
    const tab = new HintGatherer({ fetch, chance: () => 0 });
    for (let at = 0; at < 10_000; at += 100) {
      tab.hint();
      jest.advanceTimersByTime(100);
    }
    expect(fetch.mock.calls.length).toBeLessThanOrEqual(6);
    const before = fetch.mock.calls.length;
    tab.hint();
    jest.advanceTimersByTime(2_200);
    expect(fetch.mock.calls.length).toBe(before + 1);
  });

  it('a hidden tab takes its time', () => {
    const fetch = jest.fn();
    const tab = new HintGatherer({
      fetch,
      chance: () => 0.5,
      isHidden: () => true,
    });
    tab.hint();
    jest.advanceTimersByTime(19_999);
    expect(fetch).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(fetch).toHaveBeenCalledTimes(1);
  });
});
