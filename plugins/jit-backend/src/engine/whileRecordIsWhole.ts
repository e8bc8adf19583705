import { JudgeAgain } from './JudgeAgain';

/**
 * Nothing is granted from a record that has forgotten (H11): what waits for its
 * first call waits until an admin ends the quarantine, or until it is too late
 * for it. Ends ask nobody's leave.
 *
 * @param options - `check` says whether the record goes as far as it once did
 */
export function whileRecordIsWhole(options: {
  witness: { check(): Promise<boolean> };
  judge: JudgeAgain;
}): JudgeAgain {
  const { witness, judge } = options;
  return async session => {
    if (await witness.check()) return judge(session);
    throw new Error('the database has forgotten, and is in quarantine');
  };
}
