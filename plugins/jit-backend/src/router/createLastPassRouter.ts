import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { LastPass } from '../store/DatabaseReadings';

/** One reading serves whoever asks meanwhile: anybody may. */
const FRESH_MS = 5_000;

/** Beyond these an alarm outside should ring (docs/runbook.md). */
const LONGEST_AGO_MS = 60_000;
const LATEST_END_MS = 5 * 60_000;

function isWell({ now, lastPassAt, oldestOverdueEnd }: LastPass): boolean {
  const ago = (time: Date) => now.getTime() - time.getTime();
  return (
    lastPassAt !== undefined &&
    ago(lastPassAt) <= LONGEST_AGO_MS &&
    (oldestOverdueEnd === undefined || ago(oldestOverdueEnd) <= LATEST_END_MS)
  );
}

/**
 * `GET /last-pass`, for a dead-man's alarm outside of the portal (H7): 200
 * while an engine is at work and no end is late by more than five minutes,
 * else 503. It names nobody, and needs no credentials.
 *
 * @param options - `read` may fail: the answer is 503 then
 */
export function createLastPassRouter(options: {
  read: () => Promise<LastPass>;
  /** Milliseconds that only grow. */
  monotonic?: () => number;
}): Router {
  const { read, monotonic = () => performance.now() } = options;
  let last: { at: number; reading: Promise<LastPass | undefined> } | undefined;

  const router = PromiseRouter();
  router.get('/last-pass', async (_req, res) => {
    if (!last || monotonic() - last.at >= FRESH_MS) {
      const reading = read().catch(() => undefined);
      last = { at: monotonic(), reading };
    }
    const reading = await last.reading;
    res.status(reading && isWell(reading) ? 200 : 503).json({
      lastPassAt: reading?.lastPassAt?.toISOString(),
      oldestOverdueEnd: reading?.oldestOverdueEnd?.toISOString(),
    });
  });
  return router;
}
