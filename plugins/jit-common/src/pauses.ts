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
  /** The database has forgotten, and no new access is given; absent otherwise. */
  quarantine?: Quarantine;
}

/**
 * The brake that the portal puts on itself: its record does not go as far as
 * it once did, so that it does not know what access it gave since.
 *
 * @public
 */
export interface Quarantine {
  /** ISO 8601, UTC. */
  since: string;
  reason: string;
}

/** @public */
export interface EndQuarantine {
  /** What was compared, and with what outcome: 10 to 1,000 characters, kept on record. */
  reason: string;
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
