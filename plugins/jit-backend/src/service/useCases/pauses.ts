import { PauseList, SetPause } from '@jit-portal/backstage-plugin-jit-common';
import { Refusal } from '../../domain/refusal';
import { textProblem, tidy } from '../../domain/text';
import { actorOf, Caller } from '../Caller';
import { Bench } from '../Parts';
import { viewpointOf } from '../views/Viewpoint';
import { mayReadOwnership } from './drift';

const ADMINS_ONLY: Refusal = {
  code: 'policy',
  message: 'Only Admins can pause new access.',
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
  const pauses = await stores.pauses.list();
  return { pauses: pauses.map(one => ({ ...one, at: one.at.toISOString() })) };
}

/** The brakes that are on. */
export async function listPauses(
  bench: Bench,
  caller: Caller,
): Promise<PauseList> {
  await mayReadOwnership(bench, caller);
  return pauseList(bench);
}

/** New access stops, or is given again; ends ask nobody's leave. */
export async function setPause(
  bench: Bench,
  { accountId, paused, reason: said }: SetPause,
  caller: Caller,
): Promise<PauseList> {
  const { stores, refusals, fresh, onChanged } = bench;
  const { person } = await viewpointOf(bench, caller);
  const actor = actorOf(caller, person.displayName);
  const refuse = (refusal: Refusal) =>
    refusals.refuse(refusal, { actor, deed: 'grants.pause', accountId });
  const standing = await fresh.readPerson(caller.ref);
  if (!standing?.isAdmin) throw await refuse(ADMINS_ONLY);
  const reason = tidy(said ?? '');
  const wrong = reasonProblem(reason);
  if (wrong) throw await refuse(wrong);
  await stores.pauses.save({ accountId, paused, reason, actor });
  onChanged();
  return pauseList(bench);
}
