import {
  AccountState,
  minutesOf,
  SubmitRequest,
} from '@jit-portal/backstage-plugin-jit-common';
import { AccountRecord } from '../../accounts/Accounts';
import { refusesLongCredentials } from '../../config/refusesLongCredentials';
import { Chain, chainUntil } from '../../domain/chain';
import { StandingAccess } from '../../domain/conditions';
import { SubmissionFacts } from '../../domain/submit';
import { SubmittedValues, valueProblems } from '../../domain/submitValues';
import { tidy } from '../../domain/text';
import { ResolvedUser, StandardSet } from '../../identityCenter/IdentityCenter';
import { KeyState, KnownSet } from '../../store/DatabaseLookups';
import { askAws, askInTurn } from '../askAws';
import { Caller } from '../Caller';
import { Bench } from '../Parts';
import { errorFor } from '../refusalErrors';
import { askedCustomSet, customFacts } from './customFacts';

/** Sets that are offered are read more often, unless there are very many. */
const OLD_SET_MS = 20 * 60_000;

/** After a deletion of ours AWS's lists may lag behind it (H3). */
const LAG = 15 * 60_000;

export function limitsFor({ config }: Bench): SubmissionFacts['limits'] {
  return {
    minMinutes: config.duration.minMinutes,
    stepMinutes: config.duration.stepMinutes,
    justification: config.justification,
    refuseLongCredentials: refusesLongCredentials(config),
  };
}

function valuesOf(body: SubmitRequest): SubmittedValues {
  return {
    setName: body.permissionSet.name.trim(),
    type: body.permissionSet.type,
    minutes: minutesOf(body.duration),
    justification: tidy(body.justification),
  };
}

/** As last told; asked for where AWS has not told it yet. */
export async function accountStateOf(
  bench: Bench,
  account: AccountRecord,
): Promise<AccountState> {
  if (account.state !== 'UNKNOWN') return account.state;
  const state = await askAws(bench, () =>
    bench.identityCenter.accountState(account.id),
  );
  return state ?? 'UNKNOWN';
}

const STILL_READING =
  'This portal is still reading the permission sets from AWS. Try again in a few minutes.';

/**
 * Read afresh where it was read long ago: its fingerprint is stored with the
 * request, and one that is outdated would fail at the review (H16). That reads
 * for itself, so what is known will do where AWS has no call to spare.
 */
async function asOfLate(
  { sets, logger }: Bench,
  known: KnownSet,
  now: Date,
): Promise<StandardSet | undefined> {
  if (now.getTime() - known.readAt.getTime() <= OLD_SET_MS) return known;
  try {
    return await sets.read(known.arn);
  } catch (error) {
    logger.warn(`${known.name} is taken as it was read last: ${error}`);
    return known;
  }
}

async function offeredSet(
  bench: Bench,
  account: AccountRecord,
  name: string,
  now: Date,
): Promise<StandardSet | undefined> {
  const { lookups, permissionSets } = bench.stores;
  if (!account.settings.permissionSets.includes(name)) return undefined;
  const [known] = await lookups.permissionSets([name]);
  if (known) return asOfLate(bench, known, now);
  if (!(await permissionSets.mayTurnUp([name]))) return undefined;
  throw errorFor({ code: 'aws-unavailable', message: STILL_READING });
}

/** What stands at the key that is asked for, in our record and in AWS. */
export interface KeyFacts {
  chain: Chain;
  pending?: { number: number };
  state: KeyState;
}

export async function keyFacts(
  bench: Bench,
  accountId: string,
  setArn: string,
  principalId: string,
  now: Date,
): Promise<KeyFacts> {
  const { stores, identityCenter } = bench;
  const { instanceArn } = await askAws(bench, () => identityCenter.home());
  const [state, pending] = await Promise.all([
    stores.lookups.keyState(instanceArn, accountId, setArn, principalId),
    stores.lookups.pendingFor(principalId, accountId, setArn),
  ]);
  return { state, pending, chain: chainUntil(state.sessions, now) };
}

