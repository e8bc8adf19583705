import { useState } from 'react';
import {
  Session,
  SessionDetails,
} from '@jit-portal/backstage-plugin-jit-common';
import { useJitCommand } from '../api';
import { codeOf, sentenceOf } from '../shared/errors';
import { useToast } from '../shared/useToast';
import { useWords } from '../translation';

/** What became of one session's revocation. */
export interface RevokeResult {
  session: Session;
  /** Accepted, or being removed already; over before; or neither. */
  outcome: 'accepted' | 'ended' | 'failed';
  error?: unknown;
}

/** How a session was found that nothing of is left to end. */
const FOUND: Record<string, RevokeResult['outcome']> = {
  'already-ending': 'accepted',
  'already-ended': 'ended',
};

/** Revokes one session or several, one by one, each with its own answer. */
export function useRevoke() {
  const t = useWords();
  const toast = useToast();
  const [isBusy, setBusy] = useState(false);
  const [results, setResults] = useState<RevokeResult[]>([]);
  const command = useJitCommand((api, one: { id: string; reason: string }) =>
    api.revokeSession(one.id, { reason: one.reason.trim() || undefined }),
  );

  const say = (session: Session, after: SessionDetails) => {
    const name = session.user.displayName;
    const others = after.alsoEnding ?? [];
    if (after.end?.cause !== 'revoked' && others.length > 0) {
      // This one was over; what goes on of the same access is revoked
      toast(t('approver.revoke.others', { numbers: others.join(', ') }), {
        isUnderWay: true,
      });
    } else if (after.state === 'REVOKED') {
      toast(t('approver.revoke.revoked', { name }));
    } else {
      // Revoked is said only once AWS has confirmed it
      toast(t('approver.revoke.slow'), { isUnderWay: true });
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
      return { session, outcome: 'accepted' };
    } catch (error) {
      // What was wanted is so, or will be; anything else has changed nothing
      const outcome = FOUND[codeOf(error) ?? ''] ?? 'failed';
      if (outcome === 'failed') return { session, outcome, error };
      if (!isQuiet) toast(sentenceOf(error));
      return { session, outcome };
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
