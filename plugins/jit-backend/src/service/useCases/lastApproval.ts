import { minutesOf } from '@jit-portal/backstage-plugin-jit-common';
import { AccountRecord } from '../../accounts/Accounts';
import { refusesLongCredentials } from '../../config/refusesLongCredentials';
import { chainUntil } from '../../domain/chain';
import { grant, GrantFacts } from '../../domain/grant';
import { placeholderArn } from '../../domain/customSetWork';
import { AssignmentKey, RequestRecord } from '../../domain/model';
import { accept, Judgement } from '../../domain/refusal';
import { isOffHours } from '../../domain/workingHours';
import { Home } from '../../identityCenter/IdentityCenter';
import { refusedPolicies } from '../../policies/refusedPolicies';
import type {
  GrantToSave,
  ReviewToSave,
} from '../../store/deeds/reviewRequest';
import { askAws } from '../askAws';
import { Bench } from '../Parts';

interface Approving {
  request: RequestRecord;
  account?: AccountRecord;
  now: Date;
}

/** A custom set has its ARN once the engine has made it. */
function setArnOf({ id, permissionSetArn }: RequestRecord): string {
  return permissionSetArn ?? placeholderArn(id);
}

/** Everything that the request stood on, read again from the live sources. */
async function grantFacts(
  bench: Bench,
  { request, account, now }: Approving,
  home: Home,
): Promise<GrantFacts> {
  const { fresh, stores, identityCenter, config } = bench;
  const accountId = request.account.id;
  const arn = request.permissionSetArn;
  const ask = <T>(work: () => Promise<T>) => askAws(bench, work);
  const [state, requester, user, set, pauses, key, refused] = await Promise.all(
    [
      ask(() => identityCenter.accountState(accountId)),
      fresh.readPerson(request.requester.ref),
      ask(() => identityCenter.readUser(request.principal.id)),
      arn === undefined ? undefined : ask(() => bench.sets.read(arn)),
      stores.lookups.pauses([accountId]),
      stores.lookups.keyState(
        home.instanceArn,
        accountId,
        setArnOf(request),
        request.principal.id,
      ),
      ask(() => refusedPolicies(bench.advisor, request)),
    ],
  );
  return {
    now,
    account,
    accountState: state ?? 'UNKNOWN',
    requester,
    user,
    set,
    refusedPolicies: refused,
    boundary: config.customSets.boundary,
    pause: pauses.get(accountId),
    chain: chainUntil(key.sessions, now),
    minMinutes: config.duration.minMinutes,
    refuseLongCredentials: refusesLongCredentials(config),
  };
}

function sessionToMake(
  { config }: Bench,
  { request, account, now }: Approving,
  facts: GrantFacts,
  minutes: number,
): GrantToSave['session'] {
  const { permissionSet, principal } = request;
  return {
    user: request.requester,
    principalId: principal.id,
    account: {
      id: request.account.id,
      name: request.account.name,
      entityRef: request.account.entityRef,
    },
    permissionSet: {
      type: permissionSet.type,
      name: permissionSet.name,
      arn: setArnOf(request),
    },
    setSessionMinutes:
      permissionSet.type === 'custom'
        ? minutesOf(permissionSet.sessionDuration)!
        : facts.set!.sessionMinutes,
    minutes,
    credentials: { mode: config.credentialsMode },
    offHours: isOffHours(now, config.workingHours, account!.settings.timeZone),
  };
}

function keyOf(home: Home, request: RequestRecord): AssignmentKey {
  return {
    instanceArn: home.instanceArn,
    identityStoreId: home.identityStoreId,
    region: home.region,
    callerAccount: home.callerAccount,
    accountId: request.account.id,
    permissionSetArn: setArnOf(request),
    principalId: request.principal.id,
  };
}

/**
 * Judges the request once more at its last approval and says what is granted.
 * In `observe` mode nothing is provisioned, so there is no session.
 */
export async function lastApproval(
  bench: Bench,
  approving: Approving,
  shortened: number | undefined,
): Promise<Judgement<Pick<ReviewToSave, 'approvedMinutes' | 'grant'>>> {
  const { identityCenter, config } = bench;
  const { request } = approving;
  const home = await askAws(bench, () => identityCenter.home());
  const facts = await grantFacts(bench, approving, home);
  const granted = grant(request, facts, shortened);
  if (!granted.ok) return granted;
  const minutes = granted.value;
  if (config.aws.mode === 'observe')
    return accept({ approvedMinutes: minutes });
  return accept({
    approvedMinutes: minutes,
    grant: {
      key: keyOf(home, request),
      activateWithinMinutes: config.aws.activateWithinMinutes,
      session: sessionToMake(bench, approving, facts, minutes),
    },
  });
}
