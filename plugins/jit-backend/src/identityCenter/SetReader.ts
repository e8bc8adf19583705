import { StandardSet } from './IdentityCenter';

/** Waits until one more call may be made; throws where none should be any more. */
export type Turn = () => Promise<void>;

/** A set as far as it was read: what nobody offers or uses needs its name alone. */
export type ReadSet = Omit<StandardSet, 'fingerprint'> &
  Partial<Pick<StandardSet, 'fingerprint'>>;

/**
 * Reads the sets of the instance for lists, never for a decision. It waits for
 * its turn before each call, so that whoever needs calls more finds some.
 * Every method may throw an `AwsTrouble`.
 */
export interface SetReader {
  /** All of them, or an error: never a part. */
  arns(turn: Turn): Promise<string[]>;
  /**
   * @param needsContent - whether a set of that name is to be read whole,
   * which takes five calls instead of one
   * @returns undefined where there is no such set any more
   */
  read(
    arn: string,
    needsContent: (name: string) => boolean,
    turn: Turn,
  ): Promise<ReadSet | undefined>;
}
