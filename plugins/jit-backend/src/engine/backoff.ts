import { Priority } from '../domain/model';
import { AwsTrouble } from '../identityCenter/awsErrors';
import { Claim } from '../store/EngineStore';

/** The right could not be judged now: catalog or AWS do not answer (H19). */
export class NotJudged extends Error {
  constructor(cause: unknown) {
    super(`The approval cannot be judged now: ${(cause as Error).message}`, {
      cause,
    });
    this.name = 'NotJudged';
  }
}

/** Trouble that is AWS's or ours as a whole, not this row's. */
const EVERYBODYS: readonly string[] = [
  'throttled',
  'unreachable',
  'unavailable',
  'timed-out',
  'credentials',
  'not-judged',
];

export function isEverybodys(code: string): boolean {
  return EVERYBODYS.includes(code);
}

/** Looks like everybody's trouble, and may yet be one row's alone. */
const PERHAPS_ITS_OWN: readonly string[] = ['unavailable', 'timed-out'];

/** So many attempts count as everybody's trouble. */
const BENEFIT_OF_DOUBT = 3;

/** Whether a row keeps its place in the order of work for all that (H30). */
export function keepsPlace(attempt: number, code: string): boolean {
  if (!isEverybodys(code)) return false;
  return attempt <= BENEFIT_OF_DOUBT || !PERHAPS_ITS_OWN.includes(code);
}

/** The code of whatever went wrong. */
export function codeOf(error: unknown): string {
  if (error instanceof NotJudged) return 'not-judged';
  return error instanceof AwsTrouble ? error.code : 'internal';
}

const FIRST_MS = 3_000;
const CAP_MS = 5 * 60_000;
/** After an outage the backlog should begin to drain soon. */
const OUTAGE_CAP_MS = 30_000;

/**
 * The pause before the next attempt: 3 s, doubled each time, for ever.
 *
 * @param attempt - how many attempts have failed, from 1
 * @param jitter - between 0 and 1
 */
export function pauseAfter(
  attempt: number,
  code: string,
  jitter: number,
): number {
  const cap = keepsPlace(attempt, code) ? OUTAGE_CAP_MS : CAP_MS;
  const pause = Math.min(cap, FIRST_MS * 2 ** Math.min(attempt - 1, 10));
  return Math.round(pause * (1 + 0.2 * jitter));
}

/** A revocation keeps its place at the front for its first attempts. */
const PATIENCE = 3;

/** The longest pause before an operation is asked about again. */
const POLL_PAUSE_MS = 30_000;

/** What becomes of a row whose turn failed; rows that keep failing go last (H30). */
export function afterTrouble(
  claim: Pick<Claim, 'attempt' | 'kind' | 'priority'>,
  code: string,
  jitter: number,
): { pause: number; priority: number; attempt: number } {
  const { kind, priority } = claim;
  const attempt = claim.attempt + 1;
  const patient = priority === Priority.revocation && attempt <= PATIENCE;
  const keeps = patient || keepsPlace(attempt, code);
  // What is under way holds a slot and its account: it is asked about soon
  const longest = kind === 'polls' ? POLL_PAUSE_MS : Infinity;
  return {
    pause: Math.min(pauseAfter(attempt, code, jitter), longest),
    priority: keeps ? priority : Priority.retry,
    attempt,
  };
}
