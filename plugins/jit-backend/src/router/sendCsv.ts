import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Options, stringify } from 'csv-stringify/sync';
import { Response } from 'express';

/** Whoever takes nothing for so long has gone without a word. */
const STALLED_MS = 60_000;

/**
 * Whoever takes longer keeps others from exporting, and their transaction
 * keeps PostgreSQL from tidying up. A million rows leave in two minutes.
 */
const LONGEST_MS = 30 * 60_000;

/** RFC 4180, and nothing that a spreadsheet would take for a formula. */
const FORM: Options = {
  record_delimiter: 'windows',
  escape_formulas: true,
};

/** How the streams say that the client has gone, had by the beginning, or was sent away. */
const GONE = [
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_UNABLE_TO_PIPE',
  'ABORT_ERR',
];

type Lines = AsyncIterableIterator<unknown[][]>;

async function* textOf(columns: string[], lines: Lines) {
  yield stringify([columns], { ...FORM, bom: true });
  for await (const page of lines) {
    if (page.length > 0) yield stringify(page, FORM);
  }
}

/**
 * Sends lines as a file, as fast as they are taken. Where they cannot be read
 * to their end the connection breaks: half a file must not pass for a whole.
 *
 * @param tooLong - breaks off whatever has not been taken by then
 *
 * @throws whatever broke it; not that the client has gone
 */
export async function sendCsv(
  res: Response,
  file: { fileName: string; columns: string[]; lines: Lines },
  tooLong: AbortSignal = AbortSignal.timeout(LONGEST_MS),
): Promise<void> {
  try {
    res.status(200).set({
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${file.fileName}"`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    });
    res.setTimeout(STALLED_MS, () => res.destroy());
    await pipeline(
      Readable.from(textOf(file.columns, file.lines), { objectMode: false }),
      res,
      { signal: tooLong },
    );
  } catch (error) {
    if (!GONE.includes((error as { code?: string }).code ?? '')) throw error;
  } finally {
    // Also where nobody has begun to take them
    await file.lines.return?.();
  }
}
