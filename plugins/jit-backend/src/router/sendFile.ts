import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Response } from 'express';

/** Whoever takes nothing for so long has gone without a word. */
const STALLED_MS = 60_000;

/**
 * Whoever takes longer keeps others from exporting, and where it is one reading
 * PostgreSQL from tidying up. A million rows leave in two minutes.
 */
const LONGEST_MS = 30 * 60_000;

/** How the streams say that the client has gone, had by the beginning, or was sent away. */
const GONE = [
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_UNABLE_TO_PIPE',
  'ABORT_ERR',
];

/** A file in pieces, none of them empty. */
export interface SentFile {
  fileName: string;
  type: string;
  text: AsyncGenerator<string>;
}

/**
 * Sends a file, as fast as it is taken. Where it cannot be read to its end the
 * connection breaks: half a file must not pass for a whole.
 *
 * @param tooLong - breaks off whatever has not been taken by then
 *
 * @throws whatever broke it; not that the client has gone
 */
export async function sendFile(
  res: Response,
  { fileName, type, text }: SentFile,
  tooLong: AbortSignal = AbortSignal.timeout(LONGEST_MS),
): Promise<void> {
  try {
    res.status(200).set({
      'Content-Type': type,
      'Content-Disposition': `attachment; filename="${fileName}"`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    });
    res.setTimeout(STALLED_MS, () => res.destroy());
    await pipeline(Readable.from(text, { objectMode: false }), res, {
      signal: tooLong,
    });
  } catch (error) {
    if (!GONE.includes((error as { code?: string }).code ?? '')) throw error;
  } finally {
    // Also where nobody has begun to take it
    await text.return(undefined);
  }
}
