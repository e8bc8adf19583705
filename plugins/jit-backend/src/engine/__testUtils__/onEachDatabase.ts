import { ManualClock } from '../../store/clock';
import { ModelIdentityCenter } from './ModelIdentityCenter';
import { Stage, testDatabases } from './Stage';

/** What a story plays on. */
export interface Play {
  clock: ManualClock;
  aws: ModelIdentityCenter;
  stage: Stage;
}

/** Tells stories on SQLite, and on PostgreSQL where one is at hand. */
export function onEachDatabase(
  title: string,
  tell: (play: () => Play) => void,
): void {
  jest.setTimeout(120_000);
  const { all, ids } = testDatabases();
  describe.each(ids)(`${title} (%s)`, id => {
    let play: Play;
    beforeEach(async () => {
      const clock = new ManualClock();
      const aws = new ModelIdentityCenter(clock);
      const stage = await Stage.create(await all.init(id), clock, aws);
      play = { clock, aws, stage };
    });
    tell(() => play);
  });
}
