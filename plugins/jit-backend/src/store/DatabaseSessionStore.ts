import { endSession, EndSaved, EndToSave } from './deeds/endSessions';
import { AssignmentRecord, SessionRecord } from '../domain/model';
import { comparedKinds } from '../domain/findings';
import { ReadFilter } from '../permissions/Permits';
import { idCondition } from './itemIds';
import { assignmentOf, sessionOf } from './rows';
import { openSessionStatuses } from '@jit-portal/backstage-plugin-jit-common';
import { StoreOptions } from './StoreOptions';

/** Sessions as people see and end them; the engine has its own deeds. */
export class DatabaseSessionStore {
  readonly #options: StoreOptions;

  constructor(options: StoreOptions) {
    this.#options = options;
  }

  /** By uuid or by `SES-3`, in any case. */
  async find(idOrNumber: string): Promise<SessionRecord | undefined> {
    const condition = idCondition(idOrNumber, 'SES');
    if (!condition) return undefined;
    const row = await this.#options.db('sessions').where(condition).first();
    return row && sessionOf(row);
  }

  /** The sessions that these requests gave, as far as they may be read. */
  async ofRequests(
    requestIds: string[],
    readable: ReadFilter<SessionRecord>,
  ): Promise<SessionRecord[]> {
    const query = this.#options
      .db('sessions')
      .whereIn('sessions.request_id', requestIds);
    readable.where(query);
    return (await query.select('sessions.*')).map(sessionOf);
  }

  /** Of one request; for its history, which goes with the request. */
  async ofRequest(requestId: string): Promise<SessionRecord | undefined> {
    const row = await this.#options
      .db('sessions')
      .where({ request_id: requestId })
      .first();
    return row && sessionOf(row);
  }

  /** Sessions of these keys in which access may stand. */
  async openOf(assignmentIds: string[]): Promise<SessionRecord[]> {
    if (assignmentIds.length === 0) return [];
    const rows = await this.#options
      .db('sessions')
      .whereIn('assignment_id', assignmentIds)
      .whereIn('status', [...openSessionStatuses])
      .orderBy('number');
    return rows.map(sessionOf);
  }

  async assignments(ids: string[]): Promise<AssignmentRecord[]> {
    if (ids.length === 0) return [];
    const rows = await this.#options.db('assignments').whereIn('id', ids);
    return rows.map(assignmentOf);
  }

  /**
   * Which of these keys somebody else has the set of, on the same account, as
   * far as is on record: a session of another person, or a stranger whom the
   * comparison found. There the role outlives the end of the key, and with it
   * every credential that was issued.
   */
  async sharedKeys(assignmentIds: string[]): Promise<Set<string>> {
    if (assignmentIds.length === 0) return new Set();
    const { db } = this.#options;
    const others = db('sessions')
      .join('assignments as other', 'other.id', 'sessions.assignment_id')
      .whereIn('sessions.status', [...openSessionStatuses])
      .whereRaw('other.instance_arn = assignments.instance_arn')
      .whereRaw('other.account_id = assignments.account_id')
      .whereRaw('other.permission_set_arn = assignments.permission_set_arn')
      .whereRaw('other.id <> assignments.id')
      .select(db.raw('1'));
    const strangers = db('findings')
      .whereIn('findings.kind', [...comparedKinds])
      .whereNull('findings.resolved_at')
      .whereRaw('findings.instance_arn = assignments.instance_arn')
      .whereRaw('findings.account_id = assignments.account_id')
      .whereRaw('findings.permission_set_arn = assignments.permission_set_arn')
      .select(db.raw('1'));
    const rows = await db('assignments')
      .whereIn('assignments.id', assignmentIds)
      .where(shared => shared.whereExists(others).orWhereExists(strangers))
      .select('assignments.id');
    return new Set(rows.map(({ id }) => id));
  }

  /** An approver ends every session of the key (H5). */
  saveRevoke(end: EndToSave): Promise<EndSaved> {
    return endSession(this.#options, 'revoked', end);
  }

  /** The user ends this one; others of the same key go on. */
  saveRelease(end: EndToSave): Promise<EndSaved> {
    return endSession(this.#options, 'released', end);
  }
}
