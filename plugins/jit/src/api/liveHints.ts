import { useEffect } from 'react';
import { useApiHolder } from '@backstage/core-plugin-api';
import { SignalApi, signalApiRef } from '@backstage/plugin-signals-react';
import { JIT_SIGNAL_CHANNEL } from '@jit-portal/backstage-plugin-jit-common';
import { QueryClient, useQueryClient } from '@tanstack/react-query';
import { HintGatherer } from './HintGatherer';

const WITH_SIGNALS_MS = 5 * 60_000;
const WITHOUT_SIGNALS_MS = 30_000;
/**
 * A socket that is just being opened misses what happens meanwhile, and its
 * first try may fail: so everything is asked for once more when it stands.
 */
const SETTLED_MS = 8_000;
/** Tabs that were opened together, or lost the same server, drift apart. */
const drift = 0.9 + 0.2 * Math.random();

const subscribed = new WeakMap<SignalApi, WeakSet<QueryClient>>();

/**
 * Subscribes once per tab and stays subscribed: opening and closing the
 * sidebar must not open and close a socket with it.
 */
function subscribeOnce(signals: SignalApi, client: QueryClient): void {
  const clients = subscribed.get(signals) ?? new WeakSet();
  subscribed.set(signals, clients);
  if (clients.has(client)) return;
  clients.add(client);
  const fetch = () => client.invalidateQueries({ queryKey: ['jit'] });
  setTimeout(fetch, SETTLED_MS * drift);
  const gatherer = new HintGatherer({ fetch });
  signals.subscribe(JIT_SIGNAL_CHANNEL, () => gatherer.hint());
}

/** Listens to hints. Returns how often to fetch without one. */
export function useLiveHints(): number {
  const signals = useApiHolder().get(signalApiRef);
  const client = useQueryClient();
  useEffect(() => {
    if (signals) subscribeOnce(signals, client);
  }, [signals, client]);
  return (signals ? WITH_SIGNALS_MS : WITHOUT_SIGNALS_MS) * drift;
}
