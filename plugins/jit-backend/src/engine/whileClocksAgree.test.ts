import { Knex } from 'knex';
import { SessionRecord } from '../domain/model';
import { ManualClock } from '../store/clock';
import { ClocksDiffer, whileClocksAgree } from './whileClocksAgree';

const NOW = Date.parse('2026-11-23T09:00:00.000Z');
const session = {} as SessionRecord;

function judgeWith(offBy: number, answerTook = 0) {
  const times = [NOW + offBy, NOW + offBy + answerTook];
  return whileClocksAgree({
    db: {} as Knex,
    judge: async () => ({ ok: true, minutes: 60 }),
    clock: new ManualClock(new Date(NOW)),
    own: () => times.shift()!,
  });
}

describe('a replica whose clock is off (H23)', () => {
  it.each([0, 1_999, -1_999, 2_000])(
    'still grants when it is off by %d ms',
    async offBy => {
      await expect(judgeWith(offBy)(session)).resolves.toEqual({
        ok: true,
        minutes: 60,
      });
    },
  );

  it.each([2_001, -2_001, 3_600_000])(
    'grants nothing when it is off by %d ms',
    async offBy => {
      await expect(judgeWith(offBy)(session)).rejects.toThrow(ClocksDiffer);
    },
  );

  it('does not take a slow answer for a wrong clock', async () => {
    await expect(judgeWith(-5_000, 10_000)(session)).resolves.toMatchObject({
      ok: true,
    });
  });
});
