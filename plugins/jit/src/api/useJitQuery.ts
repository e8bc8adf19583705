import { useApi } from '@backstage/core-plugin-api';
import { JitApi, Me } from '@jit-portal/backstage-plugin-jit-common';
import {
  UseQueryResult,
  keepPreviousData,
  useQuery,
} from '@tanstack/react-query';
import { jitApiRef } from './jitApi';
import { useLiveHints } from './liveHints';
import { noteServerTime } from './serverClock';

function learnFrom(answer: unknown): void {
  const { serverTime } = (answer ?? {}) as { serverTime?: unknown };
  if (typeof serverTime === 'string') noteServerTime(serverTime);
}

/** Options of {@link useJitQuery}. */
export interface JitQueryOptions<TAnswer> {
  /** Tells this question from all others of the plugin. */
  queryKey: readonly unknown[];
  ask: (api: JitApi) => Promise<TAnswer>;
  enabled?: boolean;
  /** Show the last answer while another page or filter is fetched. */
  keepPrevious?: boolean;
}

/**
 * Asks the backend and keeps the answer fresh: on mount, on focus, on coming
 * back online, on a signal, and every so often.
 */
export function useJitQuery<TAnswer>(
  options: JitQueryOptions<TAnswer>,
): UseQueryResult<TAnswer, Error> {
  const api = useApi(jitApiRef);
  const refetchInterval = useLiveHints();
  return useQuery<TAnswer, Error>({
    queryKey: ['jit', ...options.queryKey],
    queryFn: async () => {
      const answer = await options.ask(api);
      learnFrom(answer);
      return answer;
    },
    enabled: options.enabled,
    refetchInterval,
    placeholderData: options.keepPrevious ? keepPreviousData : undefined,
  });
}

/** Who is signed in, with roles and counts; shared by the badge and all pages. */
export function useMe(): UseQueryResult<Me, Error> {
  return useJitQuery({ queryKey: ['me'], ask: api => api.getMe() });
}
