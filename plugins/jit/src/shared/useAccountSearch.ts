import { useState } from 'react';
import { Account, AccountQuery } from '@jit-portal/backstage-plugin-jit-common';
import { useJitQuery } from '../api';
import { useSettled } from './useSettled';

const WAIT_MS = 300;
const SHOWN = 50;

/** Accounts by name or id, searched on the server while somebody types. */
export function useAccountSearch(scope: AccountQuery['scope']): {
  accounts: Account[];
  isLoading: boolean;
  setText(text: string): void;
} {
  const [text, setText] = useState('');
  const q = useSettled(text, WAIT_MS);
  const query = useJitQuery({
    queryKey: ['accounts', scope, q],
    ask: api =>
      api.listAccounts({
        scope,
        q: q || undefined,
        sort: 'name',
        limit: SHOWN,
      }),
    keepPrevious: true,
  });
  return {
    accounts: query.data?.items ?? [],
    isLoading: query.isFetching,
    setText,
  };
}
