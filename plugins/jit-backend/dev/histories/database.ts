import { resolvePackagePath } from '@backstage/backend-plugin-api';
import createKnex, { Knex } from 'knex';
import { Row } from '../../src/store/rows';

/** What we use of better-sqlite3. */
interface Connection {
  serialize(): Buffer;
  prepare(sql: string): {
    get(): unknown;
    all(...bindings: unknown[]): unknown[];
  };
}

function open(filename: string | Buffer): Knex {
  return createKnex({
    client: 'better-sqlite3',
    // better-sqlite3 opens an image in memory when it is given one
    connection: { filename: filename as string },
    useNullAsDefault: true,
  });
}

/** A migrated and filled database, as an image that opens in a millisecond. */
export async function imageOf(
  fill: (db: Knex) => Promise<void>,
): Promise<Buffer> {
  const db = open(':memory:');
  try {
    await db.migrate.latest({
      directory: resolvePackagePath(
        '@jit-portal/backstage-plugin-jit-backend',
        'migrations',
      ),
    });
    await fill(db);
    const connection = await db.client.acquireConnection();
    const image = (connection as Connection).serialize();
    await db.client.releaseConnection(connection);
    return image;
  } finally {
    await db.destroy();
  }
}

/** Keeps each prepared statement: histories ask the same things again and again. */
function rememberStatements(connection: Connection): void {
  const prepare = connection.prepare.bind(connection);
  const known = new Map<string, ReturnType<typeof prepare>>();
  connection.prepare = sql => {
    const statement = known.get(sql) ?? prepare(sql);
    known.set(sql, statement);
    return statement;
  };
}

/** A database in memory, for one history. */
export interface OpenImage {
  db: Knex;
  /** How many connections are held or waited for. */
  busy(): number;
  /** Grows with every row that is written. */
  changes(): number;
  /** What is committed, for those who watch: asked after every step. */
  rows(sql: string): Row[];
}

/** Opens an image; nothing is left to do in it once it is not busy. */
export async function openImage(image: Buffer): Promise<OpenImage> {
  const db = open(Buffer.from(image));
  const { client } = db;
  const connection: Connection = await client.acquireConnection();
  rememberStatements(connection);
  await client.releaseConnection(connection);
  let busy = 0;
  const acquire = client.acquireConnection.bind(client);
  const release = client.releaseConnection.bind(client);
  client.acquireConnection = async () => {
    busy += 1;
    return acquire();
  };
  client.releaseConnection = async (released: unknown) => {
    await release(released);
    busy -= 1;
  };
  const count = connection.prepare('select total_changes() as n');
  return {
    db,
    busy: () => busy,
    changes: () => (count.get() as { n: number }).n,
    rows: sql => connection.prepare(sql).all() as Row[],
  };
}
