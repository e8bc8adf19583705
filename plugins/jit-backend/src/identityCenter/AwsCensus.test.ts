import { demoSeed, Emulator } from '@jit-portal/identity-center-emulator';
import { Census } from './Census';
import { emulated, SharedClock } from './__testUtils__/emulated';

describe('the census over the wire', () => {
  let emulator: Emulator;
  let census: Census;
  let calls: () => number;

  beforeEach(async () => {
    const made = await emulated(new SharedClock());
    emulator = made.emulator;
    census = made.identityCenter.census();
    calls = () => made.identityCenter.budget.counts().calls;
    // Where we are is asked once, for everything
    await made.identityCenter.home();
  });

  afterEach(() => emulator.close());

  it('lists accounts with their state', async () => {
    const accounts = await census.accounts();
    expect(accounts).toHaveLength(demoSeed.accounts.length);
    expect(accounts).toContainEqual({
      id: '555555555555',
      name: 'Legacy Billing',
      state: 'SUSPENDED',
    });
  });

  it('says who can sign in, without a call of those that the engine needs', async () => {
    const before = calls();
    const said = await census.signIns([
      'Dana@Example.com',
      'noah@example.com',
      'nobody@example.com',
    ]);
    expect([...said.values()]).toEqual(['enabled', 'disabled', 'none']);
    expect(calls()).toBe(before);
  });

  it('knows nobody of whom there are two', async () => {
    const [dana] = demoSeed.users;
    const twin = { ...dana, id: `${dana.id.slice(0, -2)}ff`, userName: 'twin' };
    const made = await emulated(new SharedClock(), {
      seed: { ...structuredClone(demoSeed), users: [dana, twin] },
    });
    const said = await made.identityCenter.census().signIns([dana.email]);
    expect(said.get(dana.email)).toBe('none');
    await made.emulator.close();
  });
});
