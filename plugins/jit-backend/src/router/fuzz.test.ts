import { TestDatabases } from '@backstage/backend-test-utils';
import { runFuzz } from './__testUtils__/fuzz/runFuzz';
import { readRoutes } from './__testUtils__/fuzz/routes';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

/** The long form is ./script/fuzz. */
const REQUESTS: Record<string, number> = { SQLITE_3: 1_000, POSTGRES_18: 800 };

describe.each(databases.eachSupportedId())('the API under fuzz, %s', id => {
  it('has no effect and tells nothing without right, and never fails', async () => {
    const tally = await runFuzz({
      requests: REQUESTS[id],
      seed: 2026,
      openDatabase: () => databases.init(id),
    });
    expect(tally.violations).toEqual([]);
    expect(tally.requests).toBe(REQUESTS[id]);

    // And it was no fuzz that got nowhere
    const { requests, reviews, sessions, erasures, endedQuarantines } =
      tally.effects;
    expect(Math.min(requests, reviews, sessions)).toBeGreaterThan(1);
    expect(Math.min(erasures, endedQuarantines)).toBeGreaterThan(0);
    const routes = await readRoutes();
    expect(Object.keys(tally.successes).length).toBeGreaterThan(
      routes.length * 0.7,
    );
  });
});
