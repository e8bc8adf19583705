import { useJitQuery } from '../../api';

/** One request, fresh; by number or id. */
export function useRequest(id: string | undefined) {
  return useJitQuery({
    queryKey: ['requests', id],
    ask: api => api.getRequest(id!),
    enabled: id !== undefined,
  });
}
