import { useEffect, useState } from 'react';
import { serverNow } from '../api/serverClock';
import { FINE_BELOW_MS } from './formats';

/*
 * One timer for all countdowns of a page: once a second while any of them has
 * less than five minutes to go, otherwise at each full minute.
 */
interface Listener {
  fine: boolean;
  tell(): void;
}

const listeners = new Set<Listener>();
let timer: ReturnType<typeof setTimeout> | undefined;
let tickOf = 0;

function schedule(): void {
  clearTimeout(timer);
  if (listeners.size === 0) return;
  const step = [...listeners].some(one => one.fine) ? 1000 : 60_000;
  timer = setTimeout(tick, step - (serverNow() % step));
}

function tick(): void {
  const minute = Math.floor(serverNow() / 60_000);
  const isNewMinute = minute !== tickOf;
  tickOf = minute;
  for (const one of [...listeners]) {
    if (one.fine || isNewMinute) one.tell();
  }
  schedule();
}

function listen(listener: Listener): () => void {
  listeners.add(listener);
  schedule();
  return () => {
    listeners.delete(listener);
    schedule();
  };
}

/**
 * The server's time, renewed as often as a countdown needs it.
 *
 * @param until - what is counted down to, ISO 8601
 */
export function useNow(until?: string): number {
  const [now, setNow] = useState(serverNow);
  const left = until ? Date.parse(until) - now : Infinity;
  const fine = left > 0 && left <= FINE_BELOW_MS;
  useEffect(() => listen({ fine, tell: () => setNow(serverNow()) }), [fine]);
  return now;
}
