import { AskedPolicies, PolicyAdvisor } from './PolicyAdvisor';
import { RememberingAdvisor } from './RememberingAdvisor';

const NOTHING = { problems: [], findings: [] };

describe('an advisor that remembers', () => {
  let now: number;
  let advise: jest.Mock;
  let advisor: RememberingAdvisor;
  beforeEach(() => {
    now = 0;
    advise = jest.fn(async (_: AskedPolicies) => NOTHING);
    advisor = new RememberingAdvisor(
      { advise, compare: jest.fn() } as unknown as PolicyAdvisor,
      () => now,
    );
  });

  it('judges the same policies once in ten minutes, in whatever order', async () => {
    await advisor.advise({ managedPolicies: ['a', 'b'] });
    await advisor.advise({ managedPolicies: ['b', 'a'] });
    expect(advise).toHaveBeenCalledTimes(1);
    now += 10 * 60_000;
    await advisor.advise({ managedPolicies: ['a', 'b'] });
    expect(advise).toHaveBeenCalledTimes(2);
  });

  it('judges what differs in a single character by itself', async () => {
    await advisor.advise({ managedPolicies: [], inlinePolicy: '{}' });
    await advisor.advise({ managedPolicies: [], inlinePolicy: '{} ' });
    await advisor.advise({ managedPolicies: [] });
    expect(advise).toHaveBeenCalledTimes(3);
  });

  it('judges the same policies for another account by itself', async () => {
    const asked = { managedPolicies: ['a'] };
    await advisor.advise({ ...asked, accountId: '111122223333' });
    await advisor.advise({ ...asked, accountId: '444455556666' });
    await advisor.advise(asked);
    expect(advise.mock.calls.map(([{ accountId }]) => accountId)).toEqual([
      '111122223333',
      '444455556666',
      undefined,
    ]);
  });

  it('forgets trouble at once, and the oldest in time', async () => {
    advise.mockRejectedValueOnce(new Error('IAM does not answer'));
    const asked = { managedPolicies: ['a'] };
    await expect(advisor.advise(asked)).rejects.toThrow('IAM');
    await expect(advisor.advise(asked)).resolves.toEqual(NOTHING);
    for (let n = 0; n < 200; n += 1) {
      await advisor.advise({ managedPolicies: [`p${n}`] });
    }
    await advisor.advise(asked);
    expect(advise).toHaveBeenCalledTimes(203);
  });
});
