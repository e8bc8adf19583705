import { Knex } from 'knex';
import { checkDatabaseFits } from './checkDatabaseFits';
import { JitConfig } from './JitConfig';

const aws = { acknowledgeSqlite: false } as JitConfig['aws'];

function database(client: string, connection: unknown): Knex {
  return { client: { config: { client, connection } } } as unknown as Knex;
}

const inMemory = [':memory:', { filename: ':memory:' }, { filename: '' }];

describe('checkDatabaseFits', () => {
  it.each(inMemory)(
    'refuses real AWS on %j, acknowledged or not (H11)',
    connection => {
      const db = database('better-sqlite3', connection);
      expect(() => checkDatabaseFits(db, aws)).toThrow(/in memory/);
      expect(() =>
        checkDatabaseFits(db, { ...aws, acknowledgeSqlite: true }),
      ).toThrow(/in memory/);
    },
  );

  it('refuses real AWS on an SQLite file until that is acknowledged', () => {
    const db = database('better-sqlite3', { filename: '/data/jit.sqlite' });
    expect(() => checkDatabaseFits(db, aws)).toThrow(/acknowledgeSqlite/);
    expect(() =>
      checkDatabaseFits(db, { ...aws, acknowledgeSqlite: true }),
    ).not.toThrow();
  });

  it('takes PostgreSQL, and anything for the emulator', () => {
    expect(() => checkDatabaseFits(database('pg', {}), aws)).not.toThrow();
    expect(() =>
      checkDatabaseFits(database('better-sqlite3', ':memory:'), {
        ...aws,
        endpoint: 'http://127.0.0.1:4577',
      }),
    ).not.toThrow();
  });
});
