import { Session } from '@jit-portal/backstage-plugin-jit-common';
import { useJitCommand } from '../api';
import { statusOf } from '../shared/errors';
import { useToast } from '../shared/useToast';
import { useWords } from '../translation';

/** What became of one session's revocation. */
export interface RevokeResult {
  session: Session;
  error?: unknown;
}

const FINAL = ['ENDED', 'REVOKED', 'FAILED'];

/** Revokes one session or several, one by one, each with its own answer. */
export function useRevoke() {
  const t = useWords();
  const toast = useToast();
  const command = useJitCommand((api, one: { id: string; reason: string }) =>
    api.revokeSession(one.id, { reason: one.reason.trim() || undefined }),
  );

  const say = (session: Session, after: Session | undefined) => {
    const name = session.user.displayName;
    if (!after) toast(t('approver.revoke.alreadyEnded'));
    else if (after.state === 'REVOKED') {
      toast(t('approver.revoke.revoked', { name }));
    } else if (FINAL.includes(after.state)) {
      toast(t('approver.revoke.alreadyEnded'));
    } else {
      // Revoked is said only once AWS has confirmed it
      toast(t('approver.revoke.slow'));
    }
  };

  const revokeOne = async (
    session: Session,
    reason: string,
    isQuiet: boolean,
  ): Promise<RevokeResult> => {
    try {
      const after = await command.mutateAsync({ id: session.id, reason });
      if (!isQuiet) say(session, after);
      return { session };
    } catch (error) {
      // It ended meanwhile: what was wanted is so
      if (statusOf(error) !== 409) return { session, error };
      if (!isQuiet) say(session, undefined);
      return { session };
    }
  };

  return {
    isBusy: command.isPending,
    async revokeAll(sessions: Session[], reason: string) {
      const isQuiet = sessions.length > 1;
      const results: RevokeResult[] = [];
      for (const session of sessions) {
        results.push(await revokeOne(session, reason, isQuiet));
      }
      const done = results.filter(one => !one.error).length;
      if (isQuiet && done > 0) {
        toast(t('approver.revoke.resultAll', { count: done }));
      }
      return results;
    },
  };
}
