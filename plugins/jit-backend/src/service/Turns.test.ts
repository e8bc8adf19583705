import { Turns } from './Turns';

describe('Turns', () => {
  let begun: string[];
  let gates: Map<string, { open: () => void; fail: (error: Error) => void }>;

  beforeEach(() => {
    begun = [];
    gates = new Map();
  });

  /** Work that goes on until its gate is opened. */
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<string>((open, fail) => {
      gates.set(name, { open: () => open(name), fail });
    });
  };
  const finish = (name: string) => gates.get(name)!.open();

  it('come one after another, and first who has waited longest', async () => {
    const turns = new Turns({ atOnce: 1, waiting: 2 });
    const first = turns.take('dana', work('dana 1'));
    const others = [
      turns.take('theo', work('theo 1')),
      turns.take('omar', work('omar 1')),
    ];
    await Promise.resolve();
    expect(begun).toEqual(['dana 1']);
    finish('dana 1');
    expect(await first).toBe('dana 1');
    expect(begun).toEqual(['dana 1', 'theo 1']);
    finish('theo 1');
    await others[0];
    finish('omar 1');
    expect(await others[1]).toBe('omar 1');
  });

  it('give one person one at a time, and let others pass', async () => {
    const turns = new Turns({ atOnce: 2, waiting: 2 });
    const first = turns.take('dana', work('dana 1'));
    const second = turns.take('dana', work('dana 2'));
    const other = turns.take('theo', work('theo 1'));
    await Promise.resolve();
    expect(begun).toEqual(['dana 1', 'theo 1']);
    finish('theo 1');
    await other;
    expect(begun).toEqual(['dana 1', 'theo 1']);
    finish('dana 1');
    await first;
    expect(begun).toEqual(['dana 1', 'theo 1', 'dana 2']);
    finish('dana 2');
    expect(await second).toBe('dana 2');
  });

  it('give one person as many at a time as said', async () => {
    const turns = new Turns({ atOnce: 3, ofOnePerson: 2, waiting: 2 });
    const mine = [1, 2, 3].map(n => turns.take('dana', work(`dana ${n}`)));
    const other = turns.take('theo', work('theo 1'));
    await Promise.resolve();
    expect(begun).toEqual(['dana 1', 'dana 2', 'theo 1']);
    finish('theo 1');
    await other;
    expect(begun).not.toContain('dana 3');
    finish('dana 1');
    await mine[0];
    expect(begun).toEqual(['dana 1', 'dana 2', 'theo 1', 'dana 3']);
    ['dana 2', 'dana 3'].forEach(finish);
    await Promise.all(mine);
  });

  it('let few of one person wait, whoever else does', async () => {
    const turns = new Turns({ atOnce: 1, waiting: 2 });
    const mine = [1, 2, 3].map(n => turns.take('dana', work(`dana ${n}`)));
    expect(turns.take('dana', work('dana 4'))).toBeUndefined();
    const other = turns.take('theo', work('theo 1'));
    expect(other).toBeDefined();
    for (const n of [1, 2, 3]) {
      await Promise.resolve();
      finish(`dana ${n}`);
      await mine[n - 1];
    }
    finish('theo 1');
    await other;
    expect(begun).toEqual(['dana 1', 'dana 2', 'dana 3', 'theo 1']);
    expect(turns.take('dana', work('dana 5'))).toBeDefined();
  });

  it('rest as long as the work took, while its answer is there', async () => {
    let now = 0;
    const rests: { ms: number; end: () => void }[] = [];
    const sleep = (ms: number) =>
      new Promise<void>(end => rests.push({ ms, end }));
    const rest = { monotonic: () => now, sleep };
    const turns = new Turns({ atOnce: 1, waiting: 1, rest });
    const first = turns.take('dana', work('dana 1'));
    const second = turns.take('theo', work('theo 1'));
    await Promise.resolve();
    now = 300;
    finish('dana 1');
    expect(await first).toBe('dana 1');
    expect(begun).toEqual(['dana 1']);
    expect(rests.map(({ ms }) => ms)).toEqual([300]);
    rests[0].end();
    await new Promise(setImmediate);
    expect(begun).toEqual(['dana 1', 'theo 1']);
    finish('theo 1');
    await second;
  });

  it('go on where one fails', async () => {
    const turns = new Turns({ atOnce: 1, waiting: 1 });
    const first = turns.take('dana', work('dana 1'));
    const second = turns.take('theo', work('theo 1'));
    await Promise.resolve();
    gates.get('dana 1')!.fail(new Error('connection lost'));
    await expect(first).rejects.toThrow('connection lost');
    const third = turns.take('omar', () => {
      throw new Error('not even begun');
    });
    finish('theo 1');
    expect(await second).toBe('theo 1');
    await expect(third).rejects.toThrow('not even begun');
    const last = turns.take('dana', work('dana 2'));
    await Promise.resolve();
    finish('dana 2');
    expect(await last).toBe('dana 2');
  });
});
