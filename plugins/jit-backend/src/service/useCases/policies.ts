import {
  CheckPolicies,
  ManagedPolicyList,
  ManagedPolicyQuery,
  PolicyFindings,
} from '@jit-portal/backstage-plugin-jit-common';
import { gravestFirst } from '../../policies/aws/analyzerFindings';
import { shownFindings } from '../../policies/shownFindings';
import { askAws } from '../askAws';
import { Caller } from '../Caller';
import { judgedInTurn } from '../judgedInTurn';
import { JUDGING, meterChecks } from '../meterChecks';
import { Bench } from '../Parts';
import { readableAccount } from './accounts';

const SHOWN = 50;

/** What the policies of a custom set allow, while they are being written. */
export async function checkPolicies(
  bench: Bench,
  body: CheckPolicies,
  caller: Caller,
): Promise<PolicyFindings> {
  meterChecks(bench, caller, JUDGING);
  const { opinion, stores, config } = bench;
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
    accountId: account?.id,
  };
  const offered = account
    ? await stores.lookups.permissionSets(account.settings.permissionSets)
    : [];
  const { advice, coveredBy } = await judgedInTurn(
    bench,
    caller,
    asked,
    offered,
    ({ problems }) => problems.length === 0 && offered.length > 0,
  );
  const isPolicy = advice.problems.length === 0;
  const second = isPolicy ? await opinion?.whileWriting(asked) : [];
  const findings = gravestFirst([...advice.findings, ...(second ?? [])]);
  return { ...advice, findings: shownFindings(findings), coveredBy };
}

/** AWS managed policies to pick from, by the words of their names. */
export async function listManagedPolicies(
  bench: Bench,
  { q = '', limit = SHOWN }: ManagedPolicyQuery,
  caller: Caller,
): Promise<ManagedPolicyList> {
  meterChecks(bench, caller, 1);
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
