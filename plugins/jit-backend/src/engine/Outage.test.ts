import { sortAwsError } from '../identityCenter/awsErrors';
import { IdentityCenter } from '../identityCenter/IdentityCenter';
import { Outage } from './Outage';

const everything = { polls: 3, ends: 5, grants: 2, retries: 1, checks: 4 };
const nothing = { polls: 0, ends: 0, grants: 0, retries: 0, checks: 0 };

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
  it('takes three calls in a row that nobody answers', async () => {
    const { outage, ask } = stage();
    await ask(2, away);
    await ask(1);
    await ask(2, away);
    expect(outage.isOn).toBe(false);
    expect(outage.ration(everything, 0)).toEqual(everything);
    await ask(1, away);
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
    await ask(3, away);
    pass(1_000);
    expect(outage.ration(everything, 1)).toEqual(nothing);
    expect(outage.ration(everything, 0)).toEqual({ ...nothing, ends: 1 });
    outage.probed(1);
    expect(outage.ration(everything, 0)).toEqual(nothing);
    pass(1_000);
    expect(outage.ration(everything, 0)).toEqual({ ...nothing, ends: 1 });
  });

  it('asks with another kind where nothing of the first is due', async () => {
    const { outage, ask, pass } = stage();
    await ask(3, away);
    pass(1_000);
    const probe = (found: number) => {
      const quota = outage.ration(everything, 0);
      outage.probed(found);
      return quota;
    };
    expect(probe(0)).toEqual({ ...nothing, ends: 1 });
    expect(probe(0)).toEqual({ ...nothing, polls: 1 });
    expect(probe(1)).toEqual({ ...nothing, grants: 1 });
    // Passes in between, which try nothing, do not move the turn on
    expect(probe(0)).toEqual(nothing);
    expect(probe(0)).toEqual(nothing);
    pass(1_000);
    expect(probe(1)).toEqual({ ...nothing, ends: 1 });
  });

  it('is over with the first answer', async () => {
    const { outage, ask } = stage();
    await ask(5, away);
    await ask(1);
    expect(outage.ration(everything, 7)).toEqual(everything);
  });
});
