import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { readLiveList } from '@jit-portal/jit-reaper';
import { HOME } from '../engine/__testUtils__/ModelIdentityCenter';
import { onEachDatabase } from '../engine/__testUtils__/onEachDatabase';
import { MINUTE } from '../engine/__testUtils__/Stage';
import { DatabaseLiveAssignments } from '../store/DatabaseLiveAssignments';
import { LiveListFile } from './LiveListFile';

onEachDatabase('the list of live assignments', play => {
  let directory: string;
  let path: string;
  let isWhole: boolean;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'jit-live-'));
    path = join(directory, 'live-assignments.json');
    isWhole = true;
  });
  afterEach(() => rm(directory, { recursive: true }));

  function listFile(logger = mockServices.logger.mock()) {
    const { stage, clock } = play();
    const { knex: db, newId } = stage;
    return new LiveListFile({
      live: new DatabaseLiveAssignments({ db, clock, newId }),
      home: async () => HOME,
      isWhole: async () => isWhole,
      directory,
      logger,
    });
  }

  const written = async () => readLiveList(await readFile(path, 'utf8'));

  it('has what was given, as the reaper reads it, until it is proven gone', async () => {
    const { stage, aws } = play();
    const dana = await stage.approve({ user: 'dana' });
    await stage.approve({ user: 'theo', minutes: 120 });
    await stage.run(10_000);
    // Approved and not yet called for: nothing to take away
    await stage.approve({ user: 'omar' });
    await listFile().write();
    const { expiresAt } = await stage.session(dana);
    const list = await written();
    expect(list).toMatchObject({
      home: HOME,
      assignments: [
        {
          accountId: '111111111111',
          permissionSetArn: 'arn:aws:sso:::permissionSet/ssoins-1/ps-1',
          principalId: 'dana',
          user: 'user:default/dana',
          endsAt: expiresAt!.toISOString(),
          sessions: ['SES-1'],
        },
        { principalId: 'theo', sessions: ['SES-2'] },
      ],
    });
    expect((await stat(path)).mode % 0o1000).toBe(0o600);

    await stage.revoke(dana);
    await stage.run(10_000);
    expect(aws.assignments.size).toBe(2);
    await listFile().write();
    const left = (await written()).assignments;
    expect(left.map(({ principalId }) => principalId)).toEqual([
      'theo',
      'omar',
    ]);
  });

  it('has the time of the revocation where AWS does not take it away', async () => {
    const { stage, aws, clock } = play();
    const session = await stage.approve();
    await stage.run(5_000);
    aws.withdraw = async () => {
      throw new Error('AWS says no');
    };
    const revokedAt = clock.read().toISOString();
    await stage.revoke(session);
    await stage.run(2 * MINUTE, 5_000);
    await listFile().write();
    expect((await written()).assignments).toMatchObject([
      { endsAt: revokedAt },
    ]);
  });

  it('leaves out what stood before', async () => {
    const { stage, aws } = play();
    aws.assignments.add(
      '111111111111 arn:aws:sso:::permissionSet/ssoins-1/ps-1 dana',
    );
    await stage.approve({ user: 'dana' });
    await stage.run(20 * MINUTE, 10_000);
    await listFile().write();
    expect((await written()).assignments).toEqual([]);
  });

  it('is kept as it was while the record has forgotten', async () => {
    const { stage } = play();
    await stage.approve();
    await stage.run(5_000);
    await listFile().write();
    isWhole = false;
    await stage.knex('assignments').update({ made_by_us: false });
    await listFile().write();
    expect((await written()).assignments).toHaveLength(1);
  });

  it('tells trouble once while it lasts', async () => {
    const logger = mockServices.logger.mock();
    const file = listFile(logger);
    directory = join(directory, 'not-there');
    const nowhere = listFile(logger);
    await nowhere.write();
    await nowhere.write();
    expect(logger.warn).toHaveBeenCalledTimes(1);
    directory = join(directory, '..');
    await file.write();
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });
});
