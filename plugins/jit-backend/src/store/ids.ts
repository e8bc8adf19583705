import { randomInt } from 'node:crypto';
import { v7 } from 'uuid';

/** Makes ids that sort by time; handed in, so that tests can foresee them. */
export type NewId = (at: Date) => string;

/** Leaves room for two thousand million ids in one millisecond. */
const SEQUENCE_STARTS_BELOW = 2 ** 31;

/**
 * Ids that sort by time, and within a millisecond by the order they were made
 * in: events of one transaction keep their order in the record.
 */
export function createTimeSortedIds(): NewId {
  let lastMsecs = -1;
  let seq = 0;
  return at => {
    const msecs = at.getTime();
    seq = msecs === lastMsecs ? seq + 1 : randomInt(SEQUENCE_STARTS_BELOW);
    lastMsecs = msecs;
    return v7({ msecs, seq });
  };
}

export const newTimeSortedId: NewId = createTimeSortedIds();
