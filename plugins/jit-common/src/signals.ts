/**
 * The channel on which the backend hints that something changed. A signal
 * carries ids alone and is only a hint to fetch: it may be lost.
 *
 * @public
 */
export const JIT_SIGNAL_CHANNEL = 'jit';

/** What a signal carries: no names, and nothing of the change itself. @public */
export interface JitSignal {
  /** What to fetch again. */
  action: 'request-changed' | 'session-changed';
  /** Of the request, or of the one that gave the session. */
  requestId: string;
  /** With `session-changed` alone. */
  sessionId?: string;
  /** Signals must be JSON objects. */
  [key: string]: string | undefined;
}
