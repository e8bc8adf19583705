import { Knex } from 'knex';
import { SessionRecord } from '../../../src/domain/model';
import { Row, sessionOf, timeOf } from '../../../src/store/rows';
import { keyOf } from '../world/types';

export interface KeyedSession extends SessionRecord {
  key: string;
}

/** What the portal says at one moment. */
export interface Snapshot {
  now: number;
  sessions: KeyedSession[];
  lostCreates: LostCreate[];
  /** The process that leads, as the database has it. */
  leader?: string;
}

/** A create on record of which nobody knows whether AWS ever heard of it. */
export interface LostCreate {
  key: string;
  notedAt: number;
}

/** The key of a row of the assignments. */
export function rowKeyOf(row: Row): string {
  return keyOf({
    accountId: row.account_id,
    permissionSetArn: row.permission_set_arn,
    principalId: row.principal_id,
  });
}

export async function leaderOf(db: Knex): Promise<string | undefined> {
  return (await db('leases').where({ name: 'engine' }).first('owner'))?.owner;
}

export async function lostCreatesOf(db: Knex): Promise<LostCreate[]> {
  const rows: Row[] = await db('aws_operations')
    .join('assignments', 'assignments.id', 'aws_operations.assignment_id')
    .where({ kind: 'create', status: 'lost' })
    .select('assignments.*', 'aws_operations.noted_at');
  return rows.map(row => ({
    key: rowKeyOf(row),
    notedAt: timeOf(row.noted_at)!.getTime(),
  }));
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
