import { CallFact } from '../words';
import { busiest, checkLimits, countedCalls } from './limits';

const call = (over: Partial<CallFact>): CallFact => ({
  at: 0,
  replica: 'replica-1',
  service: 'sso-admin',
  operation: 'DescribePermissionSet',
  outcome: 'ok',
  ...over,
});

describe('the limits of AWS, over all replicas', () => {
  it('counts the busiest stretch', () => {
    expect(busiest([0, 10, 500, 999, 1_000, 1_500], 1_000)).toBe(4);
    expect(busiest([], 1_000)).toBe(0);
  });

  it('counts sso-admin alone, in order', () => {
    const calls = [
      call({ at: 5 }),
      call({ at: 2, service: 'identitystore' }),
      call({ at: 1 }),
    ];
    expect(countedCalls(calls)).toEqual([1, 5]);
  });

  const fine = { creations: 8, outstanding: 8 };

  it('finds a throttle that nobody made up', () => {
    const throttled = call({ outcome: 'ThrottlingException' });
    expect(checkLimits([throttled], fine)).toMatchObject([
      { rule: 'call-rate' },
    ]);
    expect(checkLimits([{ ...throttled, fault: 'throttle' }], fine)).toEqual(
      [],
    );
  });

  it('finds more at once than AWS takes, or than is configured', () => {
    expect(checkLimits([], { ...fine, outstanding: 9 })).toMatchObject([
      { rule: 'outstanding', what: expect.stringMatching('8 are configured') },
    ]);
    expect(checkLimits([], { ...fine, creations: 11 })).toMatchObject([
      { rule: 'outstanding', what: expect.stringMatching('11 creations') },
    ]);
  });
});
