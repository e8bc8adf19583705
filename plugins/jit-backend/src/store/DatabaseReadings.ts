import { FindingKind } from '@jit-portal/backstage-plugin-jit-common';
import { ChainReadings, DatabaseChain } from './DatabaseChain';
import { DatabaseFindings } from './DatabaseFindings';
import { ProjectionReadings, readProjections } from './projections';
import { Row, timeOf } from './rows';
import { StoreOptions } from './StoreOptions';

/** What tells how the portal is doing; the same from any replica. */
export interface Readings {
  now: Date;
  /** Assignments that are due and not yet worked on. */
  due: number;
  /** When the oldest end that is not through yet should have been. */
  oldestOverdueEnd?: Date;
  unsent: number;
  openFindings: ReadonlyMap<FindingKind, number>;
  chain: ChainReadings;
  projections: ProjectionReadings;
}

/** Whether an engine is at work, and what waits for it, without any names. */
export interface LastPass {
  now: Date;
  /** When the leading engine last looked at what is due, give or take 5 s. */
  lastPassAt?: Date;
  /** When the oldest end that is not through yet should have been. */
  oldestOverdueEnd?: Date;
}

/** How long something took, of one session. */
export interface Duration {
  seconds: number;
  /** Why it ended; absent for beginnings. */
  cause?: string;
}

function secondsBetween(from: unknown, to: unknown): number {
  return (timeOf(to)!.getTime() - timeOf(from)!.getTime()) / 1000;
}

/** Reads what metrics tell. */
export class DatabaseReadings {
  readonly #findings: DatabaseFindings;
  readonly #chain: DatabaseChain;

  constructor(private readonly options: StoreOptions) {
    this.#findings = new DatabaseFindings(options);
    this.#chain = new DatabaseChain(options);
  }

  async now(): Promise<Date> {
    return this.options.clock.now(this.options.db);
  }

  async read(): Promise<Readings> {
    const now = await this.now();
    const [due, oldestOverdueEnd, unsent, openFindings, chain, projections] =
      await Promise.all([
        this.#count('assignments', now),
        this.#oldestOverdueEnd(now),
        this.#count('outbox', now),
        this.#findings.countOpen(),
        this.#chain.read(),
        readProjections(this.options.db),
      ]);
    const counted = { due, oldestOverdueEnd, unsent, openFindings };
    return { now, ...counted, chain, projections };
  }

  async lastPass(): Promise<LastPass> {
    const now = await this.now();
    const [lease, oldestOverdueEnd] = await Promise.all([
      this.#lease(),
      this.#oldestOverdueEnd(now),
    ]);
    return { now, lastPassAt: timeOf(lease?.passed_at), oldestOverdueEnd };
  }

  /** From approval to active, of sessions that began in between. */
  async activations(after: Date, until: Date): Promise<Duration[]> {
    const rows: Row[] = await this.options
      .db('sessions')
      .where('granted_at', '>', after)
      .where('granted_at', '<=', until)
      .select('approved_at', 'granted_at');
    return rows.map(row => ({
      seconds: secondsBetween(row.approved_at, row.granted_at),
    }));
  }

  /** From the beginning of an end to access gone, of those that ended in between. */
  async removals(after: Date, until: Date): Promise<Duration[]> {
    const rows: Row[] = await this.options
      .db('sessions')
      .where('ended_at', '>', after)
      .where('ended_at', '<=', until)
      .whereNotNull('ending_at')
      .select('ending_at', 'ended_at', 'end_cause');
    return rows.map(row => ({
      seconds: secondsBetween(row.ending_at, row.ended_at),
      cause: row.end_cause,
    }));
  }

  /** Until when the lead of an engine, the last one where none leads, is good. */
  async leadUntil(): Promise<Date | undefined> {
    return timeOf((await this.#lease())?.until);
  }

  async #lease(): Promise<Row | undefined> {
    return this.options.db('leases').where({ name: 'engine' }).first();
  }

  async #count(table: 'assignments' | 'outbox', now: Date): Promise<number> {
    const row = await this.options
      .db(table)
      .where('due_at', '<=', now)
      .count({ n: '*' })
      .first();
    return Number(row?.n ?? 0);
  }

  async #oldestOverdueEnd(now: Date): Promise<Date | undefined> {
    const { db } = this.options;
    const ending = await db('sessions')
      .where({ status: 'ENDING' })
      .min({ at: 'ending_at' })
      .first();
    const expired = await db('sessions')
      .where({ status: 'ACTIVE' })
      .where('expires_at', '<=', now)
      .min({ at: 'expires_at' })
      .first();
    const times = [timeOf(ending?.at), timeOf(expired?.at)]
      .filter((time): time is Date => time !== undefined)
      .map(time => time.getTime());
    return times.length > 0 ? new Date(Math.min(...times)) : undefined;
  }
}
