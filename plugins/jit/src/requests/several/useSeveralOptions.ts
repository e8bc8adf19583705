import { useApi } from '@backstage/core-plugin-api';
import { RequestOptions } from '@jit-portal/backstage-plugin-jit-common';
import { useQueries } from '@tanstack/react-query';
import { jitApiRef } from '../../api';

/** What the form needs of each account, in the order of the ids. */
export function useSeveralOptions(accountIds: string[]) {
  const api = useApi(jitApiRef);
  const answers = useQueries({
    queries: accountIds.map(id => ({
      queryKey: ['jit', 'request-options', id],
      queryFn: () => api.getRequestOptions(id),
    })),
  });
  return accountIds.map((id, index) => ({
    id,
    options: answers[index].data as RequestOptions | undefined,
    error: answers[index].data ? undefined : answers[index].error,
    retry: () => answers[index].refetch(),
  }));
}

/** One of {@link useSeveralOptions}. */
export type OptionsOfOne = ReturnType<typeof useSeveralOptions>[number];
