import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { demoSeed, Emulator } from '@jit-portal/identity-center-emulator';
import {
  DANA,
  emulated,
  READ_ONLY,
  SharedClock,
} from '../../identityCenter/__testUtils__/emulated';
import { Survey } from '../../identityCenter/Survey';
import { DatabaseFindingLists } from '../../store/DatabaseFindingLists';
import { DatabaseFindings } from '../../store/DatabaseFindings';
import { MINUTE, Stage } from '../__testUtils__/Stage';
import { CompareAssignments } from './CompareAssignments';

jest.setTimeout(60_000);

const [ACCOUNT, ELSEWHERE] = ['111111111111', '222222222222'];
const EVE = demoSeed.users[1];
const [GROUP] = demoSeed.groups;

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('the comparison and the emulator over the wire', () => {
  let clock: SharedClock;
  let emulator: Emulator;
  let survey: Survey;
  let stage: Stage;
  let chore: CompareAssignments;
  let lists: DatabaseFindingLists;

  beforeEach(async () => {
    clock = new SharedClock();
    const world = await emulated(clock);
    emulator = world.emulator;
    const home = await world.identityCenter.home();
    stage = await Stage.create(
      await databases.init('SQLITE_3'),
      clock,
      world.identityCenter,
      { home },
    );
    await stage.knex('permission_sets').insert({
      arn: READ_ONLY.arn,
      name: READ_ONLY.name,
      session_minutes: 60,
      fingerprint: 'f',
      refreshed_at: clock.read(),
    });
    const parts = { db: stage.knex, clock, newId: stage.newId };
    lists = new DatabaseFindingLists(parts);
    survey = world.identityCenter.survey();
    chore = new CompareAssignments({
      findings: new DatabaseFindings(parts),
      survey,
      home: async () => home,
      offered: [READ_ONLY.name],
      logger: mockServices.logger.mock(),
    });
  });
  afterEach(() => emulator.close());

  async function compare(): Promise<void> {
    clock.advance(15 * MINUTE);
    for (let second = 0; second < 20; second++) {
      await chore.run();
      clock.advance(1_000);
    }
  }

  function begin(
    kind: 'creation' | 'deletion',
    accountId: string,
    principalType: 'USER' | 'GROUP',
    principalId: string,
  ): void {
    const target = { permissionSetArn: READ_ONLY.arn, accountId };
    emulator.world.begin({ kind, ...target, principalType, principalId });
    clock.advance(MINUTE);
  }

  it('tells what is ours from what is not, and sees it go', async () => {
    await stage.approve({
      user: DANA.id,
      account: ACCOUNT,
      set: READ_ONLY.arn,
      minutes: 480,
    });
    await stage.run(3_000);
    begin('creation', ACCOUNT, 'USER', EVE.id);
    begin('creation', ELSEWHERE, 'GROUP', GROUP.id);
    await compare();
    const { items } = await lists.list({ state: 'open' });
    const found = items.map(one => [one.account?.id, one.principal?.name]);
    expect(found.sort()).toEqual([
      [ACCOUNT, EVE.userName],
      [ELSEWHERE, GROUP.displayName],
    ]);

    begin('deletion', ACCOUNT, 'USER', EVE.id);
    begin('deletion', ELSEWHERE, 'GROUP', GROUP.id);
    await compare();
    expect((await lists.list({ state: 'open' })).items).toEqual([]);
  });

  it('waits where the background calls are used up', async () => {
    begin('creation', ACCOUNT, 'USER', EVE.id);
    await chore.run();
    while (survey.room() > 0) await survey.setsIn(ACCOUNT);
    await chore.run();
    expect((await lists.list({})).items).toEqual([]);
    clock.advance(1_000);
    await chore.run();
    expect((await lists.list({})).items).toHaveLength(1);
  });
});
