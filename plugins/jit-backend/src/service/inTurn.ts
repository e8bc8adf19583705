import { RefusalCode } from '../domain/refusal';
import { Caller } from './Caller';
import { errorFor } from './refusalErrors';
import { Turns } from './Turns';

/**
 * Does this in turn with what others ask for.
 *
 * @throws an error with this code where too much of the caller's waits already
 */
export function inTurn<T>(
  turns: Turns,
  { ref }: Pick<Caller, 'ref'>,
  refused: { code: RefusalCode; message: string },
  work: () => Promise<T>,
): Promise<T> {
  const done = turns.take(ref, work);
  if (done) return done;
  throw errorFor(refused);
}
