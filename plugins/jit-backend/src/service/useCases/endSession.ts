import {
  SessionDetails,
  SubmitRevoke,
} from '@jit-portal/backstage-plugin-jit-common';
import { knowsPeople } from '../../accounts/knowsPeople';
import { within } from '../../accounts/within';
import { reasonProblem, release, revoke } from '../../domain/end';
import { SessionRecord } from '../../domain/model';
import { Judgement, Refusal } from '../../domain/refusal';
import { Approver, capacitiesOf } from '../../domain/reviewer';
import { tidy } from '../../domain/text';
import { Deed } from '../../permissions/Permits';
import { EndSaved, EndToSave } from '../../store/deeds/endSessions';
import { actorOf, Caller } from '../Caller';
import { Bench } from '../Parts';
import {
  approverOn,
  freshApprover,
  Viewpoint,
  viewpointOf,
} from '../views/Viewpoint';
import { readableSession, sessionDetails } from './sessions';

/** For the whole reading, however many calls it takes. */
const CATALOG_SECONDS = 10;

const POLICY: Refusal = {
  code: 'policy',
  message: 'Your organization’s policy does not allow this.',
};

/** Somebody who ends access, and how it is known that they may. */
interface Ender {
  by: Approver;
  judgedOn: 'fresh' | 'last-known';
}

/**
 * An end does not wait for the catalog: where it cannot be read, or knows
 * nobody who could end this, the last known ownership decides, and the record
 * says so (H19).
 */
async function enderOf(
  bench: Bench,
  session: SessionRecord,
  viewpoint: Viewpoint,
): Promise<Ender> {
  const { logger, stores } = bench;
  const accountId = session.account.id;
  try {
    const by = await within(
      CATALOG_SECONDS,
      freshEnder(bench, accountId, viewpoint.caller.ref),
    );
    return { by, judgedOn: 'fresh' };
  } catch (error) {
    logger.warn(`Revoking by the last known ownership: ${error}`);
    const duplicates = await stores.lookups.duplicatesAmong([accountId]);
    const by = approverOn(accountId, viewpoint, duplicates.has(accountId));
    return { by, judgedOn: 'last-known' };
  }
}

/** @throws where the catalog does not tell who could end this */
async function freshEnder(
  { fresh }: Bench,
  accountId: string,
  ref: string,
): Promise<Approver> {
  const [account, standing] = await Promise.all([
    fresh.readAccount(accountId),
    fresh.readPerson(ref),
  ]);
  const by: Approver = standing
    ? freshApprover(account, standing)
    : { ref, isOwner: false, isSsoAdmin: false, isAdmin: false };
  if (capacitiesOf(by).length > 0) return by;
  // Taken out of the catalog, or out of trust: who owned it may still end this
  if (!account) throw new Error('The catalog does not know the account');
  if (!(await knowsPeople(fresh, account))) {
    throw new Error('The catalog knows neither owners nor admins');
  }
  return by;
}

const numberOf = ({ number }: SessionRecord) => `SES-${number}`;

interface EndDeed {
  name: Extract<Deed, 'session.revoke' | 'session.release'>;
  judge(session: SessionRecord): Promise<Judgement<undefined>>;
  save(end: EndToSave): Promise<EndSaved>;
  reason?: string;
  remarks?: Record<string, unknown>;
}

async function end(
  bench: Bench,
  session: SessionRecord,
  viewpoint: Viewpoint,
  deed: EndDeed,
): Promise<SessionDetails> {
  const { stores, refusals, onChanged } = bench;
  const { caller, person } = viewpoint;
  const actor = actorOf(caller, person.displayName);
  const refuse = (refusal: Refusal) =>
    refusals.refuse(refusal, {
      actor,
      deed: deed.name,
      requestId: session.requestId,
      sessionId: session.id,
      accountId: session.account.id,
    });
  if (caller.notInPerson) throw await refuse(caller.notInPerson);
  const judged = await deed.judge(session);
  if (!judged.ok) throw await refuse(judged.refusal);
  const [allowed] = await caller.allowed(deed.name, [session]);
  if (!allowed) throw await refuse(POLICY);
  const wrong = deed.reason ? reasonProblem(deed.reason) : undefined;
  if (wrong) throw await refuse(wrong);
  const { reason, remarks } = deed;
  const saved = await deed.save({ seen: session, actor, reason, remarks });
  const current = (await stores.sessions.find(session.id))!;
  if (!saved) {
    const again = await deed.judge(current);
    throw await refuse(
      again.ok
        ? { code: 'version-changed', message: 'This session has just changed.' }
        : again.refusal,
    );
  }
  onChanged();
  const others = saved.filter(({ id }) => id !== session.id);
  return {
    ...(await sessionDetails(bench, current, viewpoint)),
    alsoEnding: others.length > 0 ? others.map(numberOf) : undefined,
  };
}

/** An approver ends somebody's access, with every session of the same key. */
export async function revokeSession(
  bench: Bench,
  id: string,
  body: SubmitRevoke,
  caller: Caller,
): Promise<SessionDetails> {
  const session = await readableSession(bench, id, caller);
  const viewpoint = await viewpointOf(bench, caller);
  const { by, judgedOn } = await enderOf(bench, session, viewpoint);
  const { sessions } = bench.stores;
  return end(bench, session, viewpoint, {
    name: 'session.revoke',
    judge: async current =>
      revoke(current, by, await sessions.openOf([current.assignmentId])),
    save: saving => sessions.saveRevoke(saving),
    reason: tidy(body.reason ?? '') || undefined,
    remarks: { judgedOn },
  });
}

/** The user gives access back before its time. */
export async function releaseSession(
  bench: Bench,
  id: string,
  caller: Caller,
): Promise<SessionDetails> {
  const session = await readableSession(bench, id, caller);
  const viewpoint = await viewpointOf(bench, caller);
  return end(bench, session, viewpoint, {
    name: 'session.release',
    judge: async current => release(current, caller.ref),
    save: saving => bench.stores.sessions.saveRelease(saving),
  });
}
