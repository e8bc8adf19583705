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
