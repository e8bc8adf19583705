import {
  ErasePerson,
  PersonErased,
} from '@jit-portal/backstage-plugin-jit-common';
import { normalisePersonOrGroup } from '../../config/fields';
import { Caller } from '../Caller';
import { Bench } from '../Parts';
import { adminsWord } from './pauses';

/** Takes a person out of everything that is kept; the chain still holds. */
export async function erasePerson(
  bench: Bench,
  { ref: told, reason: said }: ErasePerson,
  caller: Caller,
): Promise<PersonErased> {
  const { actor, reason, refuse } = await adminsWord(bench, caller, {
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
  if (ref === caller.ref) {
    const message = 'Somebody else has to erase you: who did it is on record.';
    throw await refuse({ code: 'own-request', message });
  }
  const erased = await bench.stores.erasure.erase(ref, actor, reason);
  if (erased.kind === 'still-open') {
    const numbers = erased.numbers.slice(0, 10).join(', ');
    const message = `${numbers} must be over first: cancel or revoke what is open.`;
    throw await refuse({ code: 'still-open', message });
  }
  const { pseudonym, events, requests } = erased;
  return { pseudonym, events, requests };
}
