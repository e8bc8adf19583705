import { useApi } from '@backstage/core-plugin-api';
import { useQueries } from '@tanstack/react-query';
import { jitApiRef } from '../api';
import { useWords } from '../translation';

/** How accounts are called, by their ids; one that is not to be seen keeps its id. */
export function useAccountNames(ids: string[]): (id: string) => string {
  const t = useWords();
  const api = useApi(jitApiRef);
  const answers = useQueries({
    queries: ids.map(id => ({
      // Not among the portal's own: a signal about requests changes no names
      queryKey: ['accounts', 'named', id],
      queryFn: () => api.listAccounts({ q: id, limit: 1 }),
    })),
  });
  return id => {
    const account = answers[ids.indexOf(id)]?.data?.items.find(
      one => one.id === id,
    );
    return account ? t('common.nameAndId', { name: account.name, id }) : id;
  };
}
