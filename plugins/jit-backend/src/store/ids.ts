import { v7 } from 'uuid';

/** Makes ids that sort by time; handed in, so that tests can foresee them. */
export type NewId = (at: Date) => string;

export const newTimeSortedId: NewId = at => v7({ msecs: at.getTime() });
