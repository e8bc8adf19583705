import { StandardSet } from '../identityCenter/IdentityCenter';
import { Advice, AskedPolicies } from '../policies/PolicyAdvisor';
import { askAws } from './askAws';
import { Caller } from './Caller';
import { inTurn } from './inTurn';
import { Bench } from './Parts';

const TOO_MANY = {
  code: 'too-many-checks',
  message:
    'Other policies that you sent are still being judged. Wait a little.',
} as const;

/**
 * What the portal finds in policies, and which of the offered sets would do
 * instead. It keeps the process busy, so one is judged at a time.
 *
 * @param isCompared - whether, after what was found, the sets matter at all
 */
export function judgedInTurn(
  bench: Bench,
  caller: Caller,
  asked: AskedPolicies,
  offered: readonly StandardSet[],
  isCompared: (advice: Advice) => boolean,
) {
  const { advisor, checkTurns } = bench;
  return inTurn(checkTurns, caller, TOO_MANY, async () => {
    const advice = await askAws(bench, () => advisor.advise(asked));
    const coveredBy = isCompared(advice)
      ? await askAws(bench, () => advisor.compare(asked, offered))
      : [];
    return { advice, coveredBy };
  });
}
