import { RefObject, useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router-dom';
import { detailsButtonOf } from '../../lists/ViewDetailsButton';
import { HeldRow } from '../../lists/useHeldRows';
import { AccessRequest } from '@jit-portal/backstage-plugin-jit-common';
import { Neighbours } from './DetailsDialog';

/**
 * A closed dialog gives the focus to the row of the request that it showed
 * last; where that is off or not there, to the list's title.
 */
function useFocusAfter(
  number: string | undefined,
  title: RefObject<HTMLElement>,
) {
  const shown = useRef<string>();
  useEffect(() => {
    const last = shown.current;
    shown.current = number;
    if (number || !last) return;
    (detailsButtonOf(last) ?? title.current)?.focus();
  }, [number, title]);
}

/** Which request's dialog is open: it stands in the URL, so Back closes it. */
export function useOpenRequest(
  rows: readonly HeldRow<AccessRequest>[],
  title: RefObject<HTMLElement>,
) {
  const [search, setSearch] = useSearchParams();
  const number = search.get('request') ?? undefined;
  useFocusAfter(number, title);
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
