import { useJitQuery } from '../api';

/** Everything the form needs for one account, in one answer. */
export function useRequestOptions(accountId: string | undefined) {
  return useJitQuery({
    queryKey: ['request-options', accountId],
    ask: api => api.getRequestOptions(accountId!),
    enabled: Boolean(accountId),
  });
}
