import { Knex } from 'knex';
import { SessionRecord } from '../../../src/domain/model';
import { Row, sessionOf } from '../../../src/store/rows';
import { keyOf } from '../world/types';

export interface KeyedSession extends SessionRecord {
  key: string;
}

/** What the portal says at one moment. */
export interface Snapshot {
  now: number;
  sessions: KeyedSession[];
}

export async function sessionsOf(db: Knex): Promise<KeyedSession[]> {
  const rows: Row[] = await db('sessions').orderBy('number');
  return rows.map(sessionOf).map(session => ({
    ...session,
    key: keyOf({
      accountId: session.account.id,
      permissionSetArn: session.permissionSet.arn,
      principalId: session.principalId,
    }),
  }));
}
