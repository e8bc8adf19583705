import { Home } from '../identityCenter/IdentityCenter';
import { homeColumns } from './engineContext';
import { Row, timeOf } from './rows';
import { StoreOptions } from './StoreOptions';

/** What was given and is not proven gone. */
export interface LiveAssignment {
  accountId: string;
  accountName: string;
  permissionSetArn: string;
  permissionSetName: string;
  principalId: string;
  user: string;
  /** From when on nobody should have it, UTC. */
  endsAt: Date;
  sessions: string[];
}

/** From when on a session gives nobody anything. */
function endOf(session: Row): Date {
  const ends = [session.ending_at, session.expires_at, session.hard_end]
    .map(timeOf)
    .find(time => time !== undefined);
  // Its first call stored an end, before it was made (H6)
  return ends ?? timeOf(session.approved_at)!;
}

function liveOf(sessions: Row[]): LiveAssignment {
  const [latest] = sessions;
  const ends = sessions.map(endOf).map(Number);
  return {
    accountId: latest.account_id,
    accountName: latest.account_name,
    permissionSetArn: latest.key_set_arn,
    permissionSetName: latest.permission_set_name,
    principalId: latest.key_principal_id,
    user: latest.user_ref,
    endsAt: new Date(Math.max(...ends)),
    sessions: sessions.map(({ number }) => `SES-${number}`),
  };
}

/** What somebody would have to take away by hand if we were gone for good (H7). */
export class DatabaseLiveAssignments {
  constructor(private readonly options: StoreOptions) {}

  now(): Promise<Date> {
    return this.options.clock.now(this.options.db);
  }

  /**
   * Assignments that calls of ours may have made. What stood before the first
   * of them is not ours to take away (H4).
   */
  async list(home: Home): Promise<LiveAssignment[]> {
    const rows: Row[] = await this.options
      .db('assignments')
      .join('sessions', 'sessions.assignment_id', 'assignments.id')
      .where(homeColumns(home))
      .where('assignments.made_by_us', true)
      .whereNot('assignments.standing', 'present')
      // A custom set that is yet to be made has none
      .where('assignments.permission_set_arn', 'like', 'arn:%')
      .whereNotNull('sessions.first_call_at')
      .orderBy('sessions.number', 'desc')
      .select(
        'sessions.*',
        'assignments.permission_set_arn as key_set_arn',
        'assignments.principal_id as key_principal_id',
      );
    const keys = new Map<string, Row[]>();
    for (const row of rows) {
      const others = keys.get(row.assignment_id) ?? [];
      keys.set(row.assignment_id, [...others, row]);
    }
    return [...keys.values()].map(liveOf).reverse();
  }
}
