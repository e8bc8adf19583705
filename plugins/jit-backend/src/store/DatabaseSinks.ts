import { Checkpoint } from '@jit-portal/backstage-plugin-jit-node';
import { checkpointOf } from './DatabaseChain';
import { positionOf } from './recordRows';
import { Row, timeOf } from './rows';
import { StoreOptions } from './StoreOptions';

/** So many checkpoints are told to a place at once. */
const MOST = 100;

export interface FailingSink {
  name: string;
  since: Date;
  error: string;
}

/** How far each place outside of the database has been told checkpoints. */
export class DatabaseSinks {
  constructor(private readonly options: StoreOptions) {}

  /** What the place has not been told; a new one begins with the latest. */
  async untold(name: string): Promise<Checkpoint[]> {
    const { db } = this.options;
    const known: Row | undefined = await db('audit_sinks')
      .where({ name })
      .first();
    const told = positionOf(known?.told_position);
    const rows: Row[] =
      told > 0
        ? await db('audit_checkpoints')
            .where('position', '>', told)
            .orderBy('position')
            .limit(MOST)
        : await db('audit_checkpoints').orderBy('position', 'desc').limit(1);
    return rows.map(checkpointOf);
  }

  async told(
    sink: { name: string; keeps: boolean },
    { position }: Checkpoint,
  ): Promise<void> {
    const now = await this.now();
    await this.#save(sink, {
      told_position: position,
      told_at: now,
      tried_at: now,
      failing_since: null,
      last_error: null,
    });
  }

  async failed(
    sink: { name: string; keeps: boolean },
    error: unknown,
  ): Promise<void> {
    const { db } = this.options;
    const now = await this.now();
    const known: Row | undefined = await db('audit_sinks')
      .where({ name: sink.name })
      .first();
    await this.#save(sink, {
      tried_at: now,
      failing_since: timeOf(known?.failing_since) ?? now,
      last_error: String(error).slice(0, 500),
    });
  }

  /** Places that have failed for a while, and were tried again of late. */
  async failing(forMs: number, triedWithinMs: number): Promise<FailingSink[]> {
    const { db } = this.options;
    const now = +(await this.now());
    const rows: Row[] = await db('audit_sinks')
      .where('failing_since', '<=', new Date(now - forMs))
      // A replica that is no more tries no more
      .where('tried_at', '>', new Date(now - triedWithinMs))
      .orderBy('name');
    return rows.map(row => ({
      name: row.name,
      since: timeOf(row.failing_since)!,
      error: row.last_error,
    }));
  }

  now(): Promise<Date> {
    return this.options.clock.now(this.options.db);
  }

  async #save(
    { name, keeps }: { name: string; keeps: boolean },
    change: Row,
  ): Promise<void> {
    await this.options
      .db('audit_sinks')
      .insert({ name, keeps, told_position: 0, ...change })
      .onConflict('name')
      .merge({ keeps, ...change });
  }
}
