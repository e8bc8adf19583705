import { RequestQuery } from './api';

/**
 * What an export can be narrowed by: all that a list can, and no page of it.
 *
 * @public
 */
export type RequestExportQuery = Omit<
  RequestQuery,
  'limit' | 'cursor' | 'counts'
>;

/** A whole export; one that broke off is none. @public */
export interface RequestExportFile {
  /** CSV by RFC 4180, UTF-8 with a byte order mark; times in UTC. */
  file: Blob;
  /** How many requests it holds. */
  rows: number;
}

function dayIn(time: Date, zone: string | undefined): string {
  // Sweden writes dates as ISO 8601 does
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
  }).format(time);
}

/**
 * The name of an export with its first and its last day; without a first one
 * it goes back to the beginning.
 *
 * @param range - at or after `from`, before `to`
 * @param zone - IANA; whose days they are: this machine's without one
 *
 * @public
 */
export function exportFileName(
  range: { from?: string; to?: string },
  now: Date,
  zone?: string,
): string {
  const last = range.to ? new Date(Date.parse(range.to) - 1) : now;
  const days = [
    ...(range.from ? [dayIn(new Date(range.from), zone)] : ['until']),
    dayIn(last, zone),
  ];
  return `jit-request-history_${days.join('_')}.csv`;
}

const QUOTE = 0x22;
const LINE_FEED = 0x0a;

/** Counts the lines of a CSV that end outside of quotes, its header among them. */
class LineCount {
  lines = 0;
  #isQuoted = false;

  add(bytes: Uint8Array): void {
    for (const byte of bytes) {
      // A quote within quotes is written twice, and so changes nothing
      if (byte === QUOTE) this.#isQuoted = !this.#isQuoted;
      else if (byte === LINE_FEED && !this.#isQuoted) this.lines += 1;
    }
  }
}

/** Reads a file to its end; where the connection broke off, it throws. */
export async function readExport(
  response: Response,
): Promise<RequestExportFile> {
  const count = new LineCount();
  const counted = response.body!.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        count.add(chunk);
        controller.enqueue(chunk);
      },
    }),
  );
  const file = await new Response(counted, {
    headers: { 'Content-Type': 'text/csv' },
  }).blob();
  return { file, rows: Math.max(0, count.lines - 1) };
}
