import {
  EndQuarantine,
  PauseList,
  SetPause,
} from '@jit-portal/backstage-plugin-jit-common';
import { knowsAdmins } from '../../accounts/knowsPeople';
import { PersonRecord } from '../../domain/model';
import { Refusal } from '../../domain/refusal';
import { textProblem, tidy } from '../../domain/text';
import { actorOf, Caller } from '../Caller';
import { Bench } from '../Parts';
import { Viewpoint, viewpointOf } from '../views/Viewpoint';
import { mayReadOwnership } from './drift';

const adminsOnly = (message: string): Refusal => ({ code: 'policy', message });

const POLICY: Refusal = {
  code: 'policy',
  message: 'Your organization’s policy does not allow this.',
};

const NO_QUARANTINE: Refusal = {
  code: 'not-found',
  message: 'There is no quarantine.',
};

/** Everybody whose request it refuses reads it. */
const REASON = { min: 10, max: 1_000 };

function reasonProblem(reason: string): Refusal | undefined {
  const message = textProblem(reason, REASON);
  if (message === undefined) return undefined;
  const details = [{ field: 'reason', message }];
  return { code: 'invalid-values', message, details };
}

async function pauseList({ stores }: Bench): Promise<PauseList> {
  const [pauses, quarantine] = await Promise.all([
    stores.pauses.list(),
    stores.quarantine.current(),
  ]);
  return {
    pauses: pauses.map(one => ({ ...one, at: one.at.toISOString() })),
    quarantine: quarantine && {
      ...quarantine,
      since: quarantine.since.toISOString(),
    },
  };
}

/** The brakes that are on. */
export async function listPauses(
  bench: Bench,
  caller: Caller,
): Promise<PauseList> {
  await mayReadOwnership(bench, caller);
  return pauseList(bench);
}

const ONLY_ADMINS_PAUSE = 'Only Admins can pause new access or resume it.';

interface Word {
  deed: 'grants.pause' | 'quarantine.end' | 'person.erase';
  /** Gives access again, or takes away for good: a policy may be stricter than the roles (H20). */
  byPolicyToo: boolean;
  reason?: string;
  accountId?: string;
  /** What others than Admins are told. */
  otherwise?: string;
}

async function adminNow(
  { fresh }: Bench,
  caller: Caller,
): Promise<PersonRecord | undefined> {
  const standing = await fresh.readPerson(caller.ref);
  return standing?.isAdmin ? standing.person : undefined;
}

/**
 * The brake waits for the catalog no more than an end does: where it cannot be
 * read, or knows none of the admins, the last known ones may brake (H19).
 */
async function adminWhoBrakes(
  bench: Bench,
  { caller, viewer, person }: Viewpoint,
): Promise<PersonRecord | undefined> {
  try {
    const admin = await adminNow(bench, caller);
    if (admin || (await knowsAdmins(bench.fresh))) return admin;
  } catch (error) {
    bench.logger.warn(`Pausing by the last known admins: ${error}`);
  }
  return viewer.isAdmin ? person : undefined;
}

/** Who does what Admins alone may do, and what they say. */
export async function adminsWord(
  bench: Bench,
  caller: Caller,
  {
    deed,
    byPolicyToo,
    reason: said,
    accountId,
    otherwise = ONLY_ADMINS_PAUSE,
  }: Word,
) {
  const { refusals } = bench;
  const viewpoint = await viewpointOf(bench, caller);
  const actor = actorOf(caller, viewpoint.person.displayName);
  const refuse = (refusal: Refusal) =>
    refusals.refuse(refusal, { actor, deed, accountId });
  if (caller.notInPerson) throw await refuse(caller.notInPerson);
  const person = byPolicyToo
    ? await adminNow(bench, caller)
    : await adminWhoBrakes(bench, viewpoint);
  if (!person) throw await refuse(adminsOnly(otherwise));
  if (byPolicyToo && !(await caller.mayReadOwnership())) {
    throw await refuse(POLICY);
  }
  const reason = tidy(said ?? '');
  const wrong = reasonProblem(reason);
  if (wrong) throw await refuse(wrong);
  return { actor, person, reason, refuse };
}

/** New access stops, or is given again; ends ask nobody's leave. */
export async function setPause(
  bench: Bench,
  { accountId, paused, reason: said }: SetPause,
  caller: Caller,
): Promise<PauseList> {
  const { actor, reason } = await adminsWord(bench, caller, {
    deed: 'grants.pause',
    byPolicyToo: !paused,
    reason: said,
    accountId,
  });
  await bench.stores.pauses.save({ accountId, paused, reason, actor });
  bench.onChanged();
  return pauseList(bench);
}

/** AWS was compared with the record: new access is given again (H11). */
export async function endQuarantine(
  bench: Bench,
  body: EndQuarantine,
  caller: Caller,
): Promise<PauseList> {
  const { stores, onChanged } = bench;
  const word = await adminsWord(bench, caller, {
    ...body,
    deed: 'quarantine.end',
    byPolicyToo: true,
  });
  const ended = await stores.quarantine.end(word.actor, word.reason);
  if (!ended) throw await word.refuse(NO_QUARANTINE);
  onChanged();
  return pauseList(bench);
}
