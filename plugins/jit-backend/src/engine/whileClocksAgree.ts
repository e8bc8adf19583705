import { Knex } from 'knex';
import { databaseClock, StoreClock } from '../store/clock';
import { JudgeAgain } from './JudgeAgain';

/** Beyond this a replica grants nothing (H23). */
export const MOST_SKEW_MS = 2_000;

/** This replica's clock and the database's differ by too much. */
export class ClocksDiffer extends Error {
  constructor(milliseconds: number) {
    super(
      `This replica's clock is ${Math.round(
        milliseconds,
      )} ms off the database's; it grants nothing until they agree. Set the machine's clock.`,
    );
  }
}

/**
 * Grants only while this replica's clock agrees with the database's (H23).
 * Ends ask nobody's leave: they go on whatever the clock says.
 */
export function whileClocksAgree(options: {
  db: Knex;
  judge: JudgeAgain;
  /** The database's own clock, without a demo's offset. */
  clock?: StoreClock;
  /** This replica's clock, in milliseconds since 1970. */
  own?: () => number;
}): JudgeAgain {
  const { db, judge, clock = databaseClock, own = Date.now } = options;
  return async session => {
    const before = own();
    const theirs = (await clock.now(db)).getTime();
    // The answer was given somewhere between the asking and the hearing
    const after = own();
    const off = Math.max(0, before - theirs, theirs - after);
    if (off > MOST_SKEW_MS) throw new ClocksDiffer(off);
    return judge(session);
  };
}
