import { Options, stringify } from 'csv-stringify/sync';
import { Response } from 'express';
import { sendFile } from './sendFile';

/** RFC 4180, and nothing that a spreadsheet would take for a formula. */
const FORM: Options = {
  record_delimiter: 'windows',
  escape_formulas: true,
};

type Lines = AsyncIterableIterator<unknown[][]>;

async function* textOf(columns: string[], lines: Lines) {
  yield stringify([columns], { ...FORM, bom: true });
  for await (const page of lines) {
    if (page.length > 0) yield stringify(page, FORM);
  }
}

/**
 * Sends lines as a file.
 *
 * @param tooLong - as `sendFile` has it
 *
 * @throws whatever broke it; not that the client has gone
 */
export async function sendCsv(
  res: Response,
  file: { fileName: string; columns: string[]; lines: Lines },
  tooLong?: AbortSignal,
): Promise<void> {
  const { fileName, columns, lines } = file;
  const text = textOf(columns, lines);
  try {
    const type = 'text/csv; charset=utf-8';
    await sendFile(res, { fileName, type, text }, tooLong);
  } finally {
    // A text of which nothing was taken has not begun with its lines
    await lines.return?.();
  }
}
