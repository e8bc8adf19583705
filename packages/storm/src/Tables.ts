import knexFactory, { Knex } from 'knex';
import { keyOf, SessionFact } from './words';

const time = (value: Date | null) => value?.getTime();

/** What the portal's database says, read from outside. */
export class Tables {
  readonly #knex: Knex;

  constructor(connectionString: string) {
    this.#knex = knexFactory({
      client: 'pg',
      connection: {
        connectionString: `${connectionString}/backstage_plugin_jit`,
        connectionTimeoutMillis: 2_000,
        query_timeout: 10_000,
      },
      pool: { min: 0, max: 3 },
      acquireConnectionTimeout: 5_000,
      // A database that is away is part of the storm
      log: { error() {}, warn() {} },
    });
  }

  close(): Promise<void> {
    return this.#knex.destroy();
  }

  async rows(sql: string): Promise<any[]> {
    return (await this.#knex.raw(sql)).rows;
  }

  async sessions(): Promise<SessionFact[]> {
    const rows = await this.rows(
      `select s.*, r.status as request_status from sessions s
       join requests r on r.id = s.request_id order by s.number`,
    );
    return rows.map(row => ({
      id: row.id,
      number: row.number,
      requestId: row.request_id,
      requestStatus: row.request_status,
      status: row.status,
      key: keyOf(row.account_id, row.permission_set_arn, row.principal_id),
      accountId: row.account_id,
      endCause: row.end_cause ?? undefined,
      accessRemains: row.access_remains ?? undefined,
      approvedAt: time(row.approved_at)!,
      grantedAt: time(row.granted_at),
      expiresAt: time(row.expires_at),
      endingAt: time(row.ending_at),
      endedAt: time(row.ended_at),
    }));
  }

  /** The token of whoever leads; 0 before anybody did. */
  async leadToken(): Promise<number> {
    const [row] = await this.rows(
      `select token from leases where name = 'engine'`,
    );
    return row?.token ?? 0;
  }
}
