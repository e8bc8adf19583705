import { Row } from '../../src/store/rows';
import { History } from './History';

const clockOf = (time: number) => new Date(time).toISOString().slice(11, 23);

/** A history as lines to read: what AWS did, and what is on record. */
export async function tell(history: History): Promise<string[]> {
  const rows: Row[] = await history.db('audit_events').orderBy('id');
  const recorded = rows.map(row => ({
    at: +new Date(row.at),
    line: `   ${row.type} ${row.actor_ref} ${row.data}`,
  }));
  const happened = history.world.events.map(one => ({
    at: one.at,
    line: `>> ${one.what} ${one.kind ?? ''} ${one.key}`,
  }));
  return [...recorded, ...happened]
    .sort((a, b) => a.at - b.at)
    .map(({ at, line }) => `${clockOf(at)} ${line}`);
}
