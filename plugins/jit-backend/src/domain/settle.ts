import { AccessRemains } from '@jit-portal/backstage-plugin-jit-common';
import { denyBehind } from './denyFirst';
import { SessionRecord } from './model';
import { after, Settlement, Situation, Step, withStatus } from './situation';

const MINUTE = 60_000;

function ofSession(session: SessionRecord): AccessRemains {
  return {
    kind: 'session',
    number: `SES-${session.number}`,
    until: session.expiresAt?.toISOString(),
  };
}

function lastToExpire(sessions: SessionRecord[]): SessionRecord {
  return [...sessions].sort(
    (a, b) => (b.expiresAt?.getTime() ?? 0) - (a.expiresAt?.getTime() ?? 0),
  )[0];
}

/** Role credentials issued until now live as long as the role and their time. */
function credentialsUntil(
  s: Situation,
  session: SessionRecord,
  roleLivesOn: boolean,
): Date | undefined {
  if (!session.grantedAt) return undefined;
  return roleLivesOn ? after(s.now, session.setSessionMinutes * MINUTE) : s.now;
}

/**
 * A session that ends beside a live one: the assignment stays for the other,
 * and the end says so (H5). One that is still being set up does not count: a
 * revocation is not told as done on the strength of access to come.
 */
export function settleBeside(s: Situation): Step | undefined {
  const active = withStatus(s, 'ACTIVE');
  const ending = withStatus(s, 'ENDING');
  if (active.length === 0 || ending.length === 0) return undefined;
  const accessRemains = ofSession(lastToExpire(active));
  return {
    do: 'settle',
    settlements: ending.map(session => ({
      session,
      accessRemains,
      credentialsUntil: credentialsUntil(s, session, true),
    })),
  };
}

/** Access that is not ours and stays after the end (H4). */
function remains(s: Situation): AccessRemains | undefined {
  if (s.assignment.standing === 'present') return { kind: 'standing' };
  const name = s.learnt.seen.at(-1)?.groups?.[0];
  return name ? { kind: 'group', name } : undefined;
}

/** Nothing of ours is left: ends become final, and say what remains. */
export function settleAll(s: Situation): Step {
  const ending = withStatus(s, 'ENDING');
  const seen = s.learnt.seen.at(-1);
  const granted = ending.some(session => session.grantedAt);
  if (granted && !seen?.groups) return { do: 'look', withGroups: true };
  const accessRemains = remains(s);
  const roleLivesOn = seen?.others ?? false;
  const deny = roleLivesOn && !accessRemains ? denyBehind(s) : undefined;
  if (deny) return deny;
  return {
    do: 'settle',
    settlements: ending.map(
      (session): Settlement => ({
        session,
        accessRemains,
        credentialsUntil: credentialsUntil(s, session, roleLivesOn),
      }),
    ),
  };
}
