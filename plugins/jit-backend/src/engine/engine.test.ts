import { ManualClock } from '../store/clock';
import {
  keyOf,
  ModelIdentityCenter,
} from './__testUtils__/ModelIdentityCenter';
import { HOUR, MINUTE, Stage, testDatabases } from './__testUtils__/Stage';

jest.setTimeout(60_000);

const { all: databases, ids } = testDatabases();

describe.each(ids)('the engine on %s', id => {
  let clock: ManualClock;
  let aws: ModelIdentityCenter;
  let stage: Stage;

  beforeEach(async () => {
    clock = new ManualClock();
    aws = new ModelIdentityCenter(clock);
    stage = await Stage.create(await databases.init(id), clock, aws);
  });

  it('grants, keeps and ends access on time', async () => {
    const session = await stage.approve({ minutes: 60 });
    await stage.run(2_000);
    const active = await stage.session(session);
    expect(active.status).toBe('ACTIVE');
    // The clock started at the first proven success
    expect(active.expiresAt!.getTime() - active.grantedAt!.getTime()).toBe(
      HOUR,
    );
    expect(aws.assignments.size).toBe(1);

    clock.set(active.expiresAt!);
    await stage.run(3_000);
    expect((await stage.session(session)).status).toBe('ENDED');
    expect(aws.assignments.size).toBe(0);
    expect(await stage.told()).toEqual(['active', 'ended']);
  });

  it('revokes', async () => {
    const session = await stage.approve();
    await stage.run(2_000);
    await stage.revoke(session);
    await stage.run(2_000);
    const revoked = await stage.session(session);
    expect(revoked.status).toBe('REVOKED');
    expect(revoked.end).toMatchObject({
      cause: 'revoked',
      by: { displayName: 'Olivia' },
      accessRemains: undefined,
    });
    expect(aws.assignments.has(keyOf(await stage.assignment(session)))).toBe(
      false,
    );
  });

  it('warns once before the end', async () => {
    await stage.approve({ minutes: 30 });
    await stage.run(25 * MINUTE, 5_000);
    expect(await stage.told()).toEqual(['active', 'ending-soon']);
  });
});
