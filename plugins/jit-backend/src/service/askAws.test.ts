import { mockServices } from '@backstage/backend-test-utils';
import { CallBudget } from '../identityCenter/CallBudget';
import { askAws, askInTurn } from './askAws';
import { Bench } from './Parts';

function bench(budget: CallBudget): Bench {
  return {
    logger: mockServices.logger.mock(),
    identityCenter: { budget },
  } as unknown as Bench;
}

describe('askAws', () => {
  const anyBudget = new CallBudget(15);

  it('gives the answer', async () => {
    await expect(askAws(bench(anyBudget), async () => 1)).resolves.toBe(1);
  });

  it('turns every trouble into one that may be tried again', async () => {
    await expect(
      askAws(bench(anyBudget), async () => {
        throw new Error('reset');
      }),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      code: 'aws-unavailable',
    });
  });

  it('lets one after the other begin, each with room of its own', async () => {
    let now = 0;
    const budget = new CallBudget(
      10,
      () => now,
      async milliseconds => {
        now += milliseconds;
      },
    );
    budget.spend(3);
    const begunAt: number[] = [];
    const ask = async () => {
      begunAt.push(now);
      budget.spend(5);
    };
    await Promise.all([1, 2, 3].map(() => askInTurn(bench(budget), ask)));
    // Five calls at ten a second: half a second apart
    expect(begunAt[1] - begunAt[0]).toBeGreaterThanOrEqual(500);
    expect(begunAt[2] - begunAt[1]).toBeGreaterThanOrEqual(500);
  });

  it('goes on after one that failed, and gives up in time', async () => {
    let now = 0;
    const budget = new CallBudget(
      10,
      () => now,
      async milliseconds => {
        now += milliseconds;
      },
    );
    const fails = askInTurn(bench(budget), async () => {
      throw new Error('reset');
    });
    const takesLong = askInTurn(bench(budget), async () => {
      now += 9_000;
      budget.spend(20);
    });
    const waits = askInTurn(bench(budget), async () => 1);
    await expect(fails).rejects.toMatchObject({ code: 'aws-unavailable' });
    await expect(takesLong).resolves.toBeUndefined();
    await expect(waits).rejects.toMatchObject({ code: 'aws-unavailable' });
  });

  it('begins only while there is room', async () => {
    let looks = 0;
    // Each look at the clock moves it on by a tenth of a second
    const budget = new CallBudget(10, () => {
      looks += 1;
      return looks * 100;
    });
    budget.spend(30);
    const before = looks;
    const roomLeft = await askInTurn(bench(budget), async () =>
      budget.room('end'),
    );
    expect(roomLeft).toBeGreaterThan(0);
    expect(looks - before).toBeGreaterThan(20);
  });
});
