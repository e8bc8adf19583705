import { Knex } from 'knex';
import { AuditEventRecord } from '../domain/model';
import { checkpointOf } from './DatabaseChain';
import { positionOf, recordedOf } from './recordRows';
import { Row, timeOf } from './rows';

/*
 * The record as lines of JSON, for whoever checks it: docs/audit.md has the
 * format. Read page by page, so that it takes as much memory for a million
 * events as for a thousand.
 */

const PAGE = 500;

const line = (kind: string, rest: object) =>
  `${JSON.stringify({ kind, ...rest })}\n`;

/** An event as it is written out; what is absent is left out. */
function written(event: AuditEventRecord) {
  return { ...event, at: event.at.toISOString() };
}

/** Which fields of these events were erased, and the event that says so. */
async function erasedIn(
  db: Knex,
  ids: string[],
): Promise<Map<string, Record<string, string>>> {
  const rows: Row[] = await db('audit_erasures').whereIn('event_id', ids);
  const erased = new Map<string, Record<string, string>>();
  for (const { event_id: id, field, erasure_id: by } of rows) {
    erased.set(id, { ...erased.get(id), [field]: by });
  }
  return erased;
}

/** A seal whose event is gone is written out without one: the check tells. */
async function sealedPage(
  db: Knex,
  after: number,
  upTo: number,
): Promise<Row[]> {
  return db('audit_seals')
    .leftJoin('audit_events', 'audit_events.id', 'audit_seals.event_id')
    .leftJoin('audit_salts', 'audit_salts.event_id', 'audit_seals.event_id')
    .where('audit_seals.position', '>', after)
    .where('audit_seals.position', '<=', upTo)
    .orderBy('audit_seals.position')
    .limit(PAGE)
    .select(
      'audit_events.*',
      'audit_salts.salts',
      'audit_seals.position',
      'audit_seals.event_id',
      'audit_seals.previous',
      'audit_seals.hash',
      'audit_seals.commitments',
      'audit_seals.sealed_at',
    );
}

function sealedLine(row: Row, erased?: Record<string, string>): string {
  return line('event', {
    position: positionOf(row.position),
    previous: row.previous,
    hash: row.hash,
    sealedAt: timeOf(row.sealed_at)!.toISOString(),
    commitments: JSON.parse(row.commitments),
    salts: JSON.parse(row.salts ?? '{}'),
    ...(erased && { erased }),
    eventId: row.event_id,
    event: row.id ? written(recordedOf(row)) : null,
  });
}

async function* sealed(db: Knex, upTo: number): AsyncGenerator<string[]> {
  let after = 0;
  for (;;) {
    const rows = await sealedPage(db, after, upTo);
    if (rows.length === 0) return;
    const erased = await erasedIn(
      db,
      rows.map(row => row.event_id),
    );
    yield rows.map(row => sealedLine(row, erased.get(row.event_id)));
    after = positionOf(rows.at(-1)!.position);
  }
}

/** Events in no place of the chain: those of the last seconds, or intruders. */
async function* unsealed(db: Knex): AsyncGenerator<string[]> {
  let after = '';
  for (;;) {
    const rows: Row[] = await db('audit_events')
      .leftJoin('audit_seals', 'audit_seals.event_id', 'audit_events.id')
      .where('audit_events.id', '>', after)
      .orderBy('audit_events.id')
      .limit(PAGE)
      .select('audit_events.id', 'audit_seals.position');
    if (rows.length === 0) return;
    const ids = rows
      .filter(({ position }) => position === null)
      .map(({ id }) => id);
    if (ids.length > 0) {
      const events: Row[] = await db('audit_events')
        .whereIn('id', ids)
        .orderBy('id');
      yield events.map(row =>
        line('event', { event: written(recordedOf(row)) }),
      );
    }
    after = rows.at(-1)!.id;
  }
}

async function* checkpoints(db: Knex, upTo: number): AsyncGenerator<string[]> {
  let after = 0;
  for (;;) {
    const rows: Row[] = await db('audit_checkpoints')
      .where('position', '>', after)
      .where('position', '<=', upTo)
      .orderBy('position')
      .limit(PAGE);
    if (rows.length === 0) return;
    yield rows.map(row => line('checkpoint', checkpointOf(row)));
    after = positionOf(rows.at(-1)!.position);
  }
}

/**
 * All lines, many to a chunk.
 *
 * @param upTo - the head of the chain when the export was put on record
 */
export async function* exportLines(
  db: Knex,
  upTo: number,
  at: Date,
): AsyncGenerator<string> {
  yield line('head', { format: 1, exportedAt: at.toISOString(), upTo });
  let events = 0;
  for (const read of [sealed(db, upTo), unsealed(db)]) {
    for await (const lines of read) {
      events += lines.length;
      yield lines.join('');
    }
  }
  for await (const lines of checkpoints(db, upTo)) yield lines.join('');
  yield line('end', { events });
}
