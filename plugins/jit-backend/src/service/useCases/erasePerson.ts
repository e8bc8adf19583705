import {
  ErasePerson,
  PersonErased,
} from '@jit-portal/backstage-plugin-jit-common';
import { normalisePersonOrGroup } from '../../config/fields';
import { PersonRecord } from '../../domain/model';
import { isSameHuman } from '../../domain/reviewer';
import { askAws } from '../askAws';
import { Caller } from '../Caller';
import { Bench } from '../Parts';
import { adminsWord } from './pauses';

/**
 * Whether the ref is another name of the Admin who asks (H14). AWS is asked
 * only where it can tell; while it cannot, nobody is erased.
 */
async function isOneself(
  bench: Bench,
  { ref: own, email }: PersonRecord,
  ref: string,
): Promise<boolean> {
  const { stores, identityCenter } = bench;
  if (ref === own) return true;
  const identities = await stores.erasure.identities(ref);
  const canTell = email && identities.some(({ principalId }) => principalId);
  const user = canTell
    ? await askAws(bench, () => identityCenter.findUser(email))
    : undefined;
  const admin = { ref: own, email, principalId: user?.id };
  return identities.some(one => isSameHuman(admin, one));
}

/** Takes a person out of everything that is kept; the chain still holds. */
export async function erasePerson(
  bench: Bench,
  { ref: told, reason: said }: ErasePerson,
  caller: Caller,
): Promise<PersonErased> {
  const { fresh, stores } = bench;
  const { actor, person, reason, refuse } = await adminsWord(bench, caller, {
    deed: 'person.erase',
    byPolicyToo: true,
    reason: said,
    otherwise: 'Only Admins can erase a person.',
  });
  const ref = normalisePersonOrGroup(told);
  if (!ref?.startsWith('user:')) {
    const message = 'Must be a full user reference, such as user:default/ana';
    const details = [{ field: 'ref', message }];
    throw await refuse({ code: 'invalid-values', message, details });
  }
  if (await isOneself(bench, person, ref)) {
    const message = 'Somebody else has to erase you: who did it is on record.';
    throw await refuse({ code: 'own-request', message });
  }
  // Who may ask again tomorrow has not left, and would be on record again
  if (await fresh.readPerson(ref)) {
    const message =
      'The catalog still has this person, so they have not left. Remove them from the identity source first, and wait until the catalog has noticed.';
    throw await refuse({ code: 'has-not-left', message });
  }
  const erased = await stores.erasure.erase(ref, actor, reason);
  if (erased.kind === 'still-open') {
    const numbers = erased.numbers.slice(0, 10).join(', ');
    const message = `${numbers} must be over first: cancel or revoke what is open, also what they reviewed or are ending.`;
    throw await refuse({ code: 'still-open', message });
  }
  const { pseudonym, events, requests } = erased;
  return { pseudonym, events, requests };
}
