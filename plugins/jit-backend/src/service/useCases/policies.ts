import {
  CheckPolicies,
  ManagedPolicyList,
  ManagedPolicyQuery,
  PolicyFindings,
} from '@jit-portal/backstage-plugin-jit-common';
import { askAws } from '../askAws';
import { Caller } from '../Caller';
import { Bench } from '../Parts';
import { errorFor } from '../refusalErrors';
import { readableAccount } from './accounts';

const SHOWN = 50;

/** A judgement of wide policies keeps a process busy for a moment. */
const JUDGING = 2;

/** One person's checks must not keep everybody else waiting. */
function meter(
  { checks, config }: Bench,
  { ref }: Caller,
  weight: number,
): void {
  if (checks.take(ref, weight)) return;
  throw errorFor({
    code: 'too-many-checks',
    message: `At most ${config.limits.policyChecksPerPersonPerMinute} of these a minute. Wait a little.`,
  });
}

/** What the policies of a custom set allow, while they are being written. */
export async function checkPolicies(
  bench: Bench,
  body: CheckPolicies,
  caller: Caller,
): Promise<PolicyFindings> {
  meter(bench, caller, JUDGING);
  const { advisor, stores, config } = bench;
  const account =
    body.accountId === undefined
      ? undefined
      : await readableAccount(bench, body.accountId, caller);
  const asked = {
    managedPolicies: body.managedPolicies.slice(
      0,
      config.customSets.managedPolicies,
    ),
    inlinePolicy: body.inlinePolicy?.trim() ? body.inlinePolicy : undefined,
  };
  const advice = await askAws(bench, () => advisor.advise(asked));
  const offered = account
    ? await stores.lookups.permissionSets(account.settings.permissionSets)
    : [];
  const coveredBy =
    advice.problems.length > 0 || offered.length === 0
      ? []
      : await askAws(bench, () => advisor.compare(asked, offered));
  return { ...advice, coveredBy };
}

/** AWS managed policies to pick from, by the words of their names. */
export async function listManagedPolicies(
  bench: Bench,
  { q = '', limit = SHOWN }: ManagedPolicyQuery,
  caller: Caller,
): Promise<ManagedPolicyList> {
  meter(bench, caller, 1);
  const all = await askAws(bench, () => bench.managedPolicies.all());
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const found = all.filter(({ name }) => {
    const folded = name.toLowerCase();
    return words.every(word => folded.includes(word));
  });
  // Whose name begins with what was typed comes first
  const begins = (name: string) =>
    Number(!name.toLowerCase().startsWith(words[0] ?? ''));
  const items = [...found]
    .sort((a, b) => begins(a.name) - begins(b.name))
    .slice(0, limit);
  return { items, totalItems: found.length };
}
