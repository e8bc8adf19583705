import { useState } from 'react';
import { Session } from '@jit-portal/backstage-plugin-jit-common';
import { useJitCommand } from '../api';
import { statusOf } from '../shared/errors';
import { useToast } from '../shared/useToast';
import { useWords } from '../translation';

/** What became of one session's revocation. */
export interface RevokeResult {
  session: Session;
  /** Accepted, or over before; neither where it failed. */
  outcome: 'accepted' | 'ended' | 'failed';
  error?: unknown;
}

const FINAL = ['ENDED', 'REVOKED', 'FAILED'];

/** Revokes one session or several, one by one, each with its own answer. */
export function useRevoke() {
  const t = useWords();
  const toast = useToast();
  const [isBusy, setBusy] = useState(false);
  const [results, setResults] = useState<RevokeResult[]>([]);
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
      const isOver = FINAL.includes(after.state) && after.state !== 'REVOKED';
      return { session, outcome: isOver ? 'ended' : 'accepted' };
    } catch (error) {
      // It ended meanwhile: what was wanted is so
      if (statusOf(error) !== 409) return { session, outcome: 'failed', error };
      if (!isQuiet) say(session, undefined);
      return { session, outcome: 'ended' };
    }
  };

  return {
    isBusy,
    /** As they come in. */
    results,
    /** Those that were answered before are not asked for again. */
    async revokeAll(sessions: Session[], reason: string) {
      const isQuiet = sessions.length > 1;
      let known = results.filter(one => one.outcome !== 'failed');
      const left = sessions.filter(
        ({ id }) => !known.some(one => one.session.id === id),
      );
      setBusy(true);
      for (const session of left) {
        known = [...known, await revokeOne(session, reason, isQuiet)];
        setResults(known);
      }
      setBusy(false);
      return known;
    },
  };
}
