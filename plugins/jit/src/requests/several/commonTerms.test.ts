import { anAccount, theOptions } from '../../__testUtils__/samples';
import { commonTerms } from './commonTerms';

const set = (name: string, usageCount90d: number) => ({
  name,
  sessionDuration: 'PT1H',
  usageCount90d,
  readAt: '2026-11-23T11:58:00.000Z',
});
const { limits } = anAccount();

describe('what several accounts have in common', () => {
  const production = theOptions({
    permissionSets: [set('ReadOnlyAccess', 14), set('PowerUserAccess', 2)],
  });
  const staging = theOptions({
    account: anAccount({
      id: '222222222222',
      limits: {
        ...limits,
        durationMax: 'PT2H',
        durationMin: 'PT30M',
        justificationMin: 30,
        approvalWindow: 'PT4H',
      },
    }),
    permissionSets: [set('BillingView', 1), set('ReadOnlyAccess', 3)],
  });

  it('is the sets that all offer', () => {
    const { permissionSets } = commonTerms([production, staging]);
    expect(permissionSets).toEqual([set('ReadOnlyAccess', 17)]);
  });

  it('is the tightest of their limits', () => {
    const tightest = {
      durationMin: 'PT30M',
      durationMax: 'PT2H',
      durationStep: 'PT15M',
      durationDefault: 'PT1H',
      justificationMin: 30,
      justificationMax: 1000,
      approvalWindow: 'PT4H',
    };
    for (const all of [
      [production, staging],
      [staging, production],
    ]) {
      expect(commonTerms(all).account.limits).toEqual(tightest);
    }
  });

  it('of one is its own', () => {
    const { account, permissionSets } = commonTerms([production]);
    expect(account.limits).toEqual(limits);
    expect(permissionSets).toEqual(production.permissionSets);
  });
});
