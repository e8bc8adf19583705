import { StandardSet } from '../identityCenter/IdentityCenter';
import { AssignmentRecord, SessionRecord } from '../domain/model';
import { QUARANTINE } from './DatabaseQuarantine';
import { pendingKeyOf } from './requestRows';
import { assignmentOf, sessionOf, timeOf } from './rows';
import { StoreOptions } from './StoreOptions';

/** What stands at one key: person, account and set. */
export interface KeyState {
  assignment?: AssignmentRecord;
  /** Sessions that may still matter to the cap: open, or ended lately. */
  sessions: SessionRecord[];
}

/** A set as Identity Center told it then. */
export interface KnownSet extends StandardSet {
  readAt: Date;
}

/** The stop for new grants, everywhere or on one account. */
export interface Pause {
  reason: string;
  byName: string;
  at: Date;
}

const EVERYWHERE = '*';
/** A cap is at most some days: sessions ended before this break any chain. */
const CHAIN_DAYS = 31;
const DAY = 86_400_000;

/** Facts that rules ask for, a query each. */
export class DatabaseLookups {
  readonly #options: StoreOptions;

  constructor(options: StoreOptions) {
    this.#options = options;
  }

  /** The pauses that bear on these accounts; one for all bears on each. */
  async pauses(accountIds: string[]): Promise<Map<string, Pause>> {
    const rows = await this.#options
      .db('pauses')
      .whereIn('scope', [QUARANTINE, EVERYWHERE, ...accountIds]);
    const pauseOf = (scope: string) => {
      const row = rows.find(one => one.scope === scope);
      return (
        row && {
          reason: row.reason,
          byName: row.by_name,
          at: timeOf(row.at)!,
        }
      );
    };
    const found = accountIds.map(
      id =>
        [
          id,
          pauseOf(QUARANTINE) ?? pauseOf(EVERYWHERE) ?? pauseOf(id),
        ] as const,
    );
    return new Map(
      found.filter((entry): entry is [string, Pause] => Boolean(entry[1])),
    );
  }

  /** Standard sets by name, as Identity Center last told them. */
  async permissionSets(names: string[]): Promise<KnownSet[]> {
    if (names.length === 0) return [];
    const rows = await this.#options
      .db('permission_sets')
      .whereIn('name', names)
      // Known by name alone until what is in it was read
      .whereNotNull('fingerprint')
      .orderBy('name');
    return rows.map(row => ({
      arn: row.arn,
      name: row.name,
      description: row.description ?? undefined,
      sessionMinutes: row.session_minutes,
      fingerprint: row.fingerprint,
      content: row.content ? JSON.parse(row.content) : undefined,
      readAt: timeOf(row.refreshed_at)!,
    }));
  }

  /** Which of these names, case-folded, are taken: by a set, or by a request. */
  async takenNames(folded: string[]): Promise<Set<string>> {
    const { db } = this.#options;
    const marks = folded.map(() => '?').join(', ');
    const [sets, requests] = await Promise.all([
      db('permission_sets')
        .whereRaw(`lower(name) in (${marks})`, folded)
        .pluck('name'),
      db('requests')
        .whereIn('custom_name_key', folded)
        .pluck('custom_name_key'),
    ]);
    return new Set([...sets, ...requests].map(name => name.toLowerCase()));
  }

  /** How many sets there are, those that requests may yet make among them. */
  async countSets(): Promise<number> {
    const { db } = this.#options;
    // Of ours the projection may tell some, and not those made since
    const [[standing], [reserved]] = await Promise.all([
      db('permission_sets')
        .whereNotExists(
          db('requests')
            .whereRaw('custom_name_key = lower(permission_sets.name)')
            .select(db.raw('1')),
        )
        .count({ n: '*' }),
      db('requests').whereNotNull('custom_name_key').count({ n: '*' }),
    ]);
    return Number(standing.n) + Number(reserved.n);
  }

  /** Custom requests on an account: ever, and those not yet set up. */
  async customRequests(
    accountId: string,
  ): Promise<{ any: boolean; comingUp: number }> {
    const { db } = this.#options;
    // The type as a literal: SQLite compares an index's condition word by word
    const custom = () =>
      db('requests')
        .where({ account_id: accountId })
        .whereRaw(`permission_set_type = 'custom'`);
    const any = await custom().first('id');
    const [{ n }] = await custom()
      .whereIn('state', ['PENDING_OWNER', 'PENDING_ADMIN', 'SETTING_UP'])
      .count({ n: '*' });
    return { any: any !== undefined, comingUp: Number(n) };
  }

  async pendingFor(
    principalId: string,
    accountId: string,
    permissionSetArn: string,
  ): Promise<{ number: number } | undefined> {
    return this.#options
      .db('requests')
      .where({
        pending_key: pendingKeyOf(principalId, accountId, permissionSetArn),
      })
      .first('number');
  }

  async keyState(
    instanceArn: string,
    accountId: string,
    permissionSetArn: string,
    principalId: string,
  ): Promise<KeyState> {
    const { db, clock } = this.#options;
    const row = await db('assignments')
      .where({
        instance_arn: instanceArn,
        account_id: accountId,
        permission_set_arn: permissionSetArn,
        principal_id: principalId,
      })
      .first();
    if (!row) return { sessions: [] };
    const since = new Date(+(await clock.now(db)) - CHAIN_DAYS * DAY);
    const sessions = await db('sessions')
      .where({ assignment_id: row.id })
      .where(lately =>
        lately.whereNull('ended_at').orWhere('ended_at', '>', since),
      );
    return {
      assignment: assignmentOf(row),
      sessions: sessions.map(sessionOf),
    };
  }

  /** Which of these ids two entities carry (H12). */
  async duplicatesAmong(accountIds: string[]): Promise<Set<string>> {
    if (accountIds.length === 0) return new Set();
    const ids = await this.#options
      .db('accounts')
      .whereIn('account_id', accountIds)
      .where({ duplicate: true })
      .pluck('account_id');
    return new Set(ids);
  }
}
