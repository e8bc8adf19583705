import { Knex } from 'knex';
import createKnex from 'knex';
import { migrated } from '../../../accounts/__testUtils__/database';

/** What we use of better-sqlite3. */
interface Connection {
  serialize(): Buffer;
}

/** A database as bytes: it opens in a millisecond, migrating takes forty. */
export type Image = Buffer;

export function openImage(image: Image): Knex {
  return createKnex({
    client: 'better-sqlite3',
    // better-sqlite3 opens an image in memory when it is given one
    connection: { filename: Buffer.from(image) as unknown as string },
    useNullAsDefault: true,
  });
}

export async function imageOf(db: Knex): Promise<Image> {
  const connection = await db.client.acquireConnection();
  try {
    return (connection as Connection).serialize();
  } finally {
    await db.client.releaseConnection(connection);
  }
}

export async function emptyImage(): Promise<Image> {
  const db = createKnex({
    client: 'better-sqlite3',
    connection: { filename: ':memory:' },
    useNullAsDefault: true,
  });
  try {
    return await imageOf(await migrated(db));
  } finally {
    await db.destroy();
  }
}
