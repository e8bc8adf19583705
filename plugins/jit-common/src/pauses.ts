/**
 * The brake: no new access, everywhere or on one account.
 *
 * @public
 */
export interface Pause {
  /** Absent: everywhere. */
  accountId?: string;
  /** The admin who put it on. */
  by: { ref: string; displayName: string };
  /** ISO 8601, UTC. */
  at: string;
  /** Everybody whose request it refuses reads it. */
  reason: string;
}

/** All that stops new access now; ends are never stopped. @public */
export interface PauseList {
  /** Empty: no admin has stopped anything. */
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
  /** What is missing from the record, in a sentence. */
  reason: string;
}

/** An admin's word that AWS was compared with the record. @public */
export interface EndQuarantine {
  /** What was compared, and with what outcome: 10 to 1,000 characters, kept on record. */
  reason: string;
}

/** Puts the brake on, or takes it off. @public */
export interface SetPause {
  /** Absent: everywhere. */
  accountId?: string;
  /** False: new access is given again. */
  paused: boolean;
  /** 10 to 1,000 characters, kept on record. */
  reason: string;
}
