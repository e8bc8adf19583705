import { endSession, EndSaved, EndToSave } from './deeds/endSessions';
import { AssignmentRecord, SessionRecord } from '../domain/model';
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

  /** An approver ends every session of the key (H5). */
  saveRevoke(end: EndToSave): Promise<EndSaved> {
    return endSession(this.#options, 'revoked', end);
  }

  /** The user ends this one; others of the same key go on. */
  saveRelease(end: EndToSave): Promise<EndSaved> {
    return endSession(this.#options, 'released', end);
  }
}
