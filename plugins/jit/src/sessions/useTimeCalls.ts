import { useEffect, useRef } from 'react';
import { Session } from '@jit-portal/backstage-plugin-jit-common';
import { announce } from '../shared/announce';
import { useNow } from '../shared/useNow';
import { useWords } from '../translation';

const CALLS = [5, 10];

/** Which call is due: at ten and at five minutes before the end. */
export function callDue(leftMs: number): number | undefined {
  if (leftMs <= 0) return undefined;
  return CALLS.find(minutes => leftMs <= minutes * 60_000);
}

/** Says twice that time runs out, and never else. Returns whether it does. */
export function useTimeCalls(session: Session): boolean {
  const t = useWords();
  const now = useNow(session.expiresAt);
  const isActive = session.state === 'ACTIVE' && session.expiresAt;
  const due = isActive
    ? callDue(Date.parse(session.expiresAt!) - now)
    : undefined;
  const said = useRef<number>();
  const text =
    due &&
    t('requester.sessions.minutesLeft', {
      n: String(due),
      account: session.account.name,
    });
  useEffect(() => {
    if (!due || !text || said.current === due) return;
    said.current = due;
    announce(text);
  }, [due, text]);
  return due !== undefined;
}
