/**
 * The brake: no new access, everywhere or on one account.
 *
 * @public
 */
export interface Pause {
  /** Absent: everywhere. */
  accountId?: string;
  by: { ref: string; displayName: string };
  /** ISO 8601, UTC. */
  at: string;
  reason: string;
}

/** @public */
export interface PauseList {
  pauses: Pause[];
}

/** @public */
export interface SetPause {
  /** Absent: everywhere. */
  accountId?: string;
  /** False: new access is given again. */
  paused: boolean;
  /** 10 to 1,000 characters, kept on record. */
  reason: string;
}
