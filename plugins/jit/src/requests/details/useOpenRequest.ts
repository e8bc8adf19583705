import { useSearchParams } from 'react-router-dom';
import { HeldRow } from '../../lists/useHeldRows';
import { AccessRequest } from '@jit-portal/backstage-plugin-jit-common';
import { Neighbours } from './DetailsDialog';

/** Which request's dialog is open: it stands in the URL, so Back closes it. */
export function useOpenRequest(rows: readonly HeldRow<AccessRequest>[]) {
  const [search, setSearch] = useSearchParams();
  const number = search.get('request') ?? undefined;
  const open = (to: string | undefined, replace: boolean) =>
    setSearch(
      before => {
        const after = new URLSearchParams(before);
        if (to) after.set('request', to);
        else after.delete('request');
        return after;
      },
      { replace },
    );
  const at = rows.findIndex(row => row.item.number === number);
  const neighbours: Neighbours | undefined =
    at < 0
      ? undefined
      : {
          position: at + 1,
          count: rows.length,
          previous: rows[at - 1]?.item.number,
          next: rows.slice(at + 1).find(row => !row.gone)?.item.number,
          onGo: to => open(to, true),
        };
  return {
    number,
    neighbours,
    open: (to: string) => open(to, false),
    close: () => open(undefined, true),
  };
}
