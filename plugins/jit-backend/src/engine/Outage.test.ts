import { sortAwsError } from '../identityCenter/awsErrors';
import { IdentityCenter } from '../identityCenter/IdentityCenter';
import { Outage } from './Outage';

const everything = { polls: 3, ends: 5, grants: 2, retries: 1, checks: 4 };
const nothing = { polls: 0, ends: 0, grants: 0, retries: 0, checks: 0 };
/** One row, of the most urgent kind that has one. */
const oneByOne = ['ends', 'polls', 'grants', 'retries', 'checks'].map(kind => ({
  ...nothing,
  [kind]: 1,
}));

const away = () =>
  sortAwsError(Object.assign(new Error('no route'), { code: 'ECONNREFUSED' }));

/** A port of which the next calls fail like this. */
function stage() {
  let now = 0;
  let trouble: (() => Error) | undefined;
  const outage = new Outage(() => now);
  const port = outage.overhear({
    poll: async () => {
      if (trouble) throw trouble();
      return { status: 'in-progress' };
    },
  } as unknown as IdentityCenter);
  const ask = async (times: number, failing?: () => Error) => {
    trouble = failing;
    for (let n = 0; n < times; n += 1) {
      await port.poll('create', 'id').catch(() => undefined);
    }
  };
  return { outage, ask, pass: (ms: number) => (now += ms) };
}

describe('an outage of AWS', () => {
  it('takes three calls in a row, and silence for a while', async () => {
    const { outage, ask, pass } = stage();
    await ask(2, away);
    await ask(1);
    await ask(2, away);
    expect(outage.isOn).toBe(false);
    expect(outage.rations(everything, 0)).toEqual([everything]);
    await ask(1, away);
    pass(2_999);
    expect(outage.isOn).toBe(false);
    pass(1);
    expect(outage.isOn).toBe(true);
  });

  it('is not what AWS says no to', async () => {
    const { outage, ask } = stage();
    const denied = () =>
      sortAwsError(
        Object.assign(new Error('no'), { name: 'AccessDeniedException' }),
      );
    await ask(9, denied);
    expect(outage.isOn).toBe(false);
  });

  it('lets one row at a time find out, the most urgent kind first', async () => {
    const { outage, ask, pass } = stage();
    await ask(1);
    await ask(3, away);
    pass(3_000);
    expect(outage.rations(everything, 1)).toEqual([]);
    expect(outage.rations(everything, 0)).toEqual(oneByOne);
    // Nothing is due: it may be in a moment
    expect(outage.probed([])).toBe(false);
    expect(outage.rations(everything, 0)).toEqual(oneByOne);
    expect(outage.probed(['a'])).toBe(false);
    expect(outage.rations(everything, 0)).toEqual([]);
    pass(1_000);
    expect(outage.rations(everything, 0)).toEqual(oneByOne);
  });

  it('is asked about less often once it is long', async () => {
    const { outage, ask, pass } = stage();
    await ask(1);
    await ask(3, away);
    pass(60_000);
    outage.probed(['a']);
    pass(2_999);
    expect(outage.rations(everything, 0)).toEqual([]);
    pass(1);
    expect(outage.rations(everything, 0)).toEqual(oneByOne);
  });

  it('asks with every row once before it asks with one again', async () => {
    const { outage, ask, pass } = stage();
    await ask(1);
    await ask(3, away);
    pass(3_000);
    const probe = (...found: string[]) => {
      pass(1_000);
      const isOver = outage.probed(found);
      return isOver ? 'over' : [...outage.tried];
    };
    expect(probe('a')).toEqual(['a']);
    expect(probe('b')).toEqual(['a', 'b']);
    expect(probe()).toBe('over');
    expect(probe('a')).toEqual(['a']);
    await ask(1);
    expect([...outage.tried]).toEqual([]);
  });

  it('is over with the first answer', async () => {
    const { outage, ask } = stage();
    await ask(5, away);
    await ask(1);
    expect(outage.rations(everything, 7)).toEqual([everything]);
  });
});
