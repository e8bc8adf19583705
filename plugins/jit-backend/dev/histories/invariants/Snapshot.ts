import { SessionRecord } from '../../../src/domain/model';
import { Row, sessionOf, timeOf } from '../../../src/store/rows';
import { OpenImage } from '../database';
import { keyOf } from '../world/types';

export interface KeyedSession extends SessionRecord {
  key: string;
  /** What its request saw in a standard set. */
  fingerprint?: string;
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

export function leaderOf({ rows }: OpenImage): string | undefined {
  const [lead] = rows(`select owner from leases where name = 'engine'`);
  return lead?.owner;
}

export function lostCreatesOf({ rows }: OpenImage): LostCreate[] {
  const lost = rows(`
    select assignments.*, aws_operations.noted_at from aws_operations
    join assignments on assignments.id = aws_operations.assignment_id
    where kind = 'create' and status = 'lost'`);
  return lost.map(row => ({
    key: rowKeyOf(row),
    notedAt: timeOf(row.noted_at)!.getTime(),
  }));
}

export function sessionsOf({ rows }: OpenImage): KeyedSession[] {
  const found = rows(`
    select sessions.*, requests.permission_set_fingerprint as fingerprint
    from sessions join requests on requests.id = sessions.request_id
    order by sessions.number`);
  return found.map(row => {
    const session = sessionOf(row);
    return {
      ...session,
      fingerprint: row.fingerprint ?? undefined,
      key: keyOf({
        accountId: session.account.id,
        permissionSetArn: session.permissionSet.arn,
        principalId: session.principalId,
      }),
    };
  });
}
