/**
 * The channel on which the backend hints that something changed. A signal
 * carries ids alone and is only a hint to fetch: it may be lost.
 *
 * @public
 */
export const JIT_SIGNAL_CHANNEL = 'jit';

/** @public */
export interface JitSignal {
  action: 'request-changed' | 'session-changed';
  requestId: string;
  sessionId?: string;
  // Signals must be JSON objects
  [key: string]: string | undefined;
}
