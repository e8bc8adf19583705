import { SubmitRequest } from '@jit-portal/backstage-plugin-jit-common';
import { AccountRecord } from '../../accounts/Accounts';
import {
  AskedCustomSet,
  askedSetOf,
  CustomFacts,
  foldSetName,
  otherNames,
} from '../../domain/customSet';
import { StandardSet } from '../../identityCenter/IdentityCenter';
import { gravestFirst } from '../../policies/aws/analyzerFindings';
import { Advice, AskedPolicies } from '../../policies/PolicyAdvisor';
import { askAws, askInTurn } from '../askAws';
import { Caller } from '../Caller';
import { judgedInTurn } from '../judgedInTurn';
import { JUDGING, meterChecks } from '../meterChecks';
import { Bench } from '../Parts';

/** The custom set in a body; undefined for a standard one. */
export function askedCustomSet(
  { config }: Bench,
  { permissionSet }: SubmitRequest,
): AskedCustomSet | undefined {
  return permissionSet.type === 'custom'
    ? askedSetOf(permissionSet, config.customSets.boundary)
    : undefined;
}

async function takenName(
  { stores }: Bench,
  name: string,
): Promise<CustomFacts['taken']> {
  const others = otherNames(name);
  const taken = await stores.lookups.takenNames(
    [name, ...others].map(foldSetName),
  );
  if (!taken.has(foldSetName(name))) return undefined;
  return { suggestion: others.find(one => !taken.has(foldSetName(one))) };
}

const isRefused = ({ problems, findings }: Advice) =>
  problems.length > 0 || findings.some(({ refuses }) => refuses);

/** And what AWS finds, where it is asked besides. */
async function withOpinion(
  bench: Bench,
  judged: AskedPolicies,
  advice: Advice,
  caller: Caller,
): Promise<Advice> {
  const { opinion } = bench;
  if (!opinion || isRefused(advice)) return advice;
  // AWS bills its checks
  meterChecks(bench, caller, JUDGING);
  const second = await askAws(bench, () => opinion.beforeSending(judged));
  const findings = gravestFirst([...advice.findings, ...second]);
  return { ...advice, findings };
}

async function adviceOn(
  bench: Bench,
  judged: AskedPolicies,
  offered: readonly StandardSet[],
  caller: Caller,
) {
  const own = await judgedInTurn(
    bench,
    caller,
    judged,
    offered,
    advice => !isRefused(advice),
  );
  const advice = await withOpinion(bench, judged, own.advice, caller);
  return { ...own, advice };
}

/** Reads everything that a custom set is judged by. */
export async function customFacts(
  bench: Bench,
  asked: AskedCustomSet,
  account: AccountRecord,
  caller: Caller,
): Promise<CustomFacts> {
  const { stores, identityCenter, config } = bench;
  const { lookups } = stores;
  const offered = await lookups.permissionSets(account.settings.permissionSets);
  // Judged no further than AWS would take it
  const tooMany =
    asked.managedPolicies.length > config.customSets.managedPolicies;
  const judged = {
    ...asked,
    ...(tooMany && { managedPolicies: [] }),
    accountId: account.id,
  };
  const [{ advice, coveredBy }, taken, sets, requests, inAccount] =
    await Promise.all([
      adviceOn(bench, judged, offered, caller),
      takenName(bench, asked.name),
      lookups.countSets(),
      lookups.customRequests(account.id),
      askInTurn(bench, () => identityCenter.customSets.countIn(account.id)),
    ]);
  return {
    asked,
    limits: config.customSets,
    problems: advice.problems,
    findings: advice.findings,
    coveredBy,
    taken,
    sets: sets + 1,
    setsInAccount: inAccount + requests.comingUp + 1,
    isFirst: !requests.any,
  };
}
