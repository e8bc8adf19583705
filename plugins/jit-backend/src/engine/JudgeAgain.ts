import { SessionRecord } from '../domain/model';

/** Whether a session may still be granted, judged right before the first call. */
export type Verdict =
  /** Granted for the least of what was asked, reviewed and is allowed now. */
  | { ok: true; minutes: number }
  | {
      ok: false;
      code: string;
      message: string;
      fix: string;
      /** The stored rows do not add up: somebody made them (H31). */
      forged?: boolean;
    };

/**
 * Derives the right to a session again: reviews, audit record, account, set,
 * person, pause (H16, H18, H31). What it throws means that it could not be
 * judged now: the engine asks again later and grants nothing.
 */
export type JudgeAgain = (session: SessionRecord) => Promise<Verdict>;