/** An assignment that is ours, or was ours until a moment ago, is not standing. */
function isOurs({ assignment, sessions }: KeyState, now: Date): boolean {
  if (assignment?.madeByUs) return true;
  if (sessions.some(({ endedAt }) => endedAt === undefined)) return true;
  const gone = assignment?.deleteSucceededAt;
  return gone !== undefined && +now - +gone < LAG;
}

export async function standingAccess(
  bench: Bench,
  target: { accountId: string; permissionSetArn: string; principalId: string },
  state: KeyState,
  now: Date,
): Promise<StandingAccess> {
  const { identityCenter } = bench;
  const seen = await askInTurn(bench, () => identityCenter.look(target));
  const groups =
    seen.groupIds.length === 0
      ? []
      : await askAws(bench, () =>
          identityCenter.groupsOf(target.principalId, seen.groupIds),
        );
  return { direct: seen.direct && !isOurs(state, now), group: groups[0] };
}

async function userOf(
  bench: Bench,
  email: string | undefined,
): Promise<ResolvedUser | undefined> {
  if (!email) return undefined;
  return askAws(bench, () => bench.identityCenter.findUser(email));
}

const NOTHING: Pick<SubmissionFacts, 'chain' | 'standing'> = {
  chain: { numbers: [] },
  standing: { direct: false },
};

/** Reads everything that a submission is judged by, from the live sources. */
export async function submissionFacts(
  bench: Bench,
  body: SubmitRequest,
  caller: Caller,
): Promise<SubmissionFacts> {
  const { fresh, stores, config } = bench;
  const [now, found, requester, ssoAdmins, admins] = await Promise.all([
    stores.requests.now(),
    fresh.readAccount(body.accountId),
    fresh.readPerson(caller.ref),
    fresh.peopleInRole('sso-admin'),
    fresh.peopleInRole('admin'),
  ]);
  const readable = await caller.readAccounts();
  const account = found && (await readable.apply(found)) ? found : undefined;
  const values = valuesOf(body);
  const email = requester?.person.email;
  const facts: SubmissionFacts = {
    now,
    values,
    account,
    requester,
    accountState: 'UNKNOWN',
    policyAllows: false,
    userValue: email ?? requester?.person.displayName ?? caller.ref,
    ...NOTHING,
    limits: limitsFor(bench),
    plan: {
      ssoAdminRefs: ssoAdmins.map(({ ref }) => ref),
      adminRefs: admins.map(({ ref }) => ref),
      approvals: config.approvals,
    },
  };
  if (!account || !requester) return facts;
  const asked = askedCustomSet(bench, body);
  const [accountState, pauses, set, user, policy] = await Promise.all([
    accountStateOf(bench, account),
    stores.lookups.pauses([account.id]),
    asked ? undefined : offeredSet(bench, account, values.setName, now),
    userOf(bench, email),
    caller.allowed('request.create', [account]),
  ]);
  const known = {
    ...facts,
    accountState,
    pause: pauses.get(account.id),
    set,
    user,
    policyAllows: policy[0],
  };
  if (asked) {
    // Nobody is told what policies do who may not ask for them
    const mayAsk = user && policy[0] && account.settings.customAllowed;
    return mayAsk
      ? { ...known, custom: await customFacts(bench, asked, account, caller) }
      : known;
  }
  return set && user
    ? { ...known, ...(await factsOfKey(bench, known, account, set, user)) }
    : known;
}

/** AWS is asked about standing access only where the rest may pass. */
async function factsOfKey(
  bench: Bench,
  facts: SubmissionFacts,
  account: AccountRecord,
  set: StandardSet,
  user: ResolvedUser,
): Promise<Pick<SubmissionFacts, 'chain' | 'pending' | 'standing'>> {
  const { now, values, accountState, limits } = facts;
  const { chain, pending, state } = await keyFacts(
    bench,
    account.id,
    set.arn,
    user.id,
    now,
  );
  const wrong = valueProblems(
    values,
    account,
    accountState,
    chain,
    limits,
    now,
  );
  if (pending || wrong) return { chain, pending, standing: NOTHING.standing };
  const target = {
    accountId: account.id,
    permissionSetArn: set.arn,
    principalId: user.id,
  };
  const standing = await standingAccess(bench, target, state, now);
  return { chain, pending, standing };
}
