import { Knex } from 'knex';

/**
 * The store's clock: leases, windows and due times use it and no other (H23).
 * In production it is the database's own; tests hand one in.
 */
export interface StoreClock {
  /** The time now, read through the given handle. */
  now(db: Knex): Promise<Date>;
}

/** PostgreSQL tells the time; on SQLite the one process's clock is the database's. */
export const databaseClock: StoreClock = {
  async now(db) {
    if (db.client.config.client !== 'pg') return new Date();
    const { rows } = await db.raw('select clock_timestamp() as now');
    return new Date(rows[0].now);
  },
};

/** A clock that only moves when told to. */
export class ManualClock implements StoreClock {
  #now: Date;

  constructor(start: Date | string = '2026-11-23T09:00:00.000Z') {
    this.#now = new Date(start);
  }

  async now(): Promise<Date> {
    return this.read();
  }

  read(): Date {
    return new Date(this.#now);
  }

  advance(milliseconds: number): void {
    this.#now = new Date(this.#now.getTime() + milliseconds);
  }

  set(time: Date | string): void {
    this.#now = new Date(time);
  }
}
