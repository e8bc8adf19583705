import { actorOf, Caller } from '../Caller';
import { Bench } from '../Parts';
import { viewpointOf } from '../views/Viewpoint';

/**
 * Refuses to a plugin what is a person's own to do, on record (H22). For deeds
 * on several things at once; those on one say themselves what they are about.
 */
export async function inPerson(
  bench: Bench,
  caller: Caller,
  about: { deed: string; data: Record<string, unknown> },
): Promise<void> {
  if (!caller.notInPerson) return;
  const { person } = await viewpointOf(bench, caller);
  const actor = actorOf(caller, person.displayName);
  throw await bench.refusals.refuse(caller.notInPerson, { actor, ...about });
}
