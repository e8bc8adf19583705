import { mockServices } from '@backstage/backend-test-utils';
import { SYSTEM } from '../domain/model';
import { Refused } from '../store/deeds/recordRefusal';
import { ManualClock } from '../store/clock';
import { Refusals } from './Refusals';

describe('Refusals', () => {
  const clock = new ManualClock();
  const saved: Refused[] = [];
  const store = {
    now: () => clock.now(),
    saveRefusal: async (refused: Refused) => {
      saved.push(refused);
    },
  };
  const logger = mockServices.logger.mock();
  const refusal = { code: 'own-request' as const, message: 'No.' };
  const about = { actor: SYSTEM, deed: 'request.review' };
  beforeEach(() => {
    saved.length = 0;
  });

  it('are recorded one by one, and beyond some counted together', async () => {
    const refusals = new Refusals(store, logger);
    for (let i = 0; i < 100; i += 1) await refusals.refuse(refusal, about);
    expect(saved).toHaveLength(60);
    clock.advance(3_600_000);
    await refusals.refuse(refusal, about);
    expect(saved).toHaveLength(61);
    expect(saved[60].data).toMatchObject({ together: 40 });
  });

  it('of a review are not hidden behind others', async () => {
    const refusals = new Refusals(store, logger);
    const harmless = { ...about, deed: 'request.remind' };
    for (let i = 0; i < 100; i += 1) await refusals.refuse(refusal, harmless);
    await refusals.refuse(refusal, about);
    await refusals.refuse(refusal, { ...about, deed: 'session.revoke' });
    expect(saved.slice(60).map(({ deed }) => deed)).toEqual([
      'request.review',
      'session.revoke',
    ]);
  });

  it('stay refusals where the record cannot be written', async () => {
    const broken = {
      ...store,
      saveRefusal: async () => {
        throw new Error('disk full');
      },
    };
    const error = await new Refusals(broken, logger).refuse(refusal, about);
    expect(error).toMatchObject({
      name: 'NotAllowedError',
      code: 'own-request',
    });
    expect(logger.error).toHaveBeenCalled();
  });
});
