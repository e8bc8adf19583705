import { Remembered } from './Remembered';

describe('Remembered', () => {
  let now: number;
  let found: number;
  let remembered: Remembered<number>;

  beforeEach(() => {
    now = 0;
    found = 0;
    remembered = new Remembered<number>(() => now);
  });

  const find = (took: number) => async () => {
    now += took;
    found += 1;
    return found;
  };

  it('finds again at once what took no time', async () => {
    expect(await remembered.get('a', find(0))).toBe(1);
    expect(await remembered.get('a', find(0))).toBe(2);
  });

  it('keeps what took long for a while', async () => {
    let release = (_: number) => {};
    const slow = new Promise<number>(resolve => {
      release = resolve;
    });
    const first = remembered.get('a', () => slow);
    // Whoever asks meanwhile waits for the same
    expect(remembered.get('a', find(0))).toBe(first);
    now += 1_000;
    release(7);
    expect(await first).toBe(7);
    now += 19_999;
    expect(await remembered.get('a', find(0))).toBe(7);
    now += 1;
    expect(await remembered.get('a', find(0))).toBe(1);
  });

  it('keeps nothing for longer than a minute', async () => {
    let release = (_: number) => {};
    const slow = new Promise<number>(resolve => {
      release = resolve;
    });
    const first = remembered.get('a', () => slow);
    now += 3_600_000;
    release(7);
    await first;
    now += 60_000;
    expect(await remembered.get('a', find(0))).toBe(1);
  });

  it('tells keys apart, and does not keep a failure', async () => {
    await remembered.get('a', find(0));
    expect(await remembered.get('b', find(0))).toBe(2);
    const fails = async () => {
      throw new Error('no database');
    };
    await expect(remembered.get('c', fails)).rejects.toThrow('no database');
    expect(await remembered.get('c', find(0))).toBe(3);
  });

  it('keeps so many and no more', async () => {
    const never = () => new Promise<number>(() => {});
    const first = remembered.get('0', never);
    for (let i = 1; i <= 200; i++) remembered.get(String(i), never);
    expect(remembered.get('0', never)).not.toBe(first);
  });
});
