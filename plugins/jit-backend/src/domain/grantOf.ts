import { SessionRecord } from './model';
import { after, Grant, Situation, times } from './situation';

const MINUTE = 60_000;

/** The latest end counts from the first call, however often it is repeated. */
export function grantOf(s: Situation, session: SessionRecord): Grant {
  const verdict = s.learnt.verdicts.get(session.id)!;
  const allowed = verdict.ok ? verdict.minutes : 0;
  const minutes = Math.min(session.minutes, allowed);
  const firstCallAt = session.firstCallAt ?? s.now;
  const reserved = times.provisioningLimit + minutes * MINUTE;
  return {
    session,
    minutes,
    firstCallAt,
    hardEnd: after(firstCallAt, reserved),
  };
}
