import { Knex } from 'knex';
import {
  EMPTY_SCP,
  isSameDocument,
  withoutDenies,
} from '../../../src/domain/denyStatements';
import { CREDENTIALS_MINUTES } from '../SimDenies';
import { Credentials } from '../world/DenyWorld';
import { World } from '../world/World';
import { KeyedSession, Snapshot } from './Snapshot';

const MINUTE = 60_000;

type Say = (rule: string, what: string) => void;

function credentialsOf(session: KeyedSession, issuedAt: number): Credentials {
  const { account, permissionSet, principalId } = session;
  return {
    setArn: permissionSet.arn,
    setName: permissionSet.name,
    accountId: account.id,
    userId: principalId,
    issuedAt,
  };
}

/**
 * When the person could have taken credentials of this session: as soon as it
 * was granted, and right before it began to end.
 */
function issuesOf({ grantedAt, endingAt }: KeyedSession): number[] {
  if (!grantedAt || !endingAt) return [];
  return [+grantedAt, Math.max(+grantedAt, +endingAt - 1)];
}

const lastUntil = (issuedAt: number) => issuedAt + CREDENTIALS_MINUTES * MINUTE;

/** Cut off is cut off, as long as such credentials would live (H26, H28). */
function whatIsSaidIsSo(
  session: KeyedSession,
  { denies }: World,
  now: number,
  say: Say,
): void {
  const { cutAt, deniedAt } = session.credentials;
  for (const issuedAt of issuesOf(session)) {
    if (now >= lastUntil(issuedAt)) continue;
    const credentials = credentialsOf(session, issuedAt);
    if (cutAt && !denies.areCutOff(credentials)) {
      say('cut-off', `SES-${session.number} is said to be cut off and is not`);
    }
    if (deniedAt && !denies.areDeniedByScp(credentials)) {
      say('cut-off', `SES-${session.number} is said to be denied and is not`);
    }
  }
}

/** Whoever rightly has the access may use it: no deny hits them (H26, H27). */
function nobodyElseIsHit(
  session: KeyedSession,
  { denies, standing }: World,
  now: number,
  say: Say,
): void {
  if (session.status !== 'ACTIVE' || !standing.has(session.key)) return;
  if (+session.expiresAt! <= now) return;
  if (!denies.areDenied(credentialsOf(session, now))) return;
  say('denied', `SES-${session.number} is ACTIVE and its person is denied`);
}

/** What a set allows by itself is never changed, nor is a set that is not ours. */
function setsStayAsTheyAre({ denies }: World, say: Say): void {
  for (const arn of denies.written) {
    const text = denies.inlineOf(arn);
    const base = denies.bases.get(arn) ?? '';
    if (denies.unmanaged.has(arn)) {
      say('base', `${arn} is not tagged as ours and was changed`);
    } else if (!isSameDocument(withoutDenies(text), withoutDenies(base))) {
      say('base', `What ${arn} allows by itself was changed: ${text}`);
    }
  }
}

/** What holds at every moment where ends cut credentials off. */
export function credentialsAreAsSaid(
  world: World,
  { sessions, now }: Snapshot,
  say: Say,
): void {
  setsStayAsTheyAre(world, say);
  // Who had stood still wrote an older text: found and told, not prevented (H2)
  if (world.denies.isAstray) return;
  for (const session of sessions) {
    whatIsSaidIsSo(session, world, now, say);
    nobodyElseIsHit(session, world, now, say);
  }
}

/** Once nothing needs them any more, no deny is left (H28). */
export async function deniesArePruned(
  db: Knex,
  { denies }: World,
  say: Say,
): Promise<void> {
  if (denies.isAstray) return;
  for (const arn of denies.written) {
    const base = denies.bases.get(arn) ?? '';
    if (denies.inlineOf(arn) !== base) {
      say('pruned', `${arn} still holds ${denies.inlineOf(arn)}`);
    }
  }
  if (!isSameDocument(denies.scp, EMPTY_SCP)) {
    say('pruned', `The SCP still holds ${denies.scp}`);
  }
  for (const table of ['credential_denies', 'deny_policies']) {
    const rows = await db(table);
    if (rows.length > 0) say('pruned', `${rows.length} rows left in ${table}`);
  }
}
