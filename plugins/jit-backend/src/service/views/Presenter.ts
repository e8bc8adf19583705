import {
  AccessRequest,
  isFinalSession,
  isPending,
  Session,
} from '@jit-portal/backstage-plugin-jit-common';
import { requestActions, sessionActions } from '../../domain/allowedActions';
import { RequestRecord, SessionRecord } from '../../domain/model';
import { Deed } from '../../permissions/Permits';
import { JitServiceParts } from '../Parts';
import { decidersOf } from './deciders';
import { requestView } from './requestView';
import { sessionView } from './sessionView';
import { approverOn, Viewpoint } from './Viewpoint';

/** Which of some records the policy lets a deed through for. */
type Allowed = (id: string) => boolean;

/**
 * Turns records into replies, any number at once: what belongs to them is
 * read in one query for all.
 */
export class Presenter {
  readonly #parts: JitServiceParts;

  constructor(parts: JitServiceParts) {
    this.#parts = parts;
  }

  async requests(
    records: RequestRecord[],
    viewpoint: Viewpoint,
    /** When they were read, where that is known already. */
    at?: Date,
  ): Promise<AccessRequest[]> {
    if (records.length === 0) return [];
    const { stores, projected } = this.#parts;
    const now = at ?? (await stores.requests.now());
    const pending = records.filter(({ status }) => isPending(status));
    const accountIds = [...new Set(pending.map(({ account }) => account.id))];
    const [sessions, owners, duplicates, review, cancel] = await Promise.all([
      this.#sessionsOf(records, viewpoint, now),
      projected.ownersOf(accountIds),
      stores.lookups.duplicatesAmong(accountIds),
      this.#allowed('request.review', pending, viewpoint),
      this.#allowed('request.cancel', pending, viewpoint),
    ]);
    return records.map(record => {
      const { id, account } = record;
      const duplicate = duplicates.has(account.id);
      return requestView(record, {
        session: sessions.get(id),
        deciders: decidersOf(record, owners.get(account.id) ?? []),
        isMine: record.requester.ref === viewpoint.caller.ref,
        allowedActions: requestActions(
          record,
          approverOn(account.id, viewpoint, duplicate),
          { review: review(id), cancel: cancel(id) },
          now,
        ),
        now,
      });
    });
  }

  async sessions(
    records: SessionRecord[],
    viewpoint: Viewpoint,
    /** When they were read, where that is known already. */
    at?: Date,
  ): Promise<Session[]> {
    if (records.length === 0) return [];
    const { stores, config } = this.#parts;
    const now = at ?? (await stores.requests.now());
    const endable = records.filter(({ status }) => !isFinalSession(status));
    const keys = [...new Set(records.map(one => one.assignmentId))];
    const accountIds = [...new Set(records.map(({ account }) => account.id))];
    const ending = records.filter(({ status }) => status === 'ENDING');
    const sets = [...new Set(ending.map(one => one.permissionSet.arn))];
    const [
      numbers,
      assignments,
      open,
      shared,
      hindrances,
      duplicates,
      revoke,
      release,
    ] = await Promise.all([
      stores.requests.numbersOf(records.map(one => one.requestId)),
      stores.sessions.assignments(keys),
      stores.sessions.openOf(keys),
      stores.sessions.sharedKeys(keys),
      stores.findingLists.hindrances(sets),
      stores.lookups.duplicatesAmong(accountIds),
      this.#allowed('session.revoke', endable, viewpoint),
      this.#allowed('session.release', endable, viewpoint),
    ]);
    return records.map(record => {
      const { id, account, assignmentId } = record;
      const duplicate = duplicates.has(account.id);
      return sessionView(record, {
        requestNumber: numbers.get(record.requestId)!,
        assignment: assignments.find(one => one.id === assignmentId),
        hindrance: hindrances.get(record.permissionSet.arn),
        sameKey: open.filter(one => one.assignmentId === assignmentId),
        isShared: shared.has(assignmentId),
        isMine: record.user.ref === viewpoint.caller.ref,
        allowedActions: sessionActions(
          record,
          approverOn(account.id, viewpoint, duplicate),
          { revoke: revoke(id), release: release(id) },
        ),
        now,
        config,
      });
    });
  }

  /** The sessions of these requests that the caller may read. */
  async #sessionsOf(
    requests: RequestRecord[],
    viewpoint: Viewpoint,
    now: Date,
  ): Promise<Map<string, Session>> {
    const approved = requests.filter(({ status }) => status === 'APPROVED');
    if (approved.length === 0) return new Map();
    const records = await this.#parts.stores.sessions.ofRequests(
      approved.map(({ id }) => id),
      await viewpoint.caller.readSessions(),
    );
    const views = await this.sessions(records, viewpoint, now);
    return new Map(views.map(view => [view.requestId, view]));
  }

  async #allowed<T extends RequestRecord | SessionRecord>(
    deed: Deed,
    records: T[],
    { caller }: Viewpoint,
  ): Promise<Allowed> {
    if (records.length === 0) return () => false;
    const answers = await caller.allowed(deed, records);
    const ids = new Set(
      records.filter((_, index) => answers[index]).map(({ id }) => id),
    );
    return id => ids.has(id);
  }
}
